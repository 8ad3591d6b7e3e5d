package ec2

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// defaultInstanceType is the type of an instance for which none is named.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html.
const defaultInstanceType = "m1.small"

// MaxUserData is how many bytes of user data an instance can have, before base64.
const MaxUserData = 16384

// RunInstancesInput holds the parameters of RunInstances.
type RunInstancesInput struct {
	BlockDeviceMappings []BlockDeviceMapping `ec2:"BlockDeviceMappings,query=BlockDeviceMapping"`
	ImageID             string               `ec2:"ImageId,required,id=image"`
	InstanceType        string               `ec2:"InstanceType"`
	KeyName             string               `ec2:"KeyName"`
	MaxCount            int64                `ec2:"MaxCount,required"`
	MinCount            int64                `ec2:"MinCount,required"`
	Monitoring          *Monitoring          `ec2:"Monitoring"`
	Placement           *Placement           `ec2:"Placement"`
	SecurityGroupIDs    []string             `ec2:"SecurityGroupIds,query=SecurityGroupId"`
	NetworkInterfaces   []LaunchInterface    `ec2:"NetworkInterfaces,query=NetworkInterface"`
	SubnetID            string               `ec2:"SubnetId"`
	UserData            string               `ec2:"UserData,base64"`
	ClientToken         string               `ec2:"ClientToken"`
	DisableAPIStop      bool                 `ec2:"DisableApiStop"`
	DisableTermination  bool                 `ec2:"DisableApiTermination"`
	EBSOptimized        bool                 `ec2:"EbsOptimized"`
	HibernationOptions  *HibernationOptions  `ec2:"HibernationOptions"`
	ShutdownBehavior    string               `ec2:"InstanceInitiatedShutdownBehavior,enum=stop|terminate"`
	TagSpecifications   []TagSpecification   `ec2:"TagSpecifications,query=TagSpecification"`
	DryRun              bool                 `ec2:"DryRun"`
}

// Monitoring asks for detailed monitoring.
type Monitoring struct {
	Enabled bool `ec2:"Enabled"`
}

// A LaunchInterface says of the one interface that an instance gets whether it
// has an automatic public address. Without a word it has: all subnets are default ones.
type LaunchInterface struct {
	AssociatePublicIPAddress *bool `ec2:"AssociatePublicIpAddress"`
	DeviceIndex              int64 `ec2:"DeviceIndex"`
}

// isPrivate reports whether a launch asks for instances without an automatic public address.
func (in RunInstancesInput) isPrivate() bool {
	for _, n := range in.NetworkInterfaces {
		if n.AssociatePublicIPAddress != nil && !*n.AssociatePublicIPAddress {
			return true
		}
	}
	return false
}

// A Placement says where an instance is.
type Placement struct {
	AvailabilityZone string `ec2:"AvailabilityZone"`
}

// A launch is one call of RunInstances; its id is the reservation's.
type launch struct {
	Header
	Token  string
	Digest string // the request that the token stands for
	First  uint32 // index of its first instance
	Count  uint32
}

// Launched records a call of RunInstances.
type Launched struct{ launch launch }

func (e Launched) apply(s *State) { s.launches.Append(e.launch) }

// RunInstances launches between MinCount and MaxCount instances of an image:
// as many as there is room for, or none. Each gets its own volumes, restored
// from the snapshots of the image's mapping, and one network interface.
func RunInstances(tx *Tx, in RunInstancesInput) (Reservation, error) {
	request := in.fingerprint()
	if earlier, err := tx.sameToken(in.ClientToken, request); err != nil || earlier != nil {
		return tx.replayed(earlier), err
	}
	image, kind, err := tx.checkImageAndType(in)
	if err != nil {
		return Reservation{}, err
	}
	zone, err := tx.launchZone(in, kind)
	if err != nil {
		return Reservation{}, err
	}
	mappings, err := tx.mergeMappings(tx.images.At(image).Mappings, in.BlockDeviceMappings)
	if err != nil {
		return Reservation{}, err
	}
	if err := tx.checkLaunchParameters(in); err != nil {
		return Reservation{}, err
	}
	plan, err := tx.planDevices(mappings, tx.images.At(image), kind)
	if err != nil {
		return Reservation{}, err
	}
	if err := checkHibernation(in, tx.images.At(image), kind, plan); err != nil {
		return Reservation{}, err
	}
	tags, err := tx.launchTags(in.TagSpecifications)
	if err != nil {
		return Reservation{}, err
	}
	count, err := tx.roomForInstances(in, kind, zoneName(tx.Region, zone), plan)
	if err != nil {
		return Reservation{}, err
	}
	l := launch{Header: tx.newHeader(), Token: in.ClientToken, Digest: request, First: tx.Length(KindInstance), Count: uint32(count)}
	tx.Emit(Launched{l})
	for n := range count {
		tx.launchOne(in, image, kind, zone, plan, tags, uint32(n))
	}
	return tx.describeReservation(tx.Length(KindReservation)-1, l.First, l.Count), nil
}

