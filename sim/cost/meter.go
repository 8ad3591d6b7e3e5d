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
	Compute          Meter = iota // running instances; key: instance type
	SoftwareFee                   // running instances with a Marketplace product; key: product code
	Address                       // public IPv4 addresses, on an instance or not; key: "public-ipv4"
	Monitoring                    // running instances with detailed monitoring; key: "detailed"
	VolumeStorage                 // provisioned GiB; key: volume type
	VolumeIOPS                    // provisioned IOPS beyond the free ones; key: volume type
	VolumeThroughput              // provisioned MiB/s beyond the free ones; key: volume type
	VolumeRequests                // I/O operations, counted one by one; key: volume type
	SnapshotStorage               // stored blocks of 512 KiB; key: tier, "standard"
	Transfer                      // blocks of 512 KiB moved out of the Region to another one, counted; key: that Region
	meterCount
)

// A meterKind says how a meter's readings become priced units.
type meterKind struct {
	charge   catalog.Charge
	service  string        // the group of the bill
	per      int64         // how many of the meter's unit make one priced unit
	hourly   bool          // priced by the hour; otherwise by the month
	counted  bool          // counts things that happen: no time in it
	minimum  bool          // the book's minimum applies to each interval
	size     string        // name of a priced unit of size
	quantity unitOfMeasure // name of a priced unit of quantity
}

// A unitOfMeasure is the name of a unit for one and for several.
type unitOfMeasure struct{ one, many string }

// meterKinds describes every meter. EBS has AWS's minimum of 60 seconds too
// (https://aws.amazon.com/ebs/pricing/).
//
// Simplified: the minimum applies to each period at one size, also of magnetic volumes.
var meterKinds = [meterCount]meterKind{
	Compute:          {catalog.Compute, "compute", 1, true, false, true, "instances", unitOfMeasure{"h", "h"}},
	VolumeStorage:    {catalog.VolumeStorage, "volume", 1, false, false, true, "GB", unitOfMeasure{"GB-month", "GB-months"}},
	VolumeIOPS:       {catalog.VolumeIOPS, "volume", 1, false, false, true, "IOPS", unitOfMeasure{"IOPS-month", "IOPS-months"}},
	VolumeThroughput: {catalog.VolumeThroughput, "volume", 1, false, false, true, "MiBps", unitOfMeasure{"MiBps-month", "MiBps-months"}},
	VolumeRequests:   {catalog.VolumeRequests, "volume", 1_000_000, false, true, false, "", unitOfMeasure{"million requests", "million requests"}},
	SnapshotStorage:  {catalog.SnapshotStorage, "snapshot", 2048, false, false, false, "GB", unitOfMeasure{"GB-month", "GB-months"}},
	SoftwareFee:      {catalog.SoftwareFee, "software", 1, true, false, true, "instances", unitOfMeasure{"h", "h"}},
	Address:          {catalog.Address, "address", 1, true, false, false, "addresses", unitOfMeasure{"h", "h"}},
	Monitoring:       {catalog.Monitoring, "monitoring", 1, false, false, false, "instance", unitOfMeasure{"instance-month", "instance-months"}},
	Transfer:         {catalog.Transfer, "transfer", 2048, false, true, false, "", unitOfMeasure{"GB", "GB"}},
}

// String returns the meter's name, for example "volume-storage".
func (m Meter) String() string { return meterKinds[m].charge.String() }

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
}

// An Interval is a time during which a reading did not change: [From, To), where To is Forever while it goes on.
type Interval struct {
	Reading
	From, To unit.Instant
}

// open reports whether the interval goes on.
func (i *Interval) open() bool { return i.To == unit.Forever }

// hasMinimum reports whether a book's minimum charge applies to the interval.
func (i *Interval) hasMinimum() bool { return i.Rate > 0 && meterKinds[i.Meter].minimum }
