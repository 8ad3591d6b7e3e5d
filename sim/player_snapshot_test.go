package sim

import (
	"reflect"

	"blockyard/sim/ec2"
)

// frequentForSnapshots are the operations on snapshots that are drawn more often than others.
var frequentForSnapshots = []string{"CreateSnapshots", "CreateSnapshots", "LockSnapshot", "UnlockSnapshot", "EnableSnapshotBlockPublicAccess", "CreateRule", "CreateRule", "RestoreSnapshotFromRecycleBin", "ModifySnapshotTier", "ModifySnapshotTier", "RestoreSnapshotTier", "StartSnapshot", "PutSnapshotBlock", "PutSnapshotBlock", "PutSnapshotBlock", "CompleteSnapshot", "ListChangedBlocks"}

// steerSnapshot makes a call about snapshots one that makes sense.
func (p *player) steerSnapshot(action string, in reflect.Value) {
	switch action {
	case "LockSnapshot":
		p.steerLock(in)
	case "StartSnapshot":
		in.FieldByName("Timeout").SetZero()
		in.FieldByName("Tags").SetZero()
	case "RestoreSnapshotTier":
		if days := int64(1 + p.below(2, "days")); p.below(2, "for good") == 0 {
			in.Set(reflect.ValueOf(ec2.RestoreSnapshotTierInput{SnapshotID: in.FieldByName("SnapshotID").String(), TemporaryRestoreDays: &days}))
		} else {
			in.Set(reflect.ValueOf(ec2.RestoreSnapshotTierInput{SnapshotID: in.FieldByName("SnapshotID").String(), PermanentRestore: true}))
		}
	case "CreateRule", "UpdateRule", "LockRule", "UnlockRule", "GetRule", "DeleteRule":
		p.steerRule(in)
	}
}

// steerRule makes a call about a rule of the Recycle Bin one that keeps snapshots for a day or more.
func (p *player) steerRule(in reflect.Value) {
	set := func(name string, value any) {
		if field := in.FieldByName(name); field.IsValid() {
			field.Set(reflect.ValueOf(value))
		}
	}
	for _, name := range []string{"Tags", "ExcludeResourceTags", "ResourceTags"} {
		if field := in.FieldByName(name); field.IsValid() {
			field.SetZero()
		}
	}
	delay := ec2.LockConfiguration{UnlockDelay: ec2.UnlockDelay{Value: 7, Unit: "DAYS"}}
	set("ResourceType", "EBS_SNAPSHOT")
	switch in.Interface().(type) {
	case ec2.CreateRuleInput:
		set("RetentionPeriod", ec2.RetentionPeriod{Value: int64(1 + p.below(2, "days")), Unit: "DAYS"})
		set("LockConfiguration", (*ec2.LockConfiguration)(nil))
	case ec2.LockRuleInput:
		set("LockConfiguration", delay)
	}
	var rules []string
	p.world.Cloud().EachRetentionRule(func(r ec2.RetentionRule) { rules = append(rules, p.world.Cloud().RuleID(uint32(len(rules)))) })
	if len(rules) > 0 {
		set("Identifier", pick(p, "rule", rules))
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
