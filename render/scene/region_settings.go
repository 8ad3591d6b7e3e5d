package scene

import (
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// whose returns the name of another account, to be put after what it has; "" for the account at hand.
func (v *view) whose(account uint16) string {
	if account == homeAccount {
		return ""
	}
	return " (" + v.accountName(account) + ")"
}

// settingFacts tells what accounts have said in a region about what they make there, and about what can be public.
func (v *view) settingFacts(region uint16) []fact {
	var encrypt, snapshots, images []string
	v.cloud.EachEBSDefaults(func(d ec2.EBSDefaults) {
		if d.Region == region && d.Encrypt {
			encrypt = append(encrypt, "on, "+v.keyName(max(d.Key, ec2.ManagedKey))+v.whose(d.Account))
		}
	})
	v.cloud.EachSnapshotAccess(func(a ec2.SnapshotAccess) {
		if a.Region == region && a.Mode != "" && a.Mode != "unblocked" {
			snapshots = append(snapshots, a.Mode+v.whose(a.Account))
		}
	})
	v.cloud.EachImageAccess(func(a ec2.ImageAccess) {
		if blocked := a.Blocked && a.Holds <= v.now || a.Before && v.now < a.Holds; a.Region == region && blocked {
			images = append(images, "blocked"+v.whose(a.Account))
		}
	})
	return []fact{
		{name: "Encryption by default", value: strings.Join(encrypt, ", ")},
		{name: "Public snapshots", value: strings.Join(snapshots, ", ")},
		{name: "Public images", value: strings.Join(images, ", ")},
	}
}

// ruleRows tells the rules of the Recycle Bin in a region.
func (v *view) ruleRows(region uint16) (rows []relation) {
	index := uint32(0)
	v.cloud.EachRetentionRule(func(r ec2.RetentionRule) {
		if r.Region == region && !r.Gone {
			row := relation{name: v.cloud.RuleID(index) + v.whose(r.Account), right: plural(int(r.Days), "day"), note: ruleText(&r), symbol: symbolClock, iconic: true}
			rows = append(rows, row)
		}
		index++
	})
	return rows
}

// ruleText says which deleted snapshots a rule keeps.
func ruleText(r *ec2.RetentionRule) string {
	text := "all deleted snapshots"
	tags := r.Match
	if len(r.Match) > 0 {
		text = "deleted snapshots with "
	} else if len(r.Exclude) > 0 {
		text, tags = "all deleted snapshots but those with ", r.Exclude
	}
	var names []string
	for _, t := range tags {
		names = append(names, t.Key+" = "+t.Value)
	}
	text += strings.Join(names, ", ")
	if r.Lock != "" {
		text += "; " + strings.ReplaceAll(r.Lock, "_", " ")
	}
	if r.Description != "" {
		text += "; " + r.Description
	}
	return text
}

// keyRows tells the keys that customers have made in a region.
func (v *view) keyRows(region uint16) (rows []relation) {
	v.cloud.EachKey(func(id ec2.KeyID, k ec2.Key) {
		if k.Region != region {
			return
		}
		note := "enabled"
		if k.Disabled {
			note = "disabled: what it encrypts cannot be used"
		}
		if len(k.Shared) > 0 {
			note += ", shared with " + strings.Join(k.Shared, ", ")
		}
		rows = append(rows, relation{name: "alias/" + k.Name + v.whose(k.Account), note: note, symbol: symbolKey, iconic: true})
	})
	return rows
}

// regionSettings returns what can be said in a region about what is made there.
func (v *view) regionSettings(region *catalog.Region) []Action {
	flags, encrypted := v.regionFlag(region), false
	v.cloud.EachEBSDefaults(func(d ec2.EBSDefaults) {
		if d.Region == uint16(region.Index) && d.Account == homeAccount {
			encrypted = d.Encrypt
		}
	})
	encryption := Action{"Encrypt new volumes by default", Command, "aws ec2 enable-ebs-encryption-by-default" + flags}
	if encrypted {
		encryption = Action{"Let new volumes be plain", Command, "aws ec2 disable-ebs-encryption-by-default" + flags}
	}
	return []Action{
		{"Create retention rule", OpenForm, "aws rbin create-rule --resource-type EBS_SNAPSHOT --retention-period RetentionPeriodValue=7,RetentionPeriodUnit=DAYS" + flags},
		encryption,
	}
}
