package scene

import (
	"slices"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// For how long a snapshot is offered to be locked, or restored from the archive; the forms let choose other times.
const (
	usualLock    = "30" // days
	usualRestore = "7"  // days
)

func (v *view) snapshotActions(ref ec2.Ref) []deed {
	x := v.cloud.Snapshots().At(ref.Index)
	if x.State == ec2.SnapshotRecoverable {
		return []deed{v.deed("restore-snapshot-from-recycle-bin", "Restore", ref, "aws ec2 restore-snapshot-from-recycle-bin --snapshot-id $").asMain()}
	}
	create := v.formOf("create-volume", "Create volume", ref, "aws ec2 create-volume --snapshot-id $").asMain()
	if !x.InStandard() {
		create = v.formOf("restore-snapshot-tier", "Restore from the archive", ref, "aws ec2 restore-snapshot-tier --snapshot-id $ --temporary-restore-days "+usualRestore).asMain()
	}
	deeds := []deed{
		create,
		v.copying("copy-snapshot", ref, "aws ec2 copy-snapshot --source-snapshot-id $").asMain(),
		v.formOf("modify-snapshot-attribute", "Share", ref, "aws ec2 modify-snapshot-attribute --snapshot-id $ --attribute createVolumePermission --operation-type add").asMain(),
		v.deed("delete-snapshot", "Delete", ref, "aws ec2 delete-snapshot --snapshot-id $").dangerous().asMain(),
	}
	deeds = append(deeds, v.registering(ref))
	zones := catalog.Regions()[x.Region].Zones
	for i := range zones[:min(mostTargets, len(zones))] {
		z := zones[i].Name
		deeds = append(deeds, v.deed("create-volume/"+z, "Volume in "+z, ref, "aws ec2 create-volume --snapshot-id $ --availability-zone "+z))
	}
	return append(append(deeds, v.keeping(ref, x)...), v.tagging(ref))
}

// keeping returns what can be done with how a snapshot is kept: its tier, its lock, and how fast it is restored.
func (v *view) keeping(ref ec2.Ref, x *ec2.Snapshot) (deeds []deed) {
	if x.InArchive() {
		deeds = append(deeds, v.deed("restore-snapshot-tier/permanent", "Restore from the archive for good", ref, "aws ec2 restore-snapshot-tier --snapshot-id $ --permanent-restore"))
	} else {
		deeds = append(deeds, v.deed("modify-snapshot-tier", "Archive", ref, "aws ec2 modify-snapshot-tier --snapshot-id $ --storage-tier archive"))
	}
	if x.Lock != nil {
		deeds = append(deeds, v.deed("unlock-snapshot", "Unlock", ref, "aws ec2 unlock-snapshot --snapshot-id $"))
	} else {
		deeds = append(deeds, v.formOf("lock-snapshot", "Lock", ref, "aws ec2 lock-snapshot --snapshot-id $ --lock-mode governance --lock-duration "+usualLock))
	}
	if zones := v.fastZones(ref.Index); len(zones) > 0 {
		deeds = append(deeds, v.deed("fast-restore-credits", "Show its fast-restore credits", ref, "yard fast-restore-credits --snapshot-id $"))
		deeds = append(deeds, v.deed("disable-fast-snapshot-restores", "Disable fast restore", ref,
			"aws ec2 disable-fast-snapshot-restores --source-snapshot-ids $ --availability-zones "+strings.Join(zones, " ")))
	}
	return append(deeds, v.formOf("enable-fast-snapshot-restores", "Enable fast restore", ref,
		"aws ec2 enable-fast-snapshot-restores --source-snapshot-ids $ --availability-zones "+v.slowZone(ref.Index, x)))
}

// slowZone returns the first zone in which a snapshot cannot be restored fast yet.
func (v *view) slowZone(index uint32, x *ec2.Snapshot) string {
	fast, zones := v.fastZones(index), catalog.Regions()[x.Region].Zones
	for i := range zones {
		if !slices.Contains(fast, zones[i].Name) {
			return zones[i].Name
		}
	}
	return zones[0].Name
}

// fastZones returns the zones in which a snapshot can be restored fast, or will be.
func (v *view) fastZones(index uint32) (zones []string) {
	v.cloud.EachFastRestore(func(r ec2.FastRestore) {
		if r.Snapshot == index && r.State != ec2.FastDisabled && r.State != ec2.FastDisabling {
			zones = append(zones, catalog.Regions()[r.Region].Zones[r.Zone].Name)
		}
	})
	return zones
}
