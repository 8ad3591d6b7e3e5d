package catalog

import (
	"fmt"

	"blockyard/sim/rng"
	"blockyard/sim/unit"
)

// A Mode says how long the processes of a world take.
type Mode uint8

// The modes.
const (
	Typical Mode = iota // what a process usually takes
	Jitter              // spread around it
	None                // nothing: every change is there at once, as exact textbook sums need
)

var modeNames = []string{Typical: "typical", Jitter: "jitter", None: "none"}

// String returns the mode as lessons spell it.
func (m Mode) String() string { return modeNames[m] }

// ParseMode reads "typical", "jitter" or "none".
func ParseMode(text string) (Mode, error) {
	for i, name := range modeNames {
		if name == text {
			return Mode(i), nil
		}
	}
	return 0, fmt.Errorf("timing %q is unknown: write typical, jitter or none", text)
}

// A Process is something that takes time in a world.
type Process struct {
	Name    string        // also the name of its random stream
	Typical unit.Duration // for processes that depend on an amount: for each unit of it
	Percent uint64        // how far Jitter spreads it, up and down
	Why     string
}

// The processes whose length AWS does not publish.
//
// Simplified: each has one typical length, where AWS's vary with load, region
// and size. The parts of a boot keep the bounds that AWS's user guide states
// (ComponentsAMIs.md): an EBS root boots in under a minute, an instance-store root in under five.
var (
	BootEBSImage   = Process{"boot-ebs-image", 15 * unit.Second, 30, "place the instance and attach its root volume, which loads its blocks when they are first read"}
	BootStoreImage = Process{"boot-store-image", 240 * unit.Second, 10, "fetch the whole image from S3 before the first instruction runs"}
	BootLoad       = Process{"boot-load", 12 * unit.Second, 20, "fetch the blocks that a boot reads from the root volume's snapshot, when they are read for the first time"}
	BootKernel     = Process{"boot-kernel", 8 * unit.Second, 20, "start the operating system"}
	BootServices   = Process{"boot-services", 5 * unit.Second, 40, "start what is installed"}
	Stopping       = Process{"stopping", 20 * unit.Second, 30, "shut the operating system down and write its caches"}
	ShuttingDown   = Process{"shutting-down", 10 * unit.Second, 30, "end an instance"}
	ForgetStopped  = Process{"forget-stopped", 1 * unit.Second, 0, "end an instance that was stopped: nothing runs"}
	Rebooting      = Process{"rebooting", 30 * unit.Second, 30, "restart the operating system on the same host"}

	PackageUpdate = Process{"package-update", 20 * unit.Second, 50, "bring what is installed up to date, as user data asks"}
	PowerOff      = Process{"power-off", 2 * unit.Second, 30, "switch a machine off without a shutdown of its operating system"}
	Hibernating   = Process{"hibernating", 30 * unit.Second, 30, "write the memory of an instance to its root volume, then switch it off"}
	Resuming      = Process{"resuming", 10 * unit.Second, 30, "read the memory of an instance back from its root volume"}
	StatusChecks  = Process{"status-checks", 2 * unit.Minute, 30, "make the first status checks of an instance that runs; AWS makes them every minute"}
	Recovery      = Process{"recovery", 5 * unit.Minute, 50, "notice that a host has failed and bring its instances up on another one"}

	VolumeCreating  = Process{"volume-creating", 5 * unit.Second, 40, "make a volume"}
	VolumeDeleting  = Process{"volume-deleting", 5 * unit.Second, 40, "delete a volume; AWS says several minutes at times"}
	VolumeAttaching = Process{"volume-attaching", 2 * unit.Second, 50, "attach a volume"}
	VolumeDetaching = Process{"volume-detaching", 3 * unit.Second, 50, "detach a volume"}
	VolumeModifying = Process{"volume-modifying", 5 * unit.Second, 50, "give a volume its new size"}
	// VolumeOptimizing has a source: a full volume of 1 TiB takes about six hours (ebs-modify-volume.md).
	VolumeOptimizing = Process{"volume-optimizing", 6 * unit.Hour, 30, "bring 1 TiB of a modified volume's written blocks to its new performance"}

	SnapshotUpload     = Process{"snapshot-upload", unit.Minute, 20, "copy 1 GiB of changed blocks to S3"}
	SnapshotRecovering = Process{"snapshot-recovering", 10 * unit.Second, 50, "take a snapshot out of the Recycle Bin"}
	SnapshotArchiving  = Process{"snapshot-archiving", unit.Minute, 20, "move 1 GiB of a whole snapshot into the archive tier; AWS publishes no time"}
	ArchiveRestoring   = Process{"archive-restoring", 48 * unit.Hour, 50, "restore a snapshot from the archive tier; AWS says up to 72 hours"}
	RegionCopy         = Process{"region-copy", unit.Minute, 20, "copy 1 GiB of a snapshot or of an instance-store image to another region"}
	ImageReady         = Process{"image-ready", 5 * unit.Second, 40, "register an image once its snapshots are there"}

	RootReplacing = Process{"root-replacing", 15 * unit.Second, 40, "make a step in replacing a root volume; AWS publishes no time"}

	FastRestoreSwitch     = Process{"fast-restore-switch", 10 * unit.Second, 40, "begin or end fast restore of a snapshot in a zone"}
	FastRestoreOptimizing = Process{"fast-restore-optimizing", unit.Hour, 10, "prepare 1 TiB of a snapshot for fast restore"}

	ImageAccessBlocking = Process{"image-access-blocking", 5 * unit.Minute, 80, "let an account's block on public images hold, or end; AWS says up to 10 minutes"}
)

