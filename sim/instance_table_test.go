package sim

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// instanceCalls are the calls on an instance beside those that TestEachCallInEachStateOfAnInstance makes.
var instanceCalls = map[string]func(id string) any{
	"start":          func(id string) any { return ec2.StartInstancesInput{InstanceIDs: one(id)} },
	"stop":           func(id string) any { return ec2.StopInstancesInput{InstanceIDs: one(id)} },
	"stop force":     func(id string) any { return ec2.StopInstancesInput{InstanceIDs: one(id), Force: true} },
	"stop skip":      func(id string) any { return ec2.StopInstancesInput{InstanceIDs: one(id), SkipOSShutdown: true} },
	"hibernate":      func(id string) any { return ec2.StopInstancesInput{InstanceIDs: one(id), Hibernate: true} },
	"reboot":         func(id string) any { return ec2.RebootInstancesInput{InstanceIDs: one(id)} },
	"terminate":      func(id string) any { return ec2.TerminateInstancesInput{InstanceIDs: one(id)} },
	"terminate skip": func(id string) any { return ec2.TerminateInstancesInput{InstanceIDs: one(id), SkipOSShutdown: true} },
	"shutdown":       func(id string) any { return guest.ShutdownInput{InstanceID: id} },
	"retire":         func(id string) any { return yard.RetireHostInput{InstanceID: id, In: "0s"} },
	"fail":           func(id string) any { return yard.FailHostInput{InstanceID: id} },
	"new type": func(id string) any {
		return ec2.ModifyInstanceAttributeInput{InstanceID: id, InstanceType: &ec2.TextValue{Value: "m3.large"}}
	},
	"user data": func(id string) any {
		return ec2.ModifyInstanceAttributeInput{InstanceID: id, UserData: &ec2.TextValue{Value: "aGVsbG8="}}
	},
	"ena": func(id string) any {
		return ec2.ModifyInstanceAttributeInput{InstanceID: id, EnaSupport: &ec2.BoolValue{Value: true}}
	},
	"traffic": func(id string) any {
		return ec2.ModifyInstanceAttributeInput{InstanceID: id, SourceDestCheck: &ec2.BoolValue{}}
	},
	"behaviour": func(id string) any {
		return ec2.ModifyInstanceAttributeInput{InstanceID: id, ShutdownBehavior: &ec2.TextValue{Value: "terminate"}}
	},
}

