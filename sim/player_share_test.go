package sim

import (
	"reflect"

	"blockyard/sim/ec2"
)

// partner is the account of the profile partner.
const partner = "210987654321"

// accounts are those in whose name calls are made.
var accounts = []string{ec2.DefaultAccount, ec2.DefaultAccount, ec2.DefaultAccount, ec2.DefaultAccount, partner}

// steerSharing lets a call give or take one permission, in one of its two spellings.
func (p *player) steerSharing(in reflect.Value) {
	set := func(name string, value any) { in.FieldByName(name).Set(reflect.ValueOf(value)) }
	structure, attribute, groups := "CreateVolumePermission", "createVolumePermission", "GroupNames"
	if in.FieldByName("LaunchPermission").IsValid() {
		structure, attribute, groups = "LaunchPermission", "launchPermission", "UserGroups"
		in.FieldByName("Description").SetZero()
	}
	for _, name := range []string{"Attribute", structure, groups, "OperationType", "UserIDs"} {
		in.FieldByName(name).SetZero()
	}
	account := pick(p, "account", []string{ec2.DefaultAccount, ec2.DefaultAccount, partner, partner, "111122223333"})
	switch p.below(5, "spelling") {
	case 0:
		set(structure, &ec2.PermissionChanges{Add: []ec2.Permission{{UserID: account}}})
	case 1:
		set(structure, &ec2.PermissionChanges{Remove: []ec2.Permission{{UserID: account}}})
	case 2, 3:
		set("Attribute", attribute)
		set("OperationType", pick(p, "operation", []string{"add", "add", "remove"}))
		set("UserIDs", []string{account})
	case 4:
		set("OperationType", pick(p, "operation", []string{"add", "remove"}))
		set(groups, []string{"all"})
	}
}
