package ec2

import (
	"slices"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
)

// An instanceAttribute is something of an instance that can be asked for by name.
type instanceAttribute struct {
	name    string
	stopped bool // it can be changed only while the instance is stopped
	fixed   bool // it cannot be changed
	// set changes the settings to what a value says; nil for what no setting says.
	set  func(tx *Tx, i *Instance, value string, s *Settings) *apierr.Error
	show func(tx *Tx, i *Instance, out *InstanceAttributes)
}

// instanceAttributes is every attribute that instances have here.
//
// Simplified: of AWS's attributes these are not modelled, and refused by name:
// kernel, ramdisk, groupSet, sriovNetSupport, enclaveOptions.
var instanceAttributes = []instanceAttribute{
	{name: "instanceType", stopped: true, set: setType, show: func(_ *Tx, i *Instance, out *InstanceAttributes) {
		out.InstanceType = &TextValue{i.Type.Name}
	}},
	{name: "userData", stopped: true, set: setUserData, show: func(_ *Tx, i *Instance, out *InstanceAttributes) {
		out.UserData = &TextValue{i.UserData}
	}},
	{name: "ebsOptimized", stopped: true, set: setOptimized, show: func(_ *Tx, i *Instance, out *InstanceAttributes) {
		out.EBSOptimized = &BoolValue{i.isOptimized()}
	}},
	{name: "enaSupport", stopped: true, set: setENA, show: func(_ *Tx, i *Instance, out *InstanceAttributes) {
		out.EnaSupport = &BoolValue{i.ENA}
	}},
	{name: "sourceDestCheck", set: setTrafficCheck, show: func(_ *Tx, i *Instance, out *InstanceAttributes) {
		out.SourceDestCheck = &BoolValue{!i.UncheckedTraffic}
	}},
	{name: "disableApiTermination", set: setTerminationProtection, show: func(_ *Tx, i *Instance, out *InstanceAttributes) {
		out.DisableAPITermination = &BoolValue{i.DisableAPITermination}
	}},
	{name: "disableApiStop", set: setStopProtection, show: func(_ *Tx, i *Instance, out *InstanceAttributes) {
		out.DisableAPIStop = &BoolValue{i.DisableAPIStop}
	}},
	{name: "instanceInitiatedShutdownBehavior", set: setShutdown, show: func(_ *Tx, i *Instance, out *InstanceAttributes) {
		out.ShutdownBehavior = &TextValue{i.OnShutdown}
	}},
	{name: "blockDeviceMapping", show: func(tx *Tx, i *Instance, out *InstanceAttributes) {
		out.BlockDeviceMappings = tx.describeDevices(tx.interfaces.At(i.Interface).Instance)
	}},
	{name: "rootDeviceName", fixed: true, show: func(_ *Tx, i *Instance, out *InstanceAttributes) { out.RootDeviceName = &TextValue{i.RootDevice} }},
	{name: "productCodes", fixed: true, show: func(tx *Tx, i *Instance, out *InstanceAttributes) {
		out.ProductCodes = append([]ProductCode{}, shownProducts(tx.Products(i)...)...)
	}},
}

// findAttribute returns the attribute of that name, or refuses one that is not modelled.
func findAttribute(name string) (*instanceAttribute, *apierr.Error) {
	at := slices.IndexFunc(instanceAttributes, func(a instanceAttribute) bool { return a.name == name })
	if at < 0 {
		return nil, apierr.New(apierr.UnsupportedOperation, "The attribute '%s' is not supported.", name).
			Because("Nothing in this sandbox depends on it, so it is left out.")
	}
	return &instanceAttributes[at], nil
}

// changeable returns the attribute of that name, or refuses one that cannot be changed.
func changeable(name string) (*instanceAttribute, *apierr.Error) {
	known, err := findAttribute(name)
	if err == nil && known.fixed {
		return nil, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter attribute is invalid. The attribute cannot be modified.", name).
			Because("It is fixed at launch.")
	}
	return known, err
}

