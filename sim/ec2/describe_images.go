package ec2

import (
	"slices"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
)

// DescribeImagesInput holds the parameters of DescribeImages.
type DescribeImagesInput struct {
	ExecutableUsers   []string `ec2:"ExecutableUsers,query=ExecutableBy"`
	ImageIDs          []string `ec2:"ImageIds,query=ImageId,id=image"`
	Owners            []string `ec2:"Owners,query=Owner"`
	IncludeDeprecated bool     `ec2:"IncludeDeprecated"`
	IncludeDisabled   bool     `ec2:"IncludeDisabled"`
	MaxResults        *int64   `ec2:"MaxResults"`
	NextToken         string   `ec2:"NextToken"`
	DryRun            bool     `ec2:"DryRun"`
	Filters           []Filter `ec2:"Filters,query=Filter"`
}

// DescribeImagesOutput is the answer of DescribeImages.
type DescribeImagesOutput struct {
	Images    []ImageDescription `ec2:"Images,xml=imagesSet"`
	NextToken string             `ec2:"NextToken"`
}

// An ImageDescription is an image as DescribeImages shows it. Some of it only its owner is told.
type ImageDescription struct {
	PlatformDetails          string         `ec2:"PlatformDetails"`
	UsageOperation           string         `ec2:"UsageOperation"`
	BlockDeviceMappings      []MappedDevice `ec2:"BlockDeviceMappings,xml=blockDeviceMapping"`
	Description              string         `ec2:"Description"`
	EnaSupport               bool           `ec2:"EnaSupport,omitempty"`
	Hypervisor               string         `ec2:"Hypervisor"`
	ImageOwnerAlias          string         `ec2:"ImageOwnerAlias"`
	Name                     string         `ec2:"Name"`
	RootDeviceName           string         `ec2:"RootDeviceName"`
	RootDeviceType           string         `ec2:"RootDeviceType"`
	SriovNetSupport          string         `ec2:"SriovNetSupport"`
	StateReason              *StateReason   `ec2:"StateReason"`
	Tags                     []Tag          `ec2:"Tags,omitempty,xml=tagSet"`
	VirtualizationType       string         `ec2:"VirtualizationType"`
	BootMode                 string         `ec2:"BootMode"`
	TPMSupport               string         `ec2:"TpmSupport"`
	DeprecationTime          string         `ec2:"DeprecationTime"`
	IMDSSupport              string         `ec2:"ImdsSupport"`
	SourceInstanceID         string         `ec2:"SourceInstanceId"`
	DeregistrationProtection string         `ec2:"DeregistrationProtection"`
	LastLaunchedTime         string         `ec2:"LastLaunchedTime"`
	SourceImageID            string         `ec2:"SourceImageId"`
	SourceImageRegion        string         `ec2:"SourceImageRegion"`
	ImageID                  string         `ec2:"ImageId"`
	ImageLocation            string         `ec2:"ImageLocation"`
	State                    ImageState     `ec2:"State,xml=imageState"`
	OwnerID                  string         `ec2:"OwnerId,xml=imageOwnerId"`
	CreationDate             string         `ec2:"CreationDate"`
	Public                   bool           `ec2:"Public,xml=isPublic"`
	ProductCodes             []ProductCode  `ec2:"ProductCodes,omitempty"`
	Architecture             string         `ec2:"Architecture"`
	ImageType                string         `ec2:"ImageType"`
	KernelID                 string         `ec2:"KernelId"`
	RamdiskID                string         `ec2:"RamdiskId"`
	Platform                 string         `ec2:"Platform"`
}

// A ProductCode says which Marketplace product an image is.
type ProductCode struct {
	ProductCodeID   string `ec2:"ProductCodeId,xml=productCode"`
	ProductCodeType string `ec2:"ProductCodeType,xml=type"`
}

// A MappedDevice is one entry of an image's block device mapping.
type MappedDevice struct {
	DeviceName  string     `ec2:"DeviceName"`
	Ebs         *MappedEbs `ec2:"Ebs"`
	VirtualName string     `ec2:"VirtualName"`
}

