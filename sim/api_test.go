package sim

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/op/opgen"
	"blockyard/sim/unit"
)

func TestAClientTokenLaunchesOnce(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	in := l.launching("al2023", "t3.micro", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 4, DeleteOnTermination: pointer(true)}))
	in.ClientToken, in.Placement = "once", &ec2.Placement{AvailabilityZone: "us-east-1b"}
	first := ask[ec2.Reservation](l, in)
	again := in
	again.BlockDeviceMappings = []ec2.BlockDeviceMapping{mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 4, DeleteOnTermination: pointer(true)})}
	again.Placement = &ec2.Placement{AvailabilityZone: "us-east-1b"}
	require.Equal(t, first, ask[ec2.Reservation](l, again), "the same parameters, at other addresses in memory")
	require.Equal(t, 1, l.Cloud().Instances().Len())

	for _, change := range []func(*ec2.RunInstancesInput){
		func(in *ec2.RunInstancesInput) { in.MaxCount = 2 },
		func(in *ec2.RunInstancesInput) { in.Placement = nil },
		func(in *ec2.RunInstancesInput) { in.Monitoring = &ec2.Monitoring{Enabled: true} },
		func(in *ec2.RunInstancesInput) {
			in.BlockDeviceMappings = []ec2.BlockDeviceMapping{mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 4})}
		},
	} {
		other := in
		change(&other)
		l.refused(apierr.IdempotentParameterMismatch, other)
	}
	here := l.caller
	l.move("eu-west-1")
	abroad := l.launching("al2023", "t3.micro")
	abroad.ClientToken = "once"
	l.do(abroad) // a token belongs to a region
	l.caller = here

	l.pass(unit.Minute)
	l.do(ec2.TerminateInstancesInput{InstanceIDs: one(first.Instances[0].InstanceID)})
	l.refused(apierr.IdempotentInstanceTerminated, in)
	l.pass(unit.Day)
	l.refused(apierr.IdempotentInstanceTerminated, in)
	in.ClientToken = strings.Repeat("x", 65)
	l.refused(apierr.InvalidParameterValue, in)
}

func TestPagesGiveEverythingOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := instantLab(t)
		total := rapid.IntRange(0, 30).Draw(t, "volumes")
		var want, got []string
		for range total {
			want = append(want, l.newVolume(1))
		}
		in := ec2.DescribeVolumesInput{MaxResults: pointer(rapid.Int64Range(5, 20).Draw(t, "page"))}
		for {
			out := ask[ec2.DescribeVolumesOutput](l, in)
			require.LessOrEqual(t, len(out.Volumes), int(*in.MaxResults))
			for _, v := range out.Volumes {
				got = append(got, v.VolumeID)
			}
			if in.NextToken = out.NextToken; in.NextToken == "" {
				break
			}
			require.Len(t, out.Volumes, int(*in.MaxResults), "only the last page is short")
		}
		require.Equal(t, want, got)
	})
}

func TestPagesAreRefusedForGoodReasons(t *testing.T) {
	l := instantLab(t)
	for range 7 {
		l.newVolume(1)
	}
	id := l.newVolume(1)
	for _, wrong := range []int64{-1, 0, 4, 1001} {
		l.refused(apierr.InvalidMaxResults, ec2.DescribeVolumesInput{MaxResults: &wrong})
	}
	token := ask[ec2.DescribeVolumesOutput](l, ec2.DescribeVolumesInput{MaxResults: pointer(int64(5))}).NextToken
	rest := ask[ec2.DescribeVolumesOutput](l, ec2.DescribeVolumesInput{NextToken: token})
	require.Len(t, rest.Volumes, 3, "a token alone gives the rest")
	l.refused(apierr.InvalidNextToken, ec2.DescribeSnapshotsInput{NextToken: token})
	l.refused(apierr.InvalidNextToken, ec2.DescribeVolumesInput{NextToken: "abc"})
	l.refused(apierr.InvalidParameterCombination, ec2.DescribeVolumesInput{VolumeIDs: one(id), MaxResults: pointer(int64(5))})
	for range 12 {
		l.launch("demo-ebs", "demo.small")
	}
	page := ask[ec2.DescribeInstancesOutput](l, ec2.DescribeInstancesInput{MaxResults: pointer(int64(5))})
	require.Len(t, page.Reservations, 5)
	require.Len(t, ask[ec2.DescribeInstancesOutput](l, ec2.DescribeInstancesInput{NextToken: page.NextToken}).Reservations, 7)
}

