package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/unit"
)

// deregistrationCooldown is how long protection asked for with a cooldown holds after it is switched off.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deregistration-protection.html.
const deregistrationCooldown = 24 * unit.Hour

// Protection says whether an image can be deregistered. The zero Protection lets it be.
type Protection struct {
	On       bool
	Cooldown bool         // asked for with one
	Until    unit.Instant // switched off, it still holds until then
}

// String returns the protection as AWS spells it.
func (p Protection) String() string {
	switch {
	case p.On && p.Cooldown:
		return "enabled-with-cooldown"
	case p.On:
		return "enabled-without-cooldown"
	}
	return "disabled"
}

// ImageProtected replaces an image's protection.
type ImageProtected struct {
	Index      uint32
	Protection Protection
}

func (e ImageProtected) apply(s *State) { s.image(e.Index).Protection = e.Protection }

// EnableImageDeregistrationProtectionInput holds the parameters of EnableImageDeregistrationProtection.
type EnableImageDeregistrationProtectionInput struct {
	ImageID      string `ec2:"ImageId,required,id=image"`
	WithCooldown bool   `ec2:"WithCooldown"`
	DryRun       bool   `ec2:"DryRun"`
}

// ImageProtectionOutput is the answer of the calls that protect images: the state of the protection.
type ImageProtectionOutput struct {
	Return string `ec2:"Return"`
}

// EnableImageDeregistrationProtection lets nobody deregister an own image.
func EnableImageDeregistrationProtection(tx *Tx, in EnableImageDeregistrationProtectionInput) (ImageProtectionOutput, error) {
	index, err := tx.settledImage(in.ImageID)
	if err != nil {
		return ImageProtectionOutput{}, err
	}
	p := Protection{On: true, Cooldown: in.WithCooldown}
	tx.Emit(ImageProtected{index, p})
	return ImageProtectionOutput{p.String()}, nil
}

// DisableImageDeregistrationProtectionInput holds the parameters of DisableImageDeregistrationProtection.
type DisableImageDeregistrationProtectionInput struct {
	ImageID string `ec2:"ImageId,required,id=image"`
	DryRun  bool   `ec2:"DryRun"`
}

// DisableImageDeregistrationProtection lets an image be deregistered again: at
// once, or 24 hours later where the protection was asked for with a cooldown.
//
// Simplified: AWS does not document what it shows during a cooldown; here it is "disabled".
func DisableImageDeregistrationProtection(tx *Tx, in DisableImageDeregistrationProtectionInput) (ImageProtectionOutput, error) {
	index, err := tx.settledImage(in.ImageID)
	if err != nil {
		return ImageProtectionOutput{}, err
	}
	p := tx.images.At(index).Protection
	if p.On && p.Cooldown {
		p.Until = tx.Now.Add(deregistrationCooldown)
	}
	p.On, p.Cooldown = false, false
	tx.Emit(ImageProtected{index, p})
	return ImageProtectionOutput{p.String()}, nil
}

// notProtected refuses to deregister an image that is protected, or was until lately.
func (tx *Tx) notProtected(index uint32) *apierr.Error {
	p, id := tx.images.At(index).Protection, tx.ID(Ref{KindImage, index})
	switch {
	case p.On:
		return apierr.New(apierr.OperationNotPermitted, "The image '%s' has deregistration protection enabled and cannot be deregistered.", id).
			Because("Whoever protected the image wanted it kept; switch the protection off first.").
			Suggest("aws ec2 disable-image-deregistration-protection --image-id %s", tx.Handle(Ref{KindImage, index}))
	case tx.Now < p.Until:
		return apierr.New(apierr.OperationNotPermitted, "The image '%s' is in the cooldown of its deregistration protection and cannot be deregistered before %s.", id, tx.Date(p.Until).Milliseconds()).
			Because("The protection was asked for with a cooldown, so it holds for 24 hours after it was switched off.").
			Suggest("sleep %s", p.Until.Sub(tx.Now))
	}
	return nil
}

// settledImage returns the caller's own available or disabled image with that id.
func (tx *Tx) settledImage(id string) (uint32, *apierr.Error) {
	index, err := tx.ownImage(id)
	if err != nil {
		return 0, err
	}
	if state := tx.images.At(index).State; state != ImageAvailable && state != ImageDisabled {
		return 0, tx.unfitImage(index)
	}
	return index, nil
}

// unfitImage refuses what cannot be done with an image in its present state.
// Source of the wording: what the service answers, as its users quote it.
func (tx *Tx) unfitImage(index uint32) *apierr.Error {
	m, ref := tx.images.At(index), Ref{KindImage, index}
	refused := apierr.New(apierr.InvalidAMIIDUnavailable, "The AMI ID '%s' is currently %s and may not be used for this operation", tx.ID(ref), m.State)
	switch m.State {
	case ImagePending:
		return refused.Because("An image can be changed and shared once all its snapshots are completed.").
			Suggest("aws ec2 wait image-available --image-ids %s", tx.Handle(ref))
	case ImageDisabled:
		return refused.Because("A disabled image is its owner's alone; enable it first.").Suggest("aws ec2 enable-image --image-id %s", tx.Handle(ref))
	case ImageFailed:
		return refused.Because("%s Nothing can come of the image; deregister it and make another.", m.Reason).
			Suggest("aws ec2 deregister-image --image-id %s", tx.Handle(ref))
	case ImageAvailable:
		return refused.Because("Only a disabled image can be enabled; this one is available already.")
	}
	return refused
}
