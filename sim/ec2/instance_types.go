package ec2

import (
	"fmt"
	"slices"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// DescribeInstanceTypesInput holds the parameters of DescribeInstanceTypes.
type DescribeInstanceTypesInput struct {
	DryRun        bool     `ec2:"DryRun"`
	InstanceTypes []string `ec2:"InstanceTypes,query=InstanceType"`
	Filters       []Filter `ec2:"Filters,query=Filter"`
	MaxResults    *int64   `ec2:"MaxResults"`
	NextToken     string   `ec2:"NextToken"`
}

// DescribeInstanceTypesOutput is the answer of DescribeInstanceTypes.
type DescribeInstanceTypesOutput struct {
	InstanceTypes []TypeDescription `ec2:"InstanceTypes,xml=instanceTypeSet"`
	NextToken     string            `ec2:"NextToken"`
}

// A TypeDescription is an instance type as DescribeInstanceTypes shows it.
type TypeDescription struct {
	InstanceType                  string        `ec2:"InstanceType"`
	CurrentGeneration             bool          `ec2:"CurrentGeneration"`
	FreeTierEligible              bool          `ec2:"FreeTierEligible"`
	SupportedUsageClasses         []string      `ec2:"SupportedUsageClasses"`
	SupportedRootDeviceTypes      []string      `ec2:"SupportedRootDeviceTypes"`
	SupportedVirtualizationTypes  []string      `ec2:"SupportedVirtualizationTypes"`
	BareMetal                     bool          `ec2:"BareMetal"`
	Hypervisor                    string        `ec2:"Hypervisor"`
	ProcessorInfo                 ProcessorInfo `ec2:"ProcessorInfo"`
	VCPUInfo                      VCPUInfo      `ec2:"VCpuInfo"`
	MemoryInfo                    MemoryInfo    `ec2:"MemoryInfo"`
	InstanceStorageSupported      bool          `ec2:"InstanceStorageSupported"`
	InstanceStorageInfo           *TypeStorage  `ec2:"InstanceStorageInfo"`
	EBSInfo                       TypeEBS       `ec2:"EbsInfo"`
	NetworkInfo                   TypeNetwork   `ec2:"NetworkInfo"`
	HibernationSupported          bool          `ec2:"HibernationSupported"`
	BurstablePerformanceSupported bool          `ec2:"BurstablePerformanceSupported"`
	AutoRecoverySupported         bool          `ec2:"AutoRecoverySupported"`
}

// ProcessorInfo says what software runs on a type.
type ProcessorInfo struct {
	SupportedArchitectures []string `ec2:"SupportedArchitectures"`
}

// VCPUInfo says how many vCPUs a type has.
type VCPUInfo struct {
	DefaultVCPUs int64 `ec2:"DefaultVCpus"`
}

// MemoryInfo says how much memory a type has.
type MemoryInfo struct {
	SizeInMiB int64 `ec2:"SizeInMiB"`
}

// TypeStorage is the instance store of a type.
type TypeStorage struct {
	TotalSizeInGB     int64      `ec2:"TotalSizeInGB"`
	Disks             []TypeDisk `ec2:"Disks"`
	NVMeSupport       string     `ec2:"NvmeSupport"`
	EncryptionSupport string     `ec2:"EncryptionSupport"`
}

// A TypeDisk is one kind of disk that a type has.
type TypeDisk struct {
	SizeInGB int64  `ec2:"SizeInGB"`
	Count    int64  `ec2:"Count"`
	Type     string `ec2:"Type"`
}

// TypeEBS is how a type reaches its volumes.
type TypeEBS struct {
	OptimizedSupport      string         `ec2:"EbsOptimizedSupport"`
	EncryptionSupport     string         `ec2:"EncryptionSupport"`
	OptimizedInfo         *TypeBandwidth `ec2:"EbsOptimizedInfo"`
	NVMeSupport           string         `ec2:"NvmeSupport"`
	MaximumEBSAttachments int64          `ec2:"MaximumEbsAttachments"`
	AttachmentLimitType   string         `ec2:"AttachmentLimitType"`
}

// TypeBandwidth limits all volumes of an instance together: always, and for at
// least 30 minutes once in 24 hours. The throughputs are decimal numbers as text.
type TypeBandwidth struct {
	BaselineMbps int64  `ec2:"BaselineBandwidthInMbps"`
	BaselineMBps string `ec2:"BaselineThroughputInMBps"`
	BaselineIOPS int64  `ec2:"BaselineIops"`
	MaximumMbps  int64  `ec2:"MaximumBandwidthInMbps"`
	MaximumMBps  string `ec2:"MaximumThroughputInMBps"`
	MaximumIOPS  int64  `ec2:"MaximumIops"`
}

// TypeNetwork says which network adapter a type has.
type TypeNetwork struct {
	ENASupport string `ec2:"EnaSupport"`
}

// typeFields is what instance types can be filtered by.
var typeFields = []field[TypeDescription]{
	{"auto-recovery-supported", ofType(func(d *TypeDescription) any { return d.AutoRecoverySupported })},
	{"bare-metal", ofType(func(d *TypeDescription) any { return d.BareMetal })},
	{"burstable-performance-supported", ofType(func(d *TypeDescription) any { return d.BurstablePerformanceSupported })},
	{"current-generation", ofType(func(d *TypeDescription) any { return d.CurrentGeneration })},
	{"ebs-info.attachment-limit-type", ofType(func(d *TypeDescription) any { return d.EBSInfo.AttachmentLimitType })},
	{"ebs-info.ebs-optimized-info.baseline-bandwidth-in-mbps", ofBandwidth(func(b *TypeBandwidth) any { return b.BaselineMbps })},
	{"ebs-info.ebs-optimized-info.baseline-iops", ofBandwidth(func(b *TypeBandwidth) any { return b.BaselineIOPS })},
	{"ebs-info.ebs-optimized-info.baseline-throughput-in-mbps", ofBandwidth(func(b *TypeBandwidth) any { return b.BaselineMBps })},
	{"ebs-info.ebs-optimized-info.maximum-bandwidth-in-mbps", ofBandwidth(func(b *TypeBandwidth) any { return b.MaximumMbps })},
	{"ebs-info.ebs-optimized-info.maximum-iops", ofBandwidth(func(b *TypeBandwidth) any { return b.MaximumIOPS })},
	{"ebs-info.ebs-optimized-info.maximum-throughput-in-mbps", ofBandwidth(func(b *TypeBandwidth) any { return b.MaximumMBps })},
	{"ebs-info.ebs-optimized-support", ofType(func(d *TypeDescription) any { return d.EBSInfo.OptimizedSupport })},
	{"ebs-info.encryption-support", ofType(func(d *TypeDescription) any { return d.EBSInfo.EncryptionSupport })},
	{"ebs-info.maximum-ebs-attachments", ofType(func(d *TypeDescription) any { return d.EBSInfo.MaximumEBSAttachments })},
	{"ebs-info.nvme-support", ofType(func(d *TypeDescription) any { return d.EBSInfo.NVMeSupport })},
	{"free-tier-eligible", ofType(func(d *TypeDescription) any { return d.FreeTierEligible })},
	{"hibernation-supported", ofType(func(d *TypeDescription) any { return d.HibernationSupported })},
	{"hypervisor", ofType(func(d *TypeDescription) any { return d.Hypervisor })},
	{"instance-storage-info.disk.count", ofStorage(func(s *TypeStorage) any { return s.Disks[0].Count })},
	{"instance-storage-info.disk.size-in-gb", ofStorage(func(s *TypeStorage) any { return s.Disks[0].SizeInGB })},
	{"instance-storage-info.disk.type", ofStorage(func(s *TypeStorage) any { return s.Disks[0].Type })},
	{"instance-storage-info.encryption-support", ofStorage(func(s *TypeStorage) any { return s.EncryptionSupport })},
	{"instance-storage-info.nvme-support", ofStorage(func(s *TypeStorage) any { return s.NVMeSupport })},
	{"instance-storage-info.total-size-in-gb", ofStorage(func(s *TypeStorage) any { return s.TotalSizeInGB })},
	{"instance-storage-supported", ofType(func(d *TypeDescription) any { return d.InstanceStorageSupported })},
	{"instance-type", ofType(func(d *TypeDescription) any { return d.InstanceType })},
	{"memory-info.size-in-mib", ofType(func(d *TypeDescription) any { return d.MemoryInfo.SizeInMiB })},
	{"network-info.ena-support", ofType(func(d *TypeDescription) any { return d.NetworkInfo.ENASupport })},
	{"processor-info.supported-architecture", func(_ *Tx, _ uint32, d *TypeDescription) []string { return d.ProcessorInfo.SupportedArchitectures }},
	{"supported-root-device-type", func(_ *Tx, _ uint32, d *TypeDescription) []string { return d.SupportedRootDeviceTypes }},
	{"supported-usage-class", func(_ *Tx, _ uint32, d *TypeDescription) []string { return d.SupportedUsageClasses }},
	{"supported-virtualization-type", func(_ *Tx, _ uint32, d *TypeDescription) []string { return d.SupportedVirtualizationTypes }},
	{"vcpu-info.default-vcpus", ofType(func(d *TypeDescription) any { return d.VCPUInfo.DefaultVCPUs })},
}

// ofType makes a filter field of something that every type has.
func ofType(value func(*TypeDescription) any) func(*Tx, uint32, *TypeDescription) []string {
	return func(_ *Tx, _ uint32, d *TypeDescription) []string { return one(fmt.Sprint(value(d))) }
}

// ofStorage makes a filter field of the instance store that a type may have.
func ofStorage(value func(*TypeStorage) any) func(*Tx, uint32, *TypeDescription) []string {
	return func(_ *Tx, _ uint32, d *TypeDescription) []string {
		if d.InstanceStorageInfo == nil {
			return nil
		}
		return one(fmt.Sprint(value(d.InstanceStorageInfo)))
	}
}

// ofBandwidth makes a filter field of the EBS bandwidth that a type may have.
func ofBandwidth(value func(*TypeBandwidth) any) func(*Tx, uint32, *TypeDescription) []string {
	return func(_ *Tx, _ uint32, d *TypeDescription) []string {
		if d.EBSInfo.OptimizedInfo == nil {
			return nil
		}
		return one(fmt.Sprint(value(d.EBSInfo.OptimizedInfo)))
	}
}

// DescribeInstanceTypes lists the instance types that the region offers, with what they have and cannot do.
func DescribeInstanceTypes(tx *Tx, in DescribeInstanceTypesInput) (out DescribeInstanceTypesOutput, err error) {
	if err := notWithLimit(in.InstanceTypes, in.MaxResults, "instanceTypes"); err != nil {
		return out, err
	}
	if err := tx.knownTypes(in.InstanceTypes); err != nil {
		return out, err
	}
	keep, fault := plainSieve(tx, in.Filters, typeFields)
	if fault != nil {
		return out, fault
	}
	types := []TypeDescription{}
	for k := range catalog.InstanceTypes() {
		kind := &catalog.InstanceTypes()[k]
		asked := len(in.InstanceTypes) == 0 || slices.Contains(in.InstanceTypes, kind.Name)
		if d := describeType(kind); asked && len(catalog.ZonesOffering(tx.region(), kind)) > 0 && keep.keeps(0, &d) {
			types = append(types, d)
		}
	}
	out.InstanceTypes, out.NextToken, fault = page("DescribeInstanceTypes", types, in.MaxResults, in.NextToken)
	return out, orNil(fault)
}

// knownTypes refuses names of types that the region does not have.
func (tx *Tx) knownTypes(names []string) *apierr.Error {
	var unknown []string
	for _, name := range names {
		kind, ok := catalog.InstanceTypeNamed(name)
		if !ok || len(catalog.ZonesOffering(tx.region(), kind)) == 0 {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	return apierr.New(apierr.InvalidInstanceType, "The following supplied instance types do not exist: [%s]", strings.Join(unknown, ", ")).
		Because("%s has no such type.", tx.region().Name).Suggest("aws ec2 describe-instance-types --query 'InstanceTypes[].InstanceType'")
}

// describeType shows one instance type.
func describeType(kind *catalog.InstanceType) TypeDescription {
	d := TypeDescription{
		InstanceType: kind.Name, CurrentGeneration: kind.Current, FreeTierEligible: slices.Contains([]string{"t2.micro", "t3.micro"}, kind.Name),
		SupportedUsageClasses: []string{"on-demand"}, SupportedRootDeviceTypes: kind.RootDeviceTypes, SupportedVirtualizationTypes: kind.Virtualization,
		Hypervisor: kind.Hypervisor, ProcessorInfo: ProcessorInfo{kind.Architectures}, VCPUInfo: VCPUInfo{int64(kind.VCPUs)},
		MemoryInfo: MemoryInfo{int64(kind.Memory / unit.MiB)}, InstanceStorageSupported: kind.Store.Disks > 0,
		EBSInfo: describeEBS(kind), NetworkInfo: TypeNetwork{kind.ENA()}, HibernationSupported: kind.Hibernation,
		BurstablePerformanceSupported: kind.Burstable, AutoRecoverySupported: kind.Recovers(),
	}
	if s := kind.Store; s.Disks > 0 {
		d.InstanceStorageInfo = &TypeStorage{int64(s.TotalGB()), []TypeDisk{{int64(s.GB), int64(s.Disks), s.Medium}}, s.NVMe, s.Encryption}
	}
	return d
}

// describeEBS shows how a type reaches its volumes.
func describeEBS(kind *catalog.InstanceType) TypeEBS {
	e := kind.EBS
	d := TypeEBS{OptimizedSupport: e.Optimized, EncryptionSupport: "supported", NVMeSupport: e.NVMe, MaximumEBSAttachments: int64(e.AttachmentLimit), AttachmentLimitType: e.LimitType}
	if !kind.Encrypts() {
		d.EncryptionSupport = "unsupported"
	}
	if e.Baseline.Mbps > 0 {
		d.OptimizedInfo = &TypeBandwidth{
			int64(e.Baseline.Mbps), thousandths(e.Baseline.MilliMBps), int64(e.Baseline.IOPS),
			int64(e.Maximum.Mbps), thousandths(e.Maximum.MilliMBps), int64(e.Maximum.IOPS),
		}
	}
	return d
}

// thousandths writes a number of thousandths as a decimal number: 10875 is "10.875".
func thousandths(n uint32) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%d.%03d", n/1000, n%1000), "0"), ".")
}
