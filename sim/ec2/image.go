package ec2

import (
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/lifecycle"
)

// An ImageState is an image's lifecycle state, spelled as DescribeImages spells it.
type ImageState string

// The states of an image. The empty state means that there is no image.
const (
	ImagePending   ImageState = "pending"
	ImageAvailable ImageState = "available"
)

// ImageLifecycle is every move an image can make.
var ImageLifecycle = lifecycle.Table[ImageState]{
	{From: "", On: "CreateImage", To: ImagePending, Why: "it waits for its snapshots"},
	{From: "", On: "CopyImage", To: ImagePending, Why: "it waits for the copies of its snapshots"},
	{From: "", On: "RegisterImage", To: ImagePending, Why: "its snapshot is there already"},
	{From: ImagePending, On: "ImageAvailable", To: ImageAvailable, Why: "all its snapshots are completed"},
	{From: ImagePending, On: "DeregisterImage", To: ""},
	{From: ImageAvailable, On: "DeregisterImage", To: "", Why: "its snapshots stay, unless asked otherwise"},
}

// An Image is a machine image (AMI): a recipe for instances. It holds no
// blocks: its mapping points at snapshots, which do.
type Image struct {
	Header
	State          ImageState
	Name           string
	Description    string
	Architecture   string
	Platform       string // "windows", or "" for Linux
	Virtualization string // "hvm" or "paravirtual"
	RootDevice     string
	RootKind       string
	RootGiB        int64 // what an instance-store root holds
	Mappings       []Mapping
	Public         bool // of the public catalogue
	Shared         Permissions
	OwnerAlias     string
	ProductCode    string
	Alias          string // short name in the public catalogue, for example "al2023"
	Source         uint32 // instance it was made from
	HasSource      bool
	SourceImage    uint32 // image that it is a copy of, or that its instance was launched from
	HasSourceImage bool
	Moved          uint64 // blocks of 512 KiB that copying an instance-store image moved out of its region
	Token          string // ClientToken of the CopyImage that made it
	Request        string // what the token stands for
	NoReboot       bool   // made without a reboot
	Software       []catalog.Software
}

// A Mapping says what an image puts at one device: a volume of a snapshot, an
// empty volume, or an instance-store disk.
type Mapping struct {
	Device              string
	Snapshot            uint32
	HasSnapshot         bool
	GiB                 int64
	Type                string
	IOPS, Throughput    int64
	DeleteOnTermination bool
	Virtual             string // "ephemeral0" and so on: an instance-store disk
}

// ImageRegistered makes an image.
type ImageRegistered struct {
	Image Image
	On    string
}

func (e ImageRegistered) apply(s *State) {
	e.Image.State = ImageLifecycle.Must("", e.On)
	s.touch(KindImage, s.images.Append(e.Image))
}

// ImageMoved takes an image along its lifecycle.
type ImageMoved struct {
	Index uint32
	On    string
}

func (e ImageMoved) apply(s *State) {
	m := s.image(e.Index)
	m.State = ImageLifecycle.Must(m.State, e.On)
	m.Gen++
}

// wakeImage makes a pending image available once all its snapshots are completed; else it looks again then.
func (tx *Tx) wakeImage(index uint32) {
	m := tx.images.At(index)
	if m.State != ImagePending {
		return
	}
	ready := tx.Now
	for _, b := range m.Mappings {
		if b.HasSnapshot && tx.snapshots.At(b.Snapshot).State == SnapshotPending {
			ready = max(ready, tx.snapshots.At(b.Snapshot).Completes)
		}
	}
	if ready > tx.Now {
		tx.wake(WakeImage, Ref{KindImage, index}, ready.Sub(tx.Now))
		return
	}
	tx.Emit(ImageMoved{index, "ImageAvailable"})
}

// DeregisterImageInput holds the parameters of DeregisterImage.
type DeregisterImageInput struct {
	ImageID                   string `ec2:"ImageId,required,id=image"`
	DeleteAssociatedSnapshots bool   `ec2:"DeleteAssociatedSnapshots"`
	DryRun                    bool   `ec2:"DryRun"`
}

// DeregisterImageOutput is the answer of DeregisterImage.
type DeregisterImageOutput struct {
	Return                bool                   `ec2:"Return"`
	DeleteSnapshotResults []DeleteSnapshotResult `ec2:"DeleteSnapshotResults,omitempty"`
}

