package ec2

import (
	"slices"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
)

// A TextValue is a text in the box that attributes come in.
type TextValue struct {
	Value string `ec2:"Value"`
}

// A BoolValue is a truth in the box that attributes come in.
type BoolValue struct {
	Value bool `ec2:"Value"`
}

// An InstanceDevice says what becomes of a volume of an instance when the instance ends.
type InstanceDevice struct {
	DeviceName string             `ec2:"DeviceName"`
	Ebs        *InstanceDeviceEbs `ec2:"Ebs"`
}

// InstanceDeviceEbs is the volume of an InstanceDevice. Without DeleteOnTermination it is deleted with the instance.
type InstanceDeviceEbs struct {
	DeleteOnTermination *bool  `ec2:"DeleteOnTermination"`
	VolumeID            string `ec2:"VolumeId,id=volume"`
}

// ModifyInstanceAttributeInput holds the parameters of ModifyInstanceAttribute:
// one attribute, by its own parameter or as Attribute and Value.
type ModifyInstanceAttributeInput struct {
	DisableAPIStop        *BoolValue       `ec2:"DisableApiStop"`
	DryRun                bool             `ec2:"DryRun"`
	InstanceID            string           `ec2:"InstanceId,required,id=instance"`
	Attribute             string           `ec2:"Attribute,enum=instanceType|kernel|ramdisk|userData|disableApiTermination|instanceInitiatedShutdownBehavior|rootDeviceName|blockDeviceMapping|productCodes|sourceDestCheck|groupSet|ebsOptimized|sriovNetSupport|enaSupport|enclaveOptions|disableApiStop"`
	Value                 string           `ec2:"Value"`
	BlockDeviceMappings   []InstanceDevice `ec2:"BlockDeviceMappings,query=BlockDeviceMapping"`
	DisableAPITermination *BoolValue       `ec2:"DisableApiTermination"`
	InstanceType          *TextValue       `ec2:"InstanceType"`
	UserData              *TextValue       `ec2:"UserData"` // base64
	ShutdownBehavior      *TextValue       `ec2:"InstanceInitiatedShutdownBehavior"`
	EBSOptimized          *BoolValue       `ec2:"EbsOptimized"`
	EnaSupport            *BoolValue       `ec2:"EnaSupport"`
	SourceDestCheck       *BoolValue       `ec2:"SourceDestCheck"`
}

// InstanceModified gives an instance other settings, and the disks of its host that come with them.
type InstanceModified struct {
	Index    uint32
	Settings Settings
	Disks    []Disk
}

func (e InstanceModified) apply(s *State) {
	b := s.instance(e.Index).rebuild()
	b.Settings, b.Disks = e.Settings, e.Disks
}

// DeletionChanged says whether a volume goes when its instance is terminated.
type DeletionChanged struct {
	Volume, Instance    uint32
	DeleteOnTermination bool
}

func (e DeletionChanged) apply(s *State) {
	v := s.volume(e.Volume)
	a, _ := v.Attachment(e.Instance)
	a.DeleteOnTermination = e.DeleteOnTermination
	v.Attachments = v.withAttachment(a)
}

// A change of an attribute: its name, and its new value as text; devices have theirs apart.
type attributeChange struct{ name, value string }

// changes returns the attributes that the call would change, in either of its two ways.
func (in ModifyInstanceAttributeInput) changes() (changes []attributeChange) {
	if in.Attribute != "" && (in.Value != "" || !in.hasOwn(in.Attribute)) {
		changes = append(changes, attributeChange{in.Attribute, in.Value})
	}
	return append(changes, in.ownChanges()...)
}

// hasOwn reports whether an attribute is given by its own parameter.
func (in ModifyInstanceAttributeInput) hasOwn(attribute string) bool {
	return slices.ContainsFunc(in.ownChanges(), func(c attributeChange) bool { return c.name == attribute })
}

// ownChanges returns the attributes that are given by their own parameters.
func (in ModifyInstanceAttributeInput) ownChanges() (changes []attributeChange) {
	for _, p := range []struct {
		name  string
		text  *TextValue
		truth *BoolValue
	}{
		{"disableApiStop", nil, in.DisableAPIStop},
		{"disableApiTermination", nil, in.DisableAPITermination},
		{"instanceType", in.InstanceType, nil},
		{"userData", in.UserData, nil},
		{"instanceInitiatedShutdownBehavior", in.ShutdownBehavior, nil},
		{"ebsOptimized", nil, in.EBSOptimized},
		{"enaSupport", nil, in.EnaSupport},
		{"sourceDestCheck", nil, in.SourceDestCheck},
	} {
		switch {
		case p.text != nil:
			changes = append(changes, attributeChange{p.name, p.text.Value})
		case p.truth != nil:
			changes = append(changes, attributeChange{p.name, truth(p.truth.Value)[0]})
		}
	}
	if len(in.BlockDeviceMappings) > 0 {
		changes = append(changes, attributeChange{name: "blockDeviceMapping"})
	}
	return changes
}