// fingerprint returns the request that a client token stands for as text, with
// its pointers followed, so that equal requests print alike; "" without a token.
func (in RunInstancesInput) fingerprint() string {
	if in.ClientToken == "" {
		return ""
	}
	type device struct {
		BlockDeviceMapping
		ebs     EbsBlockDevice
		rate    int64
		deletes bool
		secret  bool
	}
	var devices []device
	for _, b := range in.BlockDeviceMappings {
		d := device{BlockDeviceMapping: b}
		if b.Ebs != nil {
			d.ebs, d.deletes = *b.Ebs, b.Ebs.DeleteOnTermination != nil && *b.Ebs.DeleteOnTermination
			d.secret = b.Ebs.Encrypted != nil && *b.Ebs.Encrypted
		}
		if d.ebs.InitializationRate != nil {
			d.rate = *d.ebs.InitializationRate
		}
		d.ebs.InitializationRate = nil
		d.Ebs, d.NoDevice, d.ebs.DeleteOnTermination, d.ebs.Encrypted = nil, nil, nil, nil
		devices = append(devices, d)
	}
	monitored, placed := in.Monitoring != nil && in.Monitoring.Enabled, ""
	if in.Placement != nil {
		placed = in.Placement.AvailabilityZone
	}
	hibernates := in.HibernationOptions != nil && in.HibernationOptions.Configured
	private := in.isPrivate()
	in.BlockDeviceMappings, in.Monitoring, in.Placement, in.HibernationOptions, in.NetworkInterfaces = nil, nil, nil, nil, nil
	return fmt.Sprintf("%+v %+v %v %q %v %v", in, devices, monitored, placed, hibernates, private)
}

// sameToken returns the launch that a client token stands for, if there was one.
func (tx *Tx) sameToken(token, request string) (*launch, *apierr.Error) {
	if token == "" {
		return nil, nil
	}
	if err := checkToken(token); err != nil {
		return nil, err
	}
	for _, l := range tx.launches.All() {
		if l.Token != token || l.Account != tx.Account || l.Region != tx.Region {
			continue
		}
		if l.Digest != request {
			return nil, tokenMismatch()
		}
		for i := l.First; i < l.First+l.Count; i++ {
			if state := tx.instances.At(i).State; state == InstanceTerminated || state == InstanceShuttingDown || state == NoInstance {
				return nil, apierr.New(apierr.IdempotentInstanceTerminated, "The client token belongs to an instance that has been terminated.")
			}
		}
		return l, nil
	}
	return nil, nil
}

// checkToken refuses a client token that is too long.
func checkToken(token string) *apierr.Error {
	if len(token) > 64 {
		return apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter clientToken is invalid. A client token has at most 64 ASCII characters.", token)
	}
	return nil
}

// tokenMismatch refuses a client token that stands for another request.
func tokenMismatch() *apierr.Error {
	return apierr.New(apierr.IdempotentParameterMismatch, "The client token was used for a request with other parameters; ask for a different client token")
}

// replayed answers a repeated launch with what the first one made.
func (tx *Tx) replayed(l *launch) Reservation {
	if l == nil {
		return Reservation{}
	}
	return tx.describeReservation(tx.instances.At(l.First).Launch, l.First, l.Count)
}

// checkImageAndType finds image and instance type and refuses those that do not fit each other.
func (tx *Tx) checkImageAndType(in RunInstancesInput) (uint32, *catalog.InstanceType, *apierr.Error) {
	image, err := tx.visibleImage(in.ImageID)
	if err != nil {
		return 0, nil, err
	}
	m := tx.images.At(image)
	if m.State != ImageAvailable {
		return 0, nil, tx.notReady(image, "launched", "")
	}
	name := orDefault(in.InstanceType, defaultInstanceType)
	kind, ok := catalog.InstanceTypeNamed(name)
	if !ok {
		return 0, nil, apierr.New(apierr.InvalidParameterValue, "Invalid value '%s' for InstanceType.", name).
			Because("There is no instance type of that name here; t3.micro and demo.small are two that exist.")
	}
	if err := checkFit(m, kind, in.InstanceType == ""); err != nil {
		return 0, nil, err
	}
	return image, kind, checkOptions(in, m, kind)
}

