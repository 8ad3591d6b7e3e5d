package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// fastSnapshot returns a completed snapshot of a volume of so many GiB, of which few are written, with fast restore asked for in the first zone.
func fastSnapshot(t *testing.T, gib int64) (*lab, string) {
	l := newLab(t, Config{Seed: 6})
	volume := l.newVolume(gib)
	l.pass(unit.Minute)
	x := l.snapshot(volume)
	l.pass(unit.Minute)
	out := ask[ec2.FastRestoresOutput](l, ec2.EnableFastSnapshotRestoresInput{AvailabilityZones: one("us-east-1a"), SourceSnapshotIDs: one(x)})
	require.Len(t, out.Successful, 1)
	require.Equal(t, ec2.FastEnabling, out.Successful[0].State)
	return l, x
}

// untilEnabled lets time pass until fast restore is enabled: 10 s, and an hour for each TiB.
func (l *lab) untilEnabled(gib int64) {
	l.pass(10*unit.Second + unit.Hour*unit.Duration(gib)/1024)
	require.Equal(l, ec2.FastEnabled, ask[ec2.DescribeFastSnapshotRestoresOutput](l, ec2.DescribeFastSnapshotRestoresInput{}).FastSnapshotRestores[0].State)
}

// restoredFast makes volumes of a snapshot and returns how many have all blocks at once.
func (l *lab) restoredFast(x string, n int) (fast int) {
	for range n {
		if ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x}).FastRestored {
			fast++
		}
	}
	return fast
}

// AWS's rule (ebs-fast-snapshot-restore.md, Volume creation credits): the bucket is
// empty at first and fills by MIN(10, 1024 / GiB) an hour up to MAX(1, MIN(10, 1024 / GiB)).
func TestTheWorkedExamplesOfFastRestoreCredits(t *testing.T) {
	for _, c := range []struct {
		gib           int64
		inAnHour, max int
		hour, full    unit.Duration // the first credit, the full bucket
	}{
		{128, 8, 8, unit.Hour / 8, unit.Hour},      // 1024 / 128 = 8
		{100, 10, 10, unit.Hour / 10, unit.Hour},   // 10.24, but 10 at most
		{64, 10, 10, unit.Hour / 10, unit.Hour},    // 16, but 10 at most
		{1024, 1, 1, unit.Hour, unit.Hour},         // 1
		{4096, 0, 1, 4 * unit.Hour, 4 * unit.Hour}, // a quarter of a credit an hour, in a bucket of one
		{512, 2, 2, unit.Hour / 2, unit.Hour},
	} {
		l, x := fastSnapshot(t, c.gib)
		require.Zero(t, l.restoredFast(x, 1), "not before it is enabled")
		l.untilEnabled(c.gib)
		require.Zero(t, l.restoredFast(x, 1), "%d GiB: the bucket is empty at first", c.gib)
		l.pass(c.hour - 1)
		require.Zero(t, l.restoredFast(x, 1), "%d GiB: a millisecond before the first credit", c.gib)
		l.pass(1)
		require.Equal(t, 1, l.restoredFast(x, 2), "%d GiB", c.gib)
		l.pass(unit.Hour)
		require.Equal(t, c.inAnHour, l.restoredFast(x, 20), "%d GiB: what an hour brings", c.gib)
		l.pass(10 * unit.Day)
		require.Equal(t, c.max, l.restoredFast(x, 20), "%d GiB: the bucket holds no more", c.gib)
	}
}

func TestFastRestoreHasALifeOfItsOwn(t *testing.T) {
	l, x := fastSnapshot(t, 128)
	enable := ec2.EnableFastSnapshotRestoresInput{AvailabilityZones: []string{"us-east-1a", "us-east-1b"}, SourceSnapshotIDs: one(x)}
	out := ask[ec2.FastRestoresOutput](l, enable)
	require.Len(t, out.Successful, 1)
	require.Equal(t, "us-east-1a", out.Unsuccessful[0].Errors[0].AvailabilityZone, "it is enabling there already")
	l.untilEnabled(128)
	l.pass(2 * unit.Hour)
	require.Equal(t, int64(8), ask[yard.FastRestoreCreditsOutput](l, yard.FastRestoreCreditsInput{SnapshotID: x}).Credits[0].Volumes)
	disable := ec2.DisableFastSnapshotRestoresInput{AvailabilityZones: one("us-east-1a"), SourceSnapshotIDs: one(x)}
	require.Equal(t, ec2.FastDisabling, ask[ec2.FastRestoresOutput](l, disable).Successful[0].State)
	require.Zero(t, l.restoredFast(x, 1), "credits are lost")
	l.pass(unit.Minute)
	l.do(ec2.DeleteSnapshotInput{SnapshotID: x})
	l.pass(unit.Minute)
	for _, r := range ask[ec2.DescribeFastSnapshotRestoresOutput](l, ec2.DescribeFastSnapshotRestoresInput{}).FastSnapshotRestores {
		require.Equal(t, ec2.FastDisabled, r.State, "it ends with its snapshot")
	}
	l.refused(apierr.InvalidSnapshotNotFound, enable)
}

