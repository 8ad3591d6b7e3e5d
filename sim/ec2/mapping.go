package ec2

import (
	"fmt"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
)

// A BlockDeviceMapping asks for something at a device: an EBS volume, an
// instance-store disk ("ephemeral0"), or, with NoDevice, nothing.
type BlockDeviceMapping struct {
	DeviceName  string          `ec2:"DeviceName"`
	VirtualName string          `ec2:"VirtualName"`
	Ebs         *EbsBlockDevice `ec2:"Ebs"`
	NoDevice    *string         `ec2:"NoDevice"`
}

// An EbsBlockDevice describes the volume of a mapping. What is left out comes
// from the image's own mapping for the device, or from the snapshot.
type EbsBlockDevice struct {
	DeleteOnTermination *bool  `ec2:"DeleteOnTermination"`
	Encrypted           *bool  `ec2:"Encrypted"`
	Iops                int64  `ec2:"Iops"`
	KmsKeyID            string `ec2:"KmsKeyId"`
	SnapshotID          string `ec2:"SnapshotId,id=snapshot"`
	VolumeSize          int64  `ec2:"VolumeSize"` // GiB
	VolumeType          string `ec2:"VolumeType,enum=gp3|gp2|io2|io1|st1|sc1|standard,open"`
	Throughput          int64  `ec2:"Throughput"`               // MiB/s
	InitializationRate  *int64 `ec2:"VolumeInitializationRate"` // MiB/s
}

// changesMore reports whether a device asks for more than another DeleteOnTermination.
func (e *EbsBlockDevice) changesMore() bool {
	return e.Encrypted != nil || e.KmsKeyID != "" || e.InitializationRate != nil || e.Iops != 0 || e.SnapshotID != "" || e.VolumeSize != 0 || e.VolumeType != "" || e.Throughput != 0
}

// mergeMappings returns an image's mapping with a request's changes, device by
// device: a device of both is changed, a new one added, NoDevice takes one off.
func (tx *Tx) mergeMappings(base []Mapping, asked []BlockDeviceMapping) ([]Mapping, *apierr.Error) {
	merged := append([]Mapping(nil), base...)
	for n, ask := range asked {
		at := len(merged)
		for i, b := range merged {
			if b.Device == ask.DeviceName {
				at = i
			}
		}
		if ask.NoDevice != nil {
			if at < len(merged) {
				merged = append(merged[:at:at], merged[at+1:]...)
			}
			continue
		}
		if at == len(merged) {
			merged = append(merged, Mapping{Device: ask.DeviceName, DeleteOnTermination: ask.Ebs != nil})
		}
		if err := checkMapping(ask, asked[:n]); err != nil {
			return nil, err
		}
		if err := tx.changeMapping(&merged[at], ask); err != nil {
			return nil, err
		}
	}
	return merged, nil
}

// checkMapping refuses an entry that is malformed whatever the image is.
func checkMapping(ask BlockDeviceMapping, before []BlockDeviceMapping) *apierr.Error {
	switch {
	case ask.DeviceName == "":
		return apierr.New(apierr.MissingParameter, "The request must contain the parameter deviceName")
	case ask.Ebs == nil && ask.VirtualName == "":
		return apierr.New(apierr.MissingParameter, "The request must contain the parameter ebs")
	case ask.Ebs != nil && ask.VirtualName != "":
		return apierr.New(apierr.InvalidBlockDeviceMapping, "The device %s cannot be both an EBS volume and the instance-store disk %s.", ask.DeviceName, ask.VirtualName)
	case !deviceNameIsValid(ask.DeviceName):
		return apierr.New(apierr.InvalidBlockDeviceMapping, "Invalid device name %s", ask.DeviceName).
			Because("Device names look like /dev/sdf; the root is usually /dev/sda1 or /dev/xvda.")
	case ask.VirtualName != "" && !isEphemeral(ask.VirtualName):
		return apierr.New(apierr.InvalidBlockDeviceMapping, "'%s' is not a valid virtual device name: use ephemeral0 to ephemeral23.", ask.VirtualName)
	}
	for _, b := range before {
		if b.DeviceName == ask.DeviceName && b.NoDevice == nil {
			return apierr.New(apierr.InvalidBlockDeviceMapping, "The device '%s' is used in more than one block-device mapping", ask.DeviceName)
		}
	}
	return nil
}

func isEphemeral(name string) bool {
	digits, ok := strings.CutPrefix(name, "ephemeral")
	return ok && len(digits) >= 1 && len(digits) <= 2 && strings.Trim(digits, "0123456789") == ""
}

// changeMapping applies one entry of a request to the image's own entry for the device.
func (tx *Tx) changeMapping(b *Mapping, ask BlockDeviceMapping) *apierr.Error {
	if ask.VirtualName != "" {
		*b = Mapping{Device: b.Device, Virtual: ask.VirtualName}
		return nil
	}
	e := ask.Ebs
	if b.Virtual != "" { // a volume in place of an instance-store disk
		*b = Mapping{Device: b.Device, DeleteOnTermination: true}
	}
	if e.SnapshotID != "" {
		snapshot, err := tx.usableSnapshot(e.SnapshotID)
		if err != nil {
			return err
		}
		b.Snapshot, b.HasSnapshot, b.GiB = snapshot, true, tx.snapshots.At(snapshot).GiB
	}
	if e.VolumeType != "" && e.VolumeType != b.Type {
		b.Type, b.IOPS, b.Throughput = e.VolumeType, 0, 0
	}
	if e.DeleteOnTermination != nil {
		b.DeleteOnTermination = *e.DeleteOnTermination
	}
	if e.Encrypted != nil {
		if err := tx.checkDecryption(*e.Encrypted, b.Snapshot, b.HasSnapshot); err != nil {
			return err
		}
		b.Encrypted = *e.Encrypted
	}
	if e.InitializationRate != nil {
		b.Rate = *e.InitializationRate
		if err := checkInitializationRate(&b.Rate, b.HasSnapshot); err != nil {
			return err
		}
	}
	b.KeyName = orDefault(e.KmsKeyID, b.KeyName)
	b.GiB, b.IOPS, b.Throughput = orNumber(e.VolumeSize, b.GiB), orNumber(e.Iops, b.IOPS), orNumber(e.Throughput, b.Throughput)
	return nil
}