// instanceTable says what each call answers in each state: the state that
// follows at once, or the refusal. It is section "Instance states" of the facts
// about AWS's lifecycles, whole: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html.
const instanceTable = `
EBS root       | pending                | running                             | stopping               | stopped                | shutting-down          | terminated
start          | pending                | running                             | IncorrectInstanceState | pending                | IncorrectInstanceState | IncorrectInstanceState
stop           | IncorrectInstanceState | stopping                            | stopping               | stopped                | IncorrectInstanceState | IncorrectInstanceState
stop force     | IncorrectInstanceState | stopping                            | stopping               | stopped                | IncorrectInstanceState | IncorrectInstanceState
stop skip      | IncorrectInstanceState | stopping                            | stopping               | stopped                | IncorrectInstanceState | IncorrectInstanceState
hibernate      | UnsupportedHibernationConfiguration | UnsupportedHibernationConfiguration | UnsupportedHibernationConfiguration | UnsupportedHibernationConfiguration | UnsupportedHibernationConfiguration | UnsupportedHibernationConfiguration
reboot         | IncorrectInstanceState | running                             | IncorrectInstanceState | IncorrectInstanceState | shutting-down          | terminated
terminate      | shutting-down          | shutting-down                       | shutting-down          | shutting-down          | shutting-down          | terminated
terminate skip | shutting-down          | shutting-down                       | shutting-down          | shutting-down          | shutting-down          | terminated
shutdown       | IncorrectInstanceState | stopping                            | IncorrectInstanceState | IncorrectInstanceState | IncorrectInstanceState | IncorrectInstanceState
retire         | IncorrectInstanceState | stopping                            | IncorrectInstanceState | IncorrectInstanceState | IncorrectInstanceState | IncorrectInstanceState
fail           | IncorrectInstanceState | running                             | IncorrectInstanceState | IncorrectInstanceState | IncorrectInstanceState | IncorrectInstanceState
new type       | IncorrectInstanceState | IncorrectInstanceState              | IncorrectInstanceState | stopped                | IncorrectInstanceState | IncorrectInstanceState
user data      | IncorrectInstanceState | IncorrectInstanceState              | IncorrectInstanceState | stopped                | IncorrectInstanceState | IncorrectInstanceState
ena            | IncorrectInstanceState | IncorrectInstanceState              | IncorrectInstanceState | stopped                | IncorrectInstanceState | IncorrectInstanceState
traffic        | pending                | running                             | stopping               | stopped                | IncorrectInstanceState | IncorrectInstanceState
behaviour      | pending                | running                             | stopping               | stopped                | IncorrectInstanceState | IncorrectInstanceState

instance store | pending                | running                             | shutting-down          | terminated
start          | UnsupportedOperation   | UnsupportedOperation                | UnsupportedOperation   | UnsupportedOperation
stop           | UnsupportedOperation   | UnsupportedOperation                | UnsupportedOperation   | UnsupportedOperation
stop force     | UnsupportedOperation   | UnsupportedOperation                | UnsupportedOperation   | UnsupportedOperation
stop skip      | UnsupportedOperation   | UnsupportedOperation                | UnsupportedOperation   | UnsupportedOperation
hibernate      | UnsupportedOperation   | UnsupportedOperation                | UnsupportedOperation   | UnsupportedOperation
reboot         | IncorrectInstanceState | running                             | shutting-down          | terminated
terminate      | shutting-down          | shutting-down                       | shutting-down          | terminated
terminate skip | shutting-down          | shutting-down                       | shutting-down          | terminated
shutdown       | IncorrectInstanceState | shutting-down                       | IncorrectInstanceState | IncorrectInstanceState
retire         | IncorrectInstanceState | shutting-down                       | IncorrectInstanceState | IncorrectInstanceState
fail           | IncorrectInstanceState | shutting-down                       | IncorrectInstanceState | IncorrectInstanceState
new type       | IncorrectInstanceState | IncorrectInstanceState              | IncorrectInstanceState | IncorrectInstanceState
user data      | IncorrectInstanceState | IncorrectInstanceState              | IncorrectInstanceState | IncorrectInstanceState
ena            | IncorrectInstanceState | IncorrectInstanceState              | IncorrectInstanceState | IncorrectInstanceState
traffic        | pending                | running                             | IncorrectInstanceState | IncorrectInstanceState
behaviour      | pending                | running                             | IncorrectInstanceState | IncorrectInstanceState
`

// cells splits a line of a table.
func cells(line string) (out []string) {
	for cell := range strings.SplitSeq(line, "|") {
		out = append(out, strings.TrimSpace(cell))
	}
	return out
}

// stateCalled returns a state by its name.
func stateCalled(name string) ec2.InstanceState {
	states := ec2.InstanceLifecycle.States()
	return states[slices.IndexFunc(states, func(s ec2.InstanceState) bool { return s.String() == name })]
}

func TestTheTableOfInstanceStatesHolds(t *testing.T) {
	images := map[string][2]string{"EBS root": {"al2023", "m3.medium"}, "instance store": {"amzn-s3", "m3.medium"}}
	for block := range strings.SplitSeq(strings.TrimSpace(instanceTable), "\n\n") {
		lines := strings.Split(block, "\n")
		head := cells(lines[0])
		require.Len(t, lines, len(instanceCalls)+1, "each call has its row")
		for _, line := range lines[1:] {
			row := cells(line)
			for n, want := range row[1:] {
				image := images[head[0]]
				l, id := instanceIn(t, stateCalled(head[n+1]), image[0], image[1])
				in := instanceCalls[row[0]](id)
				if strings.ToLower(want) == want {
					l.do(in)
					require.Equal(t, want, l.state(id), "%s of an instance with %s that is %s", row[0], head[0], head[n+1])
				} else {
					l.refused(apierr.Code(want), in)
				}
				l.pass(unit.Hour - unit.Minute)
				require.Contains(t, []string{"running", "stopped", "terminated", ""}, l.state(id), "it comes to rest")
			}
		}
	}
}

// Nothing can be done with an instance that is gone.
func TestAnInstanceThatIsForgottenIsNotFound(t *testing.T) {
	l, id := instanceIn(t, ec2.NoInstance, "al2023", "t3.micro")
	for _, call := range instanceCalls {
		l.refused(apierr.InvalidInstanceIDNotFound, call(id))
	}
}