// A DeleteSnapshotResult says what became of one of a deregistered image's snapshots.
type DeleteSnapshotResult struct {
	SnapshotID string `ec2:"SnapshotId"`
	ReturnCode string `ec2:"ReturnCode"` // "success", or "skipped" where another image uses it
}

// DeregisterImage takes an image away. Instances launched from it go on; its
// snapshots stay and keep costing unless DeleteAssociatedSnapshots is set.
func DeregisterImage(tx *Tx, in DeregisterImageInput) (DeregisterImageOutput, error) {
	index, err := tx.ownImage(in.ImageID)
	if err != nil {
		return DeregisterImageOutput{}, err
	}
	mappings := tx.images.At(index).Mappings
	tx.Emit(ImageMoved{index, "DeregisterImage"})
	out := DeregisterImageOutput{Return: true}
	if in.DeleteAssociatedSnapshots {
		for _, snapshot := range snapshotsOf(mappings) {
			out.DeleteSnapshotResults = append(out.DeleteSnapshotResults, tx.dropSnapshot(snapshot))
		}
	}
	return out, nil
}

// snapshotsOf returns the snapshots of a mapping, each once.
func snapshotsOf(mappings []Mapping) (snapshots []uint32) {
	for _, b := range mappings {
		if b.HasSnapshot {
			snapshots = appendNew(snapshots, b.Snapshot)
		}
	}
	return snapshots
}

// dropSnapshot deletes a snapshot of a deregistered image unless another image uses it.
func (tx *Tx) dropSnapshot(snapshot uint32) DeleteSnapshotResult {
	result := DeleteSnapshotResult{SnapshotID: tx.ID(Ref{KindSnapshot, snapshot}), ReturnCode: "success"}
	if _, used := tx.imageOf(snapshot); used {
		result.ReturnCode = "skipped"
	} else if tx.snapshots.At(snapshot).State == SnapshotPending {
		tx.Emit(SnapshotDoomed{snapshot})
	} else {
		tx.Emit(SnapshotMoved{snapshot, "SnapshotDeleted"})
	}
	return result
}

// visibleImage returns the image with that id if the caller can see it: an own one, or one that is shared with it or with everybody.
func (tx *Tx) visibleImage(id string) (uint32, *apierr.Error) {
	if !KindImage.WellFormed(id) {
		return 0, apierr.New(apierr.InvalidAMIIDMalformed, `Invalid id: "%s" (expecting "ami-...")`, id).
			Suggest("aws ec2 describe-images --owners self amazon")
	}
	index, ok := tx.names.Find(tx.Region, KindImage, id)
	if !ok || index >= tx.Length(KindImage) || !tx.sees(Ref{KindImage, index}) {
		return 0, apierr.New(apierr.InvalidAMIIDNotFound, "The image id '[%s]' does not exist", id).
			Suggest("aws ec2 describe-images --owners self amazon")
	}
	if tx.images.At(index).State == "" {
		return 0, apierr.New(apierr.InvalidAMIIDUnavailable, "The image id '[%s]' is no longer available", id).
			Because("The image was deregistered.")
	}
	return index, nil
}

// ownImage returns the caller's own registered image with that id.
func (tx *Tx) ownImage(id string) (uint32, *apierr.Error) {
	index, err := tx.visibleImage(id)
	if err != nil {
		return 0, err
	}
	if tx.images.At(index).Account != tx.Account {
		return 0, apierr.New(apierr.AuthFailure, "Not authorized for image:%s", id).
			Because("The image belongs to %s; only its owner can change it.", tx.accounts[tx.images.At(index).Account])
	}
	return index, nil
}

// checkImageName refuses a name that is malformed or taken by an own image in the region.
func (tx *Tx) checkImageName(name string) *apierr.Error {
	const allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ()[]./-'@_"
	if len(name) < 3 || len(name) > 128 || strings.ContainsFunc(name, func(r rune) bool { return !strings.ContainsRune(allowed, r) }) {
		return apierr.New(apierr.InvalidAMINameMalformed, "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, ( ) . - / _")
	}
	for i, m := range tx.images.All() {
		if m.Name == name && m.State != "" && m.Account == tx.Account && m.Region == tx.Region {
			return apierr.New(apierr.InvalidAMINameDuplicate, "AMI name %s is already in use by AMI %s", name, tx.ID(Ref{KindImage, i})).
				Suggest("aws ec2 describe-images --owners self")
		}
	}
	return nil
}
