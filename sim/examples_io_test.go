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

// loadedVolume returns a lab in which a volume of a specification is attached to a large instance.
func loadedVolume(t *testing.T, in ec2.CreateVolumeInput) (l *lab, instance, volume string) {
	l = newLab(t, Config{Seed: 1, Timing: catalog.None})
	instance = l.launch("al2023", "x1.16xlarge")
	in.AvailabilityZone = "us-east-1a"
	volume = ask[ec2.VolumeDescription](l, in).VolumeID
	l.attach(volume, instance, "/dev/sdf")
	return l, instance, volume
}

// steps returns the I/O of a volume or an instance until now.
func (l *lab) steps(id string) []io.Step { return l.IO(l.ref(id)) }

// latest returns the last step of a volume or an instance.
func (l *lab) latest(id string) io.Step {
	steps := l.steps(id)
	require.NotEmpty(l, steps)
	return steps[len(steps)-1]
}

// How long gp2 bursts at 3,000 IOPS by its size, and how long its empty bucket
// takes to fill.
// Source: awsdocs/amazon-ec2-user-guide doc_source/general-purpose.md @e3707c4,
// the table "I/O credits and burst performance"; its seconds are rounded.
func TestPublishedBurstDurations(t *testing.T) {
	for _, example := range []struct {
		gib, baseline, burst, fill int64
	}{
		{1, 100, 1862, 54000},
		{33, 100, 1862, 54000},
		{100, 300, 2000, 18000},
		{250, 750, 2400, 7200},
		{334, 1002, 2703, 5389},
		{500, 1500, 3600, 3600},
		{750, 2250, 7200, 2400},
	} {
		l, instance, volume := loadedVolume(t, ec2.CreateVolumeInput{Size: example.gib, VolumeType: "gp2"})
		l.do(guest.WorkloadInput{InstanceID: instance, Path: "/mnt/sdf", Kind: "database", Iops: 3000})
		l.pass(12 * unit.Hour)
		steps := l.steps(volume)
		require.Len(t, steps, 2)
		burst, after := steps[0], steps[1]
		require.Equal(t, int64(3_000_000), burst.Moved.MilliIOPS)
		require.InDelta(t, example.burst, int64(burst.To.Sub(burst.From)/unit.Second), 1, "%d GiB", example.gib)
		require.Zero(t, burst.LevelTo)
		require.Equal(t, example.baseline*1000, after.Moved.MilliIOPS, "%d GiB", example.gib)
		require.Equal(t, io.VolumeIOPS, after.Held)

		l.do(guest.WorkloadInput{InstanceID: instance, Path: "/mnt/sdf", Stop: true})
		rest := l.Now()
		l.pass(unit.Day)
		refill := l.steps(volume)[2]
		require.Equal(t, rest, refill.From)
		require.Equal(t, int64(5_400_000), refill.LevelTo)
		require.InDelta(t, example.fill, int64(refill.To.Sub(refill.From)/unit.Second), 1, "%d GiB", example.gib)
	}
}

// What does not burst: gp2 from 1,000 GiB on, and gp3 at any size.
func TestWhatNeverRunsDry(t *testing.T) {
	for _, c := range []struct {
		in   ec2.CreateVolumeInput
		iops int64
	}{
		{ec2.CreateVolumeInput{Size: 1000, VolumeType: "gp2"}, 3000},
		{ec2.CreateVolumeInput{Size: 5334, VolumeType: "gp2"}, 16000},
		{ec2.CreateVolumeInput{Size: 1, VolumeType: "gp3"}, 3000},
		{ec2.CreateVolumeInput{Size: 100, VolumeType: "gp3"}, 3000},
		{ec2.CreateVolumeInput{Size: 100, VolumeType: "io1", Iops: 5000}, 5000},
		{ec2.CreateVolumeInput{Size: 100, VolumeType: "standard"}, 100},
	} {
		l, instance, volume := loadedVolume(t, c.in)
		l.do(guest.WorkloadInput{InstanceID: instance, Path: "/mnt/sdf", Kind: "database", Iops: 20000, IOSize: "4KiB"})
		l.pass(30 * unit.Day)
		steps := l.steps(volume)
		require.Len(t, steps, 1, "%+v", c.in)
		require.Equal(t, c.iops*1000, steps[0].Moved.MilliIOPS, "%+v", c.in)
	}
}

