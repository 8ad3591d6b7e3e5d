package ec2

import (
	"blockyard/sim/block"
	"blockyard/sim/catalog"
	"blockyard/sim/store"
	"blockyard/sim/unit"
)

// DefaultAccount is the account that calls come from unless a world says otherwise.
const DefaultAccount = catalog.DefaultAccount

// State is everything that EC2 knows: tables of plain values, one per kind of
// resource, whose index is the order of creation. Resources that are gone stay
// in their tables with an empty state, so that an index always means the same.
// Only events change a State; handlers and everybody else read it.
type State struct {
	names          Names
	accounts       []string // account numbers by index; never changed in place
	instances      store.Table[Instance]
	volumes        store.Table[Volume]
	snapshots      store.Table[Snapshot]
	images         store.Table[Image]
	interfaces     store.Table[Interface]
	launches       store.Table[launch]
	reasons        store.Table[Reason] // why instances have stopped
	addresses      store.Table[Address]
	links          store.Table[association]
	keyPairs       store.Table[KeyPair]
	quotas         store.Table[Quota]
	imageAccess    store.Table[ImageAccess]
	snapshotAccess store.Table[SnapshotAccess]
	rules          store.Table[RetentionRule]
	puts           store.Table[put]
	keys           store.Table[Key]
	ebsDefaults    store.Table[EBSDefaults]
	fastRestores   store.Table[FastRestore]
	replaceTasks   store.Table[ReplaceTask]
	pools          []sealedPool // never changed in place
	blocks         *block.Store
	catalogued     unit.Date // the date whose limits hold; 0 for the present
	touched        []Ref     // what the present event has changed
	printed        *Console  // of the latest boot: instances that boot at once print the same, and share it
}

// Instances returns the table of instances, for reading.
func (s *State) Instances() *store.Table[Instance] { return &s.instances }

// Volumes returns the table of volumes, for reading.
func (s *State) Volumes() *store.Table[Volume] { return &s.volumes }

// Snapshots returns the table of snapshots, for reading.
func (s *State) Snapshots() *store.Table[Snapshot] { return &s.snapshots }

// Images returns the table of images, for reading.
func (s *State) Images() *store.Table[Image] { return &s.images }

// Interfaces returns the table of network interfaces, for reading.
func (s *State) Interfaces() *store.Table[Interface] { return &s.interfaces }

// Addresses returns the table of Elastic IP addresses, for reading.
func (s *State) Addresses() *store.Table[Address] { return &s.addresses }

// KeyPairs returns the table of key pairs, for reading.
func (s *State) KeyPairs() *store.Table[KeyPair] { return &s.keyPairs }

// Blocks returns the block store, for reading.
func (s *State) Blocks() *block.Store { return s.blocks }

// AccountNumber returns the number of the account with that index.
func (s *State) AccountNumber(index uint16) string { return s.accounts[index] }

// AccountIndex returns the index of the account with that number.
func (s *State) AccountIndex(number string) (uint16, bool) {
	for i, have := range s.accounts {
		if have == number {
			return uint16(i), true
		}
	}
	return 0, false
}

// Fork returns an independent copy. The receiver goes on under the owner
// parent, the copy under child.
func (s *State) Fork() *State {
	return &State{
		names:          s.names,
		accounts:       s.accounts,
		instances:      s.instances.Fork(),
		volumes:        s.volumes.Fork(),
		snapshots:      s.snapshots.Fork(),
		images:         s.images.Fork(),
		interfaces:     s.interfaces.Fork(),
		launches:       s.launches.Fork(),
		reasons:        s.reasons.Fork(),
		addresses:      s.addresses.Fork(),
		links:          s.links.Fork(),
		keyPairs:       s.keyPairs.Fork(),
		quotas:         s.quotas.Fork(),
		imageAccess:    s.imageAccess.Fork(),
		snapshotAccess: s.snapshotAccess.Fork(),
		rules:          s.rules.Fork(),
		puts:           s.puts.Fork(),
		keys:           s.keys.Fork(),
		ebsDefaults:    s.ebsDefaults.Fork(),
		fastRestores:   s.fastRestores.Fork(),
		replaceTasks:   s.replaceTasks.Fork(),
		pools:          s.pools,
		blocks:         s.blocks.Fork(),
		catalogued:     s.catalogued,
	}
}

