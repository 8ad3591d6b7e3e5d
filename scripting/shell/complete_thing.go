package shell

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// A known is a resource that a command can name.
type known struct {
	ref     ec2.Ref
	name    string // that a command can write after an @, or ""
	leaving bool   // it is on its way out
}

// offerThings offers the resources of a kind: those that have a name of their
// own by that, the others by id, the newest first and what other accounts
// share last. Who begins to write an id is offered ids.
func (s *speech) offerThings(kind string) {
	n := s.naming()
	all := slices.Collect(n.newest(kind))
	counts := map[string]int{}
	for _, k := range all {
		counts[k.name]++
	}
	s.offerNames(n, all, counts)
	for _, k := range all {
		hasName := k.name != "" && counts[k.name] == 1
		if id := n.cloud.ID(k.ref); s.fits(id) && (!hasName || s.part != "") && !s.has(id) {
			s.add(id, n.summary(k, k.name))
		}
	}
	if id, err := n.last(kind); err == nil {
		s.add("@last", "the newest of yours, "+id)
	}
}

// naming finds the resources that the command can name.
func (s *speech) naming() *naming {
	return &naming{cloud: s.door.target.World().Cloud(), caller: s.caller(), gone: s.waits}
}

// offerNames offers the names that mean one thing.
func (s *speech) offerNames(n *naming, all []known, counts map[string]int) {
	for _, k := range all {
		if name := "@" + k.name; k.name != "" && !k.leaving && counts[k.name] == 1 && s.fits(name) && !s.has(name) {
			s.add(name, n.summary(k, n.cloud.ID(k.ref)))
		}
	}
}

// has reports whether the flag at hand was given a word already.
func (s *speech) has(word string) bool { return slices.Contains(s.values, word) }

// offerIDs offers the ids of resources.
func (s *speech) offerIDs(kind string) {
	n := s.naming()
	for k := range n.newest(kind) {
		if id := n.cloud.ID(k.ref); s.fits(id) {
			s.add(id, n.summary(k, k.name))
		}
	}
}

// offerTagNames offers the names that resources have.
func (s *speech) offerTagNames() {
	n := s.naming()
	for k := range n.newest("any") {
		if name := n.cloud.Name(k.ref); s.fits(name) {
			s.add(name, k.ref.Kind.String())
		}
	}
}

// newest yields the resources of a kind that the caller can name: own ones, the
// newest first, then those of others in their order. It looks at a bounded number of them.
func (n *naming) newest(kind string) iter.Seq[known] {
	return func(yield func(known) bool) {
		var foreign []known
		for _, k := range namedKinds {
			if k.name != kind && kind != "any" {
				continue
			}
			for back := range min(n.cloud.Length(k.kind), mostThings) {
				thing, own, ok := n.known(ec2.Ref{Kind: k.kind, Index: n.cloud.Length(k.kind) - 1 - back})
				switch {
				case !ok:
				case !own:
					foreign = append(foreign, thing)
				case !yield(thing):
					return
				}
			}
		}
		for _, thing := range slices.Backward(foreign) {
			if !yield(thing) {
				return
			}
		}
	}
}

// known returns a resource as a command can name it, and whether it is the caller's own.
func (n *naming) known(ref ec2.Ref) (thing known, own, ok bool) {
	presence, ok := n.presence(ref)
	if !ok || presence == isGone {
		return known{}, false, false
	}
	account, _ := n.cloud.Place(ref)
	return known{ref, n.handle(ref), presence == isLeaving}, account == n.caller.Account, true
}

// handle returns the shortest name that a resource answers to, or "".
func (n *naming) handle(ref ec2.Ref) string {
	if name := n.cloud.Name(ref); name != "" {
		return name
	}
	switch ref.Kind {
	case ec2.KindImage:
		m := n.cloud.Images().At(ref.Index)
		return firstOf(m.Alias, m.Name)
	case ec2.KindVolume:
		return n.rootName(ref.Index)
	case ec2.KindInstance, ec2.KindSnapshot, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return ""
}

// summary says in a few words what a resource is: how else it is called, its state, size and place.
func (n *naming) summary(k known, other string) string {
	var parts []string
	for _, part := range []string{other, n.cloud.StateOf(k.ref), n.sizeOf(k.ref), n.zoneOf(k.ref)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

func (n *naming) sizeOf(ref ec2.Ref) string {
	switch ref.Kind {
	case ec2.KindInstance:
		return n.cloud.Instances().At(ref.Index).Type.Name
	case ec2.KindVolume:
		v := n.cloud.Volumes().At(ref.Index)
		return strconv.FormatInt(v.GiB, 10) + " GiB " + v.Type.Name
	case ec2.KindSnapshot:
		return strconv.FormatInt(n.cloud.Snapshots().At(ref.Index).GiB, 10) + " GiB"
	case ec2.KindImage:
		return n.cloud.Images().At(ref.Index).Architecture
	case ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return ""
}

// zoneOf returns the zone that a resource lies in, "" for what lies in a region.
func (n *naming) zoneOf(ref ec2.Ref) string {
	zones := func(region uint16, zone uint8) string { return catalog.Regions()[region].Zones[zone].Name }
	switch ref.Kind {
	case ec2.KindInstance:
		i := n.cloud.Instances().At(ref.Index)
		return zones(i.Region, i.Zone)
	case ec2.KindVolume:
		v := n.cloud.Volumes().At(ref.Index)
		return zones(v.Region, v.Zone)
	case ec2.KindSnapshot, ec2.KindImage, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return ""
}
