package app

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/form"
	"blockyard/render/scene"
)

// clickAll clicks on nodes, one after the other.
func clickAll(t testing.TB, c *Controller, ids ...string) {
	for _, id := range ids {
		node(t, c, id)
		click(t, c, id)
	}
}

func TestAFormMakesWhatItSaysAndCloses(t *testing.T) {
	c := opened(t, "")
	c.openForm("aws ec2 create-volume --volume-type gp3 --name 'my data'")
	require.Equal(t, "form/AvailabilityZone", c.ui.Focus, "the first field has the focus")
	clickAll(t, c, "form/Size/more", "form/AvailabilityZone", "form/AvailabilityZone/us-east-1c")
	require.Equal(t, "form/AvailabilityZone", c.ui.Focus, "the options are hidden again")
	require.Nil(t, c.Frame().Node("form/AvailabilityZone/us-east-1c"))
	clickAll(t, c, "form/submit")
	e := newest(t, c)
	require.Equal(t, "aws ec2 create-volume --availability-zone us-east-1c --size 9 --volume-type gp3 --name 'my data'", e.Command)
	require.Zero(t, e.Status, e.Error)
	require.True(t, e.Clicked)
	require.Nil(t, c.ui.Form)
	require.True(t, strings.HasPrefix(c.ui.Selected, "volume/vol-"), c.ui.Selected)
	require.Equal(t, c.ui.Selected, c.ui.Focus)
	require.Empty(t, scene.Chosen(c.ui.Fields, "form/Size"))
}

func TestTheFocusStaysInAListWhenARowGoes(t *testing.T) {
	c := opened(t, "")
	c.openForm("aws ec2 run-instances --image-id @al2023")
	clickAll(t, c, "form/BlockDeviceMappings/add/0", "form/BlockDeviceMappings/add/0")
	clickAll(t, c, "form/BlockDeviceMappings.1/remove")
	require.Nil(t, c.Frame().Node("form/BlockDeviceMappings.1/remove"))
	require.Equal(t, "form/BlockDeviceMappings/add/0", c.Frame().Focus)
	click(t, c, "form/BlockDeviceMappings.2/remove")
	require.Equal(t, "form/BlockDeviceMappings/add/0", c.Frame().Focus, "also when the last one goes")
}

func TestARefusedFormStays(t *testing.T) {
	c := opened(t, "")
	c.Submit("aws ec2 create-volume --size 8 --availability-zone us-east-1b --name data")
	c.Submit("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web")
	c.Submit("yard run 5m")
	c.openForm("aws ec2 attach-volume --volume-id @data")
	require.Equal(t, "Missing: Instance ID, Device name", c.Frame().Node("form/submit").Off)
	before := len(c.ui.Log)
	clickAll(t, c, "form/submit")
	require.Len(t, c.ui.Log, before, "what is not complete is not sent")

	clickAll(t, c, "form/InstanceId")
	option := ""
	for _, n := range c.Frame().Nodes {
		if n.Role == scene.RoleOption {
			option = n.ID
			require.Contains(t, n.Help, "not in the same availability zone")
		}
	}
	clickAll(t, c, option)
	require.Equal(t, "/dev/sdf", scene.Chosen(c.ui.Fields, "form/Device"), "a free device follows the instance")
	require.NotEmpty(t, c.Frame().Node("form/submit").Off)
	clickAll(t, c, "form/submit")
	require.Contains(t, newest(t, c).Error, "InvalidVolume.ZoneMismatch", "AWS is asked all the same")
	require.NotNil(t, c.ui.Form)
}

func TestEscapeClosesOptionsThenTheForm(t *testing.T) {
	c := opened(t, "")
	c.setFocus("button/play")
	c.openForm("aws ec2 create-volume")
	clickAll(t, c, "form/VolumeType")
	press(c, "Escape")
	require.NotNil(t, c.ui.Form)
	require.Equal(t, "form/VolumeType", c.ui.Focus)
	press(c, "Escape")
	require.Nil(t, c.ui.Form)
	require.Equal(t, "button/play", c.ui.Focus)
	require.Empty(t, c.ui.Log, "nothing was sent")

	c.openForm("aws ec2 create-volume")
	clickAll(t, c, "form/cancel")
	require.Nil(t, c.ui.Form)
	c.openForm("aws ec2 fly")
	require.Nil(t, c.ui.Form)
	require.Contains(t, c.ui.Say, "no form")
}

func TestALaunchByForm(t *testing.T) {
	c := opened(t, "")
	c.openForm("aws ec2 run-instances")
	c.Set("form/Name", "EBSVolDemo")
	clickAll(t, c, "form/BlockDeviceMappings/add/0")
	c.Set("form/BlockDeviceMappings.1.Ebs.VolumeSize", "2")
	c.Set("form/UserData", "#!/bin/sh\necho it's up")
	clickAll(t, c, "form/submit")
	require.Zero(t, newest(t, c).Status, newest(t, c).Error)
	require.True(t, strings.HasPrefix(c.ui.Selected, "instance/i-"))
	c.Submit("yard run 5m")

	c.openForm("aws ec2 create-image --instance-id @EBSVolDemo")
	c.Set("form/Name", "ImageFromEBSVolDemo")
	clickAll(t, c, "form/NoReboot", "form/submit")
	require.Equal(t, "aws ec2 create-image --instance-id @EBSVolDemo --name ImageFromEBSVolDemo --no-reboot", newest(t, c).Command)
	require.True(t, strings.HasPrefix(c.ui.Selected, "image/ami-"), "the image, not its snapshots")
	c.Submit("yard run 1h")

	c.openForm("aws ec2 run-instances --image-id @ImageFromEBSVolDemo")
	require.Equal(t, "2", scene.Chosen(c.ui.Fields, "form/BlockDeviceMappings.1.Ebs.VolumeSize"), "the image's own storage is filled in")
	require.NotContains(t, c.Frame().Node("form/line").Name, "block-device")
	clickAll(t, c, "form/:images/Quick start")
	for _, n := range c.Frame().Nodes {
		if n.Role == scene.RoleRadio && n.Name == "Image al2023-arm64" {
			c.Activate(n.ID)
		}
	}
	require.Contains(t, c.Frame().Node("form/outcome").Name, "refuse", "t3.micro does not run it")
	clickAll(t, c, "form/InstanceType", "form/InstanceType/t4g.micro", "form/submit")
	require.Zero(t, newest(t, c).Status, newest(t, c).Error)
}

func TestSeveralOptionsAreChosenOneByOne(t *testing.T) {
	c := opened(t, "")
	c.Submit("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name a")
	c.Submit("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name b")
	c.openForm("aws ec2 terminate-instances")
	clickAll(t, c, "form/InstanceIds")
	for range 2 {
		for _, n := range c.Frame().Nodes {
			if n.Role == scene.RoleOption && !n.Chosen {
				c.Activate(n.ID)
				break
			}
		}
	}
	require.NotEmpty(t, scene.Chosen(c.ui.Fields, formField+form.KeyOpen), "the options stay")
	require.Equal(t, "aws ec2 terminate-instances --instance-ids @b @a", c.Frame().Node("form/line").Name)
}
