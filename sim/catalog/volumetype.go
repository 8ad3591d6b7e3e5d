package catalog

// A ParameterUse says whether a call may name a parameter for a volume type.
type ParameterUse uint8

// The uses of Iops and Throughput.
const (
	NotAllowed ParameterUse = iota
	Optional
	Required
)

// A VolumeType holds the limits of an EBS volume type as AWS states them today.
// Numbers that do not apply to a type are zero.
type VolumeType struct {
	Name  string // as the API spells it
	Title string // as AWS's pages name it

	MinGiB, MaxGiB uint32 // sizes that can be created
	Bootable       bool
	MultiAttach    bool // may be attached to several instances at once
	PreviousGen    bool // of the previous generation

	IOPS        ParameterUse // whether Iops may be given
	MinIOPS     uint32       // least that can be provisioned, or that a small gp2 volume has
	MaxIOPS     uint32       // most that one volume can have
	PerGiB      uint32       // IOPS for each GiB: provisionable at most, or for gp2 the baseline
	DefaultIOPS uint32       // provisioned when Iops is left out; gp3 has them for free
	XenIOPS     uint32       // most that instances not on Nitro reach
	BurstIOPS   uint32       // gp2: reached while credits last
	BurstBucket uint32       // gp2: credits of a full bucket, in I/O operations
	IOUnitKiB   uint32       // what counts as one I/O operation

	Throughput        ParameterUse // whether Throughput may be given
	MinThroughput     uint32       // MiB/s, least that can be provisioned
	MaxThroughput     uint32       // MiB/s, most that one volume can have
	DefaultThroughput uint32       // MiB/s, when Throughput is left out; gp3 has them for free
	IOPSPerMiBps      uint32       // IOPS that each MiB/s needs
	PerTiB            uint32       // MiB/s for each TiB: the baseline of st1 and sc1
	BurstPerTiB       uint32       // MiB/s for each TiB while credits last

	FailuresPer100k uint32 // volumes of 100,000 lost in a year, the upper end of AWS's range
}

// volumeTypes are today's volume types. Sources: CreateVolume and ModifyVolume in
// botocore 1.43.11 (2026-05) for sizes, IOPS and throughput of gp3, io1 and io2;
// awsdocs/amazon-ec2-user-guide general-purpose.md, provisioned-iops.md, hdd-vols.md
// and ebs-volume-types.md @e3707c4 (2023-06) for the rest; certainty high. Before
// September 2025 gp3 ended at 16 TiB, 16,000 IOPS and 1,000 MiB/s.
//
// Simplified: every io2 is Block Express, and a magnetic volume always reaches its average of 100 IOPS.
var volumeTypes = []VolumeType{
	{
		Name: "gp3", Title: "General Purpose SSD (gp3)", MinGiB: 1, MaxGiB: 65536, Bootable: true,
		IOPS: Optional, MinIOPS: 3000, MaxIOPS: 80000, PerGiB: 500, DefaultIOPS: 3000, IOUnitKiB: 16,
		Throughput: Optional, MinThroughput: 125, MaxThroughput: 2000, DefaultThroughput: 125, IOPSPerMiBps: 4,
		FailuresPer100k: 200,
	},
	{
		Name: "gp2", Title: "General Purpose SSD (gp2)", MinGiB: 1, MaxGiB: 16384, Bootable: true,
		MinIOPS: 100, MaxIOPS: 16000, PerGiB: 3, BurstIOPS: 3000, BurstBucket: 5_400_000, IOUnitKiB: 16,
		MaxThroughput: 250, FailuresPer100k: 200,
	},
	{
		Name: "io1", Title: "Provisioned IOPS SSD (io1)", MinGiB: 4, MaxGiB: 16384, Bootable: true, MultiAttach: true,
		IOPS: Required, MinIOPS: 100, MaxIOPS: 64000, PerGiB: 50, XenIOPS: 32000, IOUnitKiB: 16,
		MaxThroughput: 1000, FailuresPer100k: 200,
	},
	{
		Name: "io2", Title: "Provisioned IOPS SSD (io2 Block Express)", MinGiB: 4, MaxGiB: 65536, Bootable: true, MultiAttach: true,
		IOPS: Required, MinIOPS: 100, MaxIOPS: 256000, PerGiB: 1000, XenIOPS: 32000, IOUnitKiB: 16,
		MaxThroughput: 4000, FailuresPer100k: 1,
	},
	{
		Name: "st1", Title: "Throughput Optimized HDD (st1)", MinGiB: 125, MaxGiB: 16384,
		MaxIOPS: 500, IOUnitKiB: 1024, MaxThroughput: 500, PerTiB: 40, BurstPerTiB: 250, FailuresPer100k: 200,
	},
	{
		Name: "sc1", Title: "Cold HDD (sc1)", MinGiB: 125, MaxGiB: 16384,
		MaxIOPS: 250, IOUnitKiB: 1024, MaxThroughput: 250, PerTiB: 12, BurstPerTiB: 80, FailuresPer100k: 200,
	},
	{
		Name: "standard", Title: "Magnetic (standard)", MinGiB: 1, MaxGiB: 1024, Bootable: true, PreviousGen: true,
		MaxIOPS: 100, IOUnitKiB: 16, MaxThroughput: 90,
	},
}