// MappedEbs is the volume that a launch makes for a device.
type MappedEbs struct {
	DeleteOnTermination bool   `ec2:"DeleteOnTermination"`
	Iops                int64  `ec2:"Iops,omitempty"`
	SnapshotID          string `ec2:"SnapshotId"`
	VolumeSize          int64  `ec2:"VolumeSize"` // GiB
	VolumeType          string `ec2:"VolumeType"`
	Throughput          int64  `ec2:"Throughput,omitempty"` // MiB/s
	Encrypted           bool   `ec2:"Encrypted"`
}

// DescribeImages lists the images that the caller can see in the region: own
// ones, those that are shared with it, and public ones, in order of creation.
// Deprecated ones of others that it does not name are left out unless
// IncludeDeprecated is set, and disabled ones unless IncludeDisabled is.
func DescribeImages(tx *Tx, in DescribeImagesInput) (out DescribeImagesOutput, err error) {
	if err := notWithLimit(in.ImageIDs, in.MaxResults, "imagesSet"); err != nil {
		return out, err
	}
	indices, fault := tx.listedImages(in)
	if fault != nil {
		return out, fault
	}
	if fault := checkUsers(in.Owners, "self", "amazon", "aws-marketplace"); fault != nil {
		return out, fault
	}
	if fault := checkUsers(in.ExecutableUsers, "self", everyone); fault != nil {
		return out, fault
	}
	keep, fault := newSieve(tx, KindImage, in.Filters, imageFields)
	if fault != nil {
		return out, fault
	}
	images := []ImageDescription{}
	for _, index := range indices {
		m := tx.images.At(index)
		if tx.isOwner(in.Owners, m.Account, m.OwnerAlias) && tx.isFor(in.ExecutableUsers, Ref{KindImage, index}) && keep.keeps(index, m) {
			images = append(images, tx.describeImage(index))
		}
	}
	out.Images, out.NextToken, fault = page("DescribeImages", images, in.MaxResults, in.NextToken)
	return out, orNil(fault)
}

// listedImages returns the images that a call names, or all that the caller is shown.
func (tx *Tx) listedImages(in DescribeImagesInput) ([]uint32, *apierr.Error) {
	var indices []uint32
	if len(in.ImageIDs) == 0 {
		for index, m := range tx.images.All() {
			hidden := !in.IncludeDeprecated && m.Account != tx.Account && tx.isDeprecated(m)
			if m.State != "" && !hidden && !m.isLeftOut(in) && tx.sees(Ref{KindImage, index}) {
				indices = append(indices, index)
			}
		}
		return indices, nil
	}
	indices, err := tx.namedImages(in.ImageIDs)
	return slices.DeleteFunc(indices, func(index uint32) bool { return tx.images.At(index).isLeftOut(in) }), err
}

// isLeftOut reports whether an image is disabled and a call does not ask for such.
func (m *Image) isLeftOut(in DescribeImagesInput) bool {
	return m.State == ImageDisabled && !in.IncludeDisabled
}

// namedImages returns the images with those ids.
func (tx *Tx) namedImages(ids []string) (indices []uint32, _ *apierr.Error) {
	var unknown []string
	for _, id := range ids {
		index, err := tx.visibleImage(id)
		if err != nil && err.Code == apierr.InvalidAMIIDMalformed {
			return nil, err
		}
		if err != nil {
			unknown = appendNew(unknown, id)
			continue
		}
		indices = appendNew(indices, index)
	}
	switch len(unknown) {
	case 0:
		return indices, nil
	case 1:
		return nil, apierr.New(apierr.InvalidAMIIDNotFound, "The image id '[%s]' does not exist", unknown[0]).Suggest("aws ec2 describe-images --owners self amazon")
	}
	return nil, apierr.New(apierr.InvalidAMIIDNotFound, "The image ids '[%s]' do not exist", strings.Join(unknown, ", ")).Suggest("aws ec2 describe-images --owners self amazon")
}

