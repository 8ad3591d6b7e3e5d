// Package cost meters what resources use and turns the readings into bills.
//
// A meter is a history of intervals: from one instant to another, a resource used
// so much of something. Nothing is ever added up and thrown away, so a bill can be
// made for any window of time, from any price book, and split by day, service or
// resource; the parts of one bill are always the same exact amounts, grouped
// differently. Amounts are rational numbers and are rounded when they are printed.
package cost

import (
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// A Meter is something that is metered, in whole numbers of a unit.
type Meter uint8

// The meters, with their units.
const (
	Compute            Meter = iota // running instances; key: instance type
	SoftwareFee                     // running instances with a Marketplace product; key: product code
	Address                         // public IPv4 addresses, on an instance or not; key: "public-ipv4"
	Monitoring                      // running instances with detailed monitoring; key: "detailed"
	VolumeStorage                   // provisioned GiB; key: volume type
	VolumeIOPS                      // provisioned IOPS beyond the free ones; key: volume type
	VolumeThroughput                // provisioned MiB/s beyond the free ones; key: volume type
	VolumeRequests                  // I/O operations, counted one by one; key: volume type
	SnapshotStorage                 // stored blocks of 512 KiB; key: tier, "standard"
	Transfer                        // blocks of 512 KiB moved out of the Region to another one, counted; key: that Region, or "zone"
	SnapshotArchive                 // stored blocks of 512 KiB in the archive tier, all that the snapshot restores; key: "archive"
	ArchiveEarlyDelete              // block-hours that were left of the least time in the archive, counted; key: "archive"
	SnapshotRestore                 // blocks of 512 KiB restored from the archive tier, counted; key: "archive"
	FastRestore                     // snapshots with fast restore in a zone; key: "snapshot"
	DirectList                      // calls of ListSnapshotBlocks and ListChangedBlocks, counted; key: "list"
	DirectGet                       // blocks of 512 KiB read by GetSnapshotBlock, counted; key: "get"
	DirectPut                       // blocks of 512 KiB written by PutSnapshotBlock, counted; key: "put"
	Initialization                  // blocks of 512 KiB initialised at a provisioned rate, counted; key: the rate in MiB/s
	VolumeClone                     // blocks of 512 KiB copied by CopyVolumes, counted; key: volume type
	TimedCopy                       // blocks of 512 KiB copied within a time that was asked for, counted; key: that time
	VolumeRequestRate               // thousandths of an I/O operation a second, of workloads with a steady rate; key: volume type
	meterCount
)

// MeterCount is how many meters there are: each is below it.
const MeterCount = meterCount

// A meterKind says how a meter's readings become priced units.
type meterKind struct {
	charge   catalog.Charge
	name     string        // the meter's own, where it shares a charge with others
	service  string        // the group of the bill
	per      int64         // how many of the meter's unit make one priced unit
	hourly   bool          // priced by the hour; otherwise by the month
	bySecond bool          // a rate by the second, priced by what it comes to
	counted  bool          // counts things that happen: no time in it
	minimum  bool          // the book's minimum applies to each interval
	least    unit.Duration // or this one does, whatever the book says
	each     unit.Duration // what one of what is counted stands for, where that is a time of use; priced by the month
	size     string        // name of a priced unit of size
	quantity unitOfMeasure // name of a priced unit of quantity
}

// A unitOfMeasure is the name of a unit for one and for several.
type unitOfMeasure struct{ one, many string }

// meterKinds describes every meter. EBS has AWS's minimum of 60 seconds too
// (https://aws.amazon.com/ebs/pricing/), and fast snapshot restore one of an hour
// (ebs-fast-snapshot-restore.md, Pricing and Billing).
//
// Simplified: the minimum applies to each period at one size, also of magnetic
// volumes. Beyond its hour, fast restore counts exactly; AWS counts whole minutes.
var meterKinds = [meterCount]meterKind{
	Compute:           {charge: catalog.Compute, service: "compute", per: 1, hourly: true, minimum: true, size: "instances", quantity: hours},
	SoftwareFee:       {charge: catalog.SoftwareFee, service: "software", per: 1, hourly: true, minimum: true, size: "instances", quantity: hours},
	Address:           {charge: catalog.Address, service: "address", per: 1, hourly: true, size: "addresses", quantity: hours},
	Monitoring:        {charge: catalog.Monitoring, service: "monitoring", per: 1, size: "instance", quantity: unitOfMeasure{"instance-month", "instance-months"}},
	VolumeStorage:     {charge: catalog.VolumeStorage, service: "volume", per: 1, minimum: true, size: "GB", quantity: gbMonths},
	VolumeIOPS:        {charge: catalog.VolumeIOPS, service: "volume", per: 1, minimum: true, size: "IOPS", quantity: unitOfMeasure{"IOPS-month", "IOPS-months"}},
	VolumeThroughput:  {charge: catalog.VolumeThroughput, service: "volume", per: 1, minimum: true, size: "MiBps", quantity: unitOfMeasure{"MiBps-month", "MiBps-months"}},
	VolumeRequests:    {charge: catalog.VolumeRequests, service: "volume", per: 1_000_000, counted: true, quantity: unitOfMeasure{"million requests", "million requests"}},
	VolumeRequestRate: {charge: catalog.VolumeRequests, name: "volume-request-rate", service: "volume", per: 1_000_000_000, bySecond: true, quantity: unitOfMeasure{"million requests", "million requests"}},
	Initialization:    {charge: catalog.Initialization, service: "volume", per: 2048, counted: true, quantity: gigabytes},
	VolumeClone:       {charge: catalog.VolumeClone, service: "volume", per: 2048, counted: true, quantity: gigabytes},

	SnapshotStorage:    {charge: catalog.SnapshotStorage, service: "snapshot", per: 2048, size: "GB", quantity: gbMonths},
	SnapshotArchive:    {charge: catalog.SnapshotStorage, name: "snapshot-archive", service: "snapshot", per: 2048, size: "GB", quantity: gbMonths},
	ArchiveEarlyDelete: {charge: catalog.SnapshotStorage, name: "archive-early-delete", service: "snapshot", per: 2048, counted: true, each: unit.Hour, quantity: gbMonths},
	SnapshotRestore:    {charge: catalog.SnapshotRestore, service: "snapshot", per: 2048, counted: true, quantity: gigabytes},
	FastRestore:        {charge: catalog.FastRestore, service: "snapshot", per: 1, hourly: true, least: unit.Hour, size: "DSU", quantity: unitOfMeasure{"DSU-hour", "DSU-hours"}},
	DirectList:         {charge: catalog.SnapshotRequests, name: "direct-list", service: "snapshot", per: 1000, counted: true, quantity: thousands},
	DirectGet:          {charge: catalog.SnapshotRequests, name: "direct-get", service: "snapshot", per: 1000, counted: true, quantity: thousands},
	DirectPut:          {charge: catalog.SnapshotRequests, name: "direct-put", service: "snapshot", per: 1000, counted: true, quantity: thousands},
	TimedCopy:          {charge: catalog.TimedCopy, service: "snapshot", per: 2048, counted: true, quantity: gigabytes},

	Transfer: {charge: catalog.Transfer, service: "transfer", per: 2048, counted: true, quantity: gigabytes},
}

// The units that several meters share.
var (
	hours     = unitOfMeasure{"h", "h"}
	gigabytes = unitOfMeasure{"GB", "GB"}
	gbMonths  = unitOfMeasure{"GB-month", "GB-months"}
	thousands = unitOfMeasure{"thousand requests", "thousand requests"}
)

// String returns the meter's name, for example "volume-storage".
func (m Meter) String() string {
	if name := meterKinds[m].name; name != "" {
		return name
	}
	return meterKinds[m].charge.String()
}

// Service returns the group of a bill that the meter belongs to, for example "compute" or "volume".
func (m Meter) Service() string { return meterKinds[m].service }

// A Resource identifies what is metered: a kind, whose numbers are the caller's and below 16, and an index.
type Resource struct {
	Kind  uint8
	Index uint32
}

const kindCount = 16

// A Reading is what a meter of a resource shows from some instant on.
type Reading struct {
	Resource Resource
	Meter    Meter
	Account  uint16
	Region   uint16 // Index of the catalogue's Region
	Key      string // what the price depends on, such as the instance type
	Rate     uint64 // how much is in use, in the meter's unit
	Why      string // for a rate of 0: why the line is still on the bill, such as "stopped"
	Part     uint8  // tells meters of one kind on one resource apart, each with a minimum of its own: the zone of fast restore, who makes direct calls; else 0
}

// An Interval is a time during which a reading did not change: [From, To), where To is Forever while it goes on.
type Interval struct {
	Reading
	From, To unit.Instant
}

// open reports whether the interval goes on.
func (i *Interval) open() bool { return i.To == unit.Forever }

// hasMinimum reports whether a minimum charge applies to the interval.
func (i *Interval) hasMinimum() bool { return hasMinimum(i.Meter, i.Rate) }

// hasMinimum reports whether a minimum charge applies to an interval of a meter at a rate.
func hasMinimum(meter Meter, rate uint64) bool {
	kind := &meterKinds[meter]
	return rate > 0 && (kind.minimum || kind.least > 0)
}
