package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/block"
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// The limits of a snapshot that is written by direct calls.
// Source: https://docs.aws.amazon.com/ebs/latest/APIReference/API_StartSnapshot.html.
const (
	maxDirectGiB      = 65536
	leastTimeout      = 10 // minutes
	mostTimeout       = 4320
	defaultTimeout    = 60
	directAlgorithm   = "SHA256"
	directAggregation = "LINEAR"
)

// A Direct is a snapshot's writing by direct calls. It is never changed in
// place, so that forks share it.
type Direct struct {
	Volume   block.VolumeID // what is written so far; gone once the snapshot is complete
	Blocks   uint32         // how many different ones were put
	Progress int64          // percent, as the caller says
	Touched  unit.Instant   // the last call
	Timeout  unit.Duration  // without a call for so long it fails
	Sealed   bool           // CompleteSnapshot was called
}

// A put is what a direct call wrote to a block: which content it is, and its data.
type put struct {
	Content block.Epoch
	Block   uint32
	Data    string
}

// EachPut calls a function with what direct calls have written, in their order.
func (s *State) EachPut(f func(put any)) {
	for _, p := range s.puts.All() {
		f(*p)
	}
}

// DirectStarted begins a snapshot that is written by direct calls: empty, or with the content of a parent.
type DirectStarted struct {
	Snapshot  Snapshot
	Direct    Direct
	Parent    uint32
	HasParent bool
}

func (e DirectStarted) apply(s *State) {
	x := e.Snapshot
	x.State = SnapshotLifecycle.Must("", "StartSnapshot")
	pool := s.pool(x.Header, x.Key)
	if e.HasParent {
		from := s.snapshots.At(e.Parent)
		x.Files = from.Files
		x.contents(from.Software, from.ProductCode, from.Platform, 0)
		e.Direct.Volume = s.blocks.Restore(from.Block, pool, pool == s.pool(from.Header, from.Key))
	} else {
		e.Direct.Volume = s.blocks.NewVolume(pool)
	}
	x.Block = s.blocks.Snapshot(e.Direct.Volume)
	x.extra().Direct = &e.Direct
	s.touch(KindSnapshot, s.snapshots.Append(x))
}

// DirectPut writes a block of such a snapshot.
type DirectPut struct {
	Index    uint32
	Block    uint32
	Data     string
	Progress int64
	At       unit.Instant
}

func (e DirectPut) apply(s *State) {
	x := s.snapshot(e.Index)
	d := *x.Direct
	before := s.blocks.Written(d.Volume)
	s.blocks.Write(d.Volume, e.Block, e.Block+1)
	d.Blocks += uint32(s.blocks.Written(d.Volume) - before)
	d.Touched, d.Progress = e.At, max(d.Progress, e.Progress)
	s.puts.Append(put{s.blocks.Content(d.Volume, e.Block), e.Block, e.Data})
	x.Files = x.Files.overwritten(e.Block, e.At)
	x.extra().Direct = &d
	s.countDirect(e.Index, DirectCalls{Account: x.Account, Puts: 1}) // nobody else can write it
}

// overwritten returns files of which the one that has a block, if any, is another version from now on.
func (f *Files) overwritten(b uint32, at unit.Instant) *Files {
	for _, file := range f.All() {
		for _, x := range file.Extents {
			if x.From <= b && b < x.To {
				file.Version, file.Written = file.Version+1, at
				return f.With(file, f.Used())
			}
		}
	}
	return f
}

// DirectSealed fixes the content of such a snapshot; its blocks are on their way.
type DirectSealed struct{ Index uint32 }

func (e DirectSealed) apply(s *State) {
	x := s.snapshot(e.Index)
	d := *x.Direct
	s.blocks.Retake(x.Block, d.Volume)
	s.blocks.DeleteVolume(d.Volume)
	d.Sealed = true
	x.extra().Direct = &d
	x.Gen++
}

// abandon forgets what was written to a snapshot that will not be completed.
func (s *State) abandon(x *Snapshot) {
	if x.Direct != nil && !x.Direct.Sealed {
		d := *x.Direct
		s.blocks.DeleteVolume(d.Volume)
		d.Sealed = true
		x.extra().Direct = &d
	}
}

// StartSnapshotInput holds the parameters of StartSnapshot.
type StartSnapshotInput struct {
	VolumeSize       int64  `ec2:"VolumeSize,required"`
	ParentSnapshotID string `ec2:"ParentSnapshotId,id=snapshot"`
	Tags             []Tag  `ec2:"Tags"`
	Description      string `ec2:"Description"`
	Timeout          *int64 `ec2:"Timeout"` // minutes
}

