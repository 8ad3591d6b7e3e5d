package catalog

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// regionBooks are the charges of EBS for which each Region has a published price
// that could be confirmed. Every other one is named on a bill as missing.
var regionBooks = map[string]string{
	"us-east-1": "volume-storage: gp2 gp3 io1 io2 sc1 st1 standard; volume-iops: gp3 io1 io2; volume-throughput: gp3; volume-requests: standard; " +
		"snapshot-storage: archive standard; snapshot-restore: archive; fast-restore: snapshot; snapshot-requests: get list put; transfer: eu-west-1 internet us-east-2 zone",
	"us-east-2":      "volume-storage: gp3; transfer: eu-west-1 internet us-east-2 zone",
	"us-west-1":      "volume-storage: gp2; snapshot-storage: standard; transfer: eu-west-1 internet us-east-2 zone",
	"us-west-2":      "volume-storage: gp2 gp3 standard; transfer: eu-west-1 internet us-east-2 zone",
	"eu-west-1":      "volume-storage: gp2 gp3 io1 io2 st1; volume-iops: io1; snapshot-storage: standard; transfer: eu-west-1 internet us-east-2 zone",
	"eu-central-1":   "volume-storage: gp3; volume-iops: gp3; transfer: eu-west-1 internet us-east-2 zone",
	"ap-south-1":     "volume-storage: gp2 gp3 sc1; volume-throughput: gp3; transfer: eu-west-1 internet us-east-2 zone",
	"ap-southeast-1": "volume-storage: gp3 io1; volume-iops: io1; transfer: eu-west-1 internet us-east-2 zone",
	"ap-northeast-1": "volume-storage: gp2 gp3 io1 io2 sc1 st1 standard; volume-iops: gp3 io1 io2; volume-throughput: gp3; " +
		"snapshot-storage: archive standard; transfer: eu-west-1 internet us-east-2 zone",
	"sa-east-1": "volume-storage: gp3 standard; volume-iops: gp3; transfer: eu-west-1 internet us-east-2 zone",
}

// charged are the charges of EBS and of what it moves, with what their prices depend on.
var charged = []struct {
	charge Charge
	keys   string
}{
	{VolumeStorage, "gp2 gp3 io1 io2 sc1 st1 standard"},
	{VolumeIOPS, "gp3 io1 io2"},
	{VolumeThroughput, "gp3"},
	{VolumeRequests, "standard"},
	{SnapshotStorage, "archive standard"},
	{SnapshotRestore, "archive"},
	{FastRestore, "snapshot"},
	{SnapshotRequests, "get list put"},
	{Initialization, "100 300"},
	{VolumeClone, "gp2 gp3"},
	{TimedCopy, "1h 3h 8h"},
	{Transfer, "eu-west-1 internet us-east-2 zone"},
}

func TestEachRegionHasItsBook(t *testing.T) {
	for _, r := range Regions() {
		if !r.Usable() {
			continue
		}
		var priced []string
		for _, c := range charged {
			var keys []string
			for key := range strings.FieldsSeq(c.keys) {
				if len(AWS().Tiers(Item{r.Name, c.charge, key})) > 0 {
					keys = append(keys, key)
				}
			}
			if len(keys) > 0 {
				priced = append(priced, c.charge.String()+": "+strings.Join(keys, " "))
			}
		}
		require.Equal(t, regionBooks[r.Name], strings.Join(priced, "; "), r.Name)
	}
}
