package ec2

import (
	"fmt"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/lifecycle"
	"blockyard/sim/unit"
)

// An AttachmentState is the state of a volume's attachment, spelled as DescribeVolumes spells it.
type AttachmentState string

// The states of an attachment. The empty state means that there is none.
const (
	Attaching AttachmentState = "attaching"
	Attached  AttachmentState = "attached"
	Detaching AttachmentState = "detaching"
)

// AttachmentLifecycle is every move an attachment can make.
//
// Simplified: a guest gives a volume up as soon as it is asked to, so the
// state busy, in which AWS waits for the guest, does not occur.
var AttachmentLifecycle = lifecycle.Table[AttachmentState]{
	{From: "", On: "AttachVolume", To: Attaching},
	{From: "", On: "RunInstances", To: Attaching, Why: "the volumes of a launch's mapping"},
	{From: "", On: "CreateReplaceRootVolumeTask", To: Attaching, Why: "the new root volume"},
	{From: Attaching, On: "VolumeAttached", To: Attached, Why: "the guest sees the disk"},
	{From: Attaching, On: "DetachVolume", To: Detaching},
	{From: Attached, On: "DetachVolume", To: Detaching, Why: "without Force the guest writes back what it holds"},
	{From: Detaching, On: "VolumeDetached", To: ""},
	{From: Attaching, On: "InstanceTerminated", To: "", Why: "only with DeleteOnTermination: the volume goes, too"},
	{From: Attached, On: "InstanceTerminated", To: "", Why: "likewise"},
	{From: Detaching, On: "InstanceTerminated", To: "", Why: "likewise"},
}

// An Attachment ties a volume to an instance at a device name.
type Attachment struct {
	Instance            uint32
	Device              string
	State               AttachmentState
	Since               unit.Instant
	Due                 unit.Instant // when it is made or taken off, where it is timed
	Timed               bool         // it is on its way by a call of its own; else its instance's launch or end decides
	DeleteOnTermination bool
}

// Attachment returns a volume's attachment to an instance.
func (v *Volume) Attachment(instance uint32) (Attachment, bool) {
	for _, a := range v.Attachments {
		if a.Instance == instance {
			return a, true
		}
	}
	return Attachment{}, false
}

// withAttachment returns a volume's attachments with that of an instance
// replaced or added; one without a state goes. The old list stays as it is.
func (v *Volume) withAttachment(a Attachment) (list []Attachment) {
	found := false
	for _, have := range v.Attachments {
		if have.Instance != a.Instance {
			list = append(list, have)
			continue
		}
		found = true
		if a.State != "" {
			list = append(list, a)
		}
	}
	if !found {
		list = append(list, a)
	}
	return list
}

// VolumeAttaching begins an attachment of a volume.
type VolumeAttaching struct {
	Volume     uint32
	Attachment Attachment
}

func (e VolumeAttaching) apply(s *State) {
	v := s.volume(e.Volume)
	e.Attachment.State = AttachmentLifecycle.Must("", "AttachVolume")
	v.State = VolumeLifecycle.Must(v.State, "AttachVolume")
	v.Attachments = v.withAttachment(e.Attachment)
	v.Gen++
}

// AttachmentMoved takes a volume's attachment along its lifecycle.
type AttachmentMoved struct {
	Volume, Instance uint32
	On               string
	Due              unit.Instant // when a timed detachment will be done
	Timed            bool
	Unsafe           bool // the guest had no chance to write back what it held in memory
}

func (e AttachmentMoved) apply(s *State) {
	v := s.volume(e.Volume)
	a, ok := v.Attachment(e.Instance)
	if !ok {
		panic(fmt.Sprintf("ec2: %s of volume %d, which is not attached to instance %d", e.On, e.Volume, e.Instance))
	}
	a.State, a.Due, a.Timed = AttachmentLifecycle.Must(a.State, e.On), e.Due, e.Timed
	v.Gen++
	if v.Attachments = v.withAttachment(a); len(v.Attachments) == 0 {
		v.State = VolumeLifecycle.Must(v.State, "VolumeDetached")
	}
}

// AttachVolumeInput holds the parameters of AttachVolume.
type AttachVolumeInput struct {
	Device     string `ec2:"Device,required"`
	InstanceID string `ec2:"InstanceId,required,id=instance"`
	VolumeID   string `ec2:"VolumeId,required,id=volume"`
	DryRun     bool   `ec2:"DryRun"`
}

// AttachVolume starts attaching an available volume to a running or stopped
// instance in the same zone.
func AttachVolume(tx *Tx, in AttachVolumeInput) (AttachmentDescription, error) {
	volume, err := tx.findVolume(in.VolumeID)
	if err != nil {
		return AttachmentDescription{}, err
	}
	instance, err := tx.findInstance(in.InstanceID)
	if err != nil {
		return AttachmentDescription{}, err
	}
	if err := tx.checkAttach(volume, instance, in.Device); err != nil {
		return AttachmentDescription{}, err
	}
	i, ref := tx.instances.At(instance), Ref{KindVolume, volume}
	devices := append(append([]Device(nil), i.Devices...), Device{in.Device, volume})
	a := Attachment{Instance: instance, Device: in.Device, State: Attaching, Since: tx.Now, Due: tx.Now.Add(tx.lasts(catalog.VolumeAttaching, ref)), Timed: true}
	tx.Emit(VolumeAttaching{volume, a})
	tx.Emit(DevicesChanged{instance, devices})
	tx.awaitAttachments(volume)
	return tx.describeAttachment(volume, a), nil
}

