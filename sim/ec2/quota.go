package ec2

import (
	"math"

	"blockyard/sim/apierr"
)

// The quotas that can be set. None is set unless a lesson or `yard quota` does.
const (
	QuotaInstances                 = "instances"           // instances that are not terminated
	QuotaVCPUs                     = "vcpus"               // vCPUs of pending and running instances
	QuotaVolumeStorage             = "volume-storage"      // GiB of volumes in a region
	QuotaProvisionedIOPS           = "provisioned-iops"    // of io1 and io2 volumes in a region
	QuotaSnapshots                 = "snapshots"           // own snapshots in a region
	QuotaPendingSnapshots          = "pending-snapshots"   // own snapshots in progress in a region
	QuotaSnapshotCopies            = "snapshot-copies"     // copies of snapshots in progress to a region; AWS's own is 20
	QuotaImageCopies               = "image-copies"        // copies of images in progress to a region
	QuotaPendingPerVolume          = "pending-per-volume"  // snapshots in progress of one volume
	QuotaPendingNoReboot           = "pending-no-reboot"   // images in progress that were asked for with NoReboot
	QuotaInstanceCapacity          = "instance-capacity"   // instances that a zone has room for in one launch
	QuotaAddresses                 = "addresses"           // Elastic IP addresses in a region; AddressLimit unless set
	QuotaArchivedPerVolume         = "archived-per-volume" // archived snapshots of one volume; AWS's own is 25
	QuotaArchiving                 = "snapshot-archives"   // snapshots on their way into the archive; AWS's own is 25
	QuotaArchiveRestoring          = "archive-restores"    // snapshots on their way out of it; AWS's own is 5
	QuotaVolumeCapacity            = "volume-capacity"     // volumes that a zone has room for in one call
	QuotaModificationStorage       = "modified-storage"    // GiB of volumes that are modified at once in a region
	quotaUnlimited           int64 = math.MaxInt64
)

// QuotaNames lists the quotas in the order of the manual, each with what it limits.
var QuotaNames = []struct{ Name, Limits string }{
	{QuotaInstances, "instances that are not terminated, in a region"},
	{QuotaVCPUs, "vCPUs of pending and running instances, in a region"},
	{QuotaVolumeStorage, "GiB of volumes, in a region"},
	{QuotaProvisionedIOPS, "provisioned IOPS of io1 and io2 volumes, in a region"},
	{QuotaSnapshots, "own snapshots, in a region"},
	{QuotaPendingSnapshots, "own snapshots in progress, in a region"},
	{QuotaSnapshotCopies, "copies of snapshots in progress to the region; AWS allows 20"},
	{QuotaImageCopies, "copies of images in progress to the region"},
	{QuotaPendingPerVolume, "snapshots in progress of one volume"},
	{QuotaPendingNoReboot, "images in progress that were made without a reboot"},
	{QuotaInstanceCapacity, "instances that a zone has room for in one launch"},
	{QuotaAddresses, "Elastic IP addresses, in a region; 5 unless set, as at AWS"},
	{QuotaArchivedPerVolume, "archived snapshots of one volume; AWS allows 25"},
	{QuotaArchiving, "snapshots on their way into the archive; AWS allows 25"},
	{QuotaArchiveRestoring, "snapshots on their way out of the archive; AWS allows 5"},
	{QuotaVolumeCapacity, "volumes that a zone has room for in one call"},
	{QuotaModificationStorage, "GiB of volumes that are being modified at once, in a region"},
}

// A Quota limits an account in a region, or in one zone of it.
type Quota struct {
	Account, Region uint16
	Name            string
	Zone            string // "" means every zone
	Limit           int64
}

// QuotaSet sets a quota, in place of an earlier one of that name and place.
type QuotaSet struct{ Quota Quota }

func (e QuotaSet) apply(s *State) {
	for i, q := range s.quotas.All() {
		if q.Account == e.Quota.Account && q.Region == e.Quota.Region && q.Name == e.Quota.Name && q.Zone == e.Quota.Zone {
			*s.quotas.Mut(i) = e.Quota
			return
		}
	}
	s.quotas.Append(e.Quota)
}

// limit returns the caller's quota of that name, or a number beyond any use where none is set.
func (tx *Tx) limit(name string) int64 { return tx.zoneLimit(name, "") }

// zoneLimit returns the smallest quota of that name that holds in a zone.
func (tx *Tx) zoneLimit(name, zone string) int64 {
	least := quotaUnlimited
	for _, q := range tx.quotas.All() {
		if q.Account == tx.Account && q.Region == tx.Region && q.Name == name && (q.Zone == "" || q.Zone == zone) {
			least = min(least, q.Limit)
		}
	}
	return least
}

// Quotas returns the quotas of the caller's account in the region.
func (tx *Tx) Quotas() []Quota {
	var set []Quota
	for _, q := range tx.quotas.All() {
		if q.Account == tx.Account && q.Region == tx.Region {
			set = append(set, *q)
		}
	}
	return set
}

// CheckQuotaName refuses a name that is not one of the quotas.
func CheckQuotaName(name string) *apierr.Error {
	names := ""
	for _, q := range QuotaNames {
		if q.Name == name {
			return nil
		}
		names += ", " + q.Name
	}
	return apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter name is invalid.", name).
		Because("The quotas are %s.", names[2:])
}
