package ec2

import "blockyard/sim/apierr"

// The attributes of an image, beside its product codes.
const (
	attributeLaunchPermission   = "launchPermission"
	attributeDescription        = "description"
	attributeBlockDeviceMapping = "blockDeviceMapping"
	attributeIMDS               = "imdsSupport"
)

// ImageShared replaces an image's permissions.
type ImageShared struct {
	Index       uint32
	Permissions Permissions
}

func (e ImageShared) apply(s *State) { s.image(e.Index).Shared = e.Permissions }

// ImageDescribed replaces an image's description.
type ImageDescribed struct {
	Index       uint32
	Description string
}

func (e ImageDescribed) apply(s *State) { s.image(e.Index).Description = e.Description }

// ImageTokensRequired lets instances of an image take tokens for their metadata. Nothing takes that back.
type ImageTokensRequired struct{ Index uint32 }

func (e ImageTokensRequired) apply(s *State) { s.image(e.Index).IMDS = "v2.0" }

// ModifyImageAttributeInput holds the parameters of ModifyImageAttribute: the
// new value of one attribute as a structure, or Attribute with Value, or with
// OperationType, UserIds and UserGroups.
type ModifyImageAttributeInput struct {
	Attribute        string             `ec2:"Attribute,enum=description|launchPermission|imdsSupport,open"`
	Description      *TextValue         `ec2:"Description"`
	ImageID          string             `ec2:"ImageId,required,id=image"`
	LaunchPermission *PermissionChanges `ec2:"LaunchPermission"`
	OperationType    string             `ec2:"OperationType,enum=add|remove"`
	UserGroups       []string           `ec2:"UserGroups,query=UserGroup"`
	UserIDs          []string           `ec2:"UserIds,query=UserId"`
	Value            string             `ec2:"Value"`
	IMDSSupport      *TextValue         `ec2:"ImdsSupport"`
	DryRun           bool               `ec2:"DryRun"`
}

// ModifyImageAttribute shares an image with accounts or with everybody, ends
// that, changes the image's description, or has its instances take tokens for
// their metadata. Whoever it is shared with sees it
// and can launch it, without any permission on its snapshots; what was launched
// stays when the image is shared no longer.
func ModifyImageAttribute(tx *Tx, in ModifyImageAttributeInput) (Empty, error) {
	index, err := tx.modifiableImage(in.ImageID)
	if err != nil {
		return Empty{}, err
	}
	attribute, err := in.attribute()
	if err != nil {
		return Empty{}, err
	}
	switch attribute {
	case attributeDescription:
		tx.Emit(ImageDescribed{index, in.text(in.Description)})
		return Empty{}, nil
	case attributeIMDS:
		if value := in.text(in.IMDSSupport); value != "v2.0" {
			return Empty{}, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter imdsSupport is invalid. The only value is v2.0.", value).
				Because("An image can ask for tokens, v2.0, and cannot stop doing so.")
		}
		tx.Emit(ImageTokensRequired{index})
		return Empty{}, nil
	}
	changes := changesOf(in.LaunchPermission, in.OperationType, in.UserIDs, in.UserGroups)
	if err := in.check(changes); err != nil {
		return Empty{}, err
	}
	switch {
	case changes.toEveryone() && tx.images.At(index).ProductCode != "":
		return Empty{}, notToEveryone("An image")
	case changes.toEveryone() && tx.isAccessBlocked() && !tx.images.At(index).Shared.Everyone:
		return Empty{}, tx.accessBlocked()
	}
	for _, snapshot := range snapshotsOf(tx.images.At(index).Mappings) {
		if err := tx.checkKeyShared(snapshot, false); err != nil && len(changes.Add) > 0 {
			return Empty{}, err
		}
	}
	tx.Emit(ImageShared{index, tx.images.At(index).Shared.with(changes)})
	tx.deprecatePublic(index)
	return Empty{}, nil
}

