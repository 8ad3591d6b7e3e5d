package cost

import "blockyard/sim/unit"

// ArchiveMinimum is the least time for which a snapshot in the archive tier is
// billed (snapshot-archive.md, Billing for the minimum archive period).
const ArchiveMinimum = 90 * unit.Day

// Archive says that all the blocks that a snapshot restores are in the archive
// tier from an instant on. Once they are, it does nothing.
func (m *Meters) Archive(r Reading, at unit.Instant) {
	r.Meter, r.Key = SnapshotArchive, "archive"
	m.Set(r, at)
}

// LeaveArchive ends a snapshot's storage in the archive tier: it was deleted, or
// restored for good. Before the least time is over, what is left of it is billed
// at once, rounded to the nearest hour. It does nothing for what is not there.
func (m *Meters) LeaveArchive(resource Resource, at unit.Instant) {
	last := m.last(resource, SnapshotArchive)
	if last == 0 || !m.open(last) {
		return
	}
	i := m.interval(resource, SnapshotArchive, last)
	m.Set(Reading{Resource: resource, Meter: SnapshotArchive}, at)
	if left := ArchiveMinimum - at.Sub(i.From); left > 0 {
		early := i.Reading
		early.Meter = ArchiveEarlyDelete
		early.Rate *= uint64((left + unit.Hour/2) / unit.Hour)
		m.Count(early, at)
	}
}