// checkFit refuses an image whose architecture, virtualization or root the type does not have.
func checkFit(m *Image, kind *catalog.InstanceType, byDefault bool) *apierr.Error {
	why := "Choose an instance type that fits the image, or an image that fits the type."
	if byDefault {
		why = "No instance type was named, and AWS then takes " + defaultInstanceType + ", an old one. Name one, such as --instance-type t3.micro."
	}
	if !m.Public && (m.Architecture == "i386" || m.Virtualization == "paravirtual") {
		why = "RegisterImage takes an image for an old one, i386 and paravirtual, unless told otherwise: register it again with --architecture x86_64 --virtualization-type hvm."
	}
	switch {
	case !kind.Runs(m.Architecture):
		return apierr.New(apierr.InvalidParameterValue, "The architecture '%s' of the specified instance type does not match the architecture '%s' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.",
			strings.Join(kind.Architectures, ","), m.Architecture).Because("%s", why)
	case m.RootKind == RootInstanceStore && !kind.BootsFrom(RootInstanceStore):
		return apierr.New(apierr.UnsupportedOperation, "The instance type '%s' does not support an AMI with an instance-store root device.", kind.Name).
			Because("Only some old instance types can boot from instance store; newer ones have instance store for data at most.")
	case kind.Nitro() && !m.ENA:
		return apierr.New(apierr.InvalidParameterCombination, "Enhanced networking with the Elastic Network Adapter (ENA) is required for the '%s' instance type. Ensure that you are using an AMI that is enabled for ENA.", kind.Name).
			Because("Types on Nitro have no other network adapter, and RegisterImage takes an image to lack the driver unless told otherwise: register it again with --ena-support.")
	case !slices.Contains(kind.Virtualization, m.Virtualization):
		return apierr.New(apierr.UnsupportedOperation, "The instance type '%s' does not support the virtualization type '%s' of the specified AMI.", kind.Name, m.Virtualization).
			Because("%s", why)
	}
	return nil
}

// checkOptions refuses settings that image or type do not have.
func checkOptions(in RunInstancesInput, m *Image, kind *catalog.InstanceType) *apierr.Error {
	switch {
	case in.EBSOptimized && kind.EBS.Optimized == "unsupported":
		return notOptimized("EBS-optimized instances are not supported for your requested configuration.", kind)
	case in.DisableAPIStop && m.RootKind == RootInstanceStore:
		return notStopProtected()
	}
	return nil
}

// launchZone returns the zone of a launch: the one that is named, or the region's first that offers the type.
func (tx *Tx) launchZone(in RunInstancesInput, kind *catalog.InstanceType) (uint8, *apierr.Error) {
	if in.Placement == nil || in.Placement.AvailabilityZone == "" {
		return tx.firstZone(kind)
	}
	zone, err := tx.zone(in.Placement.AvailabilityZone)
	if err != nil {
		return 0, err
	}
	return zone, tx.checkOffered(kind, zone)
}

// checkLaunchParameters refuses parameters that are wrong whatever the image is.
func (tx *Tx) checkLaunchParameters(in RunInstancesInput) *apierr.Error {
	if in.KeyName != "" {
		if _, err := tx.findKeyName(in.KeyName); err != nil {
			return err
		}
	}
	switch {
	case len(in.NetworkInterfaces) > 1 || len(in.NetworkInterfaces) == 1 && in.NetworkInterfaces[0].DeviceIndex != 0:
		return apierr.New(apierr.InvalidParameterValue, "Value (%d) for parameter deviceIndex is invalid. An instance has one network interface here, the primary one.", in.NetworkInterfaces[len(in.NetworkInterfaces)-1].DeviceIndex)
	case in.SubnetID != "":
		return apierr.New(apierr.InvalidSubnetIDNotFound, "The subnet ID '%s' does not exist", in.SubnetID)
	case len(in.SecurityGroupIDs) > 0:
		return apierr.New(apierr.InvalidGroupNotFound, "The security group '%s' does not exist", in.SecurityGroupIDs[0])
	case in.MinCount < 1 || in.MaxCount < in.MinCount:
		return apierr.New(apierr.InvalidParameterValue, "Value (%d) for parameter minCount is invalid. MinCount must be at least 1 and at most MaxCount.", in.MinCount).
			Because("Write --count 3, or --count 1:3 for as many as there is room for.")
	case in.MaxCount > 1000:
		return apierr.New(apierr.ResourceCountExceeded, "You may launch up to 1000 instances in one request")
	}
	return checkUserData(in.UserData)
}

