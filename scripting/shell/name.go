package shell

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
)

// A naming finds what @names mean to a caller, in the caller's region: a Name
// tag, an image's name or its alias in the public catalogue, INSTANCE-root for
// an instance's root volume, and last for the newest thing of the kind.
//
// What is on its way out, or terminated and still listed, is meant only where
// nothing else has the name; a name can so be given again to a new thing. What
// other accounts share, or the public catalogue has, is meant where nothing of
// the caller's has the name.
type naming struct {
	cloud  *ec2.State
	caller ec2.Caller
	gone   bool // what is gone altogether counts too, after everything else
	source bool // names are looked up in a copy's source region
}

// lookIn has names looked up in the source region of a copy; "" and unknown regions change nothing.
func (n *naming) lookIn(source string) {
	if region, ok := catalog.RegionNamed(source); ok {
		n.caller.Region, n.source = uint16(region.Index), true
	}
}

// namedKinds lists the kinds that a parameter's id can be of. Where one of any
// kind is asked for, @last takes the first of these among equally new things:
// a launch makes an instance with its volumes, CreateImage an image with its snapshots.
var namedKinds = []struct {
	name string // as a parameter's tag spells it
	word string // for people
	kind ec2.Kind
}{
	{"instance", "instance", ec2.KindInstance},
	{"image", "image", ec2.KindImage},
	{"volume", "volume", ec2.KindVolume},
	{"snapshot", "snapshot", ec2.KindSnapshot},
	{"interface", "network interface", ec2.KindInterface},
	{"address", "Elastic IP address", ec2.KindAddress},
	{"key-pair", "key pair", ec2.KindKeyPair},
}

// The ways in which a thing can be there, best first.
const (
	isThere   = iota // it exists and is to stay
	isShared         // it exists, and another account shares it
	isLeaving        // it is shutting down, terminated or being deleted
	isGone           // it was there once
	presences
)

// id returns the id of what a name means for a kind of parameter, or says why there is none.
func (n *naming) id(kind, name string) (string, error) {
	switch name {
	case "":
		return "", &op.UsageError{Message: "@: a name must follow the @", Hint: "write @web for the thing named web; a variable may not be set"}
	case "last":
		return n.last(kind)
	}
	found := n.find(kind, name)
	if len(found) == 1 {
		return n.cloud.ID(found[0]), nil
	}
	if len(found) > 1 {
		return "", n.ambiguous(kind, name, found)
	}
	return "", n.unknown(kind, name)
}

// find returns what a name means: everything that has it in the best way that anything has.
func (n *naming) find(kind, name string) []ec2.Ref {
	var found [presences][]ec2.Ref
	for ref := range n.all(kind) {
		if !n.answersTo(ref, name) {
			continue
		}
		if presence, ok := n.presence(ref); ok {
			found[presence] = append(found[presence], ref)
		}
	}
	for _, refs := range found {
		if len(refs) > 0 {
			return refs
		}
	}
	return nil
}

// all yields everything of a kind, whoever's and wherever it is, in the order of namedKinds and of creation.
func (n *naming) all(kind string) iter.Seq[ec2.Ref] {
	return func(yield func(ec2.Ref) bool) {
		for _, k := range namedKinds {
			if k.name != kind && kind != "any" {
				continue
			}
			for index := range n.cloud.Length(k.kind) {
				if !yield(ec2.Ref{Kind: k.kind, Index: index}) {
					return
				}
			}
		}
	}
}

// presence says how a thing is there, and whether the caller can name it at all.
func (n *naming) presence(ref ec2.Ref) (int, bool) {
	account, region := n.cloud.Place(ref)
	if region != n.caller.Region || !n.cloud.Allows(n.caller.Account, ref) {
		return 0, false
	}
	switch n.cloud.StateOf(ref) {
	case "":
		return isGone, n.gone
	case ec2.InstanceShuttingDown.String(), ec2.InstanceTerminated.String(), string(ec2.VolumeDeleting), string(ec2.SnapshotRecoverable):
		return isLeaving, true
	}
	if account != n.caller.Account {
		return isShared, true
	}
	return isThere, true
}