// modifiableImage returns the caller's own available image with that id.
func (tx *Tx) modifiableImage(id string) (uint32, *apierr.Error) {
	index, err := tx.ownImage(id)
	if err != nil {
		return 0, err
	}
	if tx.images.At(index).State != ImageAvailable {
		return 0, tx.unfitImage(index)
	}
	return index, nil
}

// attribute returns which attribute a request is about. It is exactly one.
func (in ModifyImageAttributeInput) attribute() (string, *apierr.Error) {
	var named []string
	if in.Attribute != "" {
		named = append(named, in.Attribute)
	}
	if in.Description != nil {
		named = appendNew(named, attributeDescription)
	}
	if in.IMDSSupport != nil {
		named = appendNew(named, attributeIMDS)
	}
	if in.LaunchPermission != nil || len(in.UserIDs)+len(in.UserGroups) > 0 {
		named = appendNew(named, attributeLaunchPermission)
	}
	switch {
	case len(named) == 0:
		return "", apierr.New(apierr.InvalidParameterCombination, "No attributes specified.").Because("Say what to change.").
			Suggest("aws ec2 modify-image-attribute --image-id %s --launch-permission Add=[{UserId=ACCOUNT}]", in.ImageID)
	case len(named) > 1:
		return "", apierr.New(apierr.InvalidParameterCombination, "The parameters %s and %s may not be specified together.", named[0], named[1]).
			Because("One call changes one attribute; make two calls.")
	case named[0] != attributeDescription && named[0] != attributeLaunchPermission && named[0] != attributeIMDS:
		return "", unknownImageAttribute(named[0], "Of an image %s, %s and %s can be changed.", attributeDescription, attributeLaunchPermission, attributeIMDS)
	}
	return named[0], nil
}

func unknownImageAttribute(name, why string, args ...any) *apierr.Error {
	return apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter attribute is invalid. Unknown attribute.", name).Because(why, args...)
}

// text returns the value that a request gives in either of its spellings: as a structure, or as Value.
func (in ModifyImageAttributeInput) text(structure *TextValue) string {
	if structure != nil {
		return structure.Value
	}
	return in.Value
}

// check refuses changes that are none, or of permissions that cannot be.
func (in ModifyImageAttributeInput) check(changes PermissionChanges) *apierr.Error {
	switch {
	case len(in.UserIDs)+len(in.UserGroups) > 0 && in.OperationType == "":
		return apierr.New(apierr.InvalidParameterCombination, "No operation specified for launchPermission attribute.").
			Because("Say with --operation-type whether to add or to remove the permission.")
	case changes.size() == 0:
		return apierr.New(apierr.InvalidParameterCombination, "No attributes specified.").
			Because("Say who is to get or to lose the permission: accounts by their numbers, or the group %s.", everyone)
	}
	return changes.check(
		func(account string) *apierr.Error {
			return invalidItem(account, "userId").Because("Account numbers have 12 digits.")
		},
		func(group string) *apierr.Error {
			return invalidItem(group, "userGroup").Because("The only group is %s: every account there is.", everyone)
		},
	)
}

func invalidItem(value, kind string) *apierr.Error {
	return apierr.New(apierr.InvalidAMIAttributeItemValue, `Invalid attribute item value "%s" for %s item type.`, value, kind)
}

// ResetImageAttributeInput holds the parameters of ResetImageAttribute.
type ResetImageAttributeInput struct {
	Attribute string `ec2:"Attribute,required,enum=launchPermission,open"`
	ImageID   string `ec2:"ImageId,required,id=image"`
	DryRun    bool   `ec2:"DryRun"`
}

// ResetImageAttribute makes an image its owner's alone again.
func ResetImageAttribute(tx *Tx, in ResetImageAttributeInput) (Empty, error) {
	index, err := tx.modifiableImage(in.ImageID)
	if err != nil {
		return Empty{}, err
	}
	if in.Attribute != attributeLaunchPermission {
		return Empty{}, unknownImageAttribute(in.Attribute, "Of an image only %s can be reset.", attributeLaunchPermission)
	}
	tx.Emit(ImageShared{Index: index})
	return Empty{}, nil
}
