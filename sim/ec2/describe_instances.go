package ec2

import (
	"slices"

	"blockyard/sim/unit"
)

// DescribeInstancesInput holds the parameters of DescribeInstances.
type DescribeInstancesInput struct {
	Filters     []Filter `ec2:"Filters,query=Filter"`
	InstanceIDs []string `ec2:"InstanceIds,query=InstanceId,id=instance"`
	MaxResults  *int64   `ec2:"MaxResults"`
	NextToken   string   `ec2:"NextToken"`
	DryRun      bool     `ec2:"DryRun"`
}

// DescribeInstancesOutput is the answer of DescribeInstances.
type DescribeInstancesOutput struct {
	Reservations []Reservation `ec2:"Reservations,xml=reservationSet"`
	NextToken    string        `ec2:"NextToken"`
}

// A Reservation is what one launch made.
type Reservation struct {
	ReservationID string                `ec2:"ReservationId"`
	OwnerID       string                `ec2:"OwnerId"`
	Groups        []string              `ec2:"Groups,xml=groupSet"`
	Instances     []InstanceDescription `ec2:"Instances,xml=instancesSet"`
}

// An InstanceDescription is an instance as DescribeInstances shows it.
type InstanceDescription struct {
	AmiLaunchIndex        int64               `ec2:"AmiLaunchIndex"`
	ImageID               string              `ec2:"ImageId"`
	InstanceID            string              `ec2:"InstanceId"`
	InstanceType          string              `ec2:"InstanceType"`
	KeyName               string              `ec2:"KeyName,omitempty"`
	LaunchTime            unit.Date           `ec2:"LaunchTime"`
	Monitoring            MonitoringState     `ec2:"Monitoring"`
	Placement             InstancePlacement   `ec2:"Placement"`
	Platform              string              `ec2:"Platform"`
	PrivateIPAddress      string              `ec2:"PrivateIpAddress"`
	PublicIPAddress       string              `ec2:"PublicIpAddress"`
	State                 InstanceStateCode   `ec2:"State,xml=instanceState"`
	StateTransitionReason string              `ec2:"StateTransitionReason,xml=reason"`
	Architecture          string              `ec2:"Architecture"`
	BlockDeviceMappings   []AttachedDevice    `ec2:"BlockDeviceMappings,xml=blockDeviceMapping"`
	ClientToken           string              `ec2:"ClientToken"`
	EbsOptimized          bool                `ec2:"EbsOptimized"`
	EnaSupport            bool                `ec2:"EnaSupport"`
	Hypervisor            string              `ec2:"Hypervisor"`
	NetworkInterfaces     []InstanceInterface `ec2:"NetworkInterfaces,xml=networkInterfaceSet"`
	RootDeviceName        string              `ec2:"RootDeviceName"`
	RootDeviceType        string              `ec2:"RootDeviceType"`
	ProductCodes          []ProductCode       `ec2:"ProductCodes,omitempty"`
	SourceDestCheck       bool                `ec2:"SourceDestCheck"`
	StateReason           *StateReason        `ec2:"StateReason"`
	Tags                  []Tag               `ec2:"Tags,omitempty,xml=tagSet"`
	VirtualizationType    string              `ec2:"VirtualizationType"`
	HibernationOptions    HibernationOptions  `ec2:"HibernationOptions"`
}

// MonitoringState says whether detailed monitoring is on: "enabled" or "disabled".
type MonitoringState struct {
	State string `ec2:"State"`
}

// An InstancePlacement says where an instance is.
type InstancePlacement struct {
	AvailabilityZone string `ec2:"AvailabilityZone"`
	Tenancy          string `ec2:"Tenancy"`
}

// An AttachedDevice is an EBS volume of an instance.
type AttachedDevice struct {
	DeviceName string      `ec2:"DeviceName"`
	Ebs        AttachedEbs `ec2:"Ebs"`
}

// AttachedEbs says how a volume hangs on an instance.
type AttachedEbs struct {
	AttachTime          unit.Date       `ec2:"AttachTime"`
	DeleteOnTermination bool            `ec2:"DeleteOnTermination"`
	Status              AttachmentState `ec2:"Status"`
	VolumeID            string          `ec2:"VolumeId"`
}

// An InstanceInterface is an instance's network interface.
type InstanceInterface struct {
	NetworkInterfaceID string         `ec2:"NetworkInterfaceId"`
	PrivateIPAddress   string         `ec2:"PrivateIpAddress"`
	MacAddress         string         `ec2:"MacAddress"`
	OwnerID            string         `ec2:"OwnerId"`
	Status             InterfaceState `ec2:"Status"`
	// Association is the interface's public address; nil means none.
	Association *InterfaceAssociation `ec2:"Association"`
}