// TakeTouched returns what the events since the last call have changed, in
// order, and forgets it. Whoever derives something from state, such as the
// meters, looks at these again.
func (s *State) TakeTouched() []Ref {
	touched := s.touched
	s.touched = s.touched[:0]
	return touched
}

func (s *State) touch(kind Kind, index uint32) { s.touched = append(s.touched, Ref{kind, index}) }

// instance returns an instance for writing.
func (s *State) instance(i uint32) *Instance {
	s.touch(KindInstance, i)
	return s.instances.Mut(i)
}

// volume returns a volume for writing.
func (s *State) volume(i uint32) *Volume {
	s.touch(KindVolume, i)
	return s.volumes.Mut(i)
}

// snapshot returns a snapshot for writing.
func (s *State) snapshot(i uint32) *Snapshot {
	s.touch(KindSnapshot, i)
	return s.snapshots.Mut(i)
}

// image returns an image for writing.
func (s *State) image(i uint32) *Image {
	s.touch(KindImage, i)
	return s.images.Mut(i)
}

// iface returns a network interface for writing.
func (s *State) iface(i uint32) *Interface {
	s.touch(KindInterface, i)
	return s.interfaces.Mut(i)
}

// address returns an Elastic IP address for writing.
func (s *State) address(i uint32) *Address {
	s.touch(KindAddress, i)
	return s.addresses.Mut(i)
}

// A Header is what every resource has.
type Header struct {
	Account, Region uint16
	Gen             uint32 // wake-ups of an older generation are stale
	Created         unit.Instant
	marks           *marks // nil: none
}

// marks are what somebody calls a resource, which is mostly nothing. They are never changed in place.
type marks struct {
	given string // the id, where a lesson or the public catalogue fixes it
	tags  []Tag
}

// Tags returns the tags of a resource, for reading.
func (h *Header) Tags() []Tag {
	if h.marks == nil {
		return nil
	}
	return h.marks.tags
}

// setTags gives a resource other tags.
func (h *Header) setTags(tags []Tag) {
	if len(tags) > 0 || len(h.Tags()) > 0 {
		h.marks = &marks{h.Given(), tags}
	}
}

// Given returns the id that a lesson or the public catalogue fixes, or "".
func (h *Header) Given() string {
	if h.marks == nil {
		return ""
	}
	return h.marks.given
}

// setGiven fixes the id of a resource.
func (h *Header) setGiven(id string) { h.marks = &marks{id, h.Tags()} }

// header returns the header of a resource for reading.
func (s *State) header(ref Ref) *Header {
	switch ref.Kind {
	case KindInstance:
		return &s.instances.At(ref.Index).Header
	case KindVolume:
		return &s.volumes.At(ref.Index).Header
	case KindSnapshot:
		return &s.snapshots.At(ref.Index).Header
	case KindImage:
		return &s.images.At(ref.Index).Header
	case KindInterface, KindInterfaceAttachment:
		return &s.interfaces.At(ref.Index).Header
	case KindReservation:
		return &s.launches.At(ref.Index).Header
	case KindAddress:
		return &s.addresses.At(ref.Index).Header
	case KindAssociation:
		return &s.links.At(ref.Index).Header
	case KindKeyPair:
		return &s.keyPairs.At(ref.Index).Header
	}
	panic("ec2: reference to no resource")
}

