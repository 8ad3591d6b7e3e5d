package catalog

import (
	"fmt"

	"blockyard/sim/unit"
)

// A Charge is something that is billed for.
type Charge uint8

// The charges. What a key distinguishes is given with each.
const (
	Compute          Charge = iota // running instances, by instance type (Linux)
	VolumeStorage                  // provisioned size, by volume type
	VolumeIOPS                     // provisioned IOPS beyond the free ones, by volume type
	VolumeThroughput               // provisioned MiB/s beyond the free ones, by volume type
	VolumeRequests                 // I/O operations, by volume type
	SnapshotStorage                // stored blocks, by tier: "standard" or "archive"
	SnapshotRestore                // restoring from the archive tier
	FastRestore                    // fast snapshot restore, for each snapshot and zone
	SnapshotRequests               // EBS direct APIs: "list", "get", "put"
	FileStorage                    // EFS, by storage class
	FileThroughput                 // EFS provisioned throughput
	FileTransfer                   // EFS elastic throughput and tier access
	ObjectStorage                  // S3, by storage class
	ObjectRequests                 // S3: "put", "get"
	Initialization                 // blocks that a volume loads at a provisioned rate, by that rate in MiB/s
	VolumeClone                    // written blocks that CopyVolumes copies, by volume type
	TimedCopy                      // snapshot copies that must be done within a time, by that time
	Transfer                       // data out: to another "zone", "region", the "internet", or one Region by name
	Address                        // public IPv4 addresses
	Monitoring                     // detailed monitoring of instances; AWS bills it by the metric
	SoftwareFee                    // what the seller of a Marketplace image charges for its software, by product code
)

// chargeUnits holds the name and the unit of each charge.
var chargeUnits = []struct{ name, unit string }{
	Compute:          {"compute", "h"},
	VolumeStorage:    {"volume-storage", "GB-month"},
	VolumeIOPS:       {"volume-iops", "IOPS-month"},
	VolumeThroughput: {"volume-throughput", "MiBps-month"},
	VolumeRequests:   {"volume-requests", "million requests"},
	SnapshotStorage:  {"snapshot-storage", "GB-month"},
	SnapshotRestore:  {"snapshot-restore", "GB"},
	FastRestore:      {"fast-restore", "DSU-hour"},
	SnapshotRequests: {"snapshot-requests", "1000 requests"},
	FileStorage:      {"file-storage", "GB-month"},
	FileThroughput:   {"file-throughput", "MiBps-month"},
	FileTransfer:     {"file-transfer", "GB"},
	ObjectStorage:    {"object-storage", "GB-month"},
	ObjectRequests:   {"object-requests", "1000 requests"},
	Initialization:   {"volume-initialization", "GB"},
	VolumeClone:      {"volume-clone", "GB"},
	TimedCopy:        {"timed-copy", "GB"},
	Transfer:         {"transfer", "GB"},
	Address:          {"address", "h"},
	Monitoring:       {"monitoring", "instance-month"},
	SoftwareFee:      {"software", "h"},
}

// String returns the charge's name, for example "volume-storage".
func (c Charge) String() string { return chargeUnits[c].name }

// Unit returns what a price of the charge is for, for example "GB-month". A GB
// of storage is 2^30 bytes (https://aws.amazon.com/ebs/pricing/).
func (c Charge) Unit() string { return chargeUnits[c].unit }

// chargeNamed returns the charge that a price table names.
func chargeNamed(name string) Charge {
	for i, kind := range chargeUnits {
		if kind.name == name {
			return Charge(i)
		}
	}
	panic(fmt.Sprintf("catalog: charge %q is unknown", name))
}

// An Item is what a price is for. Region is "" in a book whose prices hold everywhere.
type Item struct {
	Region string
	Charge Charge
	Key    string
}

// String returns the item for people, for example "compute t3.micro in us-east-1".
func (i Item) String() string {
	text := i.Charge.String() + " " + i.Key
	if i.Region != "" {
		text += " in " + i.Region
	}
	return text
}

// A Price is an exact number of US dollars for one unit of a charge.
type Price struct {
	Rate      unit.Ratio
	Text      string // as it is printed, for example "0.0104/h"
	Source    string // who says so
	AsOf      string // date or year of the figure, or "undated"
	Certainty string // "high", "medium" and so on; "" in a teaching book
}

// newPrice makes a price of a charge from decimal text.
func newPrice(amount string, charge Charge) (Price, error) {
	rate, err := unit.ParseRatio(amount)
	if err == nil && rate.Sign() < 0 {
		err = fmt.Errorf("a price of %s is below zero: write one such as 0.10/%s", amount, charge.Unit())
	}
	return Price{Rate: rate, Text: amount + "/" + charge.Unit()}, err
}

// A Tier is the price of what one resource has of something beyond Above units, up to the next tier.
type Tier struct {
	Above uint64
	Price
}