// StartSnapshotOutput is the answer of StartSnapshot.
type StartSnapshotOutput struct {
	Description      string        `ec2:"Description"`
	SnapshotID       string        `ec2:"SnapshotId"`
	OwnerID          string        `ec2:"OwnerId"`
	Status           SnapshotState `ec2:"Status"`
	StartTime        unit.Date     `ec2:"StartTime"`
	VolumeSize       int64         `ec2:"VolumeSize"`
	BlockSize        int64         `ec2:"BlockSize"`
	Tags             []Tag         `ec2:"Tags,omitempty"`
	ParentSnapshotID string        `ec2:"ParentSnapshotId"`
}

// StartSnapshot begins a snapshot that needs no volume: its blocks are put into
// it one by one. With a parent it holds what that has, and stores only what is put.
func StartSnapshot(tx *Tx, in StartSnapshotInput) (out StartSnapshotOutput, _ error) {
	timeout := int64(defaultTimeout)
	if in.Timeout != nil {
		timeout = *in.Timeout
	}
	if err := checkTags(in.Tags); err != nil {
		return out, err
	}
	switch {
	case in.VolumeSize < 1 || in.VolumeSize > maxDirectGiB:
		return out, invalid("VolumeSize must be between 1 and %d.", maxDirectGiB).Because("It is the size in GiB of the volumes that are made of the snapshot.")
	case timeout < leastTimeout || timeout > mostTimeout:
		return out, invalid("Timeout must be between %d and %d.", leastTimeout, mostTimeout).Because("It is in minutes.")
	}
	e := DirectStarted{Snapshot: Snapshot{Header: tx.newHeader(), GiB: in.VolumeSize, Extras: plain}}
	e.Snapshot.describe(in.Description, in.Tags)
	e.Direct = Direct{Touched: tx.Now, Timeout: unit.Duration(timeout) * unit.Minute}
	if in.ParentSnapshotID != "" {
		parent, err := tx.directSnapshot(in.ParentSnapshotID)
		if err != nil {
			return out, err
		}
		from := tx.snapshots.At(parent)
		switch {
		case from.Account != tx.Account:
			return out, invalid("The parent snapshot must be one of the account. (INVALID_SNAPSHOT)").Because("It is shared by another account; copy it first.")
		case from.GiB > in.VolumeSize:
			return out, invalid("VolumeSize must not be smaller than that of the parent snapshot, %d. (INVALID_VOLUME_SIZE)", from.GiB)
		}
		e.Parent, e.HasParent, e.Snapshot.Encrypted, e.Snapshot.Key = parent, true, from.Encrypted, from.Key
	}
	ref := Ref{KindSnapshot, tx.Length(KindSnapshot)}
	tx.Emit(e)
	tx.wake(WakeSnapshot, ref, e.Direct.Timeout)
	return StartSnapshotOutput{
		in.Description, tx.ID(ref), tx.accounts[tx.Account], SnapshotPending, tx.shown(tx.Now), in.VolumeSize, block.Size, in.Tags, in.ParentSnapshotID,
	}, nil
}

// PutSnapshotBlockInput holds the parameters of PutSnapshotBlock.
type PutSnapshotBlockInput struct {
	SnapshotID        string `ec2:"SnapshotId,required,id=snapshot"`
	BlockIndex        int64  `ec2:"BlockIndex,required"`
	BlockData         string `ec2:"BlockData,required"`
	DataLength        int64  `ec2:"DataLength,required"`
	Progress          int64  `ec2:"Progress"`
	Checksum          string `ec2:"Checksum"`
	ChecksumAlgorithm string `ec2:"ChecksumAlgorithm,enum=SHA256"`
}

// PutSnapshotBlockOutput is the answer of PutSnapshotBlock.
type PutSnapshotBlockOutput struct {
	Checksum          string `ec2:"Checksum"`
	ChecksumAlgorithm string `ec2:"ChecksumAlgorithm"`
}

