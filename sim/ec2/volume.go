package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/block"
	"blockyard/sim/catalog"
	"blockyard/sim/lifecycle"
	"blockyard/sim/unit"
)

// A VolumeState is a volume's lifecycle state, spelled as DescribeVolumes spells it.
type VolumeState string

// The states of a volume. The empty state means that there is no volume.
const (
	VolumeCreating  VolumeState = "creating"
	VolumeAvailable VolumeState = "available"
	VolumeInUse     VolumeState = "in-use"
	VolumeDeleting  VolumeState = "deleting"
	VolumeError     VolumeState = "error"
)

// VolumeLifecycle is every move a volume can make.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-describing-volumes.html.
var VolumeLifecycle = lifecycle.Table[VolumeState]{
	{From: "", On: "CreateVolume", To: VolumeCreating, Why: "the blocks are being prepared; billing begins"},
	{From: "", On: "CopyVolumes", To: VolumeCreating, Why: "with what another volume of the zone has now"},
	{From: "", On: "RunInstances", To: VolumeInUse, Why: "a launch makes and attaches the volumes of its mapping"},
	{From: "", On: "CreateReplaceRootVolumeTask", To: VolumeInUse, Why: "in the place of the root volume that was there"},
	{From: VolumeCreating, On: "VolumeCreated", To: VolumeAvailable},
	{From: VolumeCreating, On: "VolumeFailed", To: VolumeError, Why: "its key cannot be used; nothing is billed any more"},
	{From: VolumeError, On: "DeleteVolume", To: VolumeDeleting},
	{From: VolumeAvailable, On: "AttachVolume", To: VolumeInUse, Why: "attaching is already in-use"},
	{From: VolumeInUse, On: "AttachVolume", To: VolumeInUse, Why: "only with Multi-Attach: a further instance"},
	{From: VolumeInUse, On: "VolumeDetached", To: VolumeAvailable, Why: "from the last of its instances"},
	{From: VolumeInUse, On: "InstanceTerminated", To: VolumeDeleting, Why: "only with DeleteOnTermination"},
	{From: VolumeAvailable, On: "DeleteVolume", To: VolumeDeleting, Why: "billing ends; its snapshots live on"},
	{From: VolumeDeleting, On: "VolumeDeleted", To: ""},
}

// A Volume is a network disk that lives in one zone for ever.
type Volume struct {
	Header
	State VolumeState
	Zone  uint8
	Specification
	Modification   *Modification // the latest; nil while there was none
	FileSystem     int64         // GiB that the file system spans; 0 where it spans the volume, or where there is none
	Snapshot       uint32
	HasSnapshot    bool // made from a snapshot, whose index is Snapshot
	Encrypted      bool
	Key            KeyID
	Source         uint32 // the volume that it is a copy of
	HasSource      bool
	AutoEnableIO   bool // I/O goes on where AWS finds that the data may be inconsistent
	Impairment     Impairment
	Initialization Initialization
	Attachments    []Attachment // in their order; never changed in place
	Files          *Files
	Block          block.VolumeID
	ProductCode    string       // of the Marketplace image that its content came from, or ""
	Platform       string       // of the image whose root its content came from: "windows" or ""
	Booted         bool         // a guest has booted from it, so what a boot reads is no longer fetched from its snapshot
	Snapped        unit.Instant // of the latest snapshot
	WasSnapped     bool
}

// VolumeCreated makes a volume, empty or with the content of its snapshot.
type VolumeCreated struct {
	Volume Volume
	On     string // "CreateVolume"; with an attachment "RunInstances" or "CreateReplaceRootVolumeTask"
}

func (e VolumeCreated) apply(s *State) {
	v := e.Volume
	v.State = VolumeLifecycle.Must("", e.On)
	for i := range v.Attachments {
		v.Attachments[i].State = AttachmentLifecycle.Must("", e.On)
	}
	switch {
	case v.HasSource:
		v.copyOf(s, s.volume(v.Source))
	case v.HasSnapshot:
		from := s.snapshots.At(v.Snapshot)
		pool := s.pool(v.Header, v.Key)
		v.Block = s.blocks.Restore(from.Block, pool, pool == s.pool(from.Header, from.Key))
		v.Files, v.ProductCode, v.Platform = from.Files, from.ProductCode, from.Platform
		if spans := orNumber(from.FileSystem, from.GiB); spans < v.GiB {
			v.FileSystem = spans
		}
	default:
		v.Block = s.blocks.NewVolume(s.pool(v.Header, v.Key))
	}
	s.touch(KindVolume, s.volumes.Append(v))
}

// VolumeMoved takes a volume along its lifecycle.
type VolumeMoved struct {
	Index uint32
	On    string
}

