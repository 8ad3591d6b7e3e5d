package block

import "fmt"

// noCopy ends the list of latest copies of a volume.
const noCopy = 0

// A latestCopy is the last copy that was made of any snapshot of one volume to one account.
type latestCopy struct {
	account  Account
	next     uint32 // the same volume's copies to other accounts
	snapshot SnapshotID
	taken    Epoch // when the copied snapshot was taken
}

// Copy copies a snapshot to account a (another region, owner or key) and returns the copy.
//
// Within its own account no data moves, and the copy owns nothing. Elsewhere it
// stores what the latest copy of the same volume there does not have, if that
// copy still exists in the standard tier and is not of a later snapshot;
// otherwise it is full
// (https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copy-snapshot.html#ebs-incremental-copy).
//
// Simplified: AWS does not say what copying an older snapshot after a newer one
// stores. Here that copy is full.
func (s *Store) Copy(x SnapshotID, a Account) SnapshotID {
	s.checkAccount(a)
	from := *s.standard(x)
	c := SnapshotID(s.snapshots.Len())
	s.versions.Mut(from.version).data.pins++
	m := s.newMember(c, &from, a)
	if a == from.account {
		s.members.link(from.member, m)
	} else {
		s.settle(m, &from)
	}
	to := from
	to.member, to.account = m, a
	s.snapshots.Append(to)
	return c
}

// newMember makes a family of one for snapshot x, which has the version of o and is billed to a.
func (s *Store) newMember(x SnapshotID, o *snapshot, a Account) uint32 {
	n := s.versions.At(o.version)
	return s.members.add(vertex[member]{
		state: held, epoch: n.epoch, root: n.root,
		data: member{age: s.nextAge(), version: o.version, snapshot: x, account: a},
	})
}

// settle finds a family in its account for m, a copy of from, bills it, and notes it as the latest copy there.
func (s *Store) settle(m uint32, from *snapshot) {
	data := s.members.At(m).data
	latest := s.latestCopy(from.origin, data.account)
	if l := s.snapshots.At(uint32(latest.snapshot)); latest.taken != 0 && l.state == standard && latest.taken <= from.taken {
		s.members.link(l.member, m)
		s.bill(m, int64(s.unheld(m)))
	} else {
		s.bill(m, int64(from.full))
	}
	latest.snapshot, latest.taken = data.snapshot, from.taken
}

// latestCopy returns the record of the latest copy from v to a, a fresh one if there is none.
func (s *Store) latestCopy(v VolumeID, a Account) *latestCopy {
	for i := s.volumes.At(uint32(v)).copies; i != noCopy; i = s.copies.At(i).next {
		if s.copies.At(i).account == a {
			return s.copies.Mut(i)
		}
	}
	o := s.volumes.Mut(uint32(v))
	o.copies = s.copies.Append(latestCopy{account: a, next: o.copies})
	return s.copies.Mut(o.copies)
}

// Archive moves a full copy of a snapshot to another tier and returns how many
// blocks that frees in the standard tier: those that no other snapshot needs
// (https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-archive.html).
func (s *Store) Archive(x SnapshotID, tier Account) (freed uint64) {
	s.checkAccount(tier)
	s.standard(x)
	return s.move(x, tier, archived)
}

// Unarchive moves an archived snapshot back to the standard tier, where it is full:
// it stays outside the family that it left.
func (s *Store) Unarchive(x SnapshotID) {
	o := s.liveSnapshot(x)
	if o.state != archived {
		panic(fmt.Sprintf("block: snapshot %d is not archived", x))
	}
	s.move(x, o.account, standard)
}

// move makes x a family of one.
func (s *Store) move(x SnapshotID, to Account, state snapshotState) (freed uint64) {
	o := s.snapshots.Mut(uint32(x))
	freed = s.leave(o.member)
	o.member, o.state = s.newMember(x, o, to), state
	s.bill(o.member, int64(o.full))
	return freed
}
