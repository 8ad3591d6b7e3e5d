package op_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/op"
)

func TestFind(t *testing.T) {
	for _, name := range []string{"AttachVolume", "attach-volume", "attach_volume"} {
		o, err := sample.Find("ec2", name)
		require.NoError(t, err)
		require.Equal(t, "ec2 AttachVolume attach-volume", strings.Join([]string{o.Service, o.Action, o.Verb}, " "))
	}
	for _, c := range []struct{ service, action, why string }{
		{"ec2", "attach-vol", "ec2 has no operation attach-vol; did you mean attach-volume?"},
		{"ec2", "attach_volum", "ec2 has no operation attach_volum; did you mean attach_volume?"},
		{"ec2", "ListVolumes", "ec2 has no operation ListVolumes; did you mean DescribeVolumes?"},
		{"ec2", "", "ec2 has no operation ."},
		{"ec3", "AttachVolume", "There is no service ec3; did you mean ec2?"},
		{"robomaker", "X", "There is no service robomaker."},
	} {
		_, err := sample.Find(c.service, c.action)
		var refusal *apierr.Error
		require.ErrorAs(t, err, &refusal)
		require.Equal(t, apierr.InvalidAction, refusal.Code)
		require.Equal(t, "The action "+c.action+" is not valid for this web service.", refusal.Message)
		require.Equal(t, c.why, refusal.Why)
	}
}

func TestForInput(t *testing.T) {
	o, ok := sample.ForInput(attachInput{})
	require.True(t, ok)
	require.Same(t, find("AttachVolume"), o)
	_, ok = sample.ForInput(3)
	require.False(t, ok)
	shared := op.NewRegistry(op.Service{Name: "a", Ops: []*op.Operation{
		op.Define("Start", nothing[empty, empty], op.About{}), op.Define("Stop", nothing[empty, empty], op.About{}),
	}})
	_, ok = shared.ForInput(empty{})
	require.False(t, ok)
}

func TestRegistryKeepsOrderAndCopies(t *testing.T) {
	var names []string
	for _, o := range sample.All() {
		names = append(names, o.Service+"."+o.Action)
	}
	require.Equal(t, "ec2.AttachVolume ec2.DescribeVolumes ec2.RunInstances ec2.ModifyInstanceAttribute ec2.CreateImage ec2.DescribeRegions yard.Write",
		strings.Join(names, " "))
	require.Equal(t, "yard", sample.Services()[1].Name)
	require.Same(t, find("AttachVolume"), sample.Services()[0].Ops[0])
	require.Empty(t, sampleOps[0].Service)
}

func TestNewRegistryPanicsOnDuplicates(t *testing.T) {
	start := op.Define("Start", nothing[empty, empty], op.About{})
	require.PanicsWithValue(t, `op: two services "a"`, func() { op.NewRegistry(op.Service{Name: "a"}, op.Service{Name: "a"}) })
	require.PanicsWithValue(t, "op: a has two operations Start", func() {
		op.NewRegistry(op.Service{Name: "a", Ops: []*op.Operation{start, start}})
	})
	require.PanicsWithValue(t, "op: waiter w asks Stop, which a lacks", func() {
		op.NewRegistry(op.Service{Name: "a", Ops: []*op.Operation{start}, Waiters: []op.Waiter{{Name: "w", Action: "Stop"}}})
	})
	require.NotPanics(t, func() {
		op.NewRegistry(op.Service{Name: "a", Ops: []*op.Operation{start}}, op.Service{Name: "b", Ops: []*op.Operation{start}})
	})
}

func TestNear(t *testing.T) {
	verbs := []string{"attach-volume", "create-volume", "describe-volumes", "describe-instances", "detach-volume", "run-instances"}
	for _, c := range []struct {
		name string
		want []string
	}{
		{"attach-volume", []string{"attach-volume", "detach-volume"}},
		{"atach-volume", []string{"attach-volume", "detach-volume"}},
		{"attahc-volume", []string{"attach-volume", "detach-volume"}},
		{"AttachVolume", []string{"attach-volume", "detach-volume"}},
		{"attach_volume", []string{"attach-volume", "detach-volume"}},
		{"desc-vol", []string{"describe-volumes"}},
		{"describe", []string{"describe-volumes", "describe-instances"}},
		{"list-instance", []string{"describe-instances"}},
		{"kill-instance", []string{"describe-instances", "run-instances"}},
		{"get-volume", []string{"describe-volumes"}},
		{"bake-cake", nil},
		{"", nil},
		{strings.Repeat("a", 100), nil},
	} {
		require.Equal(t, c.want, op.Near(c.name, verbs), c.name)
	}
	require.Empty(t, op.Near("b", []string{""}), "what has no name cannot be meant")
	require.Equal(t, []string{"GatewayARNs"}, op.Near("gateway-arns", []string{"GatewayARNs"}))
}

