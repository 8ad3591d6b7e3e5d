package catalog

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/rng"
	"blockyard/sim/unit"
)

func TestRegionsAreTheTenThatArePricedAndOneNotOptedIn(t *testing.T) {
	var usable, other []string
	for i, r := range Regions() {
		require.Equal(t, i, int(r.Index), r.Name)
		require.Equal(t, "ec2."+r.Name+".amazonaws.com", r.Endpoint)
		if r.Usable() {
			usable = append(usable, r.Name)
		} else {
			other = append(other, r.Name+" "+r.OptIn)
		}
	}
	require.Equal(t, "us-east-1 us-east-2 us-west-1 us-west-2 eu-west-1 eu-central-1 ap-south-1 ap-southeast-1 ap-northeast-1 sa-east-1",
		strings.Join(usable, " "))
	require.Equal(t, []string{"ap-east-1 not-opted-in"}, other)
}

func TestZonesBelongToTheirRegion(t *testing.T) {
	virginia, ok := RegionNamed("us-east-1")
	require.True(t, ok)
	require.Len(t, virginia.Zones, 6)
	for _, r := range Regions() {
		var ids []string
		for i, z := range r.Zones {
			require.Equal(t, i, int(z.Index))
			require.True(t, strings.HasPrefix(z.Name, r.Name), z.Name)
			require.True(t, strings.HasPrefix(z.ID, r.Short+"-az"), z.ID)
			require.NotContains(t, ids, z.ID)
			ids = append(ids, z.ID)
			found, ok := ZoneNamed(&r, z.Name)
			require.True(t, ok)
			require.Equal(t, z, *found)
		}
		require.Equal(t, r.Name+"a", r.Zones[0].Name, "launches without a zone go to the first")
	}
	_, ok = ZoneNamed(virginia, "us-west-2a")
	require.False(t, ok, "a zone of another Region")
	_, ok = RegionNamed("us-east-9")
	require.False(t, ok)
}

// Numbers of the user guide and of DescribeInstanceTypes, one of each shape.
func TestInstanceTypesHaveAWSsNumbers(t *testing.T) {
	micro, ok := InstanceTypeNamed("t3.micro")
	require.True(t, ok)
	require.Equal(t, InstanceType{
		Name: "t3.micro", VCPUs: 2, Memory: unit.GiB, Architectures: []string{"x86_64"}, Hypervisor: "nitro", Current: true,
		RootDeviceTypes: []string{"ebs"}, Virtualization: []string{"hvm"}, Burstable: true, Hibernation: true,
		EBS: EBSSupport{
			Optimized: "default", NVMe: "required", AttachmentLimit: 27, LimitType: "shared",
			Baseline: EBSBandwidth{87, 500, 10875}, Maximum: EBSBandwidth{2085, 11800, 260625},
		},
	}, *micro)
	big, _ := InstanceTypeNamed("d3.xlarge")
	require.EqualValues(t, 5940, big.Store.TotalGB())
	require.True(t, big.Nitro())
	graviton, _ := InstanceTypeNamed("m7g.large")
	require.True(t, graviton.Runs("arm64"))
	require.False(t, graviton.Runs("x86_64"))
	_, ok = InstanceTypeNamed("t9.micro")
	require.False(t, ok)
}

// Nine old Xen families may boot from instance store; newer disks are for data only.
func TestOnlyOldFamiliesBootFromInstanceStore(t *testing.T) {
	for _, family := range []string{"c1", "c3", "d2", "i2", "m1", "m2", "m3", "r3", "x1", "demo"} {
		require.True(t, slices.ContainsFunc(InstanceTypes(), func(i InstanceType) bool {
			return strings.HasPrefix(i.Name, family+".") && i.BootsFrom("instance-store")
		}), family)
	}
	for _, i := range InstanceTypes() {
		require.True(t, i.BootsFrom("ebs"), i.Name)
		if i.BootsFrom("instance-store") {
			require.Equal(t, "xen", i.Hypervisor, i.Name)
			require.NotZero(t, i.Store.Disks, i.Name)
		}
	}
	for _, name := range []string{"i3.large", "i4i.large", "m5d.large", "c5d.large", "d3.xlarge"} {
		i, _ := InstanceTypeNamed(name)
		require.False(t, i.BootsFrom("instance-store"), name)
		require.NotZero(t, i.Store.Disks, name)
	}
}