// PutSnapshotBlock writes a block of a snapshot that was started and is not complete.
//
// Simplified: there are no bytes: BlockData is a name for what the block holds,
// and a checksum may be left out, which AWS needs.
func PutSnapshotBlock(tx *Tx, in PutSnapshotBlockInput) (out PutSnapshotBlockOutput, _ error) {
	index, err := tx.openSnapshot(in.SnapshotID)
	if err != nil {
		return out, err
	}
	sum := checksum(in.BlockData)
	switch blocks := tx.snapshots.At(index).GiB * int64(unit.GiB/block.Size); {
	case in.BlockIndex < 0 || in.BlockIndex >= blocks:
		return out, invalid("BlockIndex must be between 0 and %d.", blocks-1).Because("The snapshot is of %d GiB, which have so many blocks of 512 KiB.", tx.snapshots.At(index).GiB)
	case in.DataLength != block.Size:
		return out, invalid("DataLength must be %d.", block.Size).Because("A block is always written whole.")
	case in.Checksum != "" && in.Checksum != sum:
		return out, invalid("The checksum does not match the block data. (INVALID_BLOCK)").Because("The SHA-256 of this data is %s.", sum)
	case in.Progress < 0 || in.Progress > 100:
		return out, invalid("Progress must be between 0 and 100.")
	}
	tx.Emit(DirectPut{index, uint32(in.BlockIndex), in.BlockData, in.Progress, tx.Now})
	return PutSnapshotBlockOutput{sum, directAlgorithm}, nil
}

// openSnapshot returns the caller's snapshot that is being written by direct calls.
func (tx *Tx) openSnapshot(id string) (uint32, *apierr.Error) {
	index, err := tx.ownSnapshot(id)
	if err != nil {
		return 0, apierr.New(apierr.ResourceNotFoundException, "The snapshot '%s' does not exist. (SNAPSHOT_NOT_FOUND)", id).
			Because("The account has no such snapshot in %s.", tx.region().Name)
	}
	if x := tx.snapshots.At(index); x.State != SnapshotPending || x.Direct == nil || x.Direct.Sealed {
		return 0, apierr.New(apierr.ConflictException, "The snapshot '%s' is not in a state in which blocks can be put into it.", id).
			Because("Only a snapshot that was started by a direct call takes blocks, until it is complete.").Suggest("aws ebs start-snapshot --volume-size %d", x.GiB)
	}
	return index, nil
}

// CompleteSnapshotInput holds the parameters of CompleteSnapshot.
type CompleteSnapshotInput struct {
	SnapshotID                string `ec2:"SnapshotId,required,id=snapshot"`
	ChangedBlocksCount        int64  `ec2:"ChangedBlocksCount,required"`
	ChecksumAlgorithm         string `ec2:"ChecksumAlgorithm,enum=SHA256"`
	ChecksumAggregationMethod string `ec2:"ChecksumAggregationMethod,enum=LINEAR"`
}

// CompleteSnapshotOutput is the answer of CompleteSnapshot.
type CompleteSnapshotOutput struct {
	Status SnapshotState `ec2:"Status"`
}

// CompleteSnapshot ends the writing of a snapshot: what was put is fixed, and is completed in a while.
func CompleteSnapshot(tx *Tx, in CompleteSnapshotInput) (out CompleteSnapshotOutput, _ error) {
	index, err := tx.openSnapshot(in.SnapshotID)
	if err != nil {
		return out, err
	}
	if blocks := int64(tx.snapshots.At(index).Direct.Blocks); in.ChangedBlocksCount != blocks {
		return out, invalid("ChangedBlocksCount must be %d, the number of blocks that were put. (INVALID_BLOCK)", blocks).
			Because("It tells a program that a block was lost on the way.")
	}
	tx.Emit(DirectSealed{index})
	ref := Ref{KindSnapshot, index}
	stored := unit.Bytes(tx.blocks.Owned(tx.snapshots.At(index).Block)) * block.Size
	takes := catalog.SnapshotUpload.PerGiB(stored, tx.Timing, tx.stream(catalog.SnapshotUpload), tx.position(ref))
	tx.Emit(SnapshotTimed{index, tx.Now.Add(takes)})
	tx.wake(WakeSnapshot, ref, takes)
	return CompleteSnapshotOutput{SnapshotPending}, nil
}

// wakeDirect lets a snapshot fail for which no direct call has come in time.
func (tx *Tx) wakeDirect(index uint32) {
	x := tx.snapshots.At(index)
	if left := x.Direct.Touched.Add(x.Direct.Timeout).Sub(tx.Now); left > 0 {
		tx.wake(WakeSnapshot, Ref{KindSnapshot, index}, left)
		return
	}
	tx.failSnapshot(index)
}