// How long the whole of a volume takes to be read at burst throughput.
// Source: awsdocs/amazon-ec2-user-guide doc_source/hdd-vols.md @e3707c4, the
// tables of full volume scan times; hours of it are rounded to hundredths.
func TestPublishedScanTimes(t *testing.T) {
	for _, example := range []struct {
		kind       string
		tib, hours int64 // hundredths of an hour
	}{
		{"st1", 1, 117},
		{"st1", 2, 117},
		{"st1", 3, 175},
		{"st1", 4, 233},
		{"st1", 5, 292},
		{"st1", 8, 466},
		{"st1", 12, 699},
		{"st1", 16, 932},
		{"sc1", 1, 364},
		{"sc1", 2, 364},
		{"sc1", 3, 364},
		{"sc1", 4, 466},
		{"sc1", 8, 932},
	} {
		l, instance, volume := loadedVolume(t, ec2.CreateVolumeInput{Size: example.tib * 1024, VolumeType: example.kind})
		whole := (unit.Bytes(example.tib) * unit.TiB).String()
		l.do(guest.WorkloadInput{InstanceID: instance, Path: "/mnt/sdf", Kind: "stream", Throughput: 800, Amount: whole})
		l.pass(unit.Day)
		steps := l.steps(volume)
		took := steps[1].From.Sub(steps[0].From)
		require.InDelta(t, example.hours, int64(took*100/unit.Hour), 1, "%s of %d TiB", example.kind, example.tib)
		require.True(t, l.Guests().Workloads().At(0).Stopped)
	}
}

// Baseline, burst and the rule of st1's and sc1's throughput credits: a bucket of
// 1 TiB for each TiB, filled at the baseline.
// Source: hdd-vols.md @e3707c4: 1 TiB of st1 has 40 MiB/s and bursts to 250.
func TestPublishedThroughputCredits(t *testing.T) {
	mib := func(bytes int64) string { return unit.RatioOf(bytes, int64(unit.MiB)).Short(2) }
	for _, example := range []struct {
		kind        string
		gib         int64
		base, burst string
		dry         unit.Duration // rounded up: capacity / (burst - base)
	}{
		{"st1", 125, "4.88", "30.52", unit.Duration(1024*1024*1000/210 + 1)},
		{"st1", 1024, "40", "250", unit.Duration(1024*1024*1000/210 + 1)},
		{"sc1", 1024, "12", "80", unit.Duration(1024*1024*1000/68 + 1)},
		{"st1", 2048, "80", "500", unit.Duration(2*1024*1024*1000/420 + 1)},
	} {
		l, instance, volume := loadedVolume(t, ec2.CreateVolumeInput{Size: example.gib, VolumeType: example.kind})
		l.do(guest.WorkloadInput{InstanceID: instance, Path: "/mnt/sdf", Kind: "stream", Throughput: 900})
		l.pass(unit.Day)
		steps := l.steps(volume)
		require.Len(t, steps, 2)
		require.Equal(t, example.burst, mib(steps[0].Moved.Bytes))
		require.Equal(t, example.base, mib(steps[1].Moved.Bytes))
		require.Equal(t, example.dry, steps[0].To.Sub(steps[0].From), "%s of %d GiB", example.kind, example.gib)
		require.Equal(t, example.gib<<30, steps[0].Capacity)
	}
	// Small random operations cost a whole MiB of credits each.
	l, instance, volume := loadedVolume(t, ec2.CreateVolumeInput{Size: 1024, VolumeType: "st1"})
	l.do(guest.WorkloadInput{InstanceID: instance, Path: "/mnt/sdf", Kind: "database", Iops: 400})
	require.Equal(t, int64(250_000), l.latest(volume).Moved.MilliIOPS)
	require.Equal(t, io.VolumeThroughput, l.latest(volume).Held)
}

// A disk is never faster than the instance's way to it.
// Source: getmoto instance_types.json @0af643a5: t3.micro has 500 IOPS and 10.875
// MB/s, and 11,800 and 260.625 for 30 minutes in 24 hours (ebs-optimized.md @e3707c4).
func TestPublishedInstanceLimits(t *testing.T) {
	l := newLab(t, Config{Seed: 1, Timing: catalog.None})
	id := l.launch("al2023", "t3.micro")
	volume := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: 100, VolumeType: "io2", Iops: 64000}).VolumeID
	l.attach(volume, id, "/dev/sdf")
	start := func(in guest.WorkloadInput) {
		in.InstanceID, in.Path = id, "/mnt/sdf"
		l.do(in)
	}
	start(guest.WorkloadInput{Kind: "database", Iops: 64000})
	require.Equal(t, int64(11_800_000), l.latest(volume).Moved.MilliIOPS)
	l.pass(30*unit.Minute - 1)
	require.Equal(t, int64(11_800_000), l.latest(id).Moved.MilliIOPS)
	l.pass(1)
	require.Equal(t, io.Rate{MilliIOPS: 500_000, Bytes: 500 * 16384}, l.latest(volume).Moved)
	require.Equal(t, io.InstanceIOPS, l.latest(volume).Held)
	start(guest.WorkloadInput{Stop: true})
	l.pass(unit.Day)
	require.Equal(t, l.latest(id).Capacity, l.latest(id).LevelTo)
	start(guest.WorkloadInput{Kind: "stream", Throughput: 4000})
	require.Equal(t, int64(260_625_000), l.latest(volume).Moved.Bytes)
	l.pass(unit.Hour)
	require.Equal(t, int64(10_875_000), l.latest(volume).Moved.Bytes)
	require.Equal(t, io.InstanceThroughput, l.latest(volume).Held)
}