// Worked examples of general-purpose.md, provisioned-iops.md and hdd-vols.md.
func TestVolumeTypesGiveTheGuidesFigures(t *testing.T) {
	for _, c := range []struct {
		name                             string
		gib, iops                        uint32
		limit, baseline, steady, bursted uint32
	}{
		{"gp2", 33, 100, 100, 100, 128, 128},
		{"gp2", 100, 300, 300, 300, 128, 128},
		{"gp2", 200, 600, 600, 600, 128, 250},
		{"gp2", 5334, 16000, 16000, 16000, 250, 250},
		{"gp3", 1, 3000, 3000, 3000, 750, 750},
		{"gp3", 160, 80000, 80000, 3000, 2000, 2000},
		{"io1", 1280, 64000, 64000, 0, 1000, 1000},
		{"io1", 100, 2000, 5000, 0, 500, 500},
		{"io2", 256, 16000, 256000, 0, 4000, 4000},
		{"st1", 2048, 0, 0, 0, 80, 500},
		{"st1", 12800, 0, 0, 0, 500, 500},
		{"sc1", 16384, 0, 0, 0, 192, 250},
		{"standard", 100, 0, 0, 0, 90, 90},
	} {
		v, ok := VolumeTypeNamed(c.name)
		require.True(t, ok, c.name)
		require.Equal(t, c.limit, v.IOPSLimit(c.gib), "%s limit at %d GiB", c.name, c.gib)
		require.Equal(t, c.baseline, v.BaselineIOPS(c.gib), "%s baseline at %d GiB", c.name, c.gib)
		require.Equal(t, c.steady, v.ThroughputLimit(c.gib, c.iops), "%s throughput at %d GiB", c.name, c.gib)
		require.Equal(t, c.bursted, v.BurstThroughput(c.gib, c.iops), "%s burst at %d GiB", c.name, c.gib)
	}
	_, ok := VolumeTypeNamed(DefaultVolumeType)
	require.True(t, ok)
	_, ok = VolumeTypeNamed("gp4")
	require.False(t, ok)
}

func TestVolumeTypesAllowWhatAWSAllows(t *testing.T) {
	var boot, multi, required []string
	for _, v := range VolumeTypes() {
		if v.Bootable {
			boot = append(boot, v.Name)
		}
		if v.MultiAttach {
			multi = append(multi, v.Name)
		}
		if v.IOPS == Required {
			required = append(required, v.Name)
		}
		require.Equal(t, v.Name == "gp3", v.Throughput == Optional, v.Name)
	}
	require.Equal(t, []string{"gp3", "gp2", "io1", "io2", "standard"}, boot)
	require.Equal(t, []string{"io1", "io2"}, multi)
	require.Equal(t, []string{"io1", "io2"}, required)
}

func TestPublicImagesHaveTheirOwnIDsInEveryRegion(t *testing.T) {
	seen := map[string]string{}
	for _, r := range Regions() {
		images := PublicImages(&r)
		if !r.Usable() {
			require.Empty(t, images)
			continue
		}
		for _, image := range images {
			where := r.Name + " " + image.Alias
			for _, id := range []string{image.ID, image.Snapshot} {
				if id == "" || id == image.Alias {
					continue
				}
				require.Regexp(t, `^(ami|snap)-0[0-9a-f]{16}$`, id)
				require.Empty(t, seen[id], "%s is also %s", where, seen[id])
				seen[id] = where
			}
			require.Equal(t, image.RootType == "ebs", image.Snapshot != "", where)
			require.Less(t, image.UsedGiB, image.RootGiB, where)
			require.Less(t, image.Created, unit.DefaultStart, where)
			require.Regexp(t, `^\d{12}$`, image.Owner, where)
		}
	}
}

