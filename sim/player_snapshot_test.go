package sim

import (
	"reflect"

	"blockyard/sim/ec2"
)

// frequentForSnapshots are the operations on snapshots that are drawn more often than others.
var frequentForSnapshots = []string{"CreateSnapshots", "CreateSnapshots", "LockSnapshot", "UnlockSnapshot", "EnableSnapshotBlockPublicAccess"}

// steerSnapshot makes a call about snapshots one that makes sense.
func (p *player) steerSnapshot(action string, in reflect.Value) {
	switch action {
	case "LockSnapshot":
		p.steerLock(in)
	}
}

// steerLock asks for a lock of some days.
func (p *player) steerLock(in reflect.Value) {
	lock := ec2.LockSnapshotInput{SnapshotID: in.FieldByName("SnapshotID").String(), LockMode: pick(p, "mode", []string{"governance", "governance", "compliance"})}
	days := int64(1 + p.below(3, "days"))
	lock.LockDuration = &days
	if hours := int64(p.below(3, "hours")); lock.LockMode == "compliance" && hours > 0 {
		lock.CoolOffPeriod = &hours
	}
	in.Set(reflect.ValueOf(lock))
}