// describeImage shows one image.
func (tx *Tx) describeImage(index uint32) ImageDescription {
	m := tx.images.At(index)
	details, operation := platformDetails(m.Platform)
	d := ImageDescription{
		PlatformDetails: details, UsageOperation: operation, BlockDeviceMappings: make([]MappedDevice, 0, len(m.Mappings)), Description: m.Description,
		EnaSupport: m.ENA, Hypervisor: "xen", ImageOwnerAlias: m.OwnerAlias, Name: m.Name, RootDeviceName: m.RootDevice, RootDeviceType: m.RootKind,
		SriovNetSupport: m.SriovNet, StateReason: m.shownReason().orNone(), Tags: tx.shownTags(Ref{KindImage, index}), VirtualizationType: m.Virtualization,
		BootMode: m.BootMode, TPMSupport: m.TPM, IMDSSupport: m.IMDS, SourceInstanceID: tx.sourceOf(m), SourceImageID: tx.sourceImage(m), SourceImageRegion: tx.sourceImageRegion(m),
		ImageID: tx.ID(Ref{KindImage, index}), ImageLocation: tx.location(m), State: m.State, OwnerID: tx.accounts[m.Account], CreationDate: tx.shown(m.Created).Milliseconds(),
		Public: m.Shared.Everyone, ProductCodes: shownProducts(m.ProductCode), Architecture: m.Architecture, ImageType: "machine", KernelID: m.Kernel, RamdiskID: m.Ramdisk, Platform: m.Platform,
	}
	if m.HasDeprecation {
		d.DeprecationTime = tx.Date(m.Deprecates).Milliseconds()
	}
	if m.Account == tx.Account {
		d.DeregistrationProtection, d.LastLaunchedTime = m.Protection.String(), tx.lastLaunched(index)
	}
	for _, b := range m.Mappings {
		d.BlockDeviceMappings = append(d.BlockDeviceMappings, tx.describeMapping(b))
	}
	return d
}

func (tx *Tx) describeMapping(b Mapping) MappedDevice {
	if b.Virtual != "" {
		return MappedDevice{DeviceName: b.Device, VirtualName: b.Virtual}
	}
	return MappedDevice{DeviceName: b.Device, Ebs: &MappedEbs{
		DeleteOnTermination: b.DeleteOnTermination, Iops: b.IOPS, SnapshotID: tx.mappedSnapshot(b), Encrypted: tx.isEncrypted(b),
		VolumeSize: b.GiB, VolumeType: b.Type, Throughput: b.Throughput,
	}}
}

// mappedSnapshot returns the id of a mapping's snapshot, or "".
func (tx *Tx) mappedSnapshot(b Mapping) string {
	if !b.HasSnapshot {
		return ""
	}
	return tx.ID(Ref{KindSnapshot, b.Snapshot})
}

// platformDetails returns what AWS calls a platform on bills, and the operation under which its instances are billed.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/billing-info-fields.html.
func platformDetails(platform string) (details, operation string) {
	if platform == "windows" {
		return "Windows", "RunInstances:0002"
	}
	return "Linux/UNIX", "RunInstances"
}

// location returns where an image is said to be: its owner and name, or those of its manifest in S3.
func (tx *Tx) location(m *Image) string {
	location := orDefault(m.OwnerAlias, tx.accounts[m.Account]) + "/" + m.Name
	if m.RootKind == RootInstanceStore {
		location += ".manifest.xml"
	}
	return location
}

// shownReason returns why an image failed; the zero StateReason where it did not.
//
// Simplified: AWS does not say which code it gives here.
func (m *Image) shownReason() StateReason {
	if m.Reason == "" {
		return StateReason{}
	}
	return StateReason{"Server.InternalError", "Server.InternalError: " + m.Reason}
}

// orNone returns a reason, and nil for the zero one.
func (r StateReason) orNone() *StateReason {
	if r == (StateReason{}) {
		return nil
	}
	return &r
}

// sourceImageRegion returns the region of the image that an image comes from, or "".
func (tx *Tx) sourceImageRegion(m *Image) string {
	if !m.HasSourceImage {
		return ""
	}
	return catalog.Regions()[tx.images.At(m.SourceImage).Region].Name
}

// sourceImage returns the id of the image that an image comes from, or "".
func (tx *Tx) sourceImage(m *Image) string {
	if !m.HasSourceImage {
		return ""
	}
	return tx.ID(Ref{KindImage, m.SourceImage})
}

// sourceOf returns the id of the instance that an image was made from, or "".
func (tx *Tx) sourceOf(m *Image) string {
	if !m.HasSource {
		return ""
	}
	return tx.ID(Ref{KindInstance, m.Source})
}