// An id is part of saved work, so it must never change: these are fixed for good.
func TestPublicImageIDsNeverChange(t *testing.T) {
	images := PublicImages(&Regions()[0])
	require.Equal(t, "ami-0558ae86a9793a7c4", images[0].ID)
	require.Equal(t, "snap-0259cabbd1cc71ecc", images[0].Snapshot)
	for _, id := range []string{"ami-12c6146b", "ami-03cf127a"} {
		i := slices.IndexFunc(images, func(p PublicImage) bool { return p.ID == id })
		require.Positive(t, i, id)
		require.Equal(t, id == "ami-12c6146b", images[i].Platform == "windows")
		require.Equal(t, "/dev/sda1 ebs", images[i].RootDeviceName+" "+images[i].RootType)
		require.EqualValues(t, 8, images[i].RootGiB)
	}
}

func TestEveryImageFitsSomeInstanceType(t *testing.T) {
	for _, image := range PublicImages(&Regions()[0]) {
		require.True(t, slices.ContainsFunc(InstanceTypes(), func(i InstanceType) bool {
			return i.Runs(image.Architecture) && i.BootsFrom(image.RootType) && slices.Contains(i.Virtualization, image.Virtualization)
		}), image.Alias)
		if image.RootType == "ebs" {
			v, ok := VolumeTypeNamed(image.RootVolumeType)
			require.True(t, ok && v.Bootable, image.Alias)
		}
	}
}

func TestBootsKeepTheGuidesBounds(t *testing.T) {
	draw := rng.New(1, "boot")
	longest := func(image Process) (total unit.Duration) {
		for _, p := range []Process{image, BootKernel, BootServices} {
			total += p.Typical + p.Typical*unit.Duration(p.Percent)/100
		}
		return total
	}
	require.Less(t, longest(BootEBSImage), unit.Minute)
	require.Less(t, longest(BootStoreImage), 5*unit.Minute)
	require.Equal(t, 15*unit.Second, BootEBSImage.Lasts(Typical, draw, 0))
	require.Zero(t, BootEBSImage.Lasts(None, draw, 0))
}

func TestUploadsTakeAMinuteForEachGiB(t *testing.T) {
	draw := rng.New(1, "upload")
	require.Equal(t, 40*unit.Minute, SnapshotUpload.PerGiB(40*unit.GiB, Typical, draw, 0))
	require.Equal(t, 30*unit.Second, SnapshotUpload.PerGiB(512*unit.MiB, Typical, draw, 0))
	require.Equal(t, SnapshotMinimum, SnapshotUpload.PerGiB(0, Typical, draw, 0))
	require.Zero(t, SnapshotUpload.PerGiB(40*unit.GiB, None, draw, 0))
	require.Positive(t, SnapshotUpload.PerGiB(64*unit.TiB, Jitter, draw, 0))
}

func TestJitterStaysAroundTheTypicalLength(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Processes()[rapid.IntRange(0, len(Processes())-1).Draw(t, "process")]
		draw, at := rng.New(rapid.Uint64().Draw(t, "seed"), p.Name), rapid.Uint64().Draw(t, "position")
		got := p.Lasts(Jitter, draw, at)
		reach := p.Typical * unit.Duration(p.Percent) / 100
		require.LessOrEqual(t, max(got-p.Typical, p.Typical-got), reach)
		require.Equal(t, got, p.Lasts(Jitter, draw, at), "a draw has no state")
	})
	a, b := rng.New(1, "x"), rng.New(2, "x")
	require.NotEqual(t, Stopping.Lasts(Jitter, a, 0), Stopping.Lasts(Jitter, b, 0))
}

func TestModesAreReadAndPrinted(t *testing.T) {
	for _, m := range []Mode{Typical, Jitter, None} {
		got, err := ParseMode(m.String())
		require.NoError(t, err)
		require.Equal(t, m, got)
	}
	_, err := ParseMode("fast")
	require.EqualError(t, err, `timing "fast" is unknown: write typical, jitter or none`)
}

func TestFaultyTablesPanic(t *testing.T) {
	require.PanicsWithValue(t, `catalog: 2 cells instead of 3 in "a,b"`, func() { records("x,y,z\na,b", 3) })
	require.PanicsWithValue(t, `catalog: "1x" is not a whole number`, func() { number("1x") })
	require.Panics(t, func() { milli("1.2345") })
	require.Panics(t, func() { chargeNamed("petrol") })
	require.EqualValues(t, 10875, milli("10.875"))
}