// A launch is accepted before it is known whether there is room for its volumes.
func TestALaunchWithoutRoomForItsVolumesFailsLater(t *testing.T) {
	l := newLab(t, Config{Seed: 2})
	l.setQuota("volume-storage", 20)
	r := ask[ec2.Reservation](l, ec2.RunInstancesInput{ImageID: l.image("al2023"), InstanceType: "t3.micro", MinCount: 3, MaxCount: 3})
	l.pass(unit.Minute)
	for n, want := range []string{"running", "running", "terminated"} {
		require.Equal(t, want, l.state(r.Instances[n].InstanceID))
	}
	failed := l.described(r.Instances[2].InstanceID)
	require.Equal(t, &ec2.StateReason{Code: "Client.VolumeLimitExceeded", Message: "Client.VolumeLimitExceeded: Volume limit exceeded"}, failed.StateReason)
	require.Empty(t, failed.BlockDeviceMappings)
	l.pass(2 * unit.Hour)
	require.Empty(t, l.state(r.Instances[2].InstanceID))
}

func TestAShutdownFromInside(t *testing.T) {
	l := newLab(t, Config{Seed: 2})
	stops, ends, protected := l.launch("al2023", "t3.micro"), l.launch("al2023", "t3.micro"), l.launch("al2023", "t3.micro")
	for _, id := range []string{ends, protected} {
		l.do(ec2.ModifyInstanceAttributeInput{InstanceID: id, ShutdownBehavior: &ec2.TextValue{Value: "terminate"}})
	}
	l.do(ec2.ModifyInstanceAttributeInput{InstanceID: protected, DisableAPITermination: &ec2.BoolValue{Value: true}})
	l.refused(apierr.IncorrectInstanceState, guest.ShutdownInput{InstanceID: stops})
	l.pass(unit.Minute)
	l.write(stops, "kept")
	for id, want := range map[string]string{stops: "stopping", ends: "shutting-down", protected: "shutting-down"} {
		l.do(guest.ShutdownInput{InstanceID: id})
		require.Equal(t, want, l.state(id), "protection is against calls, not against what happens inside")
		require.Equal(t, "Client.InstanceInitiatedShutdown", l.described(id).StateReason.Code)
	}
	l.pass(unit.Minute)
	require.Equal(t, []string{"stopped", "terminated"}, []string{l.state(stops), l.state(ends)})
	l.do(ec2.StartInstancesInput{InstanceIDs: one(stops)})
	l.pass(unit.Minute)
	require.True(t, l.has(stops, "/kept"), "a shutdown writes the caches back")
	require.Nil(t, l.described(stops).StateReason)
}

// What is not flushed is lost when a guest has no time to shut down.
func TestForceAndSkipOsShutdownLoseWhatIsInMemory(t *testing.T) {
	for name, in := range map[string]ec2.StopInstancesInput{"ordinary": {}, "force": {Force: true}, "skip": {SkipOSShutdown: true}} {
		l := newLab(t, Config{Seed: 2})
		id := l.launch("al2023", "t3.micro")
		l.pass(unit.Minute)
		l.write(id, "late")
		in.InstanceIDs = one(id)
		l.do(in)
		l.pass(unit.Minute)
		require.Equal(t, name == "ordinary", l.has(id, "/late"), name)
	}
	for name, in := range map[string]ec2.TerminateInstancesInput{"ordinary": {}, "force": {Force: true}, "skip": {SkipOSShutdown: true}} {
		l := newLab(t, Config{Seed: 2})
		id, volume := l.launch("al2023", "t3.micro"), l.newVolume(8)
		l.pass(unit.Minute)
		l.attach(volume, id, "/dev/sdf")
		l.pass(unit.Minute)
		l.write(id, "/mnt/sdf/late")
		in.InstanceIDs = one(id)
		l.do(in)
		l.pass(unit.Minute)
		_, kept := l.volumeOf(volume).Files.Find("late")
		require.Equal(t, name == "ordinary", kept, name)
	}
}

func TestAnInstanceThatIsStoppingCanBeSwitchedOff(t *testing.T) {
	l, id := instanceIn(t, ec2.InstanceStopping, "al2023", "t3.micro")
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id), Force: true})
	require.Equal(t, "stopping", l.state(id))
	l.pass(2 * unit.Second)
	require.Equal(t, "stopped", l.state(id))
	l.pass(unit.Hour)
	require.Equal(t, "stopped", l.state(id), "the wake-up of the ordinary stop is stale")
}