// A StateReason says why an instance is not running.
type StateReason struct {
	Code    string `ec2:"Code"`
	Message string `ec2:"Message"`
}

// instanceFields is what instances can be filtered by.
var instanceFields = []field[Instance]{
	{"architecture", func(tx *Tx, _ uint32, i *Instance) []string { return one(tx.images.At(i.Image).Architecture) }},
	{"availability-zone", func(_ *Tx, _ uint32, i *Instance) []string { return one(zoneName(i.Region, i.Zone)) }},
	{"block-device-mapping.delete-on-termination", func(tx *Tx, index uint32, _ *Instance) []string {
		return tx.eachDevice(index, func(a Attachment) []string { return truth(a.DeleteOnTermination) })
	}},
	{"block-device-mapping.device-name", func(tx *Tx, index uint32, _ *Instance) []string {
		return tx.eachDevice(index, func(a Attachment) []string { return one(a.Device) })
	}},
	{"block-device-mapping.status", func(tx *Tx, index uint32, _ *Instance) []string {
		return tx.eachDevice(index, func(a Attachment) []string { return one(string(a.State)) })
	}},
	{"block-device-mapping.volume-id", func(tx *Tx, _ uint32, i *Instance) (ids []string) {
		for _, d := range i.Devices {
			ids = append(ids, tx.ID(Ref{KindVolume, d.Volume}))
		}
		return ids
	}},
	{"client-token", func(tx *Tx, _ uint32, i *Instance) []string { return one(tx.launches.At(i.Launch).Token) }},
	{"hibernation-options.configured", func(_ *Tx, _ uint32, i *Instance) []string { return truth(i.Hibernation.Enabled) }},
	{"image-id", func(tx *Tx, _ uint32, i *Instance) []string { return one(tx.ID(Ref{KindImage, i.Image})) }},
	{"instance-id", func(tx *Tx, index uint32, _ *Instance) []string { return one(tx.ID(Ref{KindInstance, index})) }},
	{"instance-state-code", func(_ *Tx, _ uint32, i *Instance) []string { return number(i.State.withCode().Code) }},
	{"instance-state-name", func(_ *Tx, _ uint32, i *Instance) []string { return one(i.State.String()) }},
	{"instance-type", func(_ *Tx, _ uint32, i *Instance) []string { return one(i.Type.Name) }},
	{"ip-address", func(tx *Tx, index uint32, _ *Instance) []string { return one(tx.PublicAddress(index)) }},
	{"key-name", func(_ *Tx, _ uint32, i *Instance) []string { return one(i.KeyName) }},
	{"launch-index", func(_ *Tx, _ uint32, i *Instance) []string { return number(int64(i.LaunchIndex)) }},
	{"launch-time", func(tx *Tx, _ uint32, i *Instance) []string { return tx.moment(i.Started) }},
	{"monitoring-state", func(tx *Tx, index uint32, _ *Instance) []string {
		return one(tx.describeInstance(index).Monitoring.State)
	}},
	{"owner-id", func(tx *Tx, _ uint32, i *Instance) []string { return one(tx.accounts[i.Account]) }},
	{"private-ip-address", func(_ *Tx, _ uint32, i *Instance) []string {
		if i.State == InstanceTerminated {
			return nil
		}
		return one(privateAddress(i.Zone, i.Interface))
	}},
	{"product-code", func(tx *Tx, _ uint32, i *Instance) []string { return tx.Products(i) }},
	{"product-code.type", func(tx *Tx, _ uint32, i *Instance) []string { return productTypes(tx.Products(i)...) }},
	{"reservation-id", func(tx *Tx, _ uint32, i *Instance) []string { return one(tx.ID(Ref{KindReservation, i.Launch})) }},
	{"root-device-name", func(_ *Tx, _ uint32, i *Instance) []string { return one(i.RootDevice) }},
	{"root-device-type", func(_ *Tx, _ uint32, i *Instance) []string { return one(i.RootKind) }},
	{"source-dest-check", func(_ *Tx, _ uint32, i *Instance) []string { return truth(!i.UncheckedTraffic) }},
	{"state-reason-code", func(tx *Tx, _ uint32, i *Instance) []string { return one(tx.Reason(i).Code) }},
}

func (tx *Tx) eachDevice(instance uint32, value func(Attachment) []string) (values []string) {
	for _, d := range tx.instances.At(instance).Devices {
		a, _ := tx.volumes.At(d.Volume).Attachment(instance)
		values = append(values, value(a)...)
	}
	return values
}

