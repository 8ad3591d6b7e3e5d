package sim

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// history returns what a meter of a resource has shown, without the times of nothing.
func (l *lab) history(id string, meter cost.Meter) (used []cost.Interval) {
	ref := l.ref(id)
	for _, i := range l.Meters().History(cost.Resource{Kind: uint8(ref.Kind), Index: ref.Index}, meter) {
		if i.Rate > 0 {
			used = append(used, i)
		}
	}
	return used
}

// billed returns the time for which an instance is on the bill, which must be whole milliseconds.
func (l *lab) billed(id string) unit.Duration {
	ref, total := l.ref(id), unit.Ratio{}
	for _, line := range l.Bill(cost.Window{To: l.Now()}).Lines {
		if line.Resource == (cost.Resource{Kind: uint8(ref.Kind), Index: ref.Index}) && line.Meter == cost.Compute {
			total = total.Plus(line.Quantity)
		}
	}
	millis, err := strconv.ParseInt(total.Times(unit.RatioOf(int64(unit.Hour), 1)).Exact(), 10, 64)
	require.NoError(l, err)
	return unit.Duration(millis)
}

func TestAnInstanceIsBilledWhileItRuns(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id := l.launch("al2023", "t3.micro")
	l.pass(10 * unit.Second)
	require.Empty(t, l.history(id, cost.Compute), "pending is free")
	l.pass(25 * unit.Second) // running since second 15
	l.do(ec2.RebootInstancesInput{InstanceIDs: one(id)})
	l.pass(200 * unit.Second)
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Hour)
	runs := l.history(id, cost.Compute)
	require.Len(t, runs, 1, "a reboot is no new start")
	require.Equal(t, []unit.Instant{15_000, 235_000}, []unit.Instant{runs[0].From, runs[0].To}, "billed until the stop is asked for")
	require.Equal(t, 220*unit.Second, l.billed(id), "3 min 40 s bill exactly that")
}

func TestEachStartIsBilledForAMinute(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id := l.launch("al2023", "t3.micro")
	l.pass(35 * unit.Second)
	for n := range 3 {
		l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
		l.pass(unit.Hour)
		require.Equal(t, unit.Duration(n+1)*unit.Minute, l.billed(id), "20 s of use are a minute on the bill, each time")
		l.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
		l.pass(35 * unit.Second)
	}
	l.do(ec2.TerminateInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Hour)
	require.Equal(t, 4*unit.Minute, l.billed(id))
}

func TestStoppedInstancesCostTheirVolumes(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id := l.launch("al2023", "t3.micro", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 100, VolumeType: "gp3", Iops: 5000, Throughput: 250}))
	root, data := l.rootOf(id), l.volumeAt(id, "/dev/sdf")
	l.pass(unit.Minute)
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Hour)
	l.do(ec2.TerminateInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Hour)
	for volume, gib := range map[string]uint64{root: 8, data: 100} {
		storage := l.history(volume, cost.VolumeStorage)
		require.Len(t, storage, 1)
		require.Equal(t, gib, storage[0].Rate)
		require.Zero(t, storage[0].From, "from the launch")
		require.EqualValues(t, unit.Hour+unit.Minute+unit.Second, storage[0].To, "until the instance is gone")
	}
	require.Empty(t, l.history(root, cost.VolumeIOPS), "the baseline of gp3 is free")
	require.EqualValues(t, 2000, l.history(data, cost.VolumeIOPS)[0].Rate)
	require.EqualValues(t, 125, l.history(data, cost.VolumeThroughput)[0].Rate)
	bill := l.Bill(cost.Window{To: l.Now()})
	require.Contains(t, whys(bill), "", "some lines cost money")
	require.Empty(t, bill.Missing)
}

func whys(b cost.Bill) (reasons []string) {
	for i := range b.Lines {
		reasons = append(reasons, b.Lines[i].Why)
	}
	return reasons
}

func TestWhatCostsNothingSaysWhy(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id := l.launch("al2023", "t3.micro")
	require.Equal(t, []string{"an instance is billed only while it is running; this one was pending", "", ""}, whys(l.Bill(cost.Window{To: 1})))
	l.pass(unit.Minute)
	first := l.snapshot(l.rootOf(id))
	empty := l.snapshot(l.newVolumeWhenReady(8))
	second := l.snapshot(l.rootOf(id)) // nothing has changed since the first
	l.pass(unit.Hour)
	lines := map[cost.Resource]string{}
	for _, line := range l.Bill(cost.Window{To: l.Now()}).Lines {
		lines[line.Resource] = line.Why
	}
	of := func(id string) cost.Resource {
		return cost.Resource{Kind: uint8(ec2.KindSnapshot), Index: l.ref(id).Index}
	}
	require.Equal(t, "", lines[of(first)])
	for _, free := range []string{empty, second} {
		require.Equal(t, "all its blocks are stored by other snapshots, or it has none", lines[of(free)])
	}
}