func TestSpellings(t *testing.T) {
	type in struct {
		A int `ec2:"KmsKeyId"`
		B int `ec2:"GatewayARNs"`
		C int `ec2:"Ipv6Addresses"`
		D int `ec2:"AMIName"`
		E int `ec2:"S3BucketName"`
	}
	o := op.Define("Go", nothing[in, empty], op.About{})
	var lua, flags []string
	for _, m := range o.In.Members {
		lua, flags = append(lua, m.Lua), append(flags, m.Flag)
	}
	require.Equal(t, []string{"kms_key_id", "gateway_arns", "ipv6_addresses", "ami_name", "s3_bucket_name"}, lua)
	require.Equal(t, []string{"kms-key-id", "gateway-arns", "ipv6-addresses", "ami-name", "s3-bucket-name"}, flags)
}

func TestResolve(t *testing.T) {
	errNone := errors.New("no such thing")
	lookup := func(kind, name string) (string, error) {
		if name == "" {
			return "", errNone
		}
		return kind + "/" + name, nil
	}
	for _, c := range []struct{ action, params, want string }{
		{"AttachVolume", `{"VolumeId":"@data","Device":"@x","instance_id":"@web","Wat":"@y"}`, `{"VolumeId":"volume/data","Device":"@x","instance_id":"instance/web","Wat":"@y"}`},
		{"DescribeVolumes", `{"VolumeIds":["a","@b"],"Filters":[{"Name":"x","Values":["@c"]}]}`, `{"VolumeIds":["a","volume/b"],"Filters":[{"Name":"x","Values":["@c"]}]}`},
		{"DescribeVolumes", `{"volume_ids":"@b"}`, `{"volume_ids":"volume/b"}`},
		{"RunInstances", `{"BlockDeviceMappings":[{"Ebs":{"SnapshotId":"@s"}}],"ImageId":"ami-1"}`, `{"BlockDeviceMappings":[{"Ebs":{"SnapshotId":"snapshot/s"}}],"ImageId":"ami-1"}`},
		{"ModifyInstanceAttribute", `{"Resources":["@a"]}`, `{"Resources":["any/a"]}`},
	} {
		given := parse(t, c.params)
		got, err := op.Resolve(find(c.action), given, lookup)
		require.NoError(t, err)
		require.Equal(t, c.want, got.String())
		require.Equal(t, c.params, given.String(), "values are immutable")
	}
	_, err := op.Resolve(find("DescribeVolumes"), parse(t, `{"VolumeIds":["@"]}`), lookup)
	require.Equal(t, errNone, err)
}

func TestFlags(t *testing.T) {
	var names []string
	for _, f := range find("RunInstances").Flags() {
		names = append(names, f.Name)
	}
	require.Equal(t, "block-device-mappings image-id instance-type count monitoring user-data ebs-optimized placement priorities tag-specifications weight name availability-zone",
		strings.Join(names, " "))
	f := find("AttachVolume").Flags()
	require.Equal(t, "The device name.", f[0].Doc)
	require.True(t, f[0].Required)
	require.True(t, f[0].TakesWord())
	require.Equal(t, "no-dry-run", f[1].Negative)
	require.False(t, f[1].TakesWord())
	require.Equal(t, "instance", f[2].ID)
	require.True(t, find("DescribeVolumes").Flags()[1].TakesList())
	require.NotContains(t, find("CreateImage").In.Members, nil)
	for _, f := range find("CreateImage").Flags() {
		require.False(t, f.Sugar, "create-image has --name itself")
	}
}

func TestHelp(t *testing.T) {
	require.Equal(t, `NAME
    attach-volume - Attaches a volume to an instance.

DESCRIPTION
    Both must be in the same zone, because a volume never leaves the zone that
    it was made in.

SYNOPSIS
    aws ec2 attach-volume
        --device <value>
        [--dry-run | --no-dry-run]
        --instance-id <value>
        --volume-id <value>

OPTIONS
    --device (string) [required]
        The device name.
    --dry-run | --no-dry-run (boolean)
    --instance-id (string) [required]
        Takes an instance id, or @NAME.
    --volume-id (string) [required]
        The volume.
        Takes a volume id, or @NAME.

HOW AWS DIFFERS
    * AWS takes a few seconds, and how many depends on the load of the zone,
      which nobody outside can know.
`, find("AttachVolume").Help())

	help := find("RunInstances").Help()
	for _, part := range []string{
		"[--block-device-mappings <value> [<value> ...]]",
		"--instance-type (string)\n        Values, among others: t3.micro, t3.small, demo.small.\n        Default: t3.micro.",
		"--priorities (list of integers)",
		"        Shorthand: ResourceType=string,Tags=[{Key=string,Value=string},...]",
		"--name (string)\n        The Name tag of the instance: short for --tag-specifications.\n        The sandbox's own;",
	} {
		require.Contains(t, help, part)
	}
	for line := range strings.SplitSeq(help, "\n") {
		require.True(t, len(line) <= 80 || !strings.Contains(strings.TrimSpace(line), " "), line)
	}
}
