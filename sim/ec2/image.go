package ec2

import (
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/lifecycle"
	"blockyard/sim/unit"
)

// An ImageState is an image's lifecycle state, spelled as DescribeImages spells it.
type ImageState string

// The states of an image. The empty state means that there is no image.
//
// Simplified: AWS also lists deregistered, invalid, transient and error.
// A deregistered image is gone here, as it is for those who ask AWS for it, and
// nothing brings an image into one of the other three.
const (
	ImagePending   ImageState = "pending"
	ImageAvailable ImageState = "available"
	ImageFailed    ImageState = "failed"
	ImageDisabled  ImageState = "disabled"
)

// ImageLifecycle is every move an image can make.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Image.html.
var ImageLifecycle = lifecycle.Table[ImageState]{
	{From: "", On: "CreateImage", To: ImagePending, Why: "it waits for its snapshots"},
	{From: "", On: "CopyImage", To: ImagePending, Why: "it waits for the copies of its snapshots"},
	{From: "", On: "RegisterImage", To: ImagePending, Why: "its snapshot is there already"},
	{From: ImagePending, On: "ImageAvailable", To: ImageAvailable, Why: "all its snapshots are completed"},
	{From: ImagePending, On: "ImageFailed", To: ImageFailed, Why: "one of its snapshots failed"},
	{From: ImagePending, On: "DeregisterImage", To: ""},
	{From: ImageAvailable, On: "DisableImage", To: ImageDisabled, Why: "nothing is launched from it, and nobody else sees it"},
	{From: ImageAvailable, On: "DeregisterImage", To: "", Why: "its snapshots stay, unless asked otherwise"},
	{From: ImageDisabled, On: "EnableImage", To: ImageAvailable, Why: "its old permissions do not return"},
	{From: ImageDisabled, On: "DeregisterImage", To: ""},
	{From: ImageFailed, On: "DeregisterImage", To: ""},
}

// An Image is a machine image (AMI): a recipe for instances. It holds no
// blocks: its mapping points at snapshots, which do.
type Image struct {
	Header
	Machine
	State          ImageState
	Reason         string // why it failed; "" unless it did
	Name           string
	Description    string
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
	Deprecates     unit.Instant // when others are no longer shown it, if HasDeprecation
	HasDeprecation bool
	Protection     Protection
}

// A Machine is what an image's software needs of the machine that runs it.
type Machine struct {
	Architecture   string // "x86_64", "arm64" or "i386"
	Platform       string // "windows", or "" for Linux
	Virtualization string // "hvm" or "paravirtual"
	ENA            bool   // has the driver for the network adapter of Nitro types
	SriovNet       string // "simple" for enhanced networking with the adapter of older types, or ""
	BootMode       string // "legacy-bios", "uefi", "uefi-preferred", or "" for the type's default
	TPM            string // "v2.0" or ""
	IMDS           string // "v2.0": instances take tokens for their metadata; or ""
	Kernel         string // "aki-…", where paravirtual and given
	Ramdisk        string // "ari-…", where paravirtual and given
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
	Rate                int64  // VolumeInitializationRate of a launch's mapping; images have none
	KeyName             string // KmsKeyId of a launch's mapping; images have none
	Encrypted           bool   // asked for; a volume of an encrypted snapshot is encrypted anyway
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
	Index  uint32
	On     string
	Reason string // why it failed, if it did
}

func (e ImageMoved) apply(s *State) {
	m := s.image(e.Index)
	m.State, m.Reason = ImageLifecycle.Must(m.State, e.On), e.Reason
	m.Gen++
}

// wakeImage makes a pending image available once all its snapshots are
// completed; else it looks again then. With a snapshot that failed, the image fails.
func (tx *Tx) wakeImage(index uint32) {
	m := tx.images.At(index)
	if m.State != ImagePending {
		return
	}
	ready := tx.Now
	for _, b := range m.Mappings {
		if !b.HasSnapshot {
			continue
		}
		switch x := tx.snapshots.At(b.Snapshot); x.State {
		case SnapshotError:
			tx.Emit(ImageMoved{index, "ImageFailed", "The snapshot " + tx.ID(Ref{KindSnapshot, b.Snapshot}) + " failed."})
			return
		case SnapshotPending:
			ready = max(ready, x.Completes)
		case SnapshotCompleted, SnapshotRecoverable, SnapshotRecovering, "":
		}
	}
	if ready > tx.Now {
		tx.wake(WakeImage, Ref{KindImage, index}, ready.Sub(tx.Now))
		return
	}
	tx.Emit(ImageMoved{Index: index, On: "ImageAvailable"})
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
	ReturnCode string `ec2:"ReturnCode"` // "success", "skipped" where another image uses it, or "client-error" where a lock protects it
}

// DeregisterImage takes an image away. Instances launched from it go on; its
// snapshots stay and keep costing unless DeleteAssociatedSnapshots is set.
func DeregisterImage(tx *Tx, in DeregisterImageInput) (DeregisterImageOutput, error) {
	index, err := tx.ownImage(in.ImageID)
	if err != nil {
		return DeregisterImageOutput{}, err
	}
	if err := tx.notProtected(index); err != nil {
		return DeregisterImageOutput{}, err
	}
	mappings := tx.images.At(index).Mappings
	tx.Emit(ImageMoved{Index: index, On: "DeregisterImage"})
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
	} else if tx.notLocked(snapshot) != nil {
		result.ReturnCode = "client-error"
	} else {
		tx.removeSnapshot(snapshot)
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

// notReady refuses to launch or copy an image in its present state; the words
// after the command of the suggestion say where the image is, if elsewhere.
func (tx *Tx) notReady(index uint32, verb, where string) *apierr.Error {
	ref, state := Ref{KindImage, index}, tx.images.At(index).State
	refused := apierr.New(apierr.InvalidAMIIDUnavailable, "The image id '[%s]' is not available", tx.ID(ref))
	unfit := tx.unfitImage(index)
	if state == ImagePending {
		unfit = unfit.Because("The image is %s: it can be %s once all its snapshots are completed.", state, verb)
	}
	return refused.Because("%s", unfit.Why).Suggest("%s%s", unfit.Try, where)
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
