package ec2

import (
	"fmt"

	"blockyard/sim/apierr"
	"blockyard/sim/lifecycle"
)

// An AddressState is the lifecycle state of an Elastic IP address. AWS has no
// names for it: DescribeAddresses shows an association or none.
type AddressState string

// The states of an Elastic IP address. The empty state means that there is no address.
const (
	AddressIdle  AddressState = "idle"
	AddressInUse AddressState = "associated"
)

// AddressLifecycle is every move an Elastic IP address can make. It costs the same in both states.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html.
var AddressLifecycle = lifecycle.Table[AddressState]{
	{From: "", On: "AllocateAddress", To: AddressIdle, Why: "billing begins"},
	{From: AddressIdle, On: "AssociateAddress", To: AddressInUse, Why: "the instance gives its automatic address back"},
	{From: AddressInUse, On: "AssociateAddress", To: AddressInUse, Why: "it moves to another instance"},
	{From: AddressInUse, On: "DisassociateAddress", To: AddressIdle, Why: "an instance that is on gets an automatic address"},
	{From: AddressInUse, On: "InstanceTerminated", To: AddressIdle, Why: "it outlives the instance, and so does its bill"},
	{From: AddressIdle, On: "ReleaseAddress", To: "", Why: "billing ends"},
}

// addressLimit is how many Elastic IP addresses an account has in a region unless a quota says otherwise.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html.
const addressLimit = 5

// An Address is an Elastic IP address: a public IPv4 address that an account
// keeps until it is released, and puts on whichever instance it likes.
type Address struct {
	Header
	State AddressState
	Link  uint32 // index of its association, while it is associated
}

// An association ties an Elastic IP address to an instance.
type association struct {
	Header
	Address  uint32
	Instance uint32
	Ended    bool
}

func (a *association) state() string {
	if a.Ended {
		return ""
	}
	return "associated"
}

// AddressAllocated makes an Elastic IP address.
type AddressAllocated struct{ Address Address }

func (e AddressAllocated) apply(s *State) {
	e.Address.State = AddressLifecycle.Must("", "AllocateAddress")
	s.touch(KindAddress, s.addresses.Append(e.Address))
}

// AddressAssociated puts an idle Elastic IP address, or one of another
// instance, on an instance that has none.
type AddressAssociated struct{ link association }

// Ref returns the address.
func (e AddressAssociated) Ref() Ref { return Ref{KindAddress, e.link.Address} }

func (e AddressAssociated) apply(s *State) {
	a := s.address(e.link.Address)
	if a.State == AddressInUse {
		s.unlink(a.Link)
	}
	a.State = AddressLifecycle.Must(a.State, "AssociateAddress")
	a.Link = s.links.Append(e.link)
	i := s.instance(e.link.Instance)
	i.Public.Elastic, i.Public.Held = e.link.Address+1, false
}

// AddressDisassociated takes an Elastic IP address off its instance.
type AddressDisassociated struct {
	Index uint32
	On    string // "DisassociateAddress" or "InstanceTerminated"
}

func (e AddressDisassociated) apply(s *State) {
	a := s.address(e.Index)
	a.State = AddressLifecycle.Must(a.State, e.On)
	s.unlink(a.Link)
}

// unlink ends an association; its instance gets an automatic address if it is on.
func (s *State) unlink(link uint32) {
	s.links.Mut(link).Ended = true
	i := s.instance(s.links.At(link).Instance)
	i.Public.Elastic = 0
	i.Public.follow(i.State)
}

// AddressReleased gives an idle Elastic IP address back.
type AddressReleased struct{ Index uint32 }

func (e AddressReleased) apply(s *State) {
	a := s.address(e.Index)
	a.State = AddressLifecycle.Must(a.State, "ReleaseAddress")
}

// ElasticAddress returns the address itself, for example "198.19.255.1". The
// addresses lie at the far end of the range from which automatic ones come.
//
// Simplified: addresses are handed out in order and never again.
func ElasticAddress(index uint32) string {
	return fmt.Sprintf("198.19.%d.%d", 255-index/254%256, index%254+1)
}

// Association returns the instance that an Elastic IP address is on, if it is on one.
func (s *State) Association(address uint32) (instance uint32, ok bool) {
	a := s.addresses.At(address)
	if a.State != AddressInUse {
		return 0, false
	}
	return s.links.At(a.Link).Instance, true
}

// EachAssociation calls a function with each association of an Elastic IP address that ever was, in order.
func (s *State) EachAssociation(f func(link any)) {
	for _, a := range s.links.All() {
		f(*a)
	}
}

// findAddress returns the caller's Elastic IP address with that allocation id.
func (tx *Tx) findAddress(id string) (uint32, *apierr.Error) {
	if !KindAddress.WellFormed(id) {
		return 0, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter allocationId is invalid. Expected: 'eipalloc-...'.", id)
	}
	ref, ok := tx.find(KindAddress, id)
	if !ok {
		return 0, apierr.New(apierr.InvalidAllocationIDNotFound, "The allocation ID '%s' does not exist", id).
			Suggest("aws ec2 describe-addresses")
	}
	return ref.Index, nil
}

// findPublic returns the caller's Elastic IP address that is written out.
func (tx *Tx) findPublic(address string) (uint32, *apierr.Error) {
	for index := range tx.Length(KindAddress) {
		if tx.mine(Ref{KindAddress, index}) && ElasticAddress(index) == address {
			return index, nil
		}
	}
	refused := apierr.New(apierr.InvalidAddressNotFound, "Address '%s' not found.", address).Suggest("aws ec2 describe-addresses")
	for index := range tx.Length(KindInstance) {
		if tx.mine(Ref{KindInstance, index}) && tx.PublicAddress(index) == address {
			return 0, refused.Because("It is the automatic address of %s, which belongs to no account and cannot be moved or kept.", shortName(tx.State, Ref{KindInstance, index}))
		}
	}
	return 0, refused
}

// findAssociation returns the caller's Elastic IP address whose association has that id.
func (tx *Tx) findAssociation(id string) (uint32, *apierr.Error) {
	if !KindAssociation.WellFormed(id) {
		return 0, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter associationId is invalid. Expected: 'eipassoc-...'.", id)
	}
	ref, ok := tx.find(KindAssociation, id)
	if !ok {
		return 0, apierr.New(apierr.InvalidAssociationIDNotFound, "The association ID '%s' does not exist", id).
			Because("Each association has an id of its own: it ends when the address is moved, taken off or released.").
			Suggest("aws ec2 describe-addresses")
	}
	return tx.links.At(ref.Index).Address, nil
}

// allocated returns the address that a call means: by its allocation id, or written out.
func (tx *Tx) allocated(id, public string) (uint32, *apierr.Error) {
	switch {
	case id != "" && public != "":
		return 0, apierr.New(apierr.InvalidParameterCombination, "You may specify public IP or allocation id, but not both in the same call")
	case id != "":
		return tx.findAddress(id)
	case public != "":
		return tx.findPublic(public)
	}
	return 0, apierr.New(apierr.MissingParameter, "The request must contain the parameter AllocationId").
		Because("Say which Elastic IP address is meant.").Suggest("aws ec2 describe-addresses")
}