func (e VolumeMoved) apply(s *State) {
	v := s.volume(e.Index)
	v.State = VolumeLifecycle.Must(v.State, e.On)
	v.Gen++
	for _, a := range v.Attachments {
		AttachmentLifecycle.Must(a.State, e.On)
	}
	v.Attachments = nil
	if v.State == "" {
		s.blocks.DeleteVolume(v.Block)
		v.Files, v.Modification = nil, nil
	}
}

// VolumeBooted notes that a guest has booted from a volume.
type VolumeBooted struct{ Index uint32 }

func (e VolumeBooted) apply(s *State) { s.volume(e.Index).Booted = true }

// DeleteVolumeInput holds the parameters of DeleteVolume.
type DeleteVolumeInput struct {
	VolumeID string `ec2:"VolumeId,required,id=volume"`
	DryRun   bool   `ec2:"DryRun"`
}

// DeleteVolume deletes a volume that is not attached. Its snapshots stay.
func DeleteVolume(tx *Tx, in DeleteVolumeInput) (Empty, error) {
	index, err := tx.findVolume(in.VolumeID)
	if err != nil {
		return Empty{}, err
	}
	v := tx.volumes.At(index)
	if v.State == VolumeInUse {
		holder := Ref{KindInstance, v.Attachments[0].Instance}
		return Empty{}, apierr.New(apierr.VolumeInUse, "Volume %s is currently attached to %s", in.VolumeID, tx.ID(holder)).
			Suggest("aws ec2 detach-volume --volume-id %s", tx.Handle(Ref{KindVolume, index}))
	}
	if _, ok := VolumeLifecycle.Next(v.State, "DeleteVolume"); !ok {
		return Empty{}, notAvailable(in.VolumeID, v.State)
	}
	tx.Emit(VolumeMoved{index, "DeleteVolume"})
	tx.wake(WakeVolume, Ref{KindVolume, index}, tx.lasts(catalog.VolumeDeleting, Ref{KindVolume, index}))
	return Empty{}, nil
}

func notAvailable(id string, state VolumeState) *apierr.Error {
	return apierr.New(apierr.IncorrectState, "%s is not 'available'.", id).
		Because("The volume is %s; it must be available first.", state).
		Suggest("aws ec2 wait volume-available --volume-ids %s", id)
}

// wakeVolume takes a volume to its next state: creating becomes available, deleting becomes gone.
func (tx *Tx) wakeVolume(index uint32) {
	switch v := tx.volumes.At(index); v.State {
	case VolumeCreating:
		if !tx.canSeal(v.Key, v.Account, v.Snapshot, v.HasSnapshot) {
			tx.Emit(VolumeMoved{index, "VolumeFailed"})
			return
		}
		tx.Emit(VolumeMoved{index, "VolumeCreated"})
	case VolumeDeleting:
		tx.Emit(VolumeMoved{index, "VolumeDeleted"})
	case VolumeAvailable, VolumeInUse, VolumeError, "":
	}
}

// findVolume returns the caller's volume with that id.
func (tx *Tx) findVolume(id string) (uint32, *apierr.Error) {
	if !KindVolume.WellFormed(id) {
		return 0, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter volumeId is invalid. Expected: 'vol-...'.", id).
			Because("Volume ids look like vol-0123456789abcdef0.").Suggest("aws ec2 describe-volumes")
	}
	ref, ok := tx.find(KindVolume, id)
	if !ok {
		return 0, apierr.New(apierr.InvalidVolumeNotFound, "The volume '%s' does not exist.", id).Suggest("aws ec2 describe-volumes")
	}
	return ref.Index, nil
}

// Handle returns how a learner would name a resource: @ and its Name tag, or its id.
func (s *State) Handle(ref Ref) string {
	if name := s.Name(ref); name != "" {
		return "@" + name
	}
	return s.ID(ref)
}

// zone returns the index of a zone of the caller's region.
func (tx *Tx) zone(name string) (uint8, *apierr.Error) {
	for i, z := range tx.region().Zones {
		if z.Name == name {
			return uint8(i), nil
		}
	}
	refused := apierr.New(apierr.InvalidZoneNotFound, "The zone '%s' does not exist.", name)
	for _, r := range catalog.Regions() {
		for _, z := range r.Zones {
			if z.Name == name {
				return 0, refused.Because("%s is a zone of %s, and this call is made in %s: add --region %s.", name, r.Name, tx.region().Name, r.Name).
					Suggest("aws ec2 describe-availability-zones --region %s", r.Name)
			}
		}
	}
	return 0, refused.
		Because("The zones of %s are %s to %s.", tx.region().Name, tx.region().Zones[0].Name, tx.region().Zones[len(tx.region().Zones)-1].Name).
		Suggest("aws ec2 describe-availability-zones")
}

// zoneName returns the name of a zone of a resource's region.
func zoneName(region uint16, zone uint8) string { return catalog.Regions()[region].Zones[zone].Name }
