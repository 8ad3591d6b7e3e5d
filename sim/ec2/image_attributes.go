package ec2

import (
	"slices"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/unit"
)

// DescribeImageAttributeInput holds the parameters of DescribeImageAttribute.
type DescribeImageAttributeInput struct {
	Attribute string `ec2:"Attribute,required,enum=description|kernel|ramdisk|launchPermission|productCodes|blockDeviceMapping|sriovNetSupport|bootMode|tpmSupport|lastLaunchedTime|imdsSupport|deregistrationProtection,open"`
	ImageID   string `ec2:"ImageId,required,id=image"`
	DryRun    bool   `ec2:"DryRun"`
}

// DescribeImageAttributeOutput is the answer of DescribeImageAttribute: the attribute that was asked for.
type DescribeImageAttributeOutput struct {
	Description              *TextValue    `ec2:"Description"`
	KernelID                 *TextValue    `ec2:"KernelId,xml=kernel"`
	RamdiskID                *TextValue    `ec2:"RamdiskId,xml=ramdisk"`
	SriovNetSupport          *TextValue    `ec2:"SriovNetSupport"`
	BootMode                 *TextValue    `ec2:"BootMode"`
	TPMSupport               *TextValue    `ec2:"TpmSupport"`
	LastLaunchedTime         *TextValue    `ec2:"LastLaunchedTime"`
	IMDSSupport              *TextValue    `ec2:"ImdsSupport"`
	DeregistrationProtection *TextValue    `ec2:"DeregistrationProtection"`
	ImageID                  string        `ec2:"ImageId"`
	LaunchPermissions        []Permission  `ec2:"LaunchPermissions,omitnil,xml=launchPermission"`
	ProductCodes             []ProductCode `ec2:"ProductCodes,omitnil"`
}

// textAttributes are the attributes of an image that are one text, each with
// its place in the answer and its value.
var textAttributes = []struct {
	name  string
	place func(*DescribeImageAttributeOutput) **TextValue
	value func(*Tx, uint32, *Image) string
}{
	{attributeDescription, func(o *DescribeImageAttributeOutput) **TextValue { return &o.Description }, func(_ *Tx, _ uint32, m *Image) string { return m.Description }},
	{"kernel", func(o *DescribeImageAttributeOutput) **TextValue { return &o.KernelID }, func(_ *Tx, _ uint32, m *Image) string { return m.Kernel }},
	{"ramdisk", func(o *DescribeImageAttributeOutput) **TextValue { return &o.RamdiskID }, func(_ *Tx, _ uint32, m *Image) string { return m.Ramdisk }},
	{"sriovNetSupport", func(o *DescribeImageAttributeOutput) **TextValue { return &o.SriovNetSupport }, func(_ *Tx, _ uint32, m *Image) string { return m.SriovNet }},
	{"bootMode", func(o *DescribeImageAttributeOutput) **TextValue { return &o.BootMode }, func(_ *Tx, _ uint32, m *Image) string { return m.BootMode }},
	{"tpmSupport", func(o *DescribeImageAttributeOutput) **TextValue { return &o.TPMSupport }, func(_ *Tx, _ uint32, m *Image) string { return m.TPM }},
	{"lastLaunchedTime", func(o *DescribeImageAttributeOutput) **TextValue { return &o.LastLaunchedTime }, func(tx *Tx, index uint32, _ *Image) string { return tx.lastLaunched(index) }},
	{attributeIMDS, func(o *DescribeImageAttributeOutput) **TextValue { return &o.IMDSSupport }, func(_ *Tx, _ uint32, m *Image) string { return m.IMDS }},
	{"deregistrationProtection", func(o *DescribeImageAttributeOutput) **TextValue { return &o.DeregistrationProtection }, func(_ *Tx, _ uint32, m *Image) string { return m.Protection.String() }},
}

// DescribeImageAttribute tells the owner of an image one of its attributes.
// Asked for the block device mapping it refuses, as AWS does: DescribeImages shows it.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImageAttribute.html.
func DescribeImageAttribute(tx *Tx, in DescribeImageAttributeInput) (DescribeImageAttributeOutput, error) {
	index, err := tx.ownImage(in.ImageID)
	if err != nil {
		return DescribeImageAttributeOutput{}, err
	}
	out, m := DescribeImageAttributeOutput{ImageID: in.ImageID}, tx.images.At(index)
	for _, a := range textAttributes {
		if a.name == in.Attribute {
			*a.place(&out) = &TextValue{a.value(tx, index, m)}
			return out, nil
		}
	}
	switch in.Attribute {
	case attributeLaunchPermission:
		out.LaunchPermissions = m.Shared.list()
	case attributeProductCodes:
		out.ProductCodes = listProduct(m.ProductCode)
	case attributeBlockDeviceMapping:
		return out, apierr.New(apierr.AuthFailure, "Unauthorized attempt to access restricted resource").
			Because("AWS gives the mapping no longer as an attribute; it is part of the image's description.").
			Suggest("aws ec2 describe-images --image-ids %s --query Images[].BlockDeviceMappings", tx.Handle(Ref{KindImage, index}))
	default:
		return out, unknownImageAttribute(in.Attribute, "The attributes of an image are %s.", strings.Join(imageAttributes(), ", "))
	}
	return out, nil
}

// imageAttributes returns the attributes that can be asked for.
func imageAttributes() (names []string) {
	for _, a := range textAttributes {
		names = append(names, a.name)
	}
	return slices.Concat(names, []string{attributeLaunchPermission, attributeProductCodes})
}

// launchReport is how long it takes until a launch shows as an image's last.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Image.html, lastLaunchedTime.
const launchReport = 24 * unit.Hour

// lastLaunched returns when an image was last launched from, by anybody, as far as is reported; "" for never.
func (tx *Tx) lastLaunched(image uint32) string {
	for n := tx.launches.Len() - 1; n >= 0; n-- {
		l := tx.launches.At(uint32(n))
		if l.Created.Add(launchReport) <= tx.Now && l.Count > 0 && tx.instances.At(l.First).Image == image {
			return tx.Date(l.Created).Milliseconds()
		}
	}
	return ""
}
