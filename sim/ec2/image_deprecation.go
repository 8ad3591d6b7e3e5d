package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/unit"
)

// How many years ahead an image can be deprecated: from now, or from its
// creation where it is public, when it always has a date.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deprecate.html.
const (
	deprecationYears       = 10
	publicDeprecationYears = 2
)

// ImageDeprecated says when an image is deprecated, or that it never is.
type ImageDeprecated struct {
	Index uint32
	At    unit.Instant
	Never bool
}

func (e ImageDeprecated) apply(s *State) {
	m := s.image(e.Index)
	m.Deprecates, m.HasDeprecation = e.At, !e.Never
	if e.Never {
		m.Deprecates = 0
	}
}

// EnableImageDeprecationInput holds the parameters of EnableImageDeprecation.
type EnableImageDeprecationInput struct {
	ImageID     string `ec2:"ImageId,required,id=image"`
	DeprecateAt string `ec2:"DeprecateAt,required"`
	DryRun      bool   `ec2:"DryRun"`
}

// EnableImageDeprecation sets the minute from which an own image is deprecated:
// it can still be launched by whoever knows its id, but others are no longer
// shown it when they list images.
func EnableImageDeprecation(tx *Tx, in EnableImageDeprecationInput) (ReturnOutput, error) {
	index, err := tx.modifiableImage(in.ImageID)
	if err != nil {
		return ReturnOutput{}, err
	}
	date, fault := unit.ParseDate(in.DeprecateAt)
	if fault != nil {
		return ReturnOutput{}, badDeprecation(in.DeprecateAt).Because("%s.", fault)
	}
	date = nearestMinute(date)
	if err := tx.checkDeprecation(index, in.DeprecateAt, date); err != nil {
		return ReturnOutput{}, err
	}
	tx.Emit(ImageDeprecated{Index: index, At: unit.Instant(date - tx.Start)})
	return ReturnOutput{true}, nil
}

// nearestMinute rounds a date as AWS does: seconds are not kept.
func nearestMinute(d unit.Date) unit.Date {
	const minute = unit.Date(unit.Minute)
	return (d + minute/2) / minute * minute
}

func badDeprecation(date string) *apierr.Error {
	return apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter deprecateAt is invalid.", date)
}

// checkDeprecation refuses a date that has passed or is too far ahead.
func (tx *Tx) checkDeprecation(index uint32, asked string, date unit.Date) *apierr.Error {
	m, now := tx.images.At(index), tx.Date(tx.Now)
	switch {
	case date <= now:
		return badDeprecation(asked).Because("The date must be in the future; it is %s.", now)
	case m.Shared.Everyone && date > tx.lastPublicDate(m):
		return badDeprecation(asked).Because("A public image is deprecated two years after it was made at the latest: %s.", tx.lastPublicDate(m))
	case date > now.AddYears(deprecationYears):
		return badDeprecation(asked).Because("The date can be ten years ahead at most: %s.", now.AddYears(deprecationYears))
	}
	return nil
}

// lastPublicDate returns the latest date at which an image is deprecated while it is public.
func (tx *Tx) lastPublicDate(m *Image) unit.Date {
	return nearestMinute(tx.Date(m.Created).AddYears(publicDeprecationYears))
}

// deprecatePublic gives an image that has become public the date that AWS gives it, unless it has an earlier one.
func (tx *Tx) deprecatePublic(index uint32) {
	m := tx.images.At(index)
	last := unit.Instant(tx.lastPublicDate(m) - tx.Start)
	if m.Shared.Everyone && (!m.HasDeprecation || m.Deprecates > last) {
		tx.Emit(ImageDeprecated{Index: index, At: last})
	}
}

// DisableImageDeprecationInput holds the parameters of DisableImageDeprecation.
type DisableImageDeprecationInput struct {
	ImageID string `ec2:"ImageId,required,id=image"`
	DryRun  bool   `ec2:"DryRun"`
}

// DisableImageDeprecation takes the date back, before it has passed or after.
// A public image keeps its date.
func DisableImageDeprecation(tx *Tx, in DisableImageDeprecationInput) (ReturnOutput, error) {
	index, err := tx.modifiableImage(in.ImageID)
	if err != nil {
		return ReturnOutput{}, err
	}
	if tx.images.At(index).Shared.Everyone {
		return ReturnOutput{}, apierr.New(apierr.OperationNotPermitted, "The deprecation of the public image '%s' cannot be disabled.", in.ImageID).
			Because("Public images are deprecated two years after they were made; share it with single accounts instead.").
			Suggest("aws ec2 modify-image-attribute --image-id %s --launch-permission Remove=[{Group=all}]", tx.Handle(Ref{KindImage, index}))
	}
	tx.Emit(ImageDeprecated{Index: index, Never: true})
	return ReturnOutput{true}, nil
}

// isDeprecated reports whether an image's date has passed.
func (tx *Tx) isDeprecated(m *Image) bool { return m.HasDeprecation && m.Deprecates <= tx.Now }