// DescribeInstances lists the caller's instances in the region by reservation,
// in the order of their launches. Terminated ones are listed for an hour.
func DescribeInstances(tx *Tx, in DescribeInstancesInput) (out DescribeInstancesOutput, err error) {
	if err := notWithLimit(in.InstanceIDs, in.MaxResults, "instancesSet"); err != nil {
		return out, err
	}
	indices, fault := tx.listed(KindInstance, in.InstanceIDs, tx.findInstances)
	if fault != nil {
		return out, fault
	}
	keep, fault := newSieve(tx, KindInstance, in.Filters, instanceFields)
	if fault != nil {
		return out, fault
	}
	slices.Sort(indices)
	reservations := []Reservation{}
	last := ^uint32(0)
	for _, index := range indices {
		i := tx.instances.At(index)
		if !keep.keeps(index, i) {
			continue
		}
		if i.Launch != last {
			reservations, last = append(reservations, tx.emptyReservation(i.Launch)), i.Launch
		}
		r := &reservations[len(reservations)-1]
		r.Instances = append(r.Instances, tx.describeInstance(index))
	}
	out.Reservations, out.NextToken, fault = page("DescribeInstances", reservations, in.MaxResults, in.NextToken)
	return out, orNil(fault)
}

func (tx *Tx) emptyReservation(launched uint32) Reservation {
	return Reservation{ReservationID: tx.ID(Ref{KindReservation, launched}), OwnerID: tx.accounts[tx.launches.At(launched).Account], Groups: []string{}}
}

// describeReservation shows a launch with the instances that it made.
func (tx *Tx) describeReservation(launched, first, count uint32) Reservation {
	r := tx.emptyReservation(launched)
	for index := first; index < first+count; index++ {
		d := tx.describeInstance(index)
		if d.State.Name == InstancePending.String() {
			d.PublicIPAddress, d.NetworkInterfaces[0].Association = "", nil // the answer of a launch does not have it yet; DescribeInstances does
		}
		r.Instances = append(r.Instances, d)
	}
	return r
}

// describeInstance shows one instance.
func (tx *Tx) describeInstance(index uint32) InstanceDescription {
	i := tx.instances.At(index)
	d := InstanceDescription{
		AmiLaunchIndex: int64(i.LaunchIndex), ImageID: tx.ID(Ref{KindImage, i.Image}), InstanceID: tx.ID(Ref{KindInstance, index}),
		InstanceType: i.Type.Name, LaunchTime: tx.shown(i.Started), Monitoring: MonitoringState{"disabled"},
		Placement: InstancePlacement{zoneName(i.Region, i.Zone), "default"}, Platform: tx.images.At(i.Image).Platform,
		State: i.State.withCode(), StateTransitionReason: tx.Reason(i).Text, Architecture: tx.images.At(i.Image).Architecture,
		BlockDeviceMappings: tx.describeDevices(index), NetworkInterfaces: []InstanceInterface{},
		ClientToken: tx.launches.At(i.Launch).Token, EbsOptimized: i.isOptimized(), Hypervisor: "xen", // which AWS says of Nitro, too

		RootDeviceName: i.RootDevice, RootDeviceType: i.RootKind, Tags: i.Tags(), ProductCodes: shownProducts(tx.Products(i)...), VirtualizationType: tx.images.At(i.Image).Virtualization,
	}
	if i.Monitoring {
		d.Monitoring.State = "enabled"
		if i.State == InstancePending {
			d.Monitoring.State = "pending"
		}
	}
	d.StateReason, d.HibernationOptions, d.EnaSupport, d.SourceDestCheck = tx.stateReason(i), HibernationOptions{i.Hibernation.Enabled}, i.ENA, !i.UncheckedTraffic
	if i.State != InstanceTerminated {
		d.PrivateIPAddress = privateAddress(i.Zone, i.Interface)
		d.NetworkInterfaces = append(d.NetworkInterfaces, InstanceInterface{
			tx.ID(Ref{KindInterface, i.Interface}), d.PrivateIPAddress, macAddress(i.Interface), tx.accounts[i.Account], InterfaceInUse, tx.association(index),
		})
	}
	d.PublicIPAddress, d.KeyName = tx.PublicAddress(index), i.KeyName
	return d
}

// describeDevices shows the volumes of an instance.
func (tx *Tx) describeDevices(instance uint32) []AttachedDevice {
	i := tx.instances.At(instance)
	devices := make([]AttachedDevice, 0, len(i.Devices))
	for _, v := range i.Devices {
		a, _ := tx.volumes.At(v.Volume).Attachment(instance)
		devices = append(devices, AttachedDevice{v.Name, AttachedEbs{
			tx.shown(a.Since), a.DeleteOnTermination, a.State, tx.ID(Ref{KindVolume, v.Volume}),
		}})
	}
	return devices
}
