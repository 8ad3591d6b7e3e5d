package sim

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/apierr"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/store"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// play makes a number of random calls at random times; after is told of each.
func (p *player) play(calls int, after func(Call, error)) {
	for range calls {
		p.world.Advance(p.world.Now().Add(p.pause()), 0)
		c := p.call()
		_, err := p.world.Do(c)
		after(c, err)
	}
}

// withoutRefusals returns the digest of a world as if no call had been refused.
func withoutRefusals(w *World) Digest {
	f := w.Fork()
	f.refusals = store.Table[Refusal]{}
	return f.Digest()
}

func TestInvariantsHoldAfterEveryCall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(t)
		p.play(25, func(Call, error) { checkInvariants(t, p.world) })
	})
}

func TestWhatIsRefusedReadOrDryChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(t)
		p.play(10, func(Call, error) {})
		for range 12 {
			p.world.Advance(p.world.Now().Add(p.pause()), 0)
			before := withoutRefusals(p.world)
			refusals, lines := p.world.Refusals().Len(), len(p.world.Journal())
			c := p.call()
			_, err := p.world.Do(c)
			dry := c.Op.DryRun(c.In)
			if dry || c.Op.Reads {
				require.Len(t, p.world.Journal(), lines)
				require.Equal(t, refusals, p.world.Refusals().Len())
			} else {
				require.Len(t, p.world.Journal(), lines+1)
			}
			if dry {
				require.Error(t, err)
			}
			partly := slices.Contains(ec2.PartialActions, c.Op.Action)
			if dry || c.Op.Reads || err != nil && !partly {
				require.Equal(t, before, withoutRefusals(p.world), "%s %+v", c.Op.Action, c.In)
			}
		}
	})
}

func TestEveryTransitionEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(t)
		p.play(25, func(Call, error) {})
		for index := range p.world.Yard().Schedules().All() {
			p.world.yard.Schedules().Mut(index).Off = true // a schedule never lets its instance rest
		}
		p.world.Advance(p.world.Now().Add(4*unit.Day), 0) // a snapshot that is written block by block may wait for three
		require.True(t, p.world.isSettled())
	})
}

// The journal, the seed and nothing else make the world: a replay, one that
// reads the journal's own text, and a fork at every step come to the same digest.
func TestReplayGivesTheSameWorld(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(t)
		config := p.world.Config()
		heard := 0
		p.world.Listen(func(Happening) { heard++ })
		p.play(30, func(Call, error) {})
		p.world.Advance(p.world.Now().Add(p.pause()), 0)

		again, read := New(config), New(config)
		again.Replay(p.world.Journal())
		for _, e := range p.world.Journal() {
			line := p.world.Line(e, "main", 0)
			call, err := ParseCall(line.Words)
			require.NoError(t, err, "%q", line.Words)
			call.Caller = e.Caller
			read = read.Fork()
			read.Replay([]Entry{{At: e.At, Call: call}})
		}
		again.Advance(p.world.Now(), 0)
		read.Advance(p.world.Now(), 0)
		require.Equal(t, p.world.Digest(), again.Digest())
		require.Equal(t, p.world.Digest(), read.Digest())
		require.Equal(t, len(p.world.Journal()), len(read.Journal()))
		require.Equal(t, p.world.Fired(), read.Fired())
	})
}

func TestForksAreIndependent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(t)
		p.play(15, func(Call, error) {})
		before, fork := p.world.Digest(), p.world.Fork()
		require.Equal(t, before, fork.Digest())

		other := &player{t, fork}
		other.play(12, func(Call, error) {})
		require.Equal(t, before, p.world.Digest())
		there := fork.Digest()
		p.play(12, func(Call, error) {})
		require.Equal(t, there, fork.Digest())
		checkInvariants(t, p.world)
		checkInvariants(t, fork)
	})
}

func TestSlicedTimeIsWholeTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(t)
		for range 6 {
			sliced, until := p.world.Fork(), p.world.Now().Add(p.pause()*10)
			p.world.Advance(until, 0)
			limit := rapid.IntRange(1, 3).Draw(t, "limit")
			for !sliced.Advance(until, limit) {
				cut := rapid.Int64Range(int64(sliced.Now()), int64(until)).Draw(t, "cut")
				if rapid.Bool().Draw(t, "at a cut") {
					sliced.Advance(unit.Instant(cut), 0)
				}
			}
			require.Equal(t, p.world.Digest(), sliced.Digest())
			p.play(4, func(Call, error) {})
		}
	})
}

func TestTheBillOnlyGrowsAndAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(t)
		last, cut := p.world.Bill(cost.Window{}), unit.Instant(0)
		p.play(25, func(Call, error) {
			now := p.world.Now()
			bill := p.world.Bill(cost.Window{To: now})
			require.GreaterOrEqual(t, bill.Total.Compare(last.Total), 0, "from %v to %v", last.Total, bill.Total)
			parts := p.world.Bill(cost.Window{To: cut}).Total.Plus(p.world.Bill(cost.Window{From: cut, To: now}).Total)
			require.Zero(t, parts.Compare(bill.Total))
			last, cut = bill, cut+(now-cut)/2
		})
	})
}

