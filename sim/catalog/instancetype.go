package catalog

import (
	_ "embed" // the table of instance types
	"slices"
	"strings"

	"blockyard/sim/unit"
)

// An InstanceType says what a virtual server of that type has. Members that
// AWS spells as words hold AWS's words (DescribeInstanceTypes).
type InstanceType struct {
	Name            string
	VCPUs           uint32
	Memory          unit.Bytes
	Architectures   []string // of "i386", "x86_64", "arm64"
	Hypervisor      string   // "nitro" or "xen"
	Current         bool     // of the current generation
	RootDeviceTypes []string // of "ebs", "instance-store"
	Virtualization  []string // of "hvm", "paravirtual"
	Burstable       bool     // CPU credits (T2, T3, T4g)
	Hibernation     bool     // can be hibernated
	Store           InstanceStore
	EBS             EBSSupport
}

// InstanceStore is the disks of the host that come with an instance type; Disks is 0 where there are none.
type InstanceStore struct {
	Disks      uint32
	GB         uint32 // size of each disk
	Medium     string // "ssd" or "hdd"
	NVMe       string // "unsupported", "supported" or "required"
	Encryption string // "unsupported" or "required"
}

// TotalGB returns the size of all disks together.
func (s InstanceStore) TotalGB() uint32 { return s.Disks * s.GB }

// Enumerated reports whether the disks are there without a mapping, as NVMe disks are.
func (s InstanceStore) Enumerated() bool { return s.NVMe == "required" }

// EBSSupport is how an instance type reaches its volumes.
type EBSSupport struct {
	Optimized       string       // "unsupported", "supported" or "default"
	NVMe            string       // "unsupported", "supported" or "required"
	Baseline        EBSBandwidth // what it can always do
	Maximum         EBSBandwidth // for at least 30 minutes once in 24 hours (ebs-optimized.md)
	AttachmentLimit uint32       // volumes at most, on an instance with one interface and no other disk
	LimitType       string       // "shared" with interfaces and NVMe disks, or "dedicated" to volumes
}

// EBSBandwidth limits all volumes of an instance together; it is zero where AWS states none.
type EBSBandwidth struct {
	Mbps      uint32 // megabits a second
	IOPS      uint32 // of 16 KiB
	MilliMBps uint32 // thousandths of a megabyte a second
}

// Runs reports whether the type can run an image of that architecture.
func (t *InstanceType) Runs(architecture string) bool {
	return slices.Contains(t.Architectures, architecture)
}

// BootsFrom reports whether the type can boot from that kind of root device, "ebs" or "instance-store".
func (t *InstanceType) BootsFrom(rootDeviceType string) bool {
	return slices.Contains(t.RootDeviceTypes, rootDeviceType)
}

// Encrypts reports whether the type can have encrypted volumes: all of the current
// generation, and of the older ones those from M3, C3, R3, I2, D2 and X1 on.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html.
func (t *InstanceType) Encrypts() bool {
	family, _, _ := strings.Cut(t.Name, ".")
	return !slices.Contains([]string{"m1", "c1", "m2"}, family)
}

// Recovers reports whether an instance of the type comes up by itself on another
// host when its own fails: types without instance store do.
//
// Simplified: AWS lists the families, and lets a few old types with instance store recover, too.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-configuration-recovery.html.
func (t *InstanceType) Recovers() bool { return t.Store.Disks == 0 }

// ENA returns whether the type has the Elastic Network Adapter: "required", "supported" or "unsupported".
func (t *InstanceType) ENA() string {
	family, _, _ := strings.Cut(t.Name, ".")
	switch {
	case t.Nitro():
		return "required"
	case family == "i3" || family == "x1":
		return "supported"
	}
	return "unsupported"
}

// Nitro reports whether the type runs on the Nitro hypervisor.
func (t *InstanceType) Nitro() bool { return t.Hypervisor == "nitro" }

//go:embed instance_types.csv
var instanceTypeTable string

// instanceTypes holds every row of instance_types.csv.
//
// Simplified: AWS has about a thousand types. demo.small is not among them: it
// is this catalogue's small server for round sums, with 1 vCPU, 2 GiB, one
// instance-store disk of 160 GB like m1.small's, and either kind of root.
var instanceTypes = readInstanceTypes(instanceTypeTable)

func readInstanceTypes(table string) []InstanceType {
	var types []InstanceType
	for _, c := range records(table, 25) {
		types = append(types, InstanceType{
			Name: c[0], VCPUs: number(c[1]), Memory: unit.Bytes(number(c[2])) * unit.MiB,
			Architectures: strings.Split(c[3], "|"), Hypervisor: c[4], Current: c[5] == "True",
			RootDeviceTypes: strings.Split(c[6], "|"),
			Store:           InstanceStore{Disks: number(c[7]), GB: number(c[8]), Medium: c[9], NVMe: c[10], Encryption: c[11]},
			EBS: EBSSupport{
				Optimized: c[12], NVMe: c[21], AttachmentLimit: number(c[19]), LimitType: c[20],
				Baseline: EBSBandwidth{number(c[13]), number(c[14]), milli(c[15])},
				Maximum:  EBSBandwidth{number(c[16]), number(c[17]), milli(c[18])},
			},
			Hibernation: c[22] == "True", Virtualization: strings.Split(c[23], "|"), Burstable: c[24] == "True",
		})
	}
	return types
}

// InstanceTypes returns every type in the order of the table. The table is shared: callers must not change it.
func InstanceTypes() []InstanceType { return instanceTypes }

// InstanceTypeNamed returns the type of that name.
func InstanceTypeNamed(name string) (*InstanceType, bool) {
	for i := range instanceTypes {
		if instanceTypes[i].Name == name {
			return &instanceTypes[i], true
		}
	}
	return nil, false
}