// badValue refuses a value that an attribute cannot have.
func badValue(attribute, value string) *apierr.Error {
	return apierr.New(apierr.InvalidInstanceAttributeValue, "Invalid value '%s' for %s.", value, attribute)
}

// setTruth reads "true" or "false".
func setTruth(attribute, value string, to *bool) *apierr.Error {
	if value != "true" && value != "false" {
		return badValue(attribute, value).Because("The value is true or false.")
	}
	*to = value == "true"
	return nil
}

// setType takes another instance type, if the instance's image and volumes fit it.
func setType(tx *Tx, i *Instance, value string, s *Settings) *apierr.Error {
	kind, ok := catalog.InstanceTypeNamed(value)
	if !ok {
		return badValue("instanceType", value).Because("There is no instance type of that name here; t3.micro and demo.small are two that exist.")
	}
	if i.Hibernation.Enabled {
		return apierr.New(apierr.OperationNotPermitted, "The instance type of an instance that is enabled for hibernation cannot be changed.").
			Because("Hibernation is fixed at launch, and its room for the memory with it: make an image and launch that with the new type.")
	}
	if kind.Nitro() && !i.ENA {
		return noENA(kind).Because("Types on Nitro have no other network adapter. Install its driver, and say so with --ena-support.")
	}
	fitted := *tx.images.At(i.Image)
	fitted.ENA = i.ENA
	if err := checkFit(&fitted, kind, false); err != nil {
		return err
	}
	if tx.hasEncrypted(i) && !kind.Encrypts() {
		return notEncrypting(kind)
	}
	if len(i.Devices) > int(kind.EBS.AttachmentLimit) {
		return apierr.New(apierr.AttachmentLimitExceeded, "The instance type %s can have at most %d volumes attached.", kind.Name, kind.EBS.AttachmentLimit)
	}
	s.Type = kind
	return nil
}

// setUserData takes other user data, in base64. It runs no more: user data runs at the first boot.
func setUserData(_ *Tx, _ *Instance, value string, s *Settings) *apierr.Error {
	s.UserData = value
	return checkUserData(value)
}

// setOptimized asks for EBS optimization or does without. Types that have it by default keep it.
func setOptimized(_ *Tx, i *Instance, value string, s *Settings) *apierr.Error {
	if err := setTruth("ebsOptimized", value, &s.EBSOptimized); err != nil {
		return err
	}
	if s.EBSOptimized && i.Type.EBS.Optimized == "unsupported" {
		return notOptimized("EBS-optimized instances are not supported for your requested configuration.", i.Type)
	}
	return nil
}

// notOptimized refuses EBS optimization for a type without it, in one of AWS's wordings.
func notOptimized(message string, kind *catalog.InstanceType) *apierr.Error {
	return apierr.New(apierr.Unsupported, "%s Please check the documentation for supported configurations.", message).
		Because("The type %s cannot be EBS-optimized; newer types are by default.", kind.Name)
}

// isOptimized reports whether an instance has bandwidth of its own to its volumes.
func (i *Instance) isOptimized() bool {
	return i.Type.EBS.Optimized == "default" || i.EBSOptimized && i.Type.EBS.Optimized == "supported"
}

// setENA says whether the instance's software has the driver for the network adapter of Nitro types, which need it.
func setENA(_ *Tx, i *Instance, value string, s *Settings) *apierr.Error {
	if err := setTruth("enaSupport", value, &s.ENA); err != nil {
		return err
	}
	if !s.ENA && i.Type.Nitro() {
		return noENA(i.Type).Because("Types on Nitro have no other network adapter.")
	}
	return nil
}

// noENA refuses to do without the network adapter of Nitro types.
func noENA(kind *catalog.InstanceType) *apierr.Error {
	return apierr.New(apierr.InvalidParameterCombination, "Enhanced networking with the Elastic Network Adapter (ENA) is required for the '%s' instance type. Ensure that your instance is enabled for ENA.", kind.Name)
}