// mutHeader returns the header of a resource that has tags, for writing.
func (s *State) mutHeader(ref Ref) *Header {
	switch ref.Kind {
	case KindInstance:
		return &s.instance(ref.Index).Header
	case KindVolume:
		return &s.volume(ref.Index).Header
	case KindSnapshot:
		return &s.snapshot(ref.Index).Header
	case KindImage:
		return &s.image(ref.Index).Header
	case KindInterface:
		return &s.iface(ref.Index).Header
	case KindAddress:
		return &s.address(ref.Index).Header
	case KindKeyPair:
		return &s.keyPairs.Mut(ref.Index).Header
	case KindReservation, KindInterfaceAttachment, KindAssociation:
	}
	panic("ec2: " + ref.Kind.String() + " has no header to write")
}

// ID returns the id of a resource.
func (s *State) ID(ref Ref) string {
	h := s.header(ref)
	return s.names.ID(h.Region, ref, h.Given())
}

// Tags returns the tags of a resource, which the caller must not change.
func (s *State) Tags(ref Ref) []Tag { return s.header(ref).Tags() }

// Name returns the Name tag of a resource, or "".
func (s *State) Name(ref Ref) string { return tagValue(s.header(ref).Tags(), "Name") }

// Created returns when a resource was made; public images were before instant 0.
func (s *State) Created(ref Ref) unit.Instant { return s.header(ref).Created }

// Place returns the account and region of a resource.
func (s *State) Place(ref Ref) (account, region uint16) {
	h := s.header(ref)
	return h.Account, h.Region
}

// Length returns how many resources of a kind were ever made.
func (s *State) Length(kind Kind) uint32 {
	switch kind {
	case KindInstance:
		return uint32(s.instances.Len())
	case KindVolume:
		return uint32(s.volumes.Len())
	case KindSnapshot:
		return uint32(s.snapshots.Len())
	case KindImage:
		return uint32(s.images.Len())
	case KindInterface, KindInterfaceAttachment:
		return uint32(s.interfaces.Len())
	case KindReservation:
		return uint32(s.launches.Len())
	case KindAddress:
		return uint32(s.addresses.Len())
	case KindAssociation:
		return uint32(s.links.Len())
	case KindKeyPair:
		return uint32(s.keyPairs.Len())
	}
	panic("ec2: length of no kind")
}

// StateOf returns the lifecycle state of a resource in AWS's spelling; "" means that it is gone or never was.
func (s *State) StateOf(ref Ref) string {
	if ref.Index >= s.Length(ref.Kind) {
		return ""
	}
	switch ref.Kind {
	case KindInstance:
		return s.instances.At(ref.Index).State.String()
	case KindVolume:
		return string(s.volumes.At(ref.Index).State)
	case KindSnapshot:
		return string(s.snapshots.At(ref.Index).State)
	case KindImage:
		return string(s.images.At(ref.Index).State)
	case KindInterface, KindInterfaceAttachment:
		return string(s.interfaces.At(ref.Index).State)
	case KindReservation:
		return "made"
	case KindAddress:
		return string(s.addresses.At(ref.Index).State)
	case KindAssociation:
		return s.links.At(ref.Index).state()
	case KindKeyPair:
		return s.keyPairs.At(ref.Index).state()
	}
	panic("ec2: state of no kind")
}

// Exists reports whether a resource is there: made and not gone.
func (s *State) Exists(ref Ref) bool { return s.StateOf(ref) != "" }

// EachLaunch calls a function with what is known of each launch, in order.
func (s *State) EachLaunch(f func(launch any)) {
	for _, l := range s.launches.All() {
		f(*l)
	}
}

// EachImageAccess calls a function with what each account has said in a region
// about public images, in the order in which they first did.
func (s *State) EachImageAccess(f func(ImageAccess)) {
	for _, a := range s.imageAccess.All() {
		f(*a)
	}
}

// EachQuota calls a function with each quota, in the order in which they were first set.
func (s *State) EachQuota(f func(Quota)) {
	for _, q := range s.quotas.All() {
		f(*q)
	}
}