// writes writes a file of so many GiB through to a disk.
func (l *lab) writes(instance, path, size string) {
	l.do(guest.WriteInput{InstanceID: instance, Path: path, Size: size, Flush: true})
}

// stores returns how many GiB are billed to each snapshot.
func (l *lab) stores(snapshots ...string) (gib []uint64) {
	for _, x := range snapshots {
		gib = append(gib, l.Cloud().Blocks().Owned(l.snapshotOf(x).Block)/2048)
	}
	return gib
}

// AWS's own example: https://docs.aws.amazon.com/ebs/latest/userguide/how_snapshots_work.html.
func TestTheWorkedExampleOfIncrementalSnapshots(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id := l.launch("demo-ebs", "demo.small")
	volume := l.newVolume(15)
	l.pass(unit.Minute)
	l.attach(volume, id, "/dev/sdf")
	l.pass(unit.Minute)
	l.writes(id, "/mnt/sdf/stays", "6GiB")
	l.writes(id, "/mnt/sdf/changes", "4GiB")
	a := l.snapshot(volume)
	l.pass(unit.Hour)
	l.writes(id, "/mnt/sdf/changes", "4GiB")
	b := l.snapshot(volume)
	l.pass(unit.Hour)
	l.writes(id, "/mnt/sdf/added", "2GiB")
	c := l.snapshot(volume)
	require.Equal(t, []uint64{10, 4, 2}, l.stores(a, b, c))
	l.pass(unit.Hour)

	before := ask[ec2.DescribeSnapshotsOutput](l, ec2.DescribeSnapshotsInput{SnapshotIDs: []string{b, c}})
	l.do(ec2.DeleteSnapshotInput{SnapshotID: a})
	require.Equal(t, []uint64{10, 2}, l.stores(b, c), "of the 14 GiB of A and B 10 remain")
	require.Equal(t, before, ask[ec2.DescribeSnapshotsOutput](l, ec2.DescribeSnapshotsInput{SnapshotIDs: []string{b, c}}))
	require.Equal(t, int64(10)<<30, before.Snapshots[0].FullSnapshotSizeInBytes)
	require.Equal(t, int64(12)<<30, before.Snapshots[1].FullSnapshotSizeInBytes)
	history := l.history(b, cost.SnapshotStorage)
	require.Equal(t, []uint64{4 * 2048, 10 * 2048}, []uint64{history[0].Rate, history[1].Rate}, "the bill moves with the blocks")

	restored := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1b", SnapshotID: b})
	require.Len(t, l.volumeOf(restored.VolumeID).Files.All(), 2, "B restores whole")
}

func TestTheSecondExampleOfIncrementalSnapshots(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id := l.launch("demo-ebs", "demo.small", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 200}))
	l.pass(unit.Minute)
	volume := l.volumeAt(id, "/dev/sdf")
	l.writes(id, "/mnt/sdf/stays", "30GiB")
	l.writes(id, "/mnt/sdf/changes", "20GiB")
	first := l.snapshot(volume)
	require.Equal(t, []uint64{50}, l.stores(first))
	l.pass(unit.Hour)
	l.writes(id, "/mnt/sdf/changes", "20GiB")
	l.writes(id, "/mnt/sdf/added", "10GiB")
	second := l.snapshot(volume)
	require.Equal(t, []uint64{50, 30}, l.stores(first, second))
	x := l.snapshotOf(second)
	require.Equal(t, 30*unit.Minute, x.Completes.Sub(x.Created), "a minute for each changed GiB")
}

func TestScheduledInstancesRunTheirHours(t *testing.T) {
	for daily, month := range map[string]unit.Duration{
		"22:00-04:00": 180 * unit.Hour, "00:00-24:00": 720 * unit.Hour,
		"09:00-13:00": 120*unit.Hour + unit.Minute, // launched at midnight and stopped at once: one start more
		"20:00-24:00": 120*unit.Hour + unit.Minute,
	} {
		l := newLab(t, Config{Seed: 1, Timing: catalog.None})
		id := l.launch("demo-ebs", "demo.small")
		l.do(yard.ScheduleInput{InstanceID: id, Daily: daily})
		l.pass(30 * unit.Day)
		require.Equal(t, month, l.billed(id), daily)
	}
}