func TestDescribedInstancesKeepTheOrderOfTheirLaunches(t *testing.T) {
	l := instantLab(t)
	in := l.launching("demo-ebs", "demo.small")
	in.MaxCount = 3
	a, b := ask[ec2.Reservation](l, in), ask[ec2.Reservation](l, in)
	ids := []string{b.Instances[1].InstanceID, a.Instances[2].InstanceID, b.Instances[0].InstanceID, a.Instances[0].InstanceID, b.Instances[1].InstanceID}
	out := ask[ec2.DescribeInstancesOutput](l, ec2.DescribeInstancesInput{InstanceIDs: ids})
	require.Len(t, out.Reservations, 2, "each reservation once")
	require.Equal(t, []int64{0, 2}, []int64{out.Reservations[0].Instances[0].AmiLaunchIndex, out.Reservations[0].Instances[1].AmiLaunchIndex})
	require.Equal(t, b.Instances[0].InstanceID, out.Reservations[1].Instances[0].InstanceID)

	unknown := l.refused(apierr.InvalidInstanceIDNotFound, ec2.DescribeInstancesInput{InstanceIDs: append(ids, "i-0123456789abcdef0", "i-12345678")})
	require.Equal(t, "The instance IDs 'i-0123456789abcdef0, i-12345678' do not exist", unknown.Message)
	l.refused(apierr.InvalidInstanceIDMalformed, ec2.DescribeInstancesInput{InstanceIDs: one("i-xyz")})
	l.refused(apierr.InvalidParameterCombination, ec2.TerminateInstancesInput{})
}

// Every call of EC2 has a DryRun. It answers as the call would have gone, and does nothing.
func TestDryRunOfEveryOperation(t *testing.T) {
	succeeded := map[string]bool{}
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(t)
		before := p.world.Digest()
		for _, o := range Operations().All() {
			if o.In.Member("DryRun") != nil {
				wet, dry := p.bothWays(p.callOf(o.Action))
				var refusal *apierr.Error
				require.ErrorAs(t, dry, &refusal)
				if wet == nil {
					require.Equal(t, apierr.DryRunOperation, refusal.Code)
					require.Equal(t, 412, refusal.Status())
					succeeded[o.Action] = true
				} else {
					require.Equal(t, wet, dry)
				}
			}
		}
		require.Equal(t, before, p.world.Digest())
	})
	for _, o := range Operations().All() {
		if o.Service == "ec2" {
			require.True(t, succeeded[o.Action], "%s was never successful", o.Action)
		}
	}
}

// bothWays returns how a call goes on a fork, and how it goes as a dry run.
func (p *player) bothWays(c Call) (wet, dry error) {
	in := reflect.New(c.Op.InputType()).Elem()
	in.Set(reflect.ValueOf(c.In))
	in.FieldByName("DryRun").SetBool(false)
	c.In = in.Interface()
	_, wet = p.world.Fork().Do(c)
	in.FieldByName("DryRun").SetBool(true)
	c.In = in.Interface()
	_, dry = p.world.Do(c)
	return wet, dry
}

// A refusal always has a code of the catalogue, a sentence in AWS's words and one for the learner.
func TestRefusalsAreWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(t)
		for range 20 {
			o := pick(p, "operation", Operations().All())
			caller, err := p.world.Caller(ec2.DefaultAccount, "us-east-1")
			require.NoError(t, err)
			in := opgen.Input(o, func(kind string) []string { return p.ids(kind, caller) }).Draw(t, o.Action)
			_, err = p.world.Do(Call{Caller: caller, Op: o, In: in})
			var refusal *apierr.Error
			if err == nil || !errors.As(err, &refusal) {
				require.NoError(t, err)
				continue
			}
			_, known := apierr.Lookup(refusal.Code)
			require.True(t, known, "%s", refusal.Code)
			require.NotEmpty(t, refusal.Message)
			require.NotEmpty(t, refusal.Why)
			require.False(t, slices.ContainsFunc([]string{"%!", "<nil>"}, func(s string) bool {
				return strings.Contains(refusal.Why+refusal.Try, s)
			}), "%+v", refusal)
		}
	})
}
