package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/io"
	"blockyard/sim/unit"
)

// snapshotOf40 returns a lab with a running instance and a snapshot of 100 GiB, 40 of which are written.
func snapshotOf40(t *testing.T) (l *lab, instance, snapshot string) {
	l = newLab(t, Config{Seed: 6})
	instance = l.launch("al2023", "x1.16xlarge", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 100, VolumeType: "gp3"}))
	l.pass(unit.Minute)
	l.save(instance, "/mnt/sdf/data", "40GiB")
	snapshot = l.snapshot(l.volumeAt(instance, "/dev/sdf"))
	l.pass(unit.Hour)
	return l, instance, snapshot
}

// loaded attaches a volume of the first zone as it is ordered, and asks for 2,000 MiB/s of it.
func (l *lab) loaded(in ec2.CreateVolumeInput, instance, device string) (volume string) {
	in.AvailabilityZone = "us-east-1a"
	volume = ask[ec2.VolumeDescription](l, in).VolumeID
	l.pass(10 * unit.Second)
	l.attach(volume, instance, device)
	l.pass(10 * unit.Second)
	l.do(guest.WorkloadInput{InstanceID: instance, Path: "/mnt/" + device[len("/dev/"):], Kind: "stream", Throughput: 2000})
	return volume
}

// A volume moves as fast as its blocks come, to the very instant at which the last one has.
func TestAVolumeIsHeldByTheBlocksThatAreComing(t *testing.T) {
	for _, c := range []struct {
		in          ec2.CreateVolumeInput
		rate, after int64         // MiB/s
		takes       unit.Duration // 40 GiB at that rate, from the call
		status      string        // of io-performance on the way
	}{
		{ec2.CreateVolumeInput{VolumeType: "gp3"}, 20, 125, 2048 * unit.Second, "not-applicable"},
		{ec2.CreateVolumeInput{VolumeType: "gp2"}, 20, 128, 2048 * unit.Second, "not-applicable"},
		{ec2.CreateVolumeInput{VolumeType: "gp3", InitializationRate: pointer(int64(100))}, 100, 125, 409600 * unit.Millisecond, "not-applicable"},
		{ec2.CreateVolumeInput{VolumeType: "io2", Iops: 3000}, 20, 750, 2048 * unit.Second, "degraded"},
		{ec2.CreateVolumeInput{VolumeType: "io2", Iops: 3000, InitializationRate: pointer(int64(300))}, 300, 750, 136534 * unit.Millisecond, "degraded"},
		{ec2.CreateVolumeInput{VolumeType: "io1", Iops: 100}, 20, 25, 2048 * unit.Second, "normal"},
	} {
		l, instance, x := snapshotOf40(t)
		c.in.SnapshotID = x
		began := l.Now()
		volume := l.loaded(c.in, instance, "/dev/sdg")
		ends := l.volumeOf(volume).Initialization.Ends()
		require.Equal(t, c.takes, ends.Sub(began))
		check := func(held io.Holder, mib int64, status string) {
			step := l.latest(volume)
			require.Equal(t, held, step.Held, "%+v", c.in)
			require.Equal(t, mib, step.Moved.Bytes/int64(unit.MiB), "%+v", c.in)
			require.Equal(t, status, l.statusOf(volume).VolumeStatus.Details[1].Status, "%+v", c.in)
		}
		check(io.Initialization, c.rate, c.status)
		require.Equal(t, c.rate*int64(unit.MiB), l.latest(volume).Limit.Bytes)
		l.pass(ends.Sub(l.Now()) - 1)
		check(io.Initialization, c.rate, c.status)
		l.pass(1)
		status := c.status
		if status == "degraded" {
			status = "normal"
		}
		check(l.latest(volume).Held, c.after, status)
		require.NotEqual(t, io.Initialization, l.latest(volume).Held)
		require.Equal(t, ends, l.latest(volume).From)
	}
}

// With fast snapshot restore, and without time to take, all blocks are there at once.
func TestFastRestoreHoldsNothing(t *testing.T) {
	l, instance, x := snapshotOf40(t)
	l.do(ec2.EnableFastSnapshotRestoresInput{AvailabilityZones: one("us-east-1a"), SourceSnapshotIDs: one(x)})
	l.pass(2 * unit.Hour)
	fast := l.loaded(ec2.CreateVolumeInput{SnapshotID: x, VolumeType: "io2", Iops: 1000}, instance, "/dev/sdg")
	require.True(t, l.volumeOf(fast).Initialization.Fast)
	lazy := l.loaded(ec2.CreateVolumeInput{SnapshotID: x, VolumeType: "io2", Iops: 1000, InitializationRate: pointer(int64(100))}, instance, "/dev/sdh")
	l.SetTiming(catalog.None)
	timeless := l.loaded(ec2.CreateVolumeInput{SnapshotID: x, VolumeType: "io2", Iops: 1000}, instance, "/dev/sdi")
	for volume, held := range map[string]io.Holder{fast: io.VolumeIOPS, lazy: io.Initialization, timeless: io.VolumeIOPS} {
		require.Equal(t, held, l.steps(volume)[0].Held)
	}
	require.Equal(t, "ok", l.statusOf(fast).VolumeStatus.Status)
	require.Equal(t, "warning", l.statusOf(lazy).VolumeStatus.Status)
}

// A copy of a volume has its blocks by and by too, and gp2 saves credits meanwhile.
func TestACopyIsHeldByItsBlocks(t *testing.T) {
	l, instance, _ := snapshotOf40(t)
	began := l.Now()
	made := ask[ec2.CopyVolumesOutput](l, ec2.CopyVolumesInput{SourceVolumeID: l.volumeAt(instance, "/dev/sdf"), VolumeType: "gp2"}).Volumes[0].VolumeID
	l.pass(10 * unit.Second)
	l.attach(made, instance, "/dev/sdg")
	l.pass(10 * unit.Second)
	l.do(guest.WorkloadInput{InstanceID: instance, Path: "/mnt/sdg", Kind: "database", Iops: 12800})
	require.Equal(t, io.Rate{MilliIOPS: 3_000_000, Bytes: 3000 << 14}, l.latest(made).Moved, "below what comes, nothing is held by it")
	require.Equal(t, io.VolumeIOPS, l.latest(made).Held)
	l.do(guest.WorkloadInput{InstanceID: instance, Path: "/mnt/sdg", Stop: true})
	l.do(guest.WorkloadInput{InstanceID: instance, Path: "/mnt/sdg", Kind: "stream", Throughput: 120})
	require.Equal(t, io.Initialization, l.latest(made).Held)
	l.pass(unit.Hour)
	require.Equal(t, began.Add(409600*unit.Millisecond), l.latest(made).From)
	require.Equal(t, int64(120<<20), l.latest(made).Moved.Bytes)
}
