package block

import "fmt"

// A member is what the family forest knows of a snapshot. A live volume's leaf has none of it.
type member struct {
	age      uint32 // grows with time; a child's is larger than its parent's
	version  uint32 // its map in the version forest
	snapshot SnapshotID
	account  Account // billed for what it owns
	owned    uint32  // blocks that are billed to it
}

// A snapshot is a version that is held and a member of a family that is billed.
type snapshot struct {
	state   snapshotState
	version uint32
	member  uint32
	full    uint32  // written blocks
	account Account // in the standard tier, even while it is archived
	origin  VolumeID
	taken   Epoch // that of the version: its place among the snapshots of origin
}

type snapshotState uint8

const (
	deleted snapshotState = iota
	standard
	archived
)

// Snapshot fixes the present content of a volume, however large, at once, and
// stores what no other live snapshot of its family has: in the usual case the
// blocks written since the last one.
func (s *Store) Snapshot(v VolumeID) SnapshotID {
	x := SnapshotID(s.snapshots.Len())
	s.snapshots.Append(s.fix(v, x))
	return x
}

// fix makes the present content of a volume the content of snapshot x, which it returns.
func (s *Store) fix(v VolumeID, x SnapshotID) snapshot {
	s.liveVolume(v)
	o := s.volumes.Mut(uint32(v))
	root := s.versions.At(o.version).root
	ver := s.versions.addAbove(o.version, vertex[version]{state: held, epoch: o.epoch, root: root, data: version{pins: 1}})
	m := vertex[member]{state: held, epoch: o.epoch, root: root}
	m.data = member{age: s.nextAge(), version: ver, snapshot: x, account: o.account}
	fixed := snapshot{
		state: standard, version: ver, member: s.join(o, m), full: o.total,
		account: o.account, origin: v, taken: o.epoch,
	}
	o.saved, o.dirty = o.epoch, 0
	o.epoch = s.nextEpoch()
	return fixed
}

// join puts a member for a snapshot of o into its family, and bills it for what is new there.
func (s *Store) join(o *volume, m vertex[member]) uint32 {
	if o.member == noVertex {
		x := s.members.add(m)
		o.member = s.members.addBelow(x, vertex[member]{state: held, volume: true})
		s.bill(x, int64(o.total))
		return x
	}
	x := s.members.addAbove(o.member, m)
	p := s.members.At(s.members.At(x).up)
	if p.state == held && p.epoch == o.saved {
		s.bill(x, int64(o.dirty))
	} else { // the snapshot this interval began at is gone: what only it had is stored again
		s.bill(x, int64(s.unheld(x)))
	}
	return x
}

// Delete forgets a snapshot and returns how many stored blocks that frees. What
// other snapshots of its family need is handed on to the oldest that has it.
func (s *Store) Delete(x SnapshotID) (freed uint64) {
	s.liveSnapshot(x)
	o := s.snapshots.Mut(uint32(x))
	o.state = deleted
	if s.isBetween(o) {
		freed = s.takeOut(o)
	} else {
		freed = s.leave(o.member)
	}
	n := s.versions.Mut(o.version)
	if n.data.pins--; n.data.pins == 0 {
		s.buryVersion(o.version)
	}
	return freed
}

// Discard takes the content of a snapshot away as Delete does, and leaves an
// empty snapshot of no family in its place: one that failed.
func (s *Store) Discard(x SnapshotID) (freed uint64) {
	account := s.liveSnapshot(x).account
	freed = s.Delete(x)
	empty := s.NewVolume(account)
	*s.snapshots.Mut(uint32(x)) = s.fix(empty, x)
	s.DeleteVolume(empty)
	return freed
}

// Retake makes the present content of a volume that of snapshot x, in place of what it had.
func (s *Store) Retake(x SnapshotID, v VolumeID) {
	s.Delete(x)
	*s.snapshots.Mut(uint32(x)) = s.fix(v, x)
}

// Owned returns the number of stored blocks that are billed to x: 0 once it is deleted.
func (s *Store) Owned(x SnapshotID) uint64 {
	o := s.snapshots.At(uint32(x))
	if o.state == deleted {
		return 0
	}
	return uint64(s.members.At(o.member).data.owned)
}

// Full returns the number of blocks that were ever written in x, whoever stores
// them. Times Size it is what DescribeSnapshots calls FullSnapshotSizeInBytes
// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Snapshot.html).
func (s *Store) Full(x SnapshotID) uint64 { return uint64(s.liveSnapshot(x).full) }

// SnapshotContent returns what is in a block of x: the epoch in which it was written.
func (s *Store) SnapshotContent(x SnapshotID, block uint32) Epoch {
	return s.cell(s.root(x), block)
}

// root returns the map of x.
func (s *Store) root(x SnapshotID) word {
	return s.versions.At(s.liveSnapshot(x).version).root
}

// liveSnapshot returns snapshot x for reading.
func (s *Store) liveSnapshot(x SnapshotID) *snapshot {
	if int64(x) >= int64(s.snapshots.Len()) || s.snapshots.At(uint32(x)).state == deleted {
		panic(fmt.Sprintf("block: there is no snapshot %d", x))
	}
	return s.snapshots.At(uint32(x))
}

// standard returns snapshot x for reading; it must not be archived.
func (s *Store) standard(x SnapshotID) *snapshot {
	o := s.liveSnapshot(x)
	if o.state == archived {
		panic(fmt.Sprintf("block: snapshot %d is archived", x))
	}
	return o
}
