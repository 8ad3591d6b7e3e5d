// Package block knows what is in every volume and every snapshot, who stores each
// block and who is billed for it.
//
// The words:
//
//   - A block is 512 KiB of a volume, the unit in which snapshots are stored.
//   - An epoch is the interval between two snapshots of one volume. Every volume
//     has an epoch of its own, and a new one after each snapshot; what is written
//     carries it. A cell, the content of one block, is therefore just an epoch;
//     0 means never written.
//   - A map is a persistent radix tree from block to cell. Its words are either
//     the epoch of a whole range or the number of a node with eight words. Equal
//     words mean equal content, so comparing, restoring and taking a snapshot do
//     not depend on the size of the volume.
//   - A version is one distinct map that somebody holds: snapshots (original and
//     copies pin the same version) and live volumes, which are leaves. Versions
//     form a forest: the parent is what a version was derived from. It decides
//     what stays in memory.
//   - A family is the snapshots of one lineage in one region, owner, key and tier,
//     within which a block is stored once. Its members form a second forest. It
//     decides the bill: every stored block is owned by the oldest member that has
//     it; deleting that one frees the block or hands it on.
//   - A tombstone is a node of either forest that nobody holds any more, but whose
//     two or more children would lose sight of what they share without it. With
//     fewer children it is spliced out, so there are always fewer tombstones than
//     live snapshots and volumes.
//
// Everything rests on birth: if A is an ancestor of B, a cell of B is also in A
// exactly if it is not newer than A's epoch. No lookup in A is needed.
//
// A Store can be forked at the cost of its page directories. Both sides then copy
// what they change; see the package store for how.
package block

import (
	"errors"
	"fmt"
	"slices"

	"blockyard/sim/store"
)

const (
	// Size is the size of a block in bytes: the unit in which EBS stores snapshots
	// (https://docs.aws.amazon.com/ebs/latest/userguide/ebs-accessing-snapshot.html).
	Size = 512 << 10

	// MaxBlocks is the number of blocks in the largest volume, 64 TiB. Maps of volumes
	// of every size have this capacity, so that they compare and growing one is free.
	MaxBlocks = 1 << 27
)

// ErrUnrelated refuses to compare two snapshots of different families.
var ErrUnrelated = errors.New("the snapshots are of unrelated lineages: compare snapshots of the same volume in the same region and account")

// A VolumeID is the index of a volume in a store: the number of volumes made before it.
// It is never reused; what a deleted volume leaves is a record of 36 bytes.
type VolumeID uint32

// A SnapshotID is the index of a snapshot in a store: the number of snapshots made before it.
// It is never reused; what a deleted snapshot leaves is a record of 28 bytes.
type SnapshotID uint32

// An Account is a counter of stored blocks. The caller gives one number, counted up
// from 0, to each combination of region, owner, key and storage tier.
type Account uint32

// maxAccounts keeps a number that was not counted up from 0 from taking all memory.
const maxAccounts = 1 << 20

// An Epoch names the interval between two snapshots of one volume in which a block
// was last written. Epochs grow with time; 0 means that the block was never written.
//
// Two forks hand out the same epochs for different data: an epoch given out after
// a fork means nothing in the other world.
type Epoch uint32

// maxEpoch is the last epoch: a word has 31 bits for it.
const maxEpoch Epoch = 1<<31 - 1

// A Store holds the blocks of all volumes and snapshots of one world. New makes one.
//
// It belongs to one goroutine at a time, for reading, too: reads use its scratch.
// Ids of what does not exist, blocks beyond MaxBlocks and operations on archived
// snapshots that AWS refuses are bugs of the caller: they panic.
type Store struct {
	arena
	versions  forest[version]
	members   forest[member]
	volumes   store.Table[volume]
	snapshots store.Table[snapshot]
	copies    store.Table[latestCopy]

	epoch   Epoch        // the last one given out
	age     uint32       // the last one given to a member
	stored  []uint64     // blocks by account; changed only together with a member's owned
	changed []SnapshotID // see TakeChanged

	// Scratch, which every world has for itself; nothing in it outlives a call.
	walk    walk
	lineage lineage
}

// New returns an empty store.
func New() *Store {
	s := &Store{
		arena:    newArena(),
		versions: newForest[version](),
		members:  newForest[member](),
	}
	s.copies.Append(latestCopy{}) // so that 0 is no copy
	return s
}

// Fork returns an independent store with the same content. It copies page
// directories (8 bytes for every 256 nodes or 64 records), not content.
//
// The two may be used, and forked again, on different goroutines; the call itself
// must not overlap with another use of the receiver.
func (s *Store) Fork() *Store {
	return &Store{
		arena:     s.arena.fork(),
		versions:  s.versions.fork(),
		members:   s.members.fork(),
		volumes:   s.volumes.Fork(),
		snapshots: s.snapshots.Fork(),
		copies:    s.copies.Fork(),
		epoch:     s.epoch,
		age:       s.age,
		stored:    slices.Clone(s.stored),
		changed:   slices.Clone(s.changed),
	}
}

// Stored returns the number of blocks stored in account a.
func (s *Store) Stored(a Account) uint64 {
	if int(a) >= len(s.stored) {
		return 0
	}
	return s.stored[a]
}

// TakeChanged returns the snapshots whose Owned, or the account it is billed to,
// has changed since the last call, in the order of the changes. A snapshot that
// changed twice may occur twice. Deleted snapshots, which own nothing, are included.
// The store collects them until they are taken.
func (s *Store) TakeChanged() []SnapshotID {
	changed := s.changed
	s.changed = nil
	return changed
}

// nextEpoch gives out a fresh epoch.
func (s *Store) nextEpoch() Epoch {
	if s.epoch == maxEpoch {
		panic(fmt.Sprintf("block: all %d epochs are used up", maxEpoch))
	}
	s.epoch++
	return s.epoch
}

// nextAge gives out the place of a new member among all others.
func (s *Store) nextAge() uint32 {
	s.age++
	if s.age == 0 {
		panic("block: all 2^32 ages of members are used up")
	}
	return s.age
}
