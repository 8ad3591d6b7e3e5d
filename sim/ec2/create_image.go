package ec2

import (
	"fmt"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
)

// CreateImageInput holds the parameters of CreateImage.
type CreateImageInput struct {
	BlockDeviceMappings []BlockDeviceMapping `ec2:"BlockDeviceMappings,query=BlockDeviceMapping"`
	Description         string               `ec2:"Description"`
	InstanceID          string               `ec2:"InstanceId,required,id=instance"`
	Name                string               `ec2:"Name,required"`
	NoReboot            bool                 `ec2:"NoReboot"`
	TagSpecifications   []TagSpecification   `ec2:"TagSpecifications,query=TagSpecification"`
	DryRun              bool                 `ec2:"DryRun"`
}

// ImageIDOutput is the answer of the calls that make an image.
type ImageIDOutput struct {
	ImageID string `ec2:"ImageId"`
}

// CreateImage makes an image of a running or stopped instance with an EBS
// root: a snapshot of each attached volume, and a mapping that points at them.
// A running instance is rebooted first, so that its file systems are clean,
// unless NoReboot is set: then what it holds in memory is not in the image.
func CreateImage(tx *Tx, in CreateImageInput) (ImageIDOutput, error) {
	instance, err := tx.findInstance(in.InstanceID)
	if err != nil {
		return ImageIDOutput{}, err
	}
	if err := tx.checkImageable(instance, in); err != nil {
		return ImageIDOutput{}, err
	}
	imageTags, err := specifiedTags(in.TagSpecifications, KindImage, KindImage, KindSnapshot)
	if err != nil {
		return ImageIDOutput{}, err
	}
	snapshotTags, err := specifiedTags(in.TagSpecifications, KindSnapshot, KindImage, KindSnapshot)
	if err != nil {
		return ImageIDOutput{}, err
	}
	devices, err := tx.imagedDevices(instance, in.BlockDeviceMappings)
	if err != nil {
		return ImageIDOutput{}, err
	}
	index := tx.makeImage(instance, in, devices, imageTags, snapshotTags)
	return ImageIDOutput{tx.ID(Ref{KindImage, index})}, nil
}

// checkImageable refuses an instance that no image can be made of, and a bad name.
func (tx *Tx) checkImageable(instance uint32, in CreateImageInput) *apierr.Error {
	i := tx.instances.At(instance)
	if i.RootKind == RootInstanceStore {
		return apierr.New(apierr.UnsupportedOperation, "The instance '%s' does not have an 'ebs' root device type: only EBS-backed instances can be made into an image.", in.InstanceID).
			Because("CreateImage takes snapshots, and only EBS volumes have snapshots. An instance-store root must be bundled and uploaded to S3.")
	}
	if i.State != InstanceRunning && i.State != InstanceStopped {
		refused := apierr.New(apierr.IncorrectInstanceState, "All image volumes must be attached before creating an image.").
			Because("The instance is %s; an image is made of a running or a stopped one.", i.State)
		if i.State == InstanceStopping {
			return refused.Suggest("aws ec2 wait instance-stopped --instance-ids %s", in.InstanceID)
		}
		return refused
	}
	if err := tx.checkImageName(in.Name); err != nil {
		return err
	}
	if in.NoReboot && tx.pendingNoReboot() >= tx.limit(QuotaPendingNoReboot) {
		return apierr.New(apierr.ConcurrentCreateImageNoRebootLimit, "You have reached the limit of %d images in progress without a reboot.", tx.limit(QuotaPendingNoReboot))
	}
	return nil
}

func (tx *Tx) pendingNoReboot() (n int64) {
	if tx.quotas.Len() == 0 {
		return 0
	}
	for i, m := range tx.images.All() {
		if m.State == ImagePending && m.NoReboot && tx.mine(Ref{KindImage, i}) {
			n++
		}
	}
	return n
}

