package ec2

import (
	"slices"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
)

// RegisterImageInput holds the parameters of RegisterImage.
type RegisterImageInput struct {
	ImageLocation       string               `ec2:"ImageLocation"`
	BootMode            string               `ec2:"BootMode,enum=legacy-bios|uefi|uefi-preferred"`
	TPMSupport          string               `ec2:"TpmSupport,enum=v2.0"`
	IMDSSupport         string               `ec2:"ImdsSupport,enum=v2.0"`
	TagSpecifications   []TagSpecification   `ec2:"TagSpecifications,query=TagSpecification"`
	DryRun              bool                 `ec2:"DryRun"`
	Name                string               `ec2:"Name,required"`
	Description         string               `ec2:"Description"`
	Architecture        string               `ec2:"Architecture,enum=i386|x86_64|arm64"`
	KernelID            string               `ec2:"KernelId"`
	RamdiskID           string               `ec2:"RamdiskId"`
	RootDeviceName      string               `ec2:"RootDeviceName"`
	BlockDeviceMappings []BlockDeviceMapping `ec2:"BlockDeviceMappings,query=BlockDeviceMapping"`
	VirtualizationType  string               `ec2:"VirtualizationType,enum=hvm|paravirtual"`
	SriovNetSupport     string               `ec2:"SriovNetSupport,enum=simple"`
	ENASupport          bool                 `ec2:"EnaSupport"`
}

// RegisterImage makes an image of a root snapshot and further devices. As at
// AWS, the defaults are old ones: architecture i386, virtualization
// paravirtual, and no driver for the network adapter that Nitro types need.
// Product code and platform come from the snapshots.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RegisterImage.html.
//
// Simplified: images of bundles in S3 cannot be registered: no bucket holds one.
func RegisterImage(tx *Tx, in RegisterImageInput) (ImageIDOutput, error) {
	if err := tx.checkImageName(in.Name); err != nil {
		return ImageIDOutput{}, err
	}
	if err := in.check(); err != nil {
		return ImageIDOutput{}, err
	}
	tags, err := specifiedTags(in.TagSpecifications, KindImage, KindImage)
	if err != nil {
		return ImageIDOutput{}, err
	}
	m := Image{
		Header: tx.newHeader(), Machine: in.machine(), Name: in.Name, Description: in.Description, RootKind: RootEBS,
		RootDevice: orDefault(in.RootDeviceName, "/dev/sda1"),
	}
	m.setTags(tags)
	if m.Mappings, err = tx.registeredMappings(m.RootDevice, in.BlockDeviceMappings); err != nil {
		return ImageIDOutput{}, err
	}
	root := tx.snapshots.At(bootSnapshot(&m))
	m.Software, m.Platform, m.ProductCode = root.Software, root.Platform, tx.mappedProduct(m.Mappings)
	ref := Ref{KindImage, tx.Length(KindImage)}
	tx.Emit(ImageRegistered{m, "RegisterImage"})
	tx.wake(WakeImage, ref, tx.lasts(catalog.ImageReady, ref))
	return ImageIDOutput{tx.ID(ref)}, nil
}

// machine returns what the image needs of its machine, with AWS's defaults.
func (in RegisterImageInput) machine() Machine {
	return Machine{
		Architecture: orDefault(in.Architecture, "i386"), Virtualization: orDefault(in.VirtualizationType, "paravirtual"),
		ENA: in.ENASupport, SriovNet: in.SriovNetSupport, BootMode: in.BootMode, TPM: in.TPMSupport, IMDS: in.IMDSSupport,
		Kernel: in.KernelID, Ramdisk: in.RamdiskID,
	}
}

// check refuses settings that exclude each other, or that nothing here can have.
// Source of the wording for a manifest: what the service answers, as its users quote it.
func (in RegisterImageInput) check() *apierr.Error {
	m := in.machine()
	switch {
	case in.ImageLocation != "":
		return apierr.New(apierr.InvalidManifest, "HTTP 404 (Not Found) response for URL https://s3.amazonaws.com/%s: check your manifest path is correct and in the correct region.", in.ImageLocation).
			Because("No bucket here holds a bundle yet; an image is registered from the snapshot of a root volume.")
	case m.Kernel != "" && !isKernelID(m.Kernel, "aki-"):
		return badKernel("kernelId", m.Kernel, "aki-...")
	case m.Ramdisk != "" && !isKernelID(m.Ramdisk, "ari-"):
		return badKernel("ramdiskId", m.Ramdisk, "ari-...")
	case m.Virtualization == "hvm" && m.Kernel+m.Ramdisk != "":
		return apierr.New(apierr.InvalidParameterCombination, "The parameters kernelId and ramdiskId cannot be used with virtualization type hvm.").
			Because("A paravirtual image is booted by a kernel beside its disk; an HVM image has its kernel on the disk.")
	case m.Architecture == "arm64" && m.Virtualization == "paravirtual":
		return apierr.New(apierr.InvalidParameterCombination, "The architecture arm64 cannot be used with virtualization type paravirtual.").
			Because("Paravirtual is the default, and an old kind that no arm64 type has: add --virtualization-type hvm.")
	case m.TPM != "" && m.BootMode != "uefi":
		return apierr.New(apierr.InvalidParameterCombination, "TpmSupport %s requires the boot mode uefi.", m.TPM).
			Because("The trusted platform module is a part of UEFI firmware: add --boot-mode uefi.")
	}
	return nil
}

// isKernelID reports whether an id is written as that of a kernel or RAM disk: the prefix and 8 or 17 hex digits.
func isKernelID(id, prefix string) bool {
	digits, ok := strings.CutPrefix(id, prefix)
	return ok && (len(digits) == 8 || len(digits) == 17) && strings.Trim(digits, "0123456789abcdef") == ""
}

func badKernel(parameter, id, expected string) *apierr.Error {
	return apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter %s is invalid. Expected: '%s'.", id, parameter, expected).
		Because("Ids of kernels look like aki-919dcaf8, those of RAM disks like ari-919dcaf8.")
}

// bootSnapshot returns the snapshot of the root device of an image that has been checked.
func bootSnapshot(m *Image) uint32 {
	for i := range m.Mappings {
		if b := &m.Mappings[i]; b.Device == m.RootDevice && b.HasSnapshot {
			return b.Snapshot
		}
	}
	panic("ec2: an image without a root")
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

// registeredMappings returns the mapping of an image that is being registered; its root must be a snapshot.
func (tx *Tx) registeredMappings(root string, asked []BlockDeviceMapping) ([]Mapping, *apierr.Error) {
	mappings, err := tx.checkedMappings(asked)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(mappings, func(b Mapping) bool { return b.Device == root && b.HasSnapshot }) {
		return mappings, nil
	}
	return nil, apierr.New(apierr.InvalidBlockDeviceMapping, "A snapshot must be mapped to the root device %s.", root).
		Because("An image needs something to boot from.").
		Suggest("aws ec2 register-image --name my-image --architecture x86_64 --virtualization-type hvm --ena-support --root-device-name %s --block-device-mappings DeviceName=%s,Ebs={SnapshotId=SNAPSHOT}", root, root)
}

// checkedMappings returns entries that a request adds to an image, each of
// which a launch can make; its snapshots must be the caller's own.
func (tx *Tx) checkedMappings(asked []BlockDeviceMapping) ([]Mapping, *apierr.Error) {
	if err := checkSealed(asked); err != nil {
		return nil, err
	}
	mappings, err := tx.mergeMappings(nil, asked)
	if err != nil {
		return nil, err
	}
	for i := range mappings {
		b := &mappings[i]
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
	return mappings, nil
}