// Whatever a call changes is in the digest.
func TestTheDigestSeesEveryChange(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id := l.launch("demo-ebs", "demo.small", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 1}), ephemeral("/dev/sdb", "ephemeral0"))
	l.pass(unit.Minute)
	volume := l.volumeAt(id, "/dev/sdf")
	old, snapshot := l.snapshot(volume), l.snapshot(l.rootOf(id))
	l.pass(unit.Minute)
	l.move("eu-west-1")
	elsewhere := l.image("demo-ebs")
	l.move("us-east-1")
	seen := map[Digest]string{l.Digest(): "the start"}
	for _, in := range []any{
		guest.WriteInput{InstanceID: id, Path: "/mnt/sdf/a", Size: "1MiB"},
		guest.WriteInput{InstanceID: id, Path: "/mnt/sdf/b", Size: "1MiB"}, // in memory alone: the flush is asked for already
		guest.FlushInput{InstanceID: id},
		guest.WriteInput{InstanceID: id, Path: "/mnt/sdf/a", Size: "1MiB", Flush: true},
		guest.WriteInput{InstanceID: id, Path: "/mnt/sdb/a", Size: "1MiB", Flush: true},
		guest.WorkloadInput{InstanceID: id, Path: "b", Every: "1h"},
		guest.WorkloadInput{InstanceID: id, Path: "b", Stop: true},
		guest.WorkloadInput{InstanceID: id, Path: "/mnt/sdf", Kind: "database", Iops: 10},
		guest.WorkloadInput{InstanceID: id, Path: "/mnt/sdf", Stop: true},
		yard.ScheduleInput{InstanceID: id, Daily: "00:00-24:00"},
		yard.ScheduleInput{InstanceID: id, Off: true}, // its wake-up is stale, but it was there
		yard.QuotaInput{Name: "vcpus", Limit: 9},
		yard.QuotaInput{Name: "vcpus", Limit: 8},
		yard.FixIDInput{Target: volume, ID: "vol-12345678"},
		ec2.ModifyVolumeInput{VolumeID: "vol-12345678", Size: 2},
		yard.FailModificationInput{VolumeID: "vol-12345678"},
		yard.CatalogueDateInput{Date: "2025-06-30"},
		ec2.CreateTagsInput{Resources: one(id), Tags: []ec2.Tag{{Key: "a"}, {Key: "b"}}},
		ec2.DeleteTagsInput{Resources: one(id), Tags: []ec2.Tag{{Key: "a"}}},
		ec2.CreateSnapshotInput{VolumeID: volume},
		ec2.ModifyInstanceAttributeInput{InstanceID: id, DisableAPITermination: &ec2.BoolValue{Value: true}},
		ec2.ModifyInstanceAttributeInput{InstanceID: id, BlockDeviceMappings: []ec2.InstanceDevice{{DeviceName: "/dev/sdf", Ebs: &ec2.InstanceDeviceEbs{DeleteOnTermination: pointer(false)}}}},
		ec2.CopyImageInput{SourceRegion: "eu-west-1", SourceImageID: elsewhere, Name: "copied"},
		ec2.EnableImageBlockPublicAccessInput{State: "block-new-sharing"},
		ec2.EnableSnapshotBlockPublicAccessInput{State: "block-new-sharing"},
		ec2.EnableSnapshotBlockPublicAccessInput{State: "block-all-sharing"},
		ec2.CreateRuleInput{RetentionPeriod: ec2.RetentionPeriod{Value: 1, Unit: "DAYS"}, ResourceType: "EBS_SNAPSHOT"},
		ec2.LockSnapshotInput{SnapshotID: snapshot, LockMode: "compliance", LockDuration: pointer(int64(2))},
		ec2.ListSnapshotBlocksInput{SnapshotID: old},
		ec2.StartSnapshotInput{VolumeSize: 1},
		ec2.ModifySnapshotTierInput{SnapshotID: old, StorageTier: "archive"},
		ec2.LockSnapshotInput{SnapshotID: snapshot, LockMode: "compliance", LockDuration: pointer(int64(3))},
		ec2.AllocateAddressInput{},
		ec2.MonitorInstancesInput{InstanceIDs: one(id)},
		ec2.CreateKeyPairInput{KeyName: "mine"},
		ec2.DeleteKeyPairInput{KeyName: "mine"},
		ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: 1},
		ec2.RebootInstancesInput{InstanceIDs: one(id)},
		ec2.DetachVolumeInput{VolumeID: volume},
		ec2.StopInstancesInput{InstanceIDs: one(id)},
	} {
		l.do(in)
		d := l.Digest()
		require.Empty(t, seen[d], "%T", in)
		seen[d] = fmt.Sprintf("%T", in)
	}
	l.refused(apierr.InvalidVolumeNotFound, ec2.DeleteVolumeInput{VolumeID: "vol-0123456789abcdef0"})
	require.Empty(t, seen[l.Digest()], "a refusal")
	refused := l.Digest()
	l.pass(1)
	require.NotEqual(t, refused, l.Digest(), "time")
	require.Len(t, l.Digest().String(), 64)
}

// A listener may ask while something happens.
func TestAListenerMayAsk(t *testing.T) {
	l, alone := newLab(t, Config{Seed: 1}), newLab(t, Config{Seed: 1})
	asked := 0
	l.Listen(func(Happening) {
		asked++
		l.do(ec2.DescribeVolumesInput{})
	})
	for _, each := range []*lab{l, alone} {
		id := each.launch("demo-ebs", "demo.small")
		each.pass(unit.Minute)
		each.do(ec2.TerminateInstancesInput{InstanceIDs: one(id)})
		each.pass(unit.Minute)
	}
	require.Greater(t, asked, 5)
	require.Equal(t, alone.Digest(), l.Digest())
}
