package catalog

import (
	"fmt"

	"blockyard/sim/rng"
	"blockyard/sim/unit"
)

// A Software is a service that an instance starts at every boot, from its image or its user data.
type Software struct {
	Name string // "web", "ftp" or "database"
	Port uint16 // TCP
}

// A PublicImage is an image that every account can launch in one Region.
type PublicImage struct {
	ID       string // for example "ami-0a1b2c3d4e5f60718"
	Snapshot string // id of its root's snapshot; "" for an instance-store root
	Alias    string // short name for commands, as in @al2023

	Name        string
	Description string
	Location    string    // ImageLocation: owner and name, or the manifest in S3
	Created     unit.Date // before any world starts

	Owner       string // account id
	OwnerAlias  string // "amazon", "aws-marketplace" or ""
	ProductCode string // Marketplace product code, or ""

	Architecture   string // "x86_64" or "arm64"
	Platform       string // "windows" or ""
	Virtualization string // "hvm"
	RootDeviceName string // "/dev/xvda" or "/dev/sda1"
	RootType       string // "ebs" or "instance-store"
	RootGiB        uint32 // size of the root disk
	UsedGiB        uint32 // how much of it the image has written
	RootVolumeType string // "gp2", "gp3" or "standard"; "" for an instance-store root

	Software []Software
}

// The accounts that own public images. ownerSandbox is this catalogue's own.
const (
	ownerAmazon      = "137112412989"
	ownerWindows     = "801119661308"
	ownerCanonical   = "099720109477"
	ownerMarketplace = "679593333241"
	ownerSandbox     = "555555555555"
)

// publicImages are the images of every Region, without their ids. Names, owners
// and root devices are AWS's and Canonical's own, from public descriptions of
// real images (2018 to 2025); how much of a root is used is Simplified: AWS does
// not say. The demo images are this catalogue's own, for demo.small, and so is
// the product code of WordPress.
//
// Simplified: images of the Marketplace launch without a subscription.
var publicImages = []PublicImage{
	{
		Alias: "al2023", Name: "al2023-ami-2023.6.20250303.0-kernel-6.1-x86_64",
		Description: "Amazon Linux 2023 AMI 2023.6.20250303.0 x86_64 HVM kernel-6.1", Created: unit.DateOf(2025, 3, 3),
		Owner: ownerAmazon, OwnerAlias: "amazon", Architecture: "x86_64",
		RootDeviceName: "/dev/xvda", RootType: "ebs", RootGiB: 8, UsedGiB: 2, RootVolumeType: "gp3",
	},
	{
		Alias: "al2023-arm64", Name: "al2023-ami-2023.6.20250303.0-kernel-6.1-arm64",
		Description: "Amazon Linux 2023 AMI 2023.6.20250303.0 arm64 HVM kernel-6.1", Created: unit.DateOf(2025, 3, 3),
		Owner: ownerAmazon, OwnerAlias: "amazon", Architecture: "arm64",
		RootDeviceName: "/dev/xvda", RootType: "ebs", RootGiB: 8, UsedGiB: 2, RootVolumeType: "gp3",
	},
	{
		Alias: "ubuntu-24.04", Name: "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20250821",
		Description: "Canonical, Ubuntu, 24.04, amd64 noble image", Created: unit.DateOf(2025, 8, 21),
		Owner: ownerCanonical, Architecture: "x86_64",
		RootDeviceName: "/dev/sda1", RootType: "ebs", RootGiB: 8, UsedGiB: 2, RootVolumeType: "gp3",
	},
	{
		Alias: "windows-2022", Name: "Windows_Server-2022-English-Full-Base-2025.09.10",
		Description: "Microsoft Windows Server 2022 Full Locale English AMI provided by Amazon", Created: unit.DateOf(2025, 9, 10),
		Owner: ownerWindows, OwnerAlias: "amazon", Architecture: "x86_64", Platform: "windows",
		RootDeviceName: "/dev/sda1", RootType: "ebs", RootGiB: 30, UsedGiB: 20, RootVolumeType: "gp2",
	},
	{
		Alias: "amzn-s3", Name: "amzn-ami-hvm-2018.03.0.20180811-x86_64-s3",
		Description: "Amazon Linux AMI 2018.03.0.20180811 x86_64 HVM S3", Created: unit.DateOf(2018, 8, 11),
		Owner: ownerAmazon, OwnerAlias: "amazon", Architecture: "x86_64",
		RootDeviceName: "/dev/xvda", RootType: "instance-store", RootGiB: 4, UsedGiB: 1,
	},
	{
		Alias: "centos-7", Name: "CentOS Linux 7 x86_64 HVM EBS ENA 1901_01-b7ee8a69-ee97-4a49-9e68-afaee216db2e-ami-05713873c6794f575.4",
		Description: "CentOS Linux 7 x86_64 HVM EBS ENA 1901_01", Created: unit.DateOf(2019, 1, 30),
		Owner: ownerMarketplace, OwnerAlias: "aws-marketplace", ProductCode: "aw0evgkw8e5c1q413zgy5pjce", Architecture: "x86_64",
		RootDeviceName: "/dev/sda1", RootType: "ebs", RootGiB: 8, UsedGiB: 1, RootVolumeType: "gp2",
	},
	{
		Alias: "openvpn", Name: "OpenVPN Access Server 2.8.3-fe8020db-5343-4c43-9e65-5ed4a825c931",
		Description: "OpenVPN Access Server 2.8.3 publisher image from https://www.openvpn.net/.", Created: unit.DateOf(2020, 4, 9),
		Owner: ownerMarketplace, OwnerAlias: "aws-marketplace", ProductCode: "f2ew2wrz425a1jagnifd02u5t", Architecture: "x86_64",
		RootDeviceName: "/dev/sda1", RootType: "ebs", RootGiB: 8, UsedGiB: 2, RootVolumeType: "gp2",
	},
	{
		Alias: "wordpress", Name: "bitnami-wordpress-5.8.1-20-r07-linux-debian-10-x86_64-hvm-ebs-nami-7d426cb7-9522-4dd7-a56b-55dd8cc1c8d0",
		Description: "WordPress with its web server and database, by Bitnami", Created: unit.DateOf(2021, 11, 2),
		Owner: ownerMarketplace, OwnerAlias: "aws-marketplace", ProductCode: "wordpress0of0this0sandbox", Architecture: "x86_64",
		RootDeviceName: "/dev/xvda", RootType: "ebs", RootGiB: 10, UsedGiB: 3, RootVolumeType: "gp2",
		Software: []Software{{"web", 80}, {"database", 3306}},
	},
	demoImage("demo-ebs", "ebs", "A small Linux for demo.small"),
	demoImage("demo-instance-store", "instance-store", "The same small Linux on an instance-store root"),
	demoImage("demo-web", "ebs", "A small Linux that serves web pages", Software{"web", 80}),
	demoImage("demo-ftp", "ebs", "A small Linux that serves files", Software{"ftp", 21}),
	demoImage("demo-database", "ebs", "A small Linux with a database", Software{"database", 3306}),
	wellKnownImage("ami-12c6146b", "windows"),
	wellKnownImage("ami-03cf127a", ""),
}