// answersTo reports whether a name is one of a thing's.
func (n *naming) answersTo(ref ec2.Ref, name string) bool {
	if n.cloud.Name(ref) == name {
		return true
	}
	switch ref.Kind {
	case ec2.KindImage:
		m := n.cloud.Images().At(ref.Index)
		return m.Name == name || m.Alias == name
	case ec2.KindVolume:
		return strings.HasSuffix(name, "-root") && n.rootName(ref.Index) == name
	case ec2.KindInstance, ec2.KindSnapshot, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return false
}

// NameOf returns the name by which commands call a thing: its Name tag, an image's alias or name, INSTANCE-root, or "".
func NameOf(cloud *ec2.State, ref ec2.Ref) string {
	n := naming{cloud: cloud}
	names := n.namesOf(ref)
	slices.Reverse(names[1:]) // an image's alias is the shortest
	return cmp.Or(names...)
}

// namesOf returns every name that a thing answers to; some may be empty.
func (n *naming) namesOf(ref ec2.Ref) []string {
	names := []string{n.cloud.Name(ref)}
	switch ref.Kind {
	case ec2.KindImage:
		m := n.cloud.Images().At(ref.Index)
		names = append(names, m.Name, m.Alias)
	case ec2.KindVolume:
		names = append(names, n.rootName(ref.Index))
	case ec2.KindInstance, ec2.KindSnapshot, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return names
}

// rootName returns INSTANCE-root for the root volume of an instance that has a name, and "" for others.
func (n *naming) rootName(volume uint32) string {
	for _, a := range n.cloud.Volumes().At(volume).Attachments {
		i := n.cloud.Instances().At(a.Instance)
		name := n.cloud.Name(ec2.Ref{Kind: ec2.KindInstance, Index: a.Instance})
		if name != "" && a.Device == i.RootDevice {
			return name + "-root"
		}
	}
	return ""
}

// last returns the id of the newest thing of a kind that the caller has made and that is there to stay.
func (n *naming) last(kind string) (string, error) {
	var newest ec2.Ref
	for ref := range n.all(kind) {
		if newest.Kind != 0 && !n.isNewer(ref, newest) {
			continue
		}
		if presence, ok := n.presence(ref); ok && presence == isThere {
			newest = ref
		}
	}
	if newest.Kind == 0 {
		return "", &op.UsageError{Message: "@last: there is no " + kindWord(kind) + " of yours in " + n.region() + " yet"}
	}
	return n.cloud.ID(newest), nil
}

// isNewer reports whether a thing was made after another one, which comes before it in the order of all.
func (n *naming) isNewer(ref, other ec2.Ref) bool {
	made, before := n.cloud.Created(ref), n.cloud.Created(other)
	return made > before || made == before && ref.Kind == other.Kind
}

// ambiguous says which things share a name.
func (n *naming) ambiguous(kind, name string, refs []ec2.Ref) error {
	const most = 10
	lines := make([]string, 0, len(refs))
	for i, ref := range refs {
		if i == most {
			lines = append(lines, "and "+strconv.Itoa(len(refs)-most)+" more")
			break
		}
		lines = append(lines, n.cloud.ID(ref)+" ("+n.describe(ref)+")")
	}
	return &op.UsageError{
		Message: "@" + name + " means " + strconv.Itoa(len(refs)) + " things: " + strings.Join(lines, ", "),
		Hint:    "use the id of the " + kindWord(kind) + " that you mean",
	}
}

// describe says in a few words what a thing is.
func (n *naming) describe(ref ec2.Ref) string {
	text := n.cloud.StateOf(ref) + " " + ref.Kind.String()
	switch regions := catalog.Regions(); ref.Kind {
	case ec2.KindInstance:
		i := n.cloud.Instances().At(ref.Index)
		text += " in " + regions[i.Region].Zones[i.Zone].Name
	case ec2.KindVolume:
		v := n.cloud.Volumes().At(ref.Index)
		text += " of " + strconv.FormatInt(v.GiB, 10) + " GiB in " + regions[v.Region].Zones[v.Zone].Name
	case ec2.KindImage, ec2.KindSnapshot, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return text
}

// unknown says that nothing has a name: where else something has it, or which names are near.
func (n *naming) unknown(kind, name string) error {
	message := "@" + name + ": no " + kindWord(kind) + " in " + n.region() + " has that name"
	if region := n.elsewhere(kind, name); region != "" {
		hint := "add --region " + region
		if n.source {
			hint = "the thing to copy is in the source region: --source-region " + region
		}
		return &op.UsageError{Message: message + "; one in " + region + " has", Hint: hint}
	}
	if n.wasThere(kind, name) {
		return &op.UsageError{Message: "@" + name + ": the " + kindWord(kind) + " in " + n.region() + " that had this name is gone"}
	}
	var names []string
	for ref := range n.all(kind) {
		if presence, ok := n.presence(ref); ok && presence != isGone {
			names = append(names, n.namesOf(ref)...)
		}
	}
	if near := op.Near(name, names); len(near) > 0 {
		return &op.UsageError{Message: message, Hint: "did you mean @" + strings.Join(near, " or @") + "?"}
	}
	return &op.UsageError{Message: message, Hint: "use an id, or give it a name: aws ec2 create-tags --resources ID --tags Key=Name,Value=" + name}
}

// wasThere reports whether something had the name that is gone altogether.
func (n *naming) wasThere(kind, name string) bool {
	before := *n
	before.gone = true
	return len(before.find(kind, name)) > 0
}

// elsewhere returns another region in which something of the caller's has the name, or "".
func (n *naming) elsewhere(kind, name string) string {
	other := *n
	for _, region := range catalog.Regions() {
		other.caller.Region = uint16(region.Index)
		if uint16(region.Index) != n.caller.Region && len(other.find(kind, name)) > 0 {
			return region.Name
		}
	}
	return ""
}

func (n *naming) region() string { return catalog.Regions()[n.caller.Region].Name }

// kindWord returns a parameter's kind for people.
func kindWord(kind string) string {
	for _, k := range namedKinds {
		if k.name == kind {
			return k.word
		}
	}
	return "resource"
}
