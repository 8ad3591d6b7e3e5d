package scene

import (
	"cmp"
	"strconv"
	"strings"

	"blockyard/scripting/session"
	"blockyard/sim"
	"blockyard/sim/block"
	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A view is one world as a frame needs it: who is where, what everything is
// called, and what it costs. Whatever a panel asks it for twice comes from the memo.
type view struct {
	*places
	session *session.Session
	world   *sim.World
	cloud   *ec2.State
	now     unit.Instant
	region  uint16 // the one at hand
	account *account
	bill    cost.Amounts // of the world from its beginning to now
	memo    *Memo        // never nil
	pixels  []block.Pixel
	lane    string // whose world it is, where that is not the lane at hand
	present *view  // of the world as it is now, while somebody looks back and who paints has asked for it
}

// newView returns the present view of a session.
func newView(s *session.Session, memo *Memo) *view { return viewOf(s, s.World(), memo.of(s)) }

// viewOf returns the view of a world, with a memo that is of its session.
func viewOf(s *session.Session, w *sim.World, memo *Memo) *view {
	v := &view{places: &memo.places, session: s, world: w, cloud: w.Cloud(), now: w.Now(), memo: memo}
	home, _ := catalog.RegionNamed(session.DefaultRegion)
	v.region = uint16(home.Index)
	if v.places.world != w {
		memo.captions = [ec2Kinds][]caption{}
	}
	v.find(stateOf(w), v.region)
	v.account = memo.accountOf(w)
	v.bill = v.account.sum
	return v
}

// The references to things by kind.
func instanceRef(index uint32) ec2.Ref { return ec2.Ref{Kind: ec2.KindInstance, Index: index} }
func volumeRef(index uint32) ec2.Ref   { return ec2.Ref{Kind: ec2.KindVolume, Index: index} }
func snapshotRef(index uint32) ec2.Ref { return ec2.Ref{Kind: ec2.KindSnapshot, Index: index} }
func imageRef(index uint32) ec2.Ref    { return ec2.Ref{Kind: ec2.KindImage, Index: index} }

// nodeID returns the id of a thing's node, for example "instance/i-0a31c04be9d127f2".
func (v *view) nodeID(ref ec2.Ref) string { return v.named(ref).id }

// name returns what a thing is called: its name, that of an image, "web-root" for a root volume, else its id, shortened.
func (v *view) name(ref ec2.Ref) string {
	c := v.named(ref)
	if c.own != "" {
		return c.own
	}
	return c.short
}

// ownName returns the name that a thing has, or "".
func (v *view) ownName(ref ec2.Ref) string { return v.named(ref).own }

// ownWords returns the name that a thing has, in two parts.
func (v *view) ownWords(ref ec2.Ref) (name, rest string) {
	if name := v.cloud.Name(ref); name != "" {
		return name, ""
	}
	switch ref.Kind {
	case ec2.KindImage:
		m := v.cloud.Images().At(ref.Index)
		return cmp.Or(m.Alias, m.Name), ""
	case ec2.KindVolume:
		return v.rootWords(ref.Index)
	case ec2.KindAddress:
		return ec2.ElasticAddress(ref.Index), ""
	case ec2.KindKeyPair:
		return v.cloud.KeyPairs().At(ref.Index).Name, ""
	case ec2.KindInstance, ec2.KindSnapshot, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAssociation:
	}
	return "", ""
}

// rootWords returns INSTANCE-root for the root volume of an instance with a name, as the shell does, and nothing for others.
func (v *view) rootWords(volume uint32) (name, rest string) {
	for _, a := range v.cloud.Volumes().At(volume).Attachments {
		i := v.cloud.Instances().At(a.Instance)
		if name := v.cloud.Name(instanceRef(a.Instance)); name != "" && a.Device == i.RootDevice {
			return name, "-root"
		}
	}
	return "", ""
}

// handle returns how a command names a thing: @ and its name where no other thing of the kind has it, else its id.
func (v *view) handle(ref ec2.Ref) string {
	name := v.ownName(ref)
	if ref.Kind == ec2.KindAddress || ref.Kind == ec2.KindKeyPair {
		name = v.cloud.Name(ref) // the shell does not know the address, and key pairs by their tags alone
	}
	if name == "" || name == "last" || strings.ContainsFunc(name, unsafe) || !v.unique(ref, name) {
		return v.cloud.ID(ref)
	}
	return "@" + name
}

// unsafe reports whether a letter means something to the shell.
func unsafe(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./:", r))
}

// unique reports whether a name means one thing of its kind alone.
func (v *view) unique(ref ec2.Ref, name string) bool {
	if _, region := v.cloud.Place(ref); region != v.region {
		return false
	}
	for index := range v.cloud.Length(ref.Kind) {
		other := ec2.Ref{Kind: ref.Kind, Index: index}
		if index == ref.Index || !v.cloud.Exists(other) {
			continue
		}
		if v.ownName(other) == name || ref.Kind == ec2.KindImage && v.cloud.Images().At(index).Name == name {
			return false
		}
	}
	return true
}

// A sought is a thing that was looked for by its node.
type sought struct {
	stamp uint64
	node  string
	ref   ec2.Ref
	found bool
}

// selected returns the thing whose node has an id, if it exists.
func (v *view) selected(node string) (ref ec2.Ref, ok bool) {
	if m := &v.memo.sought; m.stamp != v.stamp || m.node != node {
		*m = sought{stamp: v.stamp, node: node}
		m.ref, m.found = v.search(node)
	}
	return v.memo.sought.ref, v.memo.sought.found
}

func (v *view) search(node string) (ref ec2.Ref, ok bool) {
	kind, _, _ := strings.Cut(node, "/")
	for _, k := range listKinds {
		if k.String() != kind {
			continue
		}
		for index := range v.cloud.Length(k) {
			ref = ec2.Ref{Kind: k, Index: index}
			if v.cloud.Exists(ref) && v.nodeID(ref) == node {
				return ref, true
			}
		}
	}
	return ref, false
}

// zoneName returns the name of a zone of a region.
func zoneName(region uint16, zone uint8) string { return catalog.Regions()[region].Zones[zone].Name }

// gib returns a size in GiB with its unit.
func gib(n int64) string { return strconv.FormatInt(n, 10) + " GiB" }

// stored returns how much a number of blocks is, for people: "1.5 GiB", "512 MiB".
func stored(blocks uint64) string {
	const perGiB = 2048
	switch {
	case blocks == 0:
		return "0 GiB"
	case blocks%perGiB == 0:
		return gib(int64(blocks / perGiB))
	case blocks < perGiB:
		return strconv.FormatFloat(float64(blocks)/2, 'f', -1, 64) + " MiB"
	}
	return strings.TrimSuffix(strconv.FormatFloat(float64(blocks)/perGiB, 'f', 1, 64), ".0") + " GiB"
}

// many returns the plural of a noun.
func many(noun string) string {
	if strings.HasSuffix(noun, "s") {
		noun += "e"
	}
	return noun + "s"
}

// plural returns a number with its noun.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + many(noun)
}
