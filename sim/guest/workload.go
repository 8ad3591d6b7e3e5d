package guest

import (
	"strings"

	"blockyard/sim/block"
	"blockyard/sim/ec2"
	"blockyard/sim/io"
	"blockyard/sim/unit"
)

// recordSize is how much one record of a workload adds to its file: one block,
// so that every record can be seen in the block map.
const recordSize = block.Size

// A Workload is what an instance does to a disk while it runs. One with a time
// between records appends these to a file and flushes each at once, as a database
// does when it commits. One of a Kind asks for a rate instead; it moves no blocks.
type Workload struct {
	Gen      uint32
	Account  uint16
	Region   uint16
	Name     string // what it writes, for people: the volume's name or the file's
	Instance uint32
	Path     string
	Every    unit.Duration
	Records  uint32 // written so far
	Lost     uint32 // records that could not be written, since the disk was gone or full
	Stopped  bool

	Kind   string     // of a workload by rate; "" for one that appends records
	Demand io.Demand  // what it asks for
	Amount unit.Bytes // after which it is over; 0 for none
	Moved  int64      // thousandths of a byte until Since, where there is an amount
	Rate   int64      // bytes a second that it gets since then
	Since  unit.Instant
}

// IsOn reports whether a workload was started on a path; /mnt/sdf is the same as /mnt/sdf/.
func (w Workload) IsOn(path string) bool {
	return strings.TrimSuffix(w.Path, "/") == strings.TrimSuffix(path, "/")
}

// movedAt returns how many thousandths of a byte a workload that has an end has moved until an instant.
func (w Workload) movedAt(now unit.Instant) int64 {
	if w.Amount == 0 {
		return 0
	}
	return w.Moved + w.Rate*int64(now.Sub(w.Since))
}

// over returns when a workload will have moved all that it is to; ok is false
// where it has no end or does not move.
func (w Workload) over() (at unit.Instant, ok bool) {
	if w.Amount == 0 || w.Rate == 0 || w.Stopped {
		return 0, false
	}
	left := max(0, int64(w.Amount)*1000-w.Moved)
	return w.Since.Add(unit.Duration((left + w.Rate - 1) / w.Rate)), true
}

// WorkloadMoved says what a workload by rate has moved so far, and its rate from now on.
type WorkloadMoved struct {
	Index       uint32
	Moved, Rate int64
	At          unit.Instant
}

func (e WorkloadMoved) apply(s *State) {
	w := s.workloads.Mut(e.Index)
	w.Moved, w.Rate, w.Since = e.Moved, e.Rate, e.At
}

// WorkloadStarted makes a workload.
type WorkloadStarted struct{ Workload Workload }

func (e WorkloadStarted) apply(s *State) { s.workloads.Append(e.Workload) }

// WorkloadWrote counts a record of a workload, written or lost.
type WorkloadWrote struct {
	Index uint32
	Lost  bool
}

func (e WorkloadWrote) apply(s *State) {
	w := s.workloads.Mut(e.Index)
	if e.Lost {
		w.Lost++
	} else {
		w.Records++
	}
}

// WorkloadStopped ends a workload.
type WorkloadStopped struct{ Index uint32 }

func (e WorkloadStopped) apply(s *State) {
	w := s.workloads.Mut(e.Index)
	w.Stopped = true
	w.Gen++
}

// wakeWorkload writes a workload's next record if its instance runs, and looks
// again after its interval for as long as the instance exists.
func (tx *Tx) wakeWorkload(index uint32) {
	w := *tx.Guests.workloads.At(index)
	switch i := tx.Instances().At(w.Instance); i.State {
	case ec2.InstanceShuttingDown, ec2.InstanceTerminated, ec2.NoInstance:
		tx.Change(WorkloadStopped{index})
		return
	case ec2.InstanceRunning:
		if tx.Guests.IsUp(w.Instance) {
			tx.appendRecord(index, w)
		}
	case ec2.InstancePending, ec2.InstanceStopping, ec2.InstanceStopped:
	}
	tx.wake(WakeWorkload, index, w.Gen, w.Every)
}

// appendRecord writes one record through to the disk.
func (tx *Tx) appendRecord(index uint32, w Workload) {
	d, name, err := tx.locate(w.Instance, w.Path)
	if err == nil {
		file, _ := d.files.Find(name)
		err = tx.write(w.Instance, d, name, file.Size+tx.unflushed(w.Instance, d.device, name, file.Size)+recordSize, 1)
	}
	tx.Change(WorkloadWrote{index, err != nil})
	if err == nil {
		tx.flush(w.Instance, d.device)
	}
}

// unflushed returns how much larger a file is in memory than on its disk.
func (tx *Tx) unflushed(instance uint32, device, name string, size unit.Bytes) unit.Bytes {
	for _, d := range tx.Guests.Dirty(instance) {
		if d.Device == device && d.File == name {
			return d.Size - size
		}
	}
	return 0
}
