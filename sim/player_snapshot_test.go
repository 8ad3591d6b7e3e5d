package sim

import (
	"reflect"

	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// frequentForSnapshots are the operations on snapshots that are drawn more often than others.
var frequentForSnapshots = []string{"CreateSnapshots", "CreateSnapshots", "LockSnapshot", "UnlockSnapshot", "EnableSnapshotBlockPublicAccess", "CreateRule", "CreateRule", "RestoreSnapshotFromRecycleBin", "ModifySnapshotTier", "ModifySnapshotTier", "RestoreSnapshotTier", "StartSnapshot", "PutSnapshotBlock", "PutSnapshotBlock", "PutSnapshotBlock", "CompleteSnapshot", "ListChangedBlocks"}

// putSnapshotsAway leaves a snapshot in the archive, a locked one and one in the Recycle Bin.
func (l *lab) putSnapshotsAway(volume string) {
	var ids []string
	for range 3 {
		l.pass(20 * unit.Second)
		ids = append(ids, l.snapshot(volume))
	}
	l.pass(10 * unit.Minute)
	l.do(ec2.ModifySnapshotTierInput{SnapshotID: ids[0], StorageTier: "archive"})
	l.do(lockFor(ids[1], "governance", 30, 0))
	rule := l.keepDeleted(30)
	l.do(ec2.DeleteSnapshotInput{SnapshotID: ids[2]})
	l.do(ec2.DeleteRuleInput{RuleInput: ec2.RuleInput{Identifier: rule}})
	l.pass(10 * unit.Minute)
}

// steerTo makes a call one about a snapshot of which something holds, if there is one that the caller owns.
func (p *player) steerTo(in reflect.Value, c ec2.Caller, holds func(*ec2.Snapshot) bool) {
	var ids []string
	for index, x := range p.world.Cloud().Snapshots().All() {
		if x.State != "" && x.Account == c.Account && x.Region == c.Region && holds(x) {
			ids = append(ids, p.world.Cloud().ID(ec2.Ref{Kind: ec2.KindSnapshot, Index: index}))
		}
	}
	if len(ids) > 0 {
		in.FieldByName("SnapshotID").SetString(pick(p, "snapshot", ids))
	}
}

// steerSnapshot makes a call about snapshots one that makes sense.
func (p *player) steerSnapshot(action string, in reflect.Value, c ec2.Caller) {
	switch action {
	case "UnlockSnapshot":
		p.steerTo(in, c, func(x *ec2.Snapshot) bool { return x.Lock != nil })
	case "PutSnapshotBlock", "CompleteSnapshot":
		p.steerTo(in, c, func(x *ec2.Snapshot) bool { return x.Direct != nil })
	case "LockSnapshot":
		p.steerLock(in)
	case "StartSnapshot":
		in.FieldByName("Timeout").SetZero()
		in.FieldByName("Tags").SetZero()
	case "RestoreSnapshotTier":
		p.steerTo(in, c, (*ec2.Snapshot).InArchive)
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
