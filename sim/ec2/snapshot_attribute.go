package ec2

import "blockyard/sim/apierr"

// The attributes of a snapshot: who may make volumes of it, and which
// Marketplace product its content came from.
const (
	attributeCreateVolumePermission = "createVolumePermission"
	attributeProductCodes           = "productCodes"
)

// maxPermissionChanges is how many permissions of a snapshot one call can change.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySnapshotAttribute.html.
const maxPermissionChanges = 500

// SnapshotShared replaces a snapshot's permissions.
type SnapshotShared struct {
	Index       uint32
	Permissions Permissions
}

func (e SnapshotShared) apply(s *State) { s.snapshot(e.Index).extra().Shared = e.Permissions }

// ModifySnapshotAttributeInput holds the parameters of ModifySnapshotAttribute:
// changes as a structure, or OperationType with UserIds and GroupNames.
type ModifySnapshotAttributeInput struct {
	Attribute              string             `ec2:"Attribute,enum=createVolumePermission,open"`
	CreateVolumePermission *PermissionChanges `ec2:"CreateVolumePermission"`
	GroupNames             []string           `ec2:"GroupNames,query=UserGroup"`
	OperationType          string             `ec2:"OperationType,enum=add|remove"`
	SnapshotID             string             `ec2:"SnapshotId,required,id=snapshot"`
	UserIDs                []string           `ec2:"UserIds,query=UserId"`
	DryRun                 bool               `ec2:"DryRun"`
}

// ModifySnapshotAttribute shares a snapshot with accounts or with everybody, or
// ends that. Whoever it is shared with sees it and can make volumes of it,
// which are then theirs: they stay when the snapshot is shared no longer.
func ModifySnapshotAttribute(tx *Tx, in ModifySnapshotAttributeInput) (Empty, error) {
	index, err := tx.ownSnapshot(in.SnapshotID)
	if err != nil {
		return Empty{}, err
	}
	if in.Attribute != "" && in.Attribute != attributeCreateVolumePermission {
		return Empty{}, onlyPermission()
	}
	changes := changesOf(in.CreateVolumePermission, in.OperationType, in.UserIDs, in.GroupNames)
	if err := in.check(changes); err != nil {
		return Empty{}, err
	}
	if err := tx.notArchived(index); err != nil && len(changes.Add) > 0 {
		return Empty{}, err
	}
	if changes.toEveryone() && tx.snapshots.At(index).ProductCode != "" {
		return Empty{}, notToEveryone("A snapshot")
	}
	if changes.toEveryone() && tx.snapshotMode(tx.Account, tx.Region) != unblocked {
		return Empty{}, tx.snapshotsBlocked()
	}
	if len(changes.Add) > 0 {
		if err := tx.checkKeyShared(index, changes.toEveryone()); err != nil {
			return Empty{}, err
		}
	}
	tx.Emit(SnapshotShared{index, tx.snapshots.At(index).Shared.with(changes)})
	return Empty{}, nil
}

// onlyPermission refuses to change another attribute of a snapshot than who may use it.
func onlyPermission() *apierr.Error {
	return apierr.New(apierr.InvalidParameterValue, "Unrecognized attribute.").
		Because("Of a snapshot only %s can be changed: who may make volumes of it.", attributeCreateVolumePermission)
}