// 0.75 USD for each hour in each zone, an hour at the least.
func TestFastRestoreIsBilledByZoneAndHour(t *testing.T) {
	l, x := fastSnapshot(t, 1)
	l.untilEnabled(1)
	from := l.Now()
	l.pass(10 * unit.Hour)
	for _, line := range l.Bill(cost.Window{From: from, To: l.Now()}).Lines {
		if line.Meter == cost.FastRestore {
			require.Equal(t, "10 DSU-hours × $0.75/DSU-hour = $7.50", line.Sum(), x)
			return
		}
	}
	require.Fail(t, "no line")
}

// A volume that was made of a snapshot is usable at once, and has its blocks by and by.
func TestLazyLoading(t *testing.T) {
	l := newLab(t, Config{Seed: 6})
	id := l.launch("al2023", "m5.large", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 100, VolumeType: "gp3"}))
	l.pass(unit.Minute)
	l.save(id, "/mnt/sdf/data", "40GiB")
	x := l.snapshot(l.volumeAt(id, "/dev/sdf"))
	l.pass(unit.Hour)
	made := l.Now()
	lazy := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x, VolumeType: "gp3"}).VolumeID
	rated := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x, InitializationRate: pointer(int64(200))}).VolumeID
	first, second := l.volumeOf(lazy).Initialization, l.volumeOf(rated).Initialization
	require.Equal(t, 2048*unit.Second, first.Ends().Sub(made), "40 GiB at 20 MiB/s")
	require.Equal(t, 204800*unit.Millisecond, second.Ends().Sub(made), "at 200 MiB/s")
	require.Equal(t, []int64{0, 50, 99, 100}, []int64{first.Progress(made), first.Progress(made.Add(1024 * unit.Second)), first.Progress(first.Ends() - 1), first.Progress(first.Ends())})
	require.Equal(t, uint64(1), first.Fetched(made.Add(25*unit.Millisecond)), "a block takes 25 ms")

	l.pass(unit.Minute)
	l.attach(lazy, id, "/dev/sdg")
	l.pass(unit.Minute)
	read := func() guest.ReadOutput {
		return ask[guest.ReadOutput](l, guest.ReadInput{InstanceID: id, Path: "/mnt/sdg/data"})
	}
	early := read()
	require.NotEqual(t, early.Alone, early.Took)
	l.pass(unit.Hour)
	require.Equal(t, early.Alone, read().Took, "the second time it is all there")
	l.refused(apierr.InvalidParameterCombination, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: 1, InitializationRate: pointer(int64(100))})
	for _, rate := range []int64{0, 99, 301} {
		l.refused(apierr.InvalidParameterValue, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x, InitializationRate: &rate})
	}
}

// What a boot waits for follows from what its root has yet to fetch.
func TestABootWaitsForWhatIsMissing(t *testing.T) {
	l := newLab(t, Config{Seed: 6})
	loads := func(rate *int64) (took unit.Duration) {
		id := l.launch("al2023", "t3.micro", mapped("/dev/xvda", ec2.EbsBlockDevice{InitializationRate: rate}))
		l.pass(unit.Minute)
		for _, p := range l.Guests().Boot(l.ref(id).Index) {
			if p.Name == guest.PartLoad {
				took = p.To.Sub(p.From)
			}
		}
		return took
	}
	require.Equal(t, 12*unit.Second, loads(nil))
	require.Equal(t, 2400*unit.Millisecond, loads(pointer(int64(100))))
	require.Zero(t, loads(pointer(int64(200))), "2 GiB have come while the instance was pending")
}

// What wakes acts for the owner of its resource, where the resource is.
func TestFastRestoreWakesForTheOwnerOfItsSnapshot(t *testing.T) {
	l, _ := fastSnapshot(t, 1)
	owner, err := l.Caller(ec2.DefaultAccount, "us-east-1")
	require.NoError(t, err)
	require.Equal(t, owner, l.ownerOf(ec2.Wake{Kind: ec2.WakeFastRestore, Index: 0}))
}
