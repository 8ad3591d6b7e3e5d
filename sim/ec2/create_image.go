package ec2

import (
	"fmt"
	"slices"

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
// Instance-store disks are in the mapping, and what is on them is not in the image.
// The request may leave data volumes out, say which volumes go with an
// instance that is terminated, and add devices.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateImage.html.
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
	added, err := tx.addedMappings(instance, in.BlockDeviceMappings)
	if err != nil {
		return ImageIDOutput{}, err
	}
	index := tx.makeImage(instance, in, devices, added, imageTags, snapshotTags)
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

// addedMappings returns what a request adds to the devices of the instance:
// volumes that a launch makes, empty or of a snapshot, and instance-store disks.
func (tx *Tx) addedMappings(instance uint32, asked []BlockDeviceMapping) ([]Mapping, *apierr.Error) {
	var added []BlockDeviceMapping
	for _, c := range asked {
		if _, attached := tx.instances.At(instance).device(c.DeviceName); !attached && c.NoDevice == nil {
			added = append(added, c)
		}
	}
	return tx.checkedMappings(added)
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
		if _, attached := i.device(c.DeviceName); attached && (c.Ebs == nil || c.Ebs.changesMore()) {
			return nil, apierr.New(apierr.InvalidBlockDeviceMapping, "The device %s can only be left out of the image or have its DeleteOnTermination changed.", c.DeviceName).
				Because("An image holds what is attached as it is; change size or type of the volume itself, or at launch.")
		}
	}
	return devices, nil
}

// makeImage reboots the instance where it must, takes the snapshots and registers the image.
func (tx *Tx) makeImage(instance uint32, in CreateImageInput, devices []Device, added []Mapping, imageTags, snapshotTags []Tag) uint32 {
	if tx.instances.At(instance).State == InstanceRunning && !in.NoReboot {
		tx.Emit(InstanceMoved{Index: instance, On: "RebootInstances", At: tx.Now})
	}
	i, ref := tx.instances.At(instance), Ref{KindImage, tx.Length(KindImage)}
	made := tx.images.At(i.Image)
	machine := made.Machine
	machine.ENA = i.ENA
	m := Image{
		Header: tx.newHeader(), Machine: machine, Name: in.Name, Description: in.Description,
		RootDevice: i.RootDevice, RootKind: RootEBS, Source: instance, HasSource: true, SourceImage: i.Image, HasSourceImage: true, NoReboot: in.NoReboot, Software: i.Software,
	}
	m.setTags(imageTags)
	id := tx.names.ID(tx.Region, ref, "")
	description := fmt.Sprintf("Created by CreateImage(%s) for %s", in.InstanceID, id)
	for _, d := range devices {
		v := tx.volumes.At(d.Volume)
		a, _ := v.Attachment(instance)
		b := Mapping{
			Device: d.Name, GiB: v.GiB, Type: v.Type.Name, HasSnapshot: true,
			DeleteOnTermination: deleteChanged(in.BlockDeviceMappings, d.Name, a.DeleteOnTermination),
		}
		b.IOPS, b.Throughput = provisioned(v)
		b.Snapshot = tx.startSnapshot(d.Volume, description, snapshotTags)
		m.Mappings = append(m.Mappings, b)
	}
	for _, d := range i.Disks {
		if d.Virtual != "" && !changes(in.BlockDeviceMappings, d.Device) {
			m.Mappings = append(m.Mappings, Mapping{Device: d.Device, Virtual: d.Virtual})
		}
	}
	m.Mappings = append(m.Mappings, added...)
	m.ProductCode = tx.mappedProduct(m.Mappings)
	tx.Emit(ImageRegistered{m, "CreateImage"})
	tx.wake(WakeImage, ref, tx.lasts(catalog.ImageReady, ref))
	return ref.Index
}

// changes reports whether a request says something of a device.
func changes(asked []BlockDeviceMapping, device string) bool {
	return slices.ContainsFunc(asked, func(c BlockDeviceMapping) bool { return c.DeviceName == device })
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