// ModifyInstanceAttribute changes one attribute of an instance. Type, user data
// and EBS optimization can be changed while it is stopped, the others at any time.
func ModifyInstanceAttribute(tx *Tx, in ModifyInstanceAttributeInput) (Empty, error) {
	index, err := tx.findInstance(in.InstanceID)
	if err != nil {
		return Empty{}, err
	}
	change, err := in.oneChange()
	if err != nil {
		return Empty{}, err
	}
	known, err := changeable(change.name)
	if err != nil {
		return Empty{}, err
	}
	if err := tx.checkModifiable(index, known); err != nil {
		return Empty{}, err
	}
	if known.set == nil {
		return Empty{}, orNil(tx.changeDeletion(index, in.BlockDeviceMappings))
	}
	i := tx.instances.At(index)
	settings, disks := i.Settings, i.Disks
	if err := known.set(tx, i, change.value, &settings); err != nil {
		return Empty{}, err
	}
	if settings.Type != i.Type {
		disks = resizedDisks(i, settings.Type)
	}
	tx.Emit(InstanceModified{index, settings, disks})
	return Empty{}, nil
}

// oneChange returns the attribute that a call changes, or refuses none and several.
func (in ModifyInstanceAttributeInput) oneChange() (attributeChange, *apierr.Error) {
	changes := in.changes()
	if len(changes) == 0 {
		return attributeChange{}, apierr.New(apierr.InvalidParameterCombination, "No attributes specified.").
			Because("Say which attribute is to change, for example --instance-type t3.small.")
	}
	if len(changes) > 1 {
		var names []string
		for _, c := range changes {
			names = append(names, c.name)
		}
		return attributeChange{}, apierr.New(apierr.InvalidParameterCombination, "Fields for multiple attribute types specified: %s", strings.Join(names, ", ")).
			Because("A call changes one attribute; make one call for each.")
	}
	return changes[0], nil
}

// checkModifiable refuses an instance in whose state an attribute cannot be changed.
func (tx *Tx) checkModifiable(index uint32, known *instanceAttribute) *apierr.Error {
	i, ref := tx.instances.At(index), Ref{KindInstance, index}
	if i.State == InstanceShuttingDown || i.State == InstanceTerminated {
		return apierr.New(apierr.IncorrectInstanceState, "The instance '%s' is not in a state from which its attributes can be changed.", tx.ID(ref)).
			Because("The instance is %s, and that is for ever.", i.State)
	}
	if !known.stopped || i.State == InstanceStopped {
		return nil
	}
	refused := apierr.New(apierr.IncorrectInstanceState, "The instance '%s' is not in the 'stopped' state.", tx.ID(ref))
	switch {
	case i.RootKind == RootInstanceStore:
		return refused.Because("Its root disk is on the host itself, so it can never be stopped: launch another instance instead.")
	case i.State == InstanceStopping:
		return refused.Because("The instance is still stopping.").Suggest("aws ec2 wait instance-stopped --instance-ids %s", tx.Handle(ref))
	}
	return refused.Because("The instance is %s; %s can be changed only while it is stopped.", i.State, known.name).
		Suggest("aws ec2 stop-instances --instance-ids %s", tx.Handle(ref))
}

// changeDeletion says for some of an instance's volumes whether they go with it.
func (tx *Tx) changeDeletion(index uint32, asked []InstanceDevice) *apierr.Error {
	if len(asked) == 0 {
		return apierr.New(apierr.MissingParameter, "The request must contain the parameter blockDeviceMapping")
	}
	i := tx.instances.At(index)
	var volumes []uint32
	for _, ask := range asked {
		volume, ok := i.device(ask.DeviceName)
		if !ok || ask.Ebs == nil || ask.Ebs.VolumeID != "" && ask.Ebs.VolumeID != tx.ID(Ref{KindVolume, volume}) {
			return apierr.New(apierr.InvalidInstanceAttributeValue, "No device is currently mapped at %s", ask.DeviceName).
				Because("Only DeleteOnTermination of an attached EBS volume can be changed: DeviceName=/dev/sdf,Ebs={DeleteOnTermination=false}.").
				Suggest("aws ec2 describe-instance-attribute --attribute blockDeviceMapping --instance-id %s", tx.Handle(Ref{KindInstance, index}))
		}
		volumes = append(volumes, volume)
	}
	for n, ask := range asked {
		tx.Emit(DeletionChanged{volumes[n], index, ask.Ebs.DeleteOnTermination == nil || *ask.Ebs.DeleteOnTermination})
	}
	return nil
}

// resizedDisks returns the instance-store disks of an instance after a change of
// its type: those of its mapping that the new type has, too, and the NVMe disks,
// which are there without a mapping. All are empty: the instance was stopped.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-resize.html.
func resizedDisks(i *Instance, kind *catalog.InstanceType) []Disk {
	var p plannedDevices
	for _, d := range i.Disks {
		if d.Virtual != "" {
			_ = p.addDisk(Mapping{Device: d.Device, Virtual: d.Virtual}, kind) // an instance has no disk twice
		}
	}
	p.addEnumerated(kind)
	return p.disks
}