// setTrafficCheck says whether packets are checked for being the instance's own.
//
// Simplified: no packet ever passes, so the attribute is only kept.
func setTrafficCheck(_ *Tx, _ *Instance, value string, s *Settings) *apierr.Error {
	checked := true
	err := setTruth("sourceDestCheck", value, &checked)
	s.UncheckedTraffic = !checked
	return err
}

func setTerminationProtection(_ *Tx, _ *Instance, value string, s *Settings) *apierr.Error {
	return setTruth("disableApiTermination", value, &s.DisableAPITermination)
}

func setStopProtection(_ *Tx, i *Instance, value string, s *Settings) *apierr.Error {
	if err := setTruth("disableApiStop", value, &s.DisableAPIStop); err != nil {
		return err
	}
	if s.DisableAPIStop && i.RootKind == RootInstanceStore {
		return notStopProtected()
	}
	return nil
}

// notStopProtected refuses stop protection for an instance that cannot be stopped.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-stop-protection.html.
func notStopProtected() *apierr.Error {
	return apierr.New(apierr.UnsupportedOperation, "Stop protection is not supported for instances with an instance-store root device.").
		Because("Such an instance cannot be stopped at all; --disable-api-termination protects it from its end.")
}

// setShutdown says what a shutdown from inside does; an instance-store root can only end.
func setShutdown(_ *Tx, i *Instance, value string, s *Settings) *apierr.Error {
	s.OnShutdown = value
	switch {
	case value != "stop" && value != "terminate":
		return badValue("instanceInitiatedShutdownBehavior", value).Because("The value is stop or terminate.")
	case value == "stop" && i.RootKind == RootInstanceStore:
		return apierr.New(apierr.UnsupportedOperation, "The instance does not have an 'ebs' root device type and cannot be stopped.").
			Because("A shutdown from inside always ends an instance with an instance-store root.")
	}
	return nil
}

// DescribeInstanceAttributeInput holds the parameters of DescribeInstanceAttribute.
type DescribeInstanceAttributeInput struct {
	DryRun     bool   `ec2:"DryRun"`
	InstanceID string `ec2:"InstanceId,required,id=instance"`
	Attribute  string `ec2:"Attribute,required,enum=instanceType|kernel|ramdisk|userData|disableApiTermination|instanceInitiatedShutdownBehavior|rootDeviceName|blockDeviceMapping|productCodes|sourceDestCheck|groupSet|ebsOptimized|sriovNetSupport|enaSupport|enclaveOptions|disableApiStop"`
}

// InstanceAttributes is the answer of DescribeInstanceAttribute: the instance and the one attribute.
type InstanceAttributes struct {
	BlockDeviceMappings   []AttachedDevice `ec2:"BlockDeviceMappings,omitnil,xml=blockDeviceMapping"`
	DisableAPITermination *BoolValue       `ec2:"DisableApiTermination"`
	EBSOptimized          *BoolValue       `ec2:"EbsOptimized"`
	EnaSupport            *BoolValue       `ec2:"EnaSupport"`
	InstanceID            string           `ec2:"InstanceId"`
	ShutdownBehavior      *TextValue       `ec2:"InstanceInitiatedShutdownBehavior"`
	InstanceType          *TextValue       `ec2:"InstanceType"`
	ProductCodes          []ProductCode    `ec2:"ProductCodes,omitnil"`
	RootDeviceName        *TextValue       `ec2:"RootDeviceName"`
	SourceDestCheck       *BoolValue       `ec2:"SourceDestCheck"`
	UserData              *TextValue       `ec2:"UserData"` // base64
	DisableAPIStop        *BoolValue       `ec2:"DisableApiStop"`
}

// DescribeInstanceAttribute shows one attribute of an instance.
func DescribeInstanceAttribute(tx *Tx, in DescribeInstanceAttributeInput) (InstanceAttributes, error) {
	index, err := tx.findInstance(in.InstanceID)
	if err != nil {
		return InstanceAttributes{}, err
	}
	known, err := findAttribute(in.Attribute)
	if err != nil {
		return InstanceAttributes{}, err
	}
	out := InstanceAttributes{InstanceID: in.InstanceID}
	known.show(tx, tx.instances.At(index), &out)
	return out, nil
}