func checkUserData(encoded string) *apierr.Error {
	if len(encoded) > 25600 {
		return apierr.New(apierr.InvalidParameterValue, "Encoded User data is limited to 25600 bytes")
	}
	raw, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return apierr.New(apierr.InvalidUserDataMalformed, "Invalid BASE64 encoding of user data.")
	}
	if len(raw) > MaxUserData {
		return apierr.New(apierr.InvalidParameterValue, "User data is limited to %d bytes", MaxUserData)
	}
	return nil
}

// launchTags are the tags for what a launch makes.
type launchTags struct{ instance, volume, iface []Tag }

func (tx *Tx) launchTags(specifications []TagSpecification) (t launchTags, err *apierr.Error) {
	made := []Kind{KindInstance, KindVolume, KindInterface}
	if t.instance, err = specifiedTags(specifications, KindInstance, made...); err != nil {
		return t, err
	}
	if t.volume, err = specifiedTags(specifications, KindVolume, made...); err != nil {
		return t, err
	}
	t.iface, err = specifiedTags(specifications, KindInterface, made...)
	return t, err
}

// launchOne makes one instance with its interface and volumes; it will be running when its boot time is over.
func (tx *Tx) launchOne(in RunInstancesInput, image uint32, kind *catalog.InstanceType, zone uint8, plan plannedDevices, tags launchTags, n uint32) {
	m, ref := tx.images.At(image), Ref{KindInstance, tx.Length(KindInstance)}
	i := Instance{Header: tx.newHeader(), Started: tx.Now, Public: PublicLease{Off: in.isPrivate()}, Build: &Build{
		Zone: zone, Image: image, Launch: tx.Length(KindReservation) - 1, LaunchIndex: n,
		RootDevice: m.RootDevice, RootKind: m.RootKind, Interface: tx.Length(KindInterface),
		KeyName: in.KeyName, Software: m.Software, Monitoring: in.Monitoring != nil && in.Monitoring.Enabled, Disks: plan.disks,
		Settings: Settings{
			Type: kind, UserData: in.UserData, OnShutdown: orDefault(in.ShutdownBehavior, "stop"), EBSOptimized: in.EBSOptimized,
			DisableAPIStop: in.DisableAPIStop, DisableAPITermination: in.DisableTermination, ENA: m.ENA,
		},
	}}
	if m.RootKind == RootInstanceStore {
		i.OnShutdown = "terminate"
		i.Disks = append([]Disk{{Device: m.RootDevice, GiB: m.RootGiB}}, plan.disks...)
	}
	i.setTags(tags.instance)
	if in.HibernationOptions != nil {
		i.Hibernation.Enabled = in.HibernationOptions.Configured
	}
	if i.Doomed = tx.doom(zone, plan); i.Doomed != "" {
		plan.devices, plan.volumes = nil, nil
	}
	first := tx.Length(KindVolume)
	for k, device := range plan.devices {
		i.Devices = append(i.Devices, Device{device, first + uint32(k)})
	}
	tx.Emit(InstanceLaunched{i})
	nic := Interface{Header: tx.newHeader(), Zone: zone, Instance: ref.Index}
	nic.setTags(tags.iface)
	tx.Emit(InterfaceCreated{nic})
	for k, v := range plan.volumes {
		v.Zone = zone
		v.setTags(tags.volume)
		v.Attachments = []Attachment{{Instance: ref.Index, Device: plan.devices[k], Since: tx.Now, DeleteOnTermination: plan.deletes[k]}}
		tx.initialise(&v, plan.rates[k])
		tx.Emit(VolumeCreated{v, "RunInstances"})
	}
	tx.wake(WakeInstance, ref, tx.pendingTime(ref))
}

// pendingTime returns how long an instance stays pending: with an EBS root its
// blocks are loaded when they are first needed, with an instance-store root
// the whole image must first be fetched from S3.
func (tx *Tx) pendingTime(ref Ref) unit.Duration {
	if tx.instances.At(ref.Index).RootKind == RootInstanceStore {
		return tx.lasts(catalog.BootStoreImage, ref)
	}
	return tx.lasts(catalog.BootEBSImage, ref)
}