// imagedDevices returns the attached volumes that go into an image: all but
// those that a NoDevice entry leaves out, and never without the root.
func (tx *Tx) imagedDevices(instance uint32, changes []BlockDeviceMapping) ([]Device, *apierr.Error) {
	i := tx.instances.At(instance)
	if _, ok := i.device(i.RootDevice); !ok {
		return nil, noRoot(tx.ID(Ref{KindInstance, instance}), i).Because("Its root volume was detached, so an image of it would have nothing to boot from.")
	}
	var devices []Device
	for _, d := range i.Devices {
		left := false
		for _, c := range changes {
			left = left || c.DeviceName == d.Name && c.NoDevice != nil
		}
		if left && d.Name == i.RootDevice {
			return nil, apierr.New(apierr.InvalidBlockDeviceMapping, "The root device cannot be excluded from the image.")
		}
		if left {
			continue
		}
		if err := tx.checkSnapshot(d.Volume); err != nil {
			return nil, err
		}
		devices = append(devices, d)
	}
	for _, c := range changes {
		if c.NoDevice != nil {
			continue
		}
		if _, attached := i.device(c.DeviceName); !attached || c.Ebs == nil || c.Ebs.changesMore() {
			return nil, apierr.New(apierr.InvalidBlockDeviceMapping, "The device %s can only be left out of the image or have its DeleteOnTermination changed.", c.DeviceName)
		}
	}
	return devices, nil
}

// makeImage reboots the instance where it must, takes the snapshots and registers the image.
func (tx *Tx) makeImage(instance uint32, in CreateImageInput, devices []Device, imageTags, snapshotTags []Tag) uint32 {
	if tx.instances.At(instance).State == InstanceRunning && !in.NoReboot {
		tx.Emit(InstanceMoved{Index: instance, On: "RebootInstances", At: tx.Now})
	}
	i, ref := tx.instances.At(instance), Ref{KindImage, tx.Length(KindImage)}
	made := tx.images.At(i.Image)
	m := Image{
		Header: tx.newHeader(), Name: in.Name, Description: in.Description,
		Architecture: made.Architecture, Platform: made.Platform, Virtualization: made.Virtualization, ProductCode: made.ProductCode,
		RootDevice: i.RootDevice, RootKind: RootEBS, Source: instance, HasSource: true, SourceImage: i.Image, HasSourceImage: true, NoReboot: in.NoReboot, Software: i.Software,
	}
	m.Tags = imageTags
	id := tx.names.ID(tx.Region, ref, "")
	description := fmt.Sprintf("Created by CreateImage(%s) for %s", in.InstanceID, id)
	for _, d := range devices {
		v := tx.volumes.At(d.Volume)
		b := Mapping{
			Device: d.Name, GiB: v.GiB, Type: v.Type.Name, HasSnapshot: true,
			DeleteOnTermination: deleteChanged(in.BlockDeviceMappings, d.Name, v.Attachments[0].DeleteOnTermination),
		}
		b.IOPS, b.Throughput = provisioned(v)
		b.Snapshot = tx.startSnapshot(d.Volume, description, snapshotTags)
		m.Mappings = append(m.Mappings, b)
	}
	for _, d := range i.Disks {
		if d.Virtual != "" {
			m.Mappings = append(m.Mappings, Mapping{Device: d.Device, Virtual: d.Virtual})
		}
	}
	tx.Emit(ImageRegistered{m, "CreateImage"})
	tx.wake(WakeImage, ref, tx.lasts(catalog.ImageReady, ref))
	return ref.Index
}

// deleteChanged returns what the changes say of a device's DeleteOnTermination, or what it was.
func deleteChanged(changes []BlockDeviceMapping, device string, was bool) bool {
	for _, c := range changes {
		if c.DeviceName == device && c.Ebs != nil && c.Ebs.DeleteOnTermination != nil {
			return *c.Ebs.DeleteOnTermination
		}
	}
	return was
}

// provisioned returns the IOPS and throughput that were ordered for a volume, not what follows from its size.
func provisioned(v *Volume) (iops, throughput int64) {
	if v.Type.IOPS == catalog.NotAllowed {
		return 0, 0
	}
	return v.IOPS, v.Throughput
}

// RegisterImageInput holds the parameters of RegisterImage.
type RegisterImageInput struct {
	Architecture        string               `ec2:"Architecture,enum=i386|x86_64|arm64"`
	BlockDeviceMappings []BlockDeviceMapping `ec2:"BlockDeviceMappings,query=BlockDeviceMapping"`
	Description         string               `ec2:"Description"`
	Name                string               `ec2:"Name,required"`
	RootDeviceName      string               `ec2:"RootDeviceName"`
	VirtualizationType  string               `ec2:"VirtualizationType,enum=hvm|paravirtual"`
	TagSpecifications   []TagSpecification   `ec2:"TagSpecifications,query=TagSpecification"`
	DryRun              bool                 `ec2:"DryRun"`
}

