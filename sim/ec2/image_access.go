package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// The states of an account's block on public images, spelled as AWS spells them.
const (
	blockNewSharing = "block-new-sharing"
	unblocked       = "unblocked"
)

// ImageAccess is what an account has said in a region about making images
// public. The setting takes a while to hold.
type ImageAccess struct {
	Account, Region uint16
	Blocked         bool         // what was asked for
	Before          bool         // what held when it was
	Holds           unit.Instant // when it holds
}

// ImageAccessSet replaces what an account has said in a region.
type ImageAccessSet struct{ Access ImageAccess }

func (e ImageAccessSet) apply(s *State) {
	for i, a := range s.imageAccess.All() {
		if a.Account == e.Access.Account && a.Region == e.Access.Region {
			*s.imageAccess.Mut(i) = e.Access
			return
		}
	}
	s.imageAccess.Append(e.Access)
}

// isAccessBlocked reports whether the caller's images in the region cannot be made public now.
func (tx *Tx) isAccessBlocked() bool {
	for _, a := range tx.imageAccess.All() {
		if a.Account != tx.Account || a.Region != tx.Region {
			continue
		}
		if tx.Now >= a.Holds {
			return a.Blocked
		}
		return a.Before
	}
	return false
}

// setImageAccess asks for a state, which holds after a while.
func (tx *Tx) setImageAccess(blocked bool) {
	length := catalog.ImageAccessBlocking.Lasts(tx.Timing, tx.stream(catalog.ImageAccessBlocking), uint64(tx.Account)<<16|uint64(tx.Region))
	tx.Emit(ImageAccessSet{ImageAccess{Account: tx.Account, Region: tx.Region, Blocked: blocked, Before: tx.isAccessBlocked(), Holds: tx.Now.Add(length)}})
}

// EnableImageBlockPublicAccessInput holds the parameters of EnableImageBlockPublicAccess.
type EnableImageBlockPublicAccessInput struct {
	State  string `ec2:"ImageBlockPublicAccessState,required,enum=block-new-sharing"`
	DryRun bool   `ec2:"DryRun"`
}

// ImageAccessOutput is the answer of the calls that block public images: what holds, or will.
type ImageAccessOutput struct {
	State     string `ec2:"ImageBlockPublicAccessState"`
	ManagedBy string `ec2:"ManagedBy"`
}

// EnableImageBlockPublicAccess lets no image of the account in the region be
// made public any more. Those that are public stay so. It takes some minutes to hold.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableImageBlockPublicAccess.html.
func EnableImageBlockPublicAccess(tx *Tx, _ EnableImageBlockPublicAccessInput) (ImageAccessOutput, error) {
	tx.setImageAccess(true)
	return ImageAccessOutput{State: blockNewSharing}, nil
}

// DisableImageBlockPublicAccessInput holds the parameters of DisableImageBlockPublicAccess.
type DisableImageBlockPublicAccessInput struct {
	DryRun bool `ec2:"DryRun"`
}

// DisableImageBlockPublicAccess lets images be made public again. It takes some minutes to hold.
func DisableImageBlockPublicAccess(tx *Tx, _ DisableImageBlockPublicAccessInput) (ImageAccessOutput, error) {
	tx.setImageAccess(false)
	return ImageAccessOutput{State: unblocked}, nil
}

// GetImageBlockPublicAccessStateInput holds the parameters of GetImageBlockPublicAccessState.
type GetImageBlockPublicAccessStateInput struct {
	DryRun bool `ec2:"DryRun"`
}

// GetImageBlockPublicAccessState says what holds now in the account and region.
func GetImageBlockPublicAccessState(tx *Tx, _ GetImageBlockPublicAccessStateInput) (ImageAccessOutput, error) {
	out := ImageAccessOutput{State: unblocked, ManagedBy: "account"}
	if tx.isAccessBlocked() {
		out.State = blockNewSharing
	}
	return out, nil
}

// accessBlocked refuses to make an image public in an account that has ruled that out.
func (tx *Tx) accessBlocked() *apierr.Error {
	return apierr.New(apierr.OperationNotPermitted, "You can't publicly share this image: block public access for images is enabled for this account in this Region.").
		Because("The account has ruled out new public images in %s; share the image with single accounts, or lift the block.", tx.region().Name).
		Suggest("aws ec2 disable-image-block-public-access")
}
