package ec2

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/rng"
)

// A Kind is a kind of resource.
type Kind uint8

// The kinds of resources. Their numbers are part of every id and of the digest.
const (
	KindInstance Kind = iota + 1
	KindVolume
	KindSnapshot
	KindImage
	KindInterface
	KindReservation
	KindInterfaceAttachment
	KindAddress
	KindAssociation
	KindKeyPair
)

// KindCount is beyond the number of every kind: the length of a table that they index.
const KindCount = int(KindKeyPair) + 1

// kindNames holds prefix and name of each kind; index 0 stands for no kind.
var kindNames = [...]struct{ prefix, name string }{
	{},
	{"i-", "instance"},
	{"vol-", "volume"},
	{"snap-", "snapshot"},
	{"ami-", "image"},
	{"eni-", "network-interface"},
	{"r-", "reservation"},
	{"eni-attach-", "network-interface-attachment"},
	{"eipalloc-", "elastic-ip"},
	{"eipassoc-", "elastic-ip-association"},
	{"key-", "key-pair"},
	{"replacevol-", "replace-root-volume-task"}, // has ids, but is no resource
}

// Prefix returns what ids of the kind begin with, for example "vol-".
func (k Kind) Prefix() string { return kindNames[k].prefix }

// String returns the kind's resource type as tags spell it, for example "volume".
func (k Kind) String() string { return kindNames[k].name }

// HasTags reports whether things of the kind can have tags, and so a name.
func (k Kind) HasTags() bool {
	return k >= KindInstance && k <= KindInterface || k == KindAddress || k == KindKeyPair
}

// A Ref names one resource inside the engine: its kind and its index, which is its place in creation order.
type Ref struct {
	Kind  Kind
	Index uint32
}

// Names turns references into ids and back. An id is a keyed bijection of
// region, kind and index: seed and lane are the key, so that no id occurs twice
// in a session, nothing has to be stored, and a fork hands out the same ids.
// Ids that a lesson or the public catalogue fixes are a small list beside it.
type Names struct {
	key   uint64
	lane  uint8
	given []givenID // sorted by id; never changed in place, so that forks share it
}

type givenID struct {
	id     string
	region uint16
	ref    Ref
}

// NewNames returns the names of a lane under a seed.
func NewNames(seed uint64, lane uint8) Names { return Names{key: rng.Mix(seed + 1), lane: lane} }

// ID returns the id of a resource: its given one, or its prefix and 17 hex digits.
func (n *Names) ID(region uint16, ref Ref, given string) string {
	if given != "" {
		return given
	}
	plain := uint64(ref.Index) | uint64(ref.Kind)<<32 | uint64(region)<<40 | uint64(n.lane)<<56
	const digits = "0123456789abcdef"
	hidden, prefix := rng.Mix(plain^n.key), kindNames[ref.Kind].prefix
	var b [32]byte
	text := append(b[:0], prefix...)
	text = append(text, '0')
	for shift := 60; shift >= 0; shift -= 4 {
		text = append(text, digits[hidden>>shift&15])
	}
	return string(text)
}

// Find returns the resource of a region that an id names. It does not say
// whether the resource exists: the index may be beyond the table. A public
// image may have the same id in every region, and is another one in each.
func (n *Names) Find(region uint16, kind Kind, id string) (index uint32, ok bool) {
	for at := n.place(id); at < len(n.given) && n.given[at].id == id; at++ {
		if n.given[at].region == region && n.given[at].ref.Kind == kind {
			return n.given[at].ref.Index, true
		}
	}
	made, index, ok := n.decode(kind, id)
	return index, ok && made == region
}

// isTaken reports whether an id is given to something in any region, or is
// one that a resource has or will have by itself.
func (n *Names) isTaken(kind Kind, id string) bool {
	const farAway = 1 << 24 // nobody makes so many: an index beyond is chance
	if at := n.place(id); at < len(n.given) && n.given[at].id == id {
		return true
	}
	region, index, ok := n.decode(kind, id)
	return ok && int(region) < len(catalog.Regions()) && index < farAway
}

// place returns where an id stands, or would stand, among the given ones.
func (n *Names) place(id string) int {
	return sort.Search(len(n.given), func(i int) bool { return n.given[i].id >= id })
}

// decode returns what an id that nobody has given stands for.
func (n *Names) decode(kind Kind, id string) (region uint16, index uint32, ok bool) {
	digits, ok := strings.CutPrefix(id, kind.Prefix())
	if !ok || len(digits) != 17 || digits[0] != '0' {
		return 0, 0, false
	}
	hidden, err := strconv.ParseUint(digits[1:], 16, 64)
	plain := rng.Unmix(hidden) ^ n.key
	if err != nil || uint8(plain>>56) != n.lane || Kind(plain>>32) != kind {
		return 0, 0, false
	}
	return uint16(plain >> 40 & 0xffff), uint32(plain), true
}

// give fixes the id of a resource. The id must be well-formed and new in its region.
func (n *Names) give(id string, region uint16, ref Ref) {
	at := n.place(id)
	given := make([]givenID, 0, len(n.given)+1)
	given = append(append(given, n.given[:at]...), givenID{id, region, ref})
	n.given = append(given, n.given[at:]...)
}

// collect is give for many ids of a new state: none of them is found before sort was called.
func (n *Names) collect(id string, region uint16, ref Ref) {
	n.given = append(n.given, givenID{id, region, ref})
}

// sort ends what collect began.
func (n *Names) sort() {
	slices.SortFunc(n.given, func(a, b givenID) int { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.region, b.region)) })
}

// code returns what the Recycle Bin calls the index-th of its rules: eleven letters and digits.
func (n *Names) code(region uint16, index uint32) string {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	hidden := rng.Mix((uint64(index) | uint64(region)<<40 | uint64(n.lane)<<56) ^ ^n.key)
	var text [11]byte
	for i := range text {
		text[i] = digits[hidden%uint64(len(digits))]
		hidden /= uint64(len(digits))
	}
	return string(text[:])
}

// WellFormed reports whether an id has the form of its kind: the prefix and 8 or 17 hex digits.
func (k Kind) WellFormed(id string) bool {
	digits, ok := strings.CutPrefix(id, k.Prefix())
	if !ok || len(digits) != 8 && len(digits) != 17 {
		return false
	}
	for _, d := range []byte(digits) {
		if (d < '0' || d > '9') && (d < 'a' || d > 'f') {
			return false
		}
	}
	return true
}

// KindOfID returns the kind that an id's prefix names.
func KindOfID(id string) (Kind, bool) {
	for k := KindKeyPair; k >= KindInstance; k-- {
		if strings.HasPrefix(id, k.Prefix()) {
			return k, true
		}
	}
	return 0, false
}

// Find returns what has an id in a region, if anything ever had.
func (s *State) Find(region uint16, id string) (Ref, bool) {
	kind, ok := KindOfID(id)
	if !ok {
		return Ref{}, false
	}
	index, ok := s.names.Find(region, kind, id)
	return Ref{Kind: kind, Index: index}, ok && index < s.Length(kind)
}