// Lengths that are no transitions, so that no mode changes them.
const (
	// SnapshotMinimum is the shortest upload or copy of a snapshot, even of no block at all. Simplified: AWS publishes none.
	SnapshotMinimum = 10 * unit.Second
	// WriteBack is how long a write stays in a file system's cache before the
	// kernel writes it to the disk: the usual dirty_expire_centisecs of Linux.
	WriteBack = 30 * unit.Second
	// BootReads is how much a boot reads of its root disk. Simplified: AWS states none, and systems differ.
	BootReads = 240 * unit.MiB
	// MinInitializationRate is the least MiB/s that VolumeInitializationRate can be
	// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html).
	MinInitializationRate = 100
	// MaxInitializationRate is the most.
	MaxInitializationRate = 300
	// DefaultInitializationRate is at how many MiB/s a volume gets its blocks from its snapshot
	// unless a rate is asked for: as fast as BootLoad lets a boot read. Simplified: AWS publishes none.
	DefaultInitializationRate = 20
	// VolumeCopyRate is at how many MiB/s a copy of a volume gets its blocks. Simplified: AWS publishes none.
	VolumeCopyRate = 100
	// TerminatedVisible is how long a terminated instance is still described ("about an hour", TerminateInstances).
	TerminatedVisible = unit.Hour
	// SnapshotSpacing is the least time between two snapshots of one volume
	// (EC2 error codes, SnapshotCreationPerVolumeRateExceeded).
	SnapshotSpacing = 15 * unit.Second
	// OptimizingMinimum is the shortest optimizing of a modified volume. Simplified: AWS says from minutes to hours.
	OptimizingMinimum = unit.Minute
)

// Processes returns every process, for the manual.
func Processes() []Process {
	return []Process{
		BootEBSImage, BootStoreImage, BootLoad, BootKernel, BootServices, Stopping, ShuttingDown, ForgetStopped, Rebooting,
		PackageUpdate, PowerOff, Hibernating, Resuming, StatusChecks, Recovery,
		VolumeCreating, VolumeDeleting, VolumeAttaching, VolumeDetaching, VolumeModifying, VolumeOptimizing, SnapshotUpload, SnapshotRecovering, SnapshotArchiving, ArchiveRestoring, RegionCopy, ImageReady, RootReplacing,
		ImageAccessBlocking, FastRestoreSwitch, FastRestoreOptimizing,
	}
}

// Lasts returns how long the process takes at a position of a random stream.
func (p Process) Lasts(mode Mode, stream rng.Stream, position uint64) unit.Duration {
	return p.spread(p.Typical, mode, stream, position)
}

// PerGiB returns how long a process takes whose typical length is that of 1 GiB,
// for an amount of data: as SnapshotUpload and RegionCopy are.
func (p Process) PerGiB(amount unit.Bytes, mode Mode, stream rng.Stream, position uint64) unit.Duration {
	length := unit.Duration(amount>>10) * p.Typical / unit.Duration(unit.GiB>>10)
	return p.spread(max(SnapshotMinimum, length), mode, stream, position)
}

// Share returns how long a process takes for part of the amount for which it takes its typical length.
func (p Process) Share(part, whole unit.Bytes, mode Mode, stream rng.Stream, position uint64) unit.Duration {
	return p.spread(p.Typical*unit.Duration(part>>10)/unit.Duration(whole>>10), mode, stream, position)
}

// spread applies a mode to a length: the drawn lengths lie evenly around it, a millisecond apart.
func (p Process) spread(length unit.Duration, mode Mode, stream rng.Stream, position uint64) unit.Duration {
	if mode == None {
		return 0
	}
	reach := uint64(length) * p.Percent / 100
	if mode == Typical || reach == 0 {
		return length
	}
	return length + unit.Duration(stream.Draw(position, 2*reach+1)) - unit.Duration(reach)
}
