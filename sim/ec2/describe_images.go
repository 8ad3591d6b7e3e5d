package ec2

import (
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
)

// DescribeImagesInput holds the parameters of DescribeImages.
type DescribeImagesInput struct {
	ExecutableUsers []string `ec2:"ExecutableUsers,query=ExecutableBy"`
	ImageIDs        []string `ec2:"ImageIds,query=ImageId,id=image"`
	Owners          []string `ec2:"Owners,query=Owner"`
	MaxResults      *int64   `ec2:"MaxResults"`
	NextToken       string   `ec2:"NextToken"`
	DryRun          bool     `ec2:"DryRun"`
	Filters         []Filter `ec2:"Filters,query=Filter"`
}

// DescribeImagesOutput is the answer of DescribeImages.
type DescribeImagesOutput struct {
	Images    []ImageDescription `ec2:"Images,xml=imagesSet"`
	NextToken string             `ec2:"NextToken"`
}

// An ImageDescription is an image as DescribeImages shows it.
type ImageDescription struct {
	BlockDeviceMappings []MappedDevice `ec2:"BlockDeviceMappings,xml=blockDeviceMapping"`
	Description         string         `ec2:"Description"`
	Hypervisor          string         `ec2:"Hypervisor"`
	ImageOwnerAlias     string         `ec2:"ImageOwnerAlias"`
	Name                string         `ec2:"Name"`
	RootDeviceName      string         `ec2:"RootDeviceName"`
	RootDeviceType      string         `ec2:"RootDeviceType"`
	Tags                []Tag          `ec2:"Tags,omitempty,xml=tagSet"`
	VirtualizationType  string         `ec2:"VirtualizationType"`
	SourceInstanceID    string         `ec2:"SourceInstanceId"`
	SourceImageID       string         `ec2:"SourceImageId"`
	SourceImageRegion   string         `ec2:"SourceImageRegion"`
	ImageID             string         `ec2:"ImageId"`
	State               ImageState     `ec2:"State,xml=imageState"`
	OwnerID             string         `ec2:"OwnerId,xml=imageOwnerId"`
	CreationDate        string         `ec2:"CreationDate"`
	Public              bool           `ec2:"Public,xml=isPublic"`
	ProductCodes        []ProductCode  `ec2:"ProductCodes,omitempty"`
	Architecture        string         `ec2:"Architecture"`
	ImageType           string         `ec2:"ImageType"`
	Platform            string         `ec2:"Platform"`
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

// imageFields is what images can be filtered by.
var imageFields = []field[Image]{
	{"architecture", func(_ *Tx, _ uint32, m *Image) []string { return one(m.Architecture) }},
	{"block-device-mapping.delete-on-termination", ofMapping(func(_ *Tx, b Mapping) []string { return truth(b.DeleteOnTermination) })},
	{"block-device-mapping.device-name", ofMapping(func(_ *Tx, b Mapping) []string { return one(b.Device) })},
	{"block-device-mapping.snapshot-id", ofMapping(func(tx *Tx, b Mapping) []string { return one(tx.mappedSnapshot(b)) })},
	{"block-device-mapping.volume-size", ofMapping(func(_ *Tx, b Mapping) []string { return number(b.GiB) })},
	{"block-device-mapping.volume-type", ofMapping(func(_ *Tx, b Mapping) []string { return one(b.Type) })},
	{"description", func(_ *Tx, _ uint32, m *Image) []string { return one(m.Description) }},
	{"hypervisor", func(*Tx, uint32, *Image) []string { return one("xen") }},
	{"image-id", func(tx *Tx, index uint32, _ *Image) []string { return one(tx.ID(Ref{KindImage, index})) }},
	{"image-type", func(*Tx, uint32, *Image) []string { return one("machine") }},
	{"is-public", func(_ *Tx, _ uint32, m *Image) []string { return truth(m.Shared.Everyone) }},
	{"name", func(_ *Tx, _ uint32, m *Image) []string { return one(m.Name) }},
	{"owner-alias", func(_ *Tx, _ uint32, m *Image) []string { return one(m.OwnerAlias) }},
	{"owner-id", func(tx *Tx, _ uint32, m *Image) []string { return one(tx.accounts[m.Account]) }},
	{"platform", func(_ *Tx, _ uint32, m *Image) []string { return one(m.Platform) }},
	{"product-code", func(_ *Tx, _ uint32, m *Image) []string { return one(m.ProductCode) }},
	{"product-code.type", func(_ *Tx, _ uint32, m *Image) []string { return productTypes(m.ProductCode) }},
	{"root-device-name", func(_ *Tx, _ uint32, m *Image) []string { return one(m.RootDevice) }},
	{"root-device-type", func(_ *Tx, _ uint32, m *Image) []string { return one(m.RootKind) }},
	{"source-image-id", func(tx *Tx, _ uint32, m *Image) []string { return one(tx.sourceImage(m)) }},
	{"source-instance-id", func(tx *Tx, _ uint32, m *Image) []string { return one(tx.sourceOf(m)) }},
	{"state", func(_ *Tx, _ uint32, m *Image) []string { return one(string(m.State)) }},
	{"virtualization-type", func(_ *Tx, _ uint32, m *Image) []string { return one(m.Virtualization) }},
}

// ofMapping makes a filter field of an image's mapping.
func ofMapping(value func(*Tx, Mapping) []string) func(*Tx, uint32, *Image) []string {
	return func(tx *Tx, _ uint32, m *Image) (values []string) {
		for _, b := range m.Mappings {
			values = append(values, value(tx, b)...)
		}
		return values
	}
}

// DescribeImages lists the images that the caller can see in the region: own
// ones, those that are shared with it, and public ones, in order of creation.
func DescribeImages(tx *Tx, in DescribeImagesInput) (out DescribeImagesOutput, err error) {
	if err := notWithLimit(in.ImageIDs, in.MaxResults, "imagesSet"); err != nil {
		return out, err
	}
	indices, fault := tx.listedImages(in.ImageIDs)
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

// listedImages returns the images that a call names, or all that the caller sees.
func (tx *Tx) listedImages(ids []string) ([]uint32, *apierr.Error) {
	var indices []uint32
	if len(ids) == 0 {
		for index, m := range tx.images.All() {
			if m.State != "" && tx.sees(Ref{KindImage, index}) {
				indices = append(indices, index)
			}
		}
		return indices, nil
	}
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
	d := ImageDescription{
		BlockDeviceMappings: make([]MappedDevice, 0, len(m.Mappings)), Description: m.Description, Hypervisor: "xen", ImageOwnerAlias: m.OwnerAlias, Name: m.Name,
		RootDeviceName: m.RootDevice, RootDeviceType: m.RootKind, Tags: tx.shownTags(Ref{KindImage, index}), VirtualizationType: m.Virtualization, SourceInstanceID: tx.sourceOf(m),
		ImageID: tx.ID(Ref{KindImage, index}), State: m.State, OwnerID: tx.accounts[m.Account], CreationDate: tx.shown(m.Created).Milliseconds(),
		ProductCodes: shownProducts(m.ProductCode), Public: m.Shared.Everyone, Architecture: m.Architecture, ImageType: "machine", Platform: m.Platform,
	}
	if d.SourceImageID = tx.sourceImage(m); m.HasSourceImage {
		d.SourceImageRegion = catalog.Regions()[tx.images.At(m.SourceImage).Region].Name
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
		DeleteOnTermination: b.DeleteOnTermination, Iops: b.IOPS, SnapshotID: tx.mappedSnapshot(b),
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

// shownProducts returns an image's Marketplace product code, if it has one, as answers show it.
func shownProducts(code string) []ProductCode {
	if code == "" {
		return nil
	}
	return []ProductCode{{code, "marketplace"}}
}

// productTypes returns the kind of a product code, for filters.
func productTypes(code string) []string {
	if code == "" {
		return nil
	}
	return one("marketplace")
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