// checkAttach refuses what cannot be attached. The order says which refusal wins.
func (tx *Tx) checkAttach(volume, instance uint32, device string) *apierr.Error {
	v, i := tx.volumes.At(volume), tx.instances.At(instance)
	volumeID, instanceID := tx.ID(Ref{KindVolume, volume}), tx.ID(Ref{KindInstance, instance})
	switch {
	case !deviceNameIsValid(device):
		return apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter device is invalid. %s is not a valid EBS device name.", device, device).
			Because("Device names look like /dev/sdf; data volumes take /dev/sdf to /dev/sdp.")
	case v.Zone != i.Zone:
		return apierr.New(apierr.InvalidVolumeZoneMismatch, "The volume '%s' is not in the same availability zone as instance '%s'", volumeID, instanceID).
			Because("This volume is in %s, %s is in %s. A volume never leaves its zone; its data travels through a snapshot.",
				zoneName(v.Region, v.Zone), shortName(tx.State, Ref{KindInstance, instance}), zoneName(i.Region, i.Zone)).
			Suggest("aws ec2 create-snapshot --volume-id %s", tx.Handle(Ref{KindVolume, volume}))
	case v.State == VolumeInUse && !v.MultiAttach:
		return apierr.New(apierr.VolumeInUse, "%s is already attached to an instance", volumeID).
			Because("It is attached to %s as %s.", shortName(tx.State, Ref{KindInstance, v.Attachments[0].Instance}), v.Attachments[0].Device).
			Suggest("aws ec2 detach-volume --volume-id %s", tx.Handle(Ref{KindVolume, volume}))
	case v.State != VolumeAvailable && v.State != VolumeInUse:
		return notAvailable(volumeID, v.State)
	case i.State != InstanceRunning && i.State != InstanceStopped:
		return apierr.New(apierr.IncorrectState, "Instance '%s' is not 'running'.", instanceID).
			Because("The instance is %s; a volume can be attached while it is running or stopped.", i.State)
	case v.ProductCode != "" && i.State != InstanceStopped:
		return apierr.New(apierr.OperationNotPermitted, "'%s' with Marketplace codes may not be attached as a secondary device.", volumeID).
			Because("The volume holds a product of the Marketplace; such a volume can be attached only to a stopped instance.").
			Suggest("aws ec2 stop-instances --instance-ids %s", tx.Handle(Ref{KindInstance, instance}))
	case i.deviceTaken(device):
		return apierr.New(apierr.InvalidParameterValue, "Invalid value '%s' for unixDevice. Attachment point %s is already in use", device, device).
			Because("Another disk is at that device name.").Suggest("aws ec2 attach-volume --volume-id %s --instance-id %s --device %s",
			tx.Handle(Ref{KindVolume, volume}), tx.Handle(Ref{KindInstance, instance}), freeDevice(i))
	case v.Encrypted && !i.Type.Encrypts():
		return notEncrypting(i.Type)
	case len(i.Devices) >= int(i.Type.EBS.AttachmentLimit):
		return apierr.New(apierr.AttachmentLimitExceeded, "The instance '%s' of type %s has reached its limit of %d attachments.", instanceID, i.Type.Name, i.Type.EBS.AttachmentLimit)
	}
	return tx.checkMultiAttach(volume, instance, device)
}

// shortName returns the Name tag of a resource, or its id.
func shortName(s *State, ref Ref) string { return strings.TrimPrefix(s.Handle(ref), "@") }

// freeDevice returns the first of /dev/sdf to /dev/sdz that nothing is at.
func freeDevice(i *Instance) string {
	for letter := byte('f'); letter < 'z'; letter++ {
		if name := "/dev/sd" + string(letter); !i.deviceTaken(name) {
			return name
		}
	}
	return "/dev/sdz"
}

// deviceNameIsValid reports whether a name is one that EC2 takes: /dev/sd or
// /dev/xvd, a letter or two, and perhaps a partition number.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/device_naming.html.
func deviceNameIsValid(name string) bool {
	rest, ok := strings.CutPrefix(name, "/dev/sd")
	if !ok {
		if rest, ok = strings.CutPrefix(name, "/dev/xvd"); !ok {
			return false
		}
	}
	letters := strings.TrimRight(rest, "0123456789")
	number := rest[len(letters):]
	return len(letters) >= 1 && len(letters) <= 2 && strings.Trim(letters, "abcdefghijklmnopqrstuvwxyz") == "" &&
		len(number) <= 2 && !strings.HasPrefix(number, "0")
}