func orNumber(value, otherwise int64) int64 {
	if value == 0 {
		return otherwise
	}
	return value
}

// plannedDevices is what a mapping comes to on an instance type.
type plannedDevices struct {
	devices []string // device names of the volumes
	volumes []Volume
	deletes []bool   // DeleteOnTermination of each volume
	rates   []*int64 // VolumeInitializationRate of each volume
	disks   []Disk
}

// planDevices works out the volumes and instance-store disks of a launch, or the refusal.
func (tx *Tx) planDevices(mappings []Mapping, m *Image, kind *catalog.InstanceType) (p plannedDevices, err *apierr.Error) {
	if err := checkRoot(mappings, m); err != nil {
		return p, err
	}
	for _, b := range mappings {
		if b.Virtual != "" {
			if err := p.addDisk(b, kind); err != nil {
				return p, err
			}
			continue
		}
		v, err := tx.checkVolume(b.order())
		if err != nil {
			return p, asMapping(err)
		}
		if b.Device == m.RootDevice && !v.Type.Bootable {
			return p, apierr.New(apierr.BootForVolumeTypeUnsupported, "The volume type '%s' is not supported for the root device.", v.Type.Name)
		}
		if v.Encrypted && !kind.Encrypts() {
			return p, notEncrypting(kind)
		}
		p.devices, p.volumes, p.deletes = append(p.devices, b.Device), append(p.volumes, v), append(p.deletes, b.DeleteOnTermination)
		p.rates = append(p.rates, b.rate())
	}
	p.addEnumerated(kind)
	if len(p.volumes) > int(kind.EBS.AttachmentLimit) {
		return p, apierr.New(apierr.AttachmentLimitExceeded, "The instance type %s can have at most %d volumes attached.", kind.Name, kind.EBS.AttachmentLimit)
	}
	return p, nil
}

// order returns what a mapping asks of its volume.
func (b Mapping) order() volumeOrder {
	var asked *bool
	if b.Encrypted {
		asked = &b.Encrypted
	}
	return volumeOrder{gib: b.GiB, iops: b.IOPS, throughput: b.Throughput, typeName: b.Type, snapshot: b.Snapshot, hasSnapshot: b.HasSnapshot, sealing: sealing{asked, b.KeyName}}
}

// rate returns the rate that a mapping asks for, or nil.
func (b Mapping) rate() *int64 {
	if b.Rate == 0 {
		return nil
	}
	return &b.Rate
}

// checkRoot refuses a mapping that would leave an instance without its root disk, or with two.
func checkRoot(mappings []Mapping, m *Image) *apierr.Error {
	mapped := false
	for _, b := range mappings {
		mapped = mapped || b.Device == m.RootDevice && (b.Virtual == "" || m.RootKind == RootInstanceStore)
	}
	switch {
	case m.RootKind == RootInstanceStore && mapped:
		return apierr.New(apierr.InvalidBlockDeviceMapping, "The root device %s of an instance-store image cannot be mapped.", m.RootDevice).
			Because("The image itself is the root disk; other devices can be mapped.")
	case m.RootKind == RootEBS && !mapped:
		return apierr.New(apierr.InvalidBlockDeviceMapping, "The root device %s must be an EBS volume.", m.RootDevice).
			Because("The instance would have nothing to boot from; the volume at %s can be changed, but not left out.", m.RootDevice)
	}
	return nil
}

// addDisk maps one of the type's instance-store disks. A disk that the type
// does not have is ignored, as AWS does, and so is one that needs no mapping.
func (p *plannedDevices) addDisk(b Mapping, kind *catalog.InstanceType) *apierr.Error {
	for _, d := range p.disks {
		if d.Virtual == b.Virtual {
			return apierr.New(apierr.InvalidBlockDeviceMapping, "The instance-store disk %s is mapped to both %s and %s.", b.Virtual, d.Device, b.Device)
		}
	}
	for n := range kind.Store.Disks {
		if b.Virtual == virtualName(n) && !kind.Store.Enumerated() {
			p.disks = append(p.disks, Disk{Device: b.Device, Virtual: b.Virtual, GiB: int64(kind.Store.GB)})
		}
	}
	return nil
}

// virtualName returns how a mapping names the n-th instance-store disk of a type.
func virtualName(n uint32) string { return fmt.Sprintf("ephemeral%d", n) }

// addEnumerated adds the NVMe disks of a type, which are there without a mapping.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/add-instance-store-volumes.html.
func (p *plannedDevices) addEnumerated(kind *catalog.InstanceType) {
	for n := range kind.Store.Disks {
		if kind.Store.Enumerated() {
			p.disks = append(p.disks, Disk{Device: fmt.Sprintf("/dev/nvme%dn1", n+1), GiB: int64(kind.Store.GB)})
		}
	}
}

// asMapping gives a launch's refusal of a too small volume the code that launches use.
func asMapping(err *apierr.Error) *apierr.Error {
	if strings.Contains(err.Message, "is smaller than snapshot") {
		return apierr.New(apierr.InvalidBlockDeviceMapping, "%s", err.Message).Because("%s", err.Why)
	}
	return err
}
