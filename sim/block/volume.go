package block

import "fmt"

// A version is what the version forest knows of a map.
type version struct {
	pins uint32 // snapshots that have this map; a live volume's leaf needs none
}

// A volume is a map that changes.
type volume struct {
	live    bool
	version uint32 // its leaf in the version forest, which has the map
	member  uint32 // its leaf in a family; noVertex before the first snapshot of a lineage
	epoch   Epoch  // what is written now carries this
	saved   Epoch  // epoch of the snapshot it was last saved in or made from; 0: none
	dirty   uint32 // blocks written since then: cells newer than saved
	total   uint32 // blocks ever written
	account Account
	copies  uint32 // latest copies of its snapshots elsewhere: a list in Store.copies
}

// NewVolume makes an empty volume. Its snapshots will be billed to a.
func (s *Store) NewVolume(a Account) VolumeID {
	s.checkAccount(a)
	leaf := s.versions.add(vertex[version]{state: held, volume: true})
	return VolumeID(s.volumes.Append(volume{live: true, version: leaf, epoch: s.nextEpoch(), account: a}))
}

// Restore makes a volume of a snapshot, however large, at once. Its snapshots will be billed to a.
//
// With lineage, which needs the account of the snapshot, its first snapshot is
// incremental to that snapshot. Without (another owner, another key) it is full.
func (s *Store) Restore(x SnapshotID, a Account, lineage bool) VolumeID {
	s.checkAccount(a)
	from := *s.standard(x)
	if lineage && a != from.account {
		panic(fmt.Sprintf("block: a volume of account %d cannot continue the lineage of snapshot %d in account %d", a, x, from.account))
	}
	base := *s.versions.At(from.version)
	v := volume{live: true, saved: base.epoch, total: from.full, account: a, epoch: s.nextEpoch()}
	v.version = s.versions.addBelow(from.version, vertex[version]{state: held, volume: true, root: base.root})
	if lineage {
		v.member = s.members.addBelow(from.member, vertex[member]{state: held, volume: true})
	}
	return VolumeID(s.volumes.Append(v))
}

// CopyVolume makes a second volume with the present content of the first, in the same account.
//
// Simplified: AWS does not document whether the first snapshot of such a copy is
// incremental. With lineage both volumes go on from what they share; without, the
// copy begins a lineage of its own and its first snapshot is full.
func (s *Store) CopyVolume(v VolumeID, lineage bool) VolumeID {
	s.liveVolume(v)
	from := s.volumes.Mut(uint32(v))
	c := *from
	c.member, c.copies = noVertex, noCopy
	root := s.versions.At(from.version).root
	branch := s.versions.addAbove(from.version, vertex[version]{state: tombstone, epoch: from.epoch, root: root})
	c.version = s.versions.addBelow(branch, vertex[version]{state: held, volume: true, root: root})
	if lineage && from.member != noVertex {
		branch := s.members.addAbove(from.member, vertex[member]{state: tombstone, epoch: from.epoch})
		c.member = s.members.addBelow(branch, vertex[member]{state: held, volume: true})
	}
	from.epoch = s.nextEpoch()
	c.epoch = s.nextEpoch()
	return VolumeID(s.volumes.Append(c))
}

// Write writes the blocks from up to, but not including, to.
func (s *Store) Write(v VolumeID, from, to uint32) {
	s.liveVolume(v)
	if from > to || to > MaxBlocks {
		panic(fmt.Sprintf("block: blocks %d to %d are not a range of volume %d", from, to, v))
	}
	if from == to {
		return
	}
	o := s.volumes.Mut(uint32(v))
	leaf := s.versions.Mut(o.version)
	w := writing{arena: &s.arena, epoch: o.epoch, saved: o.saved}
	if leaf.up != noVertex {
		w.shared = s.versions.At(leaf.up).epoch
	}
	leaf.root = w.set(leaf.root, levels, from, to)
	o.total += w.added
	o.dirty += w.dirty
}

// DeleteVolume forgets a volume. Its snapshots stay as they are.
func (s *Store) DeleteVolume(v VolumeID) {
	s.liveVolume(v)
	o := s.volumes.Mut(uint32(v))
	o.live = false
	if o.member != noVertex {
		s.buryMember(o.member)
	}
	s.buryVersion(o.version)
}

// Written returns the number of blocks of v that were written since its last
// snapshot, or since it was made of one: those of which AWS would read "changed".
func (s *Store) Written(v VolumeID) uint64 { return uint64(s.liveVolume(v).dirty) }

// Total returns the number of blocks of v that were ever written, by it or by what it was made from.
func (s *Store) Total(v VolumeID) uint64 { return uint64(s.liveVolume(v).total) }

// Content returns what is in a block of v: the epoch in which it was written.
func (s *Store) Content(v VolumeID, block uint32) Epoch {
	return s.cell(s.versions.At(s.liveVolume(v).version).root, block)
}

func (s *Store) cell(root word, block uint32) Epoch {
	if block >= MaxBlocks {
		panic(fmt.Sprintf("block: there is no block %d in a map of %d", block, MaxBlocks))
	}
	return Epoch(s.below(root, block, 0))
}

// liveVolume returns volume v for reading.
func (s *Store) liveVolume(v VolumeID) *volume {
	if int64(v) >= int64(s.volumes.Len()) || !s.volumes.At(uint32(v)).live {
		panic(fmt.Sprintf("block: there is no volume %d", v))
	}
	return s.volumes.At(uint32(v))
}

func (s *Store) checkAccount(a Account) {
	if a >= maxAccounts {
		panic(fmt.Sprintf("block: account %d was not counted up from 0", a))
	}
}