// DetachVolumeInput holds the parameters of DetachVolume.
type DetachVolumeInput struct {
	Device     string `ec2:"Device"`
	Force      bool   `ec2:"Force"`
	InstanceID string `ec2:"InstanceId,id=instance"`
	VolumeID   string `ec2:"VolumeId,required,id=volume"`
	DryRun     bool   `ec2:"DryRun"`
}

// DetachVolume starts detaching a volume. The guest first writes back what it
// holds in memory; with Force it has no chance to, and that is lost.
func DetachVolume(tx *Tx, in DetachVolumeInput) (AttachmentDescription, error) {
	volume, err := tx.findVolume(in.VolumeID)
	if err != nil {
		return AttachmentDescription{}, err
	}
	a, err := tx.attachmentMeant(volume, in)
	if err != nil {
		return AttachmentDescription{}, err
	}
	if err := tx.checkDetach(a, in); err != nil {
		return AttachmentDescription{}, err
	}
	a.State, a.Due = Detaching, tx.Now.Add(tx.lasts(catalog.VolumeDetaching, Ref{KindVolume, volume}))
	tx.Emit(AttachmentMoved{Volume: volume, Instance: a.Instance, On: "DetachVolume", Due: a.Due, Timed: true, Unsafe: in.Force})
	tx.awaitAttachments(volume)
	return tx.describeAttachment(volume, a), nil
}

// attachmentMeant returns the attachment that a call of DetachVolume means.
func (tx *Tx) attachmentMeant(volume uint32, in DetachVolumeInput) (Attachment, *apierr.Error) {
	v := tx.volumes.At(volume)
	if in.InstanceID != "" {
		instance, err := tx.findInstance(in.InstanceID)
		if err != nil {
			return Attachment{}, err
		}
		a, ok := v.Attachment(instance)
		if !ok {
			return Attachment{}, notAttached(in)
		}
		return a, nil
	}
	switch len(v.Attachments) {
	case 0:
		return Attachment{}, apierr.New(apierr.IncorrectState, "Volume '%s' is in the '%s' state.", in.VolumeID, v.State).
			Because("It is attached to nothing, so there is nothing to detach.")
	case 1:
		return v.Attachments[0], nil
	}
	return Attachment{}, tx.whichInstance(volume)
}

// checkDetach refuses what cannot be detached. The order says which refusal wins.
func (tx *Tx) checkDetach(a Attachment, in DetachVolumeInput) *apierr.Error {
	i := tx.instances.At(a.Instance)
	if in.Device != "" && in.Device != a.Device {
		in.InstanceID = tx.ID(Ref{KindInstance, a.Instance})
		return notAttached(in).Because("It is attached as %s.", a.Device)
	}
	if a.Device == i.RootDevice && i.State != InstanceStopped {
		return apierr.New(apierr.OperationNotPermitted, "Unable to detach root volume '%s' from instance '%s'", in.VolumeID, tx.ID(Ref{KindInstance, a.Instance})).
			Because("An instance cannot run without its root disk; stop it first.").
			Suggest("aws ec2 stop-instances --instance-ids %s", tx.Handle(Ref{KindInstance, a.Instance}))
	}
	if _, ok := AttachmentLifecycle.Next(a.State, "DetachVolume"); !ok {
		return apierr.New(apierr.IncorrectState, "Volume '%s' is already %s.", in.VolumeID, a.State)
	}
	return nil
}

func notAttached(in DetachVolumeInput) *apierr.Error {
	if in.Device == "" {
		return apierr.New(apierr.InvalidAttachmentNotFound, "The volume %s is not attached to instance %s", in.VolumeID, in.InstanceID)
	}
	return apierr.New(apierr.InvalidAttachmentNotFound, "The volume %s is not attached to instance %s as device %s", in.VolumeID, in.InstanceID, in.Device)
}

// awaitAttachments lets a volume wake up when the first of its attachments that are on their way has come there.
func (tx *Tx) awaitAttachments(volume uint32) {
	first, ref := unit.Forever, Ref{KindVolume, volume}
	for _, a := range tx.volumes.At(volume).Attachments {
		if a.Timed {
			first = min(first, a.Due)
		}
	}
	if first != unit.Forever {
		tx.wake(WakeAttachment, ref, first.Sub(tx.Now))
	}
}

// wakeAttachment finishes what a volume's attachments were about to do by now.
func (tx *Tx) wakeAttachment(volume uint32) {
	for _, a := range tx.volumes.At(volume).Attachments {
		switch due := a.Timed && a.Due <= tx.Now; {
		case due && a.State == Attaching:
			tx.Emit(AttachmentMoved{Volume: volume, Instance: a.Instance, On: "VolumeAttached"})
		case due:
			tx.detached(volume, a.Instance)
		}
	}
	tx.awaitAttachments(volume)
}

// detached ends a volume's attachment and takes it off the instance's list.
func (tx *Tx) detached(volume, instance uint32) {
	tx.Emit(AttachmentMoved{Volume: volume, Instance: instance, On: "VolumeDetached"})
	var devices []Device
	for _, d := range tx.instances.At(instance).Devices {
		if d.Volume != volume {
			devices = append(devices, d)
		}
	}
	tx.Emit(DevicesChanged{instance, devices})
}