// RegisterImage makes an image of a root snapshot and further devices. As at
// AWS, the defaults are old ones: architecture i386, virtualization paravirtual.
//
// Simplified: images of bundles in S3 cannot be registered.
func RegisterImage(tx *Tx, in RegisterImageInput) (ImageIDOutput, error) {
	if err := tx.checkImageName(in.Name); err != nil {
		return ImageIDOutput{}, err
	}
	tags, err := specifiedTags(in.TagSpecifications, KindImage, KindImage)
	if err != nil {
		return ImageIDOutput{}, err
	}
	m := Image{
		Header: tx.newHeader(), Name: in.Name, Description: in.Description, RootKind: RootEBS,
		Architecture: orDefault(in.Architecture, "i386"), Virtualization: orDefault(in.VirtualizationType, "paravirtual"),
		RootDevice: orDefault(in.RootDeviceName, "/dev/sda1"),
	}
	m.Tags = tags
	if m.Mappings, err = tx.registeredMappings(m.RootDevice, in.BlockDeviceMappings); err != nil {
		return ImageIDOutput{}, err
	}
	m.Software, m.ProductCode = tx.bootSoftware(&m), tx.mappedProduct(m.Mappings)
	ref := Ref{KindImage, tx.Length(KindImage)}
	tx.Emit(ImageRegistered{m, "RegisterImage"})
	tx.wake(WakeImage, ref, tx.lasts(catalog.ImageReady, ref))
	return ImageIDOutput{tx.ID(ref)}, nil
}

// bootSoftware returns what the snapshot of an image's root device serves.
func (tx *Tx) bootSoftware(m *Image) []catalog.Software {
	for i := range m.Mappings {
		if b := &m.Mappings[i]; b.Device == m.RootDevice && b.HasSnapshot {
			return tx.snapshots.At(b.Snapshot).Software
		}
	}
	return nil
}

// mappedProduct returns the product code of the first snapshot of a mapping that has one.
func (tx *Tx) mappedProduct(mappings []Mapping) string {
	for _, b := range mappings {
		if b.HasSnapshot && tx.snapshots.At(b.Snapshot).ProductCode != "" {
			return tx.snapshots.At(b.Snapshot).ProductCode
		}
	}
	return ""
}

func orDefault(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

// notRegistrable refuses to make an image of a snapshot that another account shares.
func notRegistrable(snapshot string) *apierr.Error {
	return apierr.New(apierr.AuthFailure, "Unauthorized attempt to access restricted resource").
		Because("The snapshot %s belongs to another account, which could end the sharing and leave the image without it. A copy is yours to register.", snapshot)
}

// registeredMappings returns the mapping of an image that is being registered; its root must be a snapshot, and all must be own ones.
func (tx *Tx) registeredMappings(root string, asked []BlockDeviceMapping) ([]Mapping, *apierr.Error) {
	mappings, err := tx.mergeMappings(nil, asked)
	if err != nil {
		return nil, err
	}
	rooted := false
	for i := range mappings {
		b := &mappings[i]
		rooted = rooted || b.Device == root && b.HasSnapshot
		if b.HasSnapshot && tx.snapshots.At(b.Snapshot).Account != tx.Account {
			return nil, notRegistrable(tx.ID(Ref{KindSnapshot, b.Snapshot}))
		}
		if b.Virtual != "" {
			continue
		}
		v, err := tx.checkVolume(b.order())
		if err != nil {
			return nil, asMapping(err)
		}
		b.GiB, b.Type = v.GiB, v.Type.Name
	}
	if rooted {
		return mappings, nil
	}
	return nil, apierr.New(apierr.InvalidBlockDeviceMapping, "A snapshot must be mapped to the root device %s.", root).
		Because("An image needs something to boot from.").
		Suggest("aws ec2 register-image --name my-image --architecture x86_64 --virtualization-type hvm --root-device-name %s --block-device-mappings DeviceName=%s,Ebs={SnapshotId=SNAPSHOT}", root, root)
}
