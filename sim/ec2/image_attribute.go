package ec2

import "blockyard/sim/apierr"

// The attributes of an image, beside its product codes.
const (
	attributeLaunchPermission   = "launchPermission"
	attributeDescription        = "description"
	attributeBlockDeviceMapping = "blockDeviceMapping"
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

// ModifyImageAttributeInput holds the parameters of ModifyImageAttribute: the
// new value of one attribute as a structure, or Attribute with Value, or with
// OperationType, UserIds and UserGroups.
type ModifyImageAttributeInput struct {
	Attribute        string             `ec2:"Attribute,enum=description|launchPermission,open"`
	Description      *TextValue         `ec2:"Description"`
	ImageID          string             `ec2:"ImageId,required,id=image"`
	LaunchPermission *PermissionChanges `ec2:"LaunchPermission"`
	OperationType    string             `ec2:"OperationType,enum=add|remove"`
	UserGroups       []string           `ec2:"UserGroups,query=UserGroup"`
	UserIDs          []string           `ec2:"UserIds,query=UserId"`
	Value            string             `ec2:"Value"`
	DryRun           bool               `ec2:"DryRun"`
}

// ModifyImageAttribute shares an image with accounts or with everybody, ends
// that, or changes the image's description. Whoever it is shared with sees it
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
	if attribute == attributeDescription {
		tx.Emit(ImageDescribed{index, in.description()})
		return Empty{}, nil
	}
	changes := changesOf(in.LaunchPermission, in.OperationType, in.UserIDs, in.UserGroups)
	if err := in.check(changes); err != nil {
		return Empty{}, err
	}
	if changes.toEveryone() && tx.images.At(index).ProductCode != "" {
		return Empty{}, notToEveryone("An image")
	}
	tx.Emit(ImageShared{index, tx.images.At(index).Shared.with(changes)})
	return Empty{}, nil
}

// modifiableImage returns the caller's own available image with that id.
// Source of the wording: what the service answers, as its users quote it.
func (tx *Tx) modifiableImage(id string) (uint32, *apierr.Error) {
	index, err := tx.ownImage(id)
	if err != nil {
		return 0, err
	}
	if state := tx.images.At(index).State; state != ImageAvailable {
		return 0, apierr.New(apierr.InvalidAMIIDUnavailable, "The AMI ID '%s' is currently %s and may not be used for this operation", id, state).
			Because("An image can be changed and shared once all its snapshots are completed.").
			Suggest("aws ec2 wait image-available --image-ids %s", tx.Handle(Ref{KindImage, index}))
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
	case named[0] != attributeDescription && named[0] != attributeLaunchPermission:
		return "", unknownImageAttribute(named[0], "Of an image %s and %s can be changed.", attributeDescription, attributeLaunchPermission)
	}
	return named[0], nil
}

func unknownImageAttribute(name, why string, args ...any) *apierr.Error {
	return apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter attribute is invalid. Unknown attribute.", name).Because(why, args...)
}

// description returns the description that a request gives.
func (in ModifyImageAttributeInput) description() string {
	if in.Description != nil {
		return in.Description.Value
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

// DescribeImageAttributeInput holds the parameters of DescribeImageAttribute.
type DescribeImageAttributeInput struct {
	Attribute string `ec2:"Attribute,required,enum=description|launchPermission|productCodes|blockDeviceMapping,open"`
	ImageID   string `ec2:"ImageId,required,id=image"`
	DryRun    bool   `ec2:"DryRun"`
}

// DescribeImageAttributeOutput is the answer of DescribeImageAttribute: the attribute that was asked for.
type DescribeImageAttributeOutput struct {
	Description       *TextValue    `ec2:"Description"`
	ImageID           string        `ec2:"ImageId"`
	LaunchPermissions []Permission  `ec2:"LaunchPermissions,omitnil,xml=launchPermission"`
	ProductCodes      []ProductCode `ec2:"ProductCodes,omitnil"`
}

// DescribeImageAttribute tells the owner of an image one of its attributes.
// Asked for the block device mapping it refuses, as AWS does: DescribeImages shows it.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImageAttribute.html.
func DescribeImageAttribute(tx *Tx, in DescribeImageAttributeInput) (out DescribeImageAttributeOutput, _ error) {
	index, err := tx.ownImage(in.ImageID)
	if err != nil {
		return out, err
	}
	out.ImageID = in.ImageID
	switch m := tx.images.At(index); in.Attribute {
	case attributeDescription:
		out.Description = &TextValue{m.Description}
	case attributeLaunchPermission:
		out.LaunchPermissions = m.Shared.list()
	case attributeProductCodes:
		out.ProductCodes = listProduct(m.ProductCode)
	case attributeBlockDeviceMapping:
		return out, apierr.New(apierr.AuthFailure, "Unauthorized attempt to access restricted resource").
			Because("AWS gives the mapping no longer as an attribute; it is part of the image's description.").
			Suggest("aws ec2 describe-images --image-ids %s --query Images[].BlockDeviceMappings", tx.Handle(Ref{KindImage, index}))
	default:
		return out, unknownImageAttribute(in.Attribute, "The attributes of an image are %s, %s and %s.", attributeDescription, attributeLaunchPermission, attributeProductCodes)
	}
	return out, nil
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