// check refuses changes that are none, too many, or of permissions that cannot be.
// Source of the wordings: what the service and its emulators answer.
func (in ModifySnapshotAttributeInput) check(changes PermissionChanges) *apierr.Error {
	switch {
	case len(in.UserIDs)+len(in.GroupNames) > 0 && in.OperationType == "":
		return apierr.New(apierr.InvalidParameterCombination, "No operation specified for createVolumePermission attribute.").
			Because("Say with --operation-type whether to add or to remove the permission.")
	case changes.size() == 0:
		return apierr.New(apierr.InvalidParameterCombination, "No attributes specified.").
			Because("Say what to change.").
			Suggest("aws ec2 modify-snapshot-attribute --snapshot-id %s --attribute %s --operation-type add --user-ids ACCOUNT", in.SnapshotID, attributeCreateVolumePermission)
	case len(changes.Add) > 0 && len(changes.Remove) > 0:
		return apierr.New(apierr.InvalidParameterCombination, "One and only one operation type may be specified for createVolumePermissions").
			Because("One call adds permissions or removes some; make two calls.")
	case changes.size() > maxPermissionChanges:
		return apierr.New(apierr.InvalidParameterValue, "Modification size must not be greater than %d.", maxPermissionChanges).
			Because("One call changes %d permissions at most, and this one would change %d.", maxPermissionChanges, changes.size())
	}
	return changes.check(
		func(account string) *apierr.Error {
			return apierr.New(apierr.InvalidAMIAttributeItemValue, "UserId (%s) is invalid.", account).Because("Account numbers have 12 digits.")
		},
		func(group string) *apierr.Error {
			return apierr.New(apierr.InvalidAMIAttributeItemValue, "UserGroup %s", group).Because("The only group is %s: every account there is.", everyone)
		},
	)
}

// DescribeSnapshotAttributeInput holds the parameters of DescribeSnapshotAttribute.
type DescribeSnapshotAttributeInput struct {
	Attribute  string `ec2:"Attribute,required,enum=productCodes|createVolumePermission,open"`
	SnapshotID string `ec2:"SnapshotId,required,id=snapshot"`
	DryRun     bool   `ec2:"DryRun"`
}

// DescribeSnapshotAttributeOutput is the answer of DescribeSnapshotAttribute: the attribute that was asked for.
type DescribeSnapshotAttributeOutput struct {
	ProductCodes            []ProductCode `ec2:"ProductCodes,omitnil"`
	SnapshotID              string        `ec2:"SnapshotId"`
	CreateVolumePermissions []Permission  `ec2:"CreateVolumePermissions,omitnil,xml=createVolumePermission"`
}

// DescribeSnapshotAttribute says to its owner with whom a snapshot is shared,
// or which Marketplace product its content came from.
func DescribeSnapshotAttribute(tx *Tx, in DescribeSnapshotAttributeInput) (out DescribeSnapshotAttributeOutput, _ error) {
	index, err := tx.ownSnapshot(in.SnapshotID)
	if err != nil {
		return out, err
	}
	out.SnapshotID = in.SnapshotID
	switch x := tx.snapshots.At(index); in.Attribute {
	case attributeCreateVolumePermission:
		out.CreateVolumePermissions = x.Shared.list()
	case attributeProductCodes:
		out.ProductCodes = listProduct(x.ProductCode)
	default:
		return out, apierr.New(apierr.InvalidParameterValue, "Unrecognized attribute.").
			Because("The attributes of a snapshot are %s and %s.", attributeCreateVolumePermission, attributeProductCodes)
	}
	return out, nil
}

// listProduct returns a product code as AWS lists it; there may be none.
func listProduct(code string) []ProductCode {
	if code == "" {
		return []ProductCode{}
	}
	return []ProductCode{{code, "marketplace"}}
}

// ResetSnapshotAttributeInput holds the parameters of ResetSnapshotAttribute.
type ResetSnapshotAttributeInput struct {
	Attribute  string `ec2:"Attribute,required,enum=createVolumePermission,open"`
	SnapshotID string `ec2:"SnapshotId,required,id=snapshot"`
	DryRun     bool   `ec2:"DryRun"`
}

// ResetSnapshotAttribute makes a snapshot its owner's alone again.
func ResetSnapshotAttribute(tx *Tx, in ResetSnapshotAttributeInput) (Empty, error) {
	index, err := tx.ownSnapshot(in.SnapshotID)
	if err != nil {
		return Empty{}, err
	}
	if in.Attribute != attributeCreateVolumePermission {
		return Empty{}, onlyPermission()
	}
	tx.Emit(SnapshotShared{Index: index})
	return Empty{}, nil
}