// demoImage makes one of this catalogue's own images.
func demoImage(alias, rootType, description string, software ...Software) PublicImage {
	image := PublicImage{
		Alias: alias, Name: alias, Description: description, Created: unit.DateOf(2026, 1, 1),
		Owner: ownerSandbox, Architecture: "x86_64",
		RootDeviceName: "/dev/xvda", RootType: rootType, RootGiB: 8, UsedGiB: 2, Software: software,
	}
	if rootType == "ebs" {
		image.RootVolumeType = "gp2"
	}
	return image
}

// wellKnownImage makes an image whose id is the same in every Region: the test
// suites of AWS clients launch these two by id.
func wellKnownImage(id, platform string) PublicImage {
	return PublicImage{
		ID: id, Alias: id, Name: "public-image-" + id[len("ami-"):], Description: "A public image that client test suites launch by its id",
		Created: unit.DateOf(2017, 11, 15), Owner: ownerWindows, OwnerAlias: "amazon", Architecture: "x86_64", Platform: platform,
		RootDeviceName: "/dev/sda1", RootType: "ebs", RootGiB: 8, UsedGiB: 2, RootVolumeType: "standard",
	}
}

// imagesByRegion holds the images of each usable Region, by the Region's Index.
var imagesByRegion = placeImages()

func placeImages() [][]PublicImage {
	placed := make([][]PublicImage, len(regions))
	for i := range regions {
		if !regions[i].Usable() {
			continue
		}
		for _, image := range publicImages {
			placed[i] = append(placed[i], image.in(regions[i].Name))
		}
	}
	return placed
}

// in returns the image as it stands in a Region.
func (p PublicImage) in(region string) PublicImage {
	if p.ID == "" {
		p.ID = "ami-" + publicID(region, p.Alias, "image")
	}
	p.Virtualization = "hvm"
	owner := p.OwnerAlias
	if owner == "" {
		owner = p.Owner
	}
	p.Location = owner + "/" + p.Name
	if p.RootType == "ebs" {
		p.Snapshot = "snap-" + publicID(region, p.Alias, "snapshot")
	} else {
		p.Location += ".manifest.xml"
	}
	return p
}

// publicID returns the 17 hex digits of a public resource's id: a 0, as AWS's
// own begin, and the 64 bits that follow from Region, alias and kind alone, so
// that an id never changes between releases.
func publicID(region, alias, kind string) string {
	return fmt.Sprintf("0%016x", rng.New(0, region+"/"+alias+"/"+kind).Draw(0, 1<<63))
}

// PublicImages returns the public images of a Region in a fixed order; there
// are none where the account has not opted in. The table is shared: callers must
// not change it.
func PublicImages(region *Region) []PublicImage { return imagesByRegion[region.Index] }
