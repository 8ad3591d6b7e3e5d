package scene

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/ec2"
)

func TestDetailsTellWhatAWSShows(t *testing.T) {
	p := sandbox(busy...).list("Volumes").chooseRows(t, "logs")
	f := p.stage()
	require.Regexp(t, `^Attachment information: i-[0-9a-f]{17} \(web\): /dev/sdf \(attached\)$`, f.Node("detail/Attachment information").Name)
	require.Equal(t, "Volume type: General Purpose SSD (gp3)", f.Node("detail/Volume type").Name)
	f = p.set("list/details=Attached instances").stage()
	var row []string
	for _, n := range f.Nodes {
		if strings.HasPrefix(n.ID, "detail/Attached instances/row/") {
			row = n.Cells
		}
	}
	require.Equal(t, []string{"web", "/dev/sdf", "attached", "Apr 01 00:05", "No"}, row[1:])
	f = p.list("Instances").chooseRows(t, "web").set("list/details=Storage").stage()
	var deleted []string
	for _, n := range f.Nodes {
		if strings.HasPrefix(n.ID, "detail/Storage/row/") {
			deleted = append(deleted, n.Cells[1]+" "+n.Cells[6])
		}
	}
	require.Equal(t, []string{"/dev/xvda Yes", "/dev/sdf No"}, deleted)
	require.Nil(t, p.list("Snapshots").stage().Node("details/title"), "nothing of this kind is selected")
}

func TestAnImagesDetailsTellItsBlockDevicesAndItsInstancesNameIt(t *testing.T) {
	p := sandbox(
		`aws ec2 run-instances --image-id @amzn-s3 --instance-type m3.medium --name old`,
		`aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web --block-device-mappings 'DeviceName=/dev/sdb,Ebs={VolumeSize=2}'`,
		"yard run 5m", "aws ec2 create-image --instance-id @web --name golden", "yard run 20m",
	)
	f := p.list("Images").chooseRows(t, "golden").stage()
	require.Regexp(t, `^Block devices: /dev/xvda=snap-[0-9a-f]{17}:8:true:gp3, /dev/sdb=snap-[0-9a-f]{17}:2:true:gp2$`, f.Node("detail/Block devices").Name)
	body := f.Scrolls[slices.IndexFunc(f.Scrolls, func(e Extent) bool { return e.Panel == detailsExtent })].Rect
	require.Greater(t, f.Node("detail/Block devices").Whole.W, body.W*0.9, "it takes the whole width")
	f = p.set("list/owner=public").list("Images").chooseRows(t, "amzn-s3").stage()
	require.Equal(t, "Root device type: instance-store", f.Node("detail/Root device type").Name)
	require.Equal(t, "Virtualization type: hvm", f.Node("detail/Virtualization type").Name)

	f = p.list("Instances").chooseRows(t, "web").stage()
	require.Regexp(t, `^AMI ID: ami-[0-9a-f]{17}$`, f.Node("detail/AMI ID").Name)
	require.Equal(t, "AMI name: al2023-ami-2023.6.20250303.0-kernel-6.1-x86_64", f.Node("detail/AMI name").Name)

	p.do("aws ec2 create-snapshot --volume-id @web-root --name mine --description nightly")
	f = p.list("Snapshots").chooseRows(t, "mine").stage()
	require.Regexp(t, `^Volume ID: vol-[0-9a-f]{17} \(web-root\)$`, f.Node("detail/Volume ID").Name)
	require.Equal(t, "Description: nightly", f.Node("detail/Description").Name)
}

func TestAnImageIsOfferedANameThatIsFree(t *testing.T) {
	p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web", "yard run 5m")
	name := func() string { return p.viewOf().imageName(instanceRef(0)) }
	require.Equal(t, "web-image", name())
	require.Zero(t, p.do("aws ec2 create-image --instance-id @web --name web-image", "yard run 20m"))
	require.Equal(t, "web-image-2", name())
	require.Zero(t, p.do("aws ec2 create-image --instance-id @web --name web-image-2"))
	require.Equal(t, "web-image-3", name())
	at := p.Session.World().Cloud().Length(ec2.KindImage) - 2
	require.Equal(t, "web-image-copy", p.viewOf().imageName(imageRef(at)))
}