// DefaultVolumeType is what CreateVolume and RunInstances make when no type is
// named (botocore model; the console offers gp3 instead).
const DefaultVolumeType = "gp2"

// VolumeTypes returns every volume type. The table is shared: callers must not change it.
func VolumeTypes() []VolumeType { return volumeTypes }

// VolumeTypeNamed returns the volume type of that name.
func VolumeTypeNamed(name string) (*VolumeType, bool) {
	for i := range volumeTypes {
		if volumeTypes[i].Name == name {
			return &volumeTypes[i], true
		}
	}
	return nil, false
}

// IOPSLimit returns the most IOPS that a volume of that size can be given: so
// many for each GiB, but never less than what every volume may have.
func (t *VolumeType) IOPSLimit(gib uint32) uint32 {
	return uint32(min(uint64(t.MaxIOPS), max(uint64(t.MinIOPS), uint64(t.PerGiB)*uint64(gib))))
}

// BaselineIOPS returns the IOPS that a volume of that size has when the call
// names none, which DescribeVolumes shows: gp2 earns 3 for each GiB, gp3 has 3000.
// It is 0 for the types that must be told and for those that AWS states none for.
func (t *VolumeType) BaselineIOPS(gib uint32) uint32 {
	if t.IOPS == NotAllowed && t.PerGiB > 0 {
		return t.IOPSLimit(gib)
	}
	return t.DefaultIOPS
}

// ThroughputLimit returns the most MiB/s that a volume of that size and those
// IOPS reaches, credits left aside.
func (t *VolumeType) ThroughputLimit(gib, iops uint32) uint32 {
	switch t.Name {
	case "gp3":
		return min(t.MaxThroughput, max(t.MinThroughput, iops/t.IOPSPerMiBps))
	case "gp2": // 250 MiB/s up to 334 GiB needs credits
		if gib < 334 {
			return 128
		}
		return t.MaxThroughput
	case "io1": // 256 KiB an operation up to 500 MiB/s, then 16 KiB
		return min(t.MaxThroughput, max(min(500, iops/4), iops/64))
	case "io2":
		return min(t.MaxThroughput, iops/4)
	default:
		return t.streamLimit(gib, t.PerTiB)
	}
}

// BurstThroughput returns the MiB/s that a volume of that size reaches while its
// credits last; it equals ThroughputLimit for types that have no such credits.
func (t *VolumeType) BurstThroughput(gib, iops uint32) uint32 {
	switch {
	case t.Name == "gp2" && gib > 170:
		return t.MaxThroughput
	case t.BurstPerTiB > 0:
		return t.streamLimit(gib, t.BurstPerTiB)
	default:
		return t.ThroughputLimit(gib, iops)
	}
}

// streamLimit returns MiB/s by size for the types that are sold by throughput, at least 1.
func (t *VolumeType) streamLimit(gib, perTiB uint32) uint32 {
	if perTiB == 0 {
		return t.MaxThroughput
	}
	return min(t.MaxThroughput, max(1, perTiB*gib/1024))
}