// While a volume is optimized it has the lower of its old and its new performance.
func TestPerformanceWhileOptimizing(t *testing.T) {
	l, instance, volume := loadedVolume(t, ec2.CreateVolumeInput{Size: 1024, VolumeType: "gp3"})
	l.do(guest.WriteInput{InstanceID: instance, Path: "/mnt/sdf/full", Size: "512GiB", Flush: true})
	l.SetTiming(catalog.Typical)
	l.do(guest.WorkloadInput{InstanceID: instance, Path: "/mnt/sdf", Kind: "database", Iops: 30000, IOSize: "4KiB"})
	for _, change := range []struct{ iops, during int64 }{{12000, 3000}, {6000, 6000}} {
		l.do(ec2.ModifyVolumeInput{VolumeID: volume, Iops: change.iops})
		l.pass(unit.Hour)
		require.Equal(t, change.during*1000, l.latest(volume).Moved.MilliIOPS)
		l.pass(2*unit.Hour + catalog.VolumeModifying.Typical)
		require.Equal(t, change.iops*1000, l.latest(volume).Moved.MilliIOPS)
	}
}

// st1 falls to its baseline while a snapshot of it is on its way (hdd-vols.md).
func TestASnapshotSlowsAThroughputDisk(t *testing.T) {
	l, instance, volume := loadedVolume(t, ec2.CreateVolumeInput{Size: 1024, VolumeType: "st1"})
	l.do(guest.WriteInput{InstanceID: instance, Path: "/mnt/sdf/data", Size: "10GiB", Flush: true})
	l.SetTiming(catalog.Typical)
	l.do(guest.WorkloadInput{InstanceID: instance, Path: "/mnt/sdf", Kind: "stream", Throughput: 300})
	require.Equal(t, int64(250<<20), l.latest(volume).Moved.Bytes)
	l.snapshot(volume)
	require.Equal(t, int64(40<<20), l.latest(volume).Moved.Bytes)
	l.pass(10 * unit.Minute)
	require.Equal(t, int64(250<<20), l.latest(volume).Moved.Bytes)
}

// A volume with Multi-Attach has one limit for all its instances; each keeps its own.
func TestInstancesShareAVolumesLimit(t *testing.T) {
	l := newLab(t, Config{Seed: 1, Timing: catalog.None})
	first, second := l.launch("al2023", "m5.large"), l.launch("al2023", "m5.large")
	in := ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: 100, VolumeType: "io2", Iops: 10000, MultiAttach: pointer(true)}
	volume := ask[ec2.VolumeDescription](l, in).VolumeID
	l.attach(volume, first, "/dev/sdf")
	l.attach(volume, second, "/dev/sdf")
	for _, id := range []string{first, second} {
		l.do(guest.WorkloadInput{InstanceID: id, Path: "/mnt/sdf", Kind: "database", Iops: 8000})
	}
	require.Equal(t, int64(10_000_000), l.latest(volume).Moved.MilliIOPS)
	require.Equal(t, int64(5_000_000), l.latest(first).Moved.MilliIOPS)
	l.pass(30 * unit.Minute) // both have burst as long as they may
	require.Equal(t, int64(7_200_000), l.latest(volume).Moved.MilliIOPS)
	l.do(ec2.StopInstancesInput{InstanceIDs: one(second)})
	require.Equal(t, int64(3_600_000), l.latest(volume).Moved.MilliIOPS, "the first is held by its own way to the volume")
	require.Zero(t, l.latest(second).Moved)
	l.do(ec2.DetachVolumeInput{VolumeID: volume, InstanceID: first})
	require.Zero(t, l.latest(volume).Moved)
}
