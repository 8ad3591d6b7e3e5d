package form

import (
	"strings"

	"blockyard/scripting/shell"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// kinds are the kinds of resources that parameters name, as their tags spell them.
var kinds = []struct {
	name string
	kind ec2.Kind
}{
	{"instance", ec2.KindInstance},
	{"volume", ec2.KindVolume},
	{"snapshot", ec2.KindSnapshot},
	{"image", ec2.KindImage},
	{"interface", ec2.KindInterface},
	{"address", ec2.KindAddress},
}

// mostTried is how many things are tried out before they are chosen.
const mostTried = 12

// offerThings makes a field one of the resources of a kind.
func (d *draft) offerThings(f *Field, kind string) {
	if f.Kind != Several {
		f.Kind = Choice
	}
	f.Open = true
	f.Shown = d.shownThings(kind, Split(f.Value))
	if d.values[KeyOpen] != f.Key {
		return
	}
	var options []Option
	held := Split(f.Value)
	for _, ref := range d.things(kind, d.regionOf(f.Key)) {
		o := Option{Fill: d.handle(ref), Text: d.title(ref), Detail: d.about(ref)}
		for _, word := range held {
			o.Chosen = o.Chosen || word == o.Fill || word == d.cloud.ID(ref)
		}
		options = append(options, o)
	}
	d.show(f, options)
	d.tryOptions(f)
}

// tryOptions finds out which options would be refused, where nothing else is missing.
func (d *draft) tryOptions(f *Field) {
	if f.Kind != Choice || len(f.Options) > mostTried || d.op.Reads {
		return
	}
	for i := range f.Options {
		if o := &f.Options[i]; o.Fill != "" {
			o.Refused = d.refusedWith(f.Key, o.Fill)
		}
	}
}

// regionOf returns the region in which what a field names lies: what is copied lies in another one.
func (d *draft) regionOf(key string) uint16 {
	if source := d.value("SourceRegion"); source != "" && strings.HasPrefix(key, "Source") {
		if r, ok := catalog.RegionNamed(source); ok {
			return uint16(r.Index)
		}
	}
	return d.caller.Region
}

// things returns the resources of a kind that the caller may use in a region: own ones first, the newest before older ones.
func (d *draft) things(kind string, region uint16) (own []ec2.Ref) {
	var shared []ec2.Ref
	for _, k := range kinds {
		if k.name != kind && kind != "any" {
			continue
		}
		for n := d.cloud.Length(k.kind); n > 0; n-- {
			ref := ec2.Ref{Kind: k.kind, Index: n - 1}
			account, at := d.cloud.Place(ref)
			switch {
			case at != region || !d.isThere(ref) || !d.cloud.Allows(d.caller.Account, ref):
			case account == d.caller.Account:
				own = append(own, ref)
			case k.kind == ec2.KindImage || k.kind == ec2.KindSnapshot && d.cloud.Snapshots().At(ref.Index).HasVolume:
				shared = append(shared, ref)
			}
		}
	}
	return append(own, shared...)
}

// isThere reports whether a thing exists and is not on its way out.
func (d *draft) isThere(ref ec2.Ref) bool {
	switch d.cloud.StateOf(ref) {
	case "", ec2.InstanceShuttingDown.String(), ec2.InstanceTerminated.String(), string(ec2.VolumeDeleting):
		return false
	}
	return true
}

// thing returns the resource that a text names: by its id, or as @name.
func (d *draft) thing(kind, text string) (ec2.Ref, bool) {
	if text == "" {
		return ec2.Ref{}, false
	}
	id := text
	if name, ok := strings.CutPrefix(text, "@"); ok {
		var err error
		if id, err = shell.ID(d.cloud, d.caller, d.value("SourceRegion"), kind, name); err != nil {
			return ec2.Ref{}, false
		}
	}
	for _, k := range kinds {
		for index := range d.cloud.Length(k.kind) {
			if !strings.HasPrefix(id, k.kind.Prefix()) {
				break
			}
			if ref := (ec2.Ref{Kind: k.kind, Index: index}); d.cloud.ID(ref) == id && d.cloud.Exists(ref) {
				return ref, k.name == kind || kind == "any"
			}
		}
	}
	return ec2.Ref{}, false
}

// shownThings returns what resources are called, for people.
func (d *draft) shownThings(kind string, held []string) string {
	var shown []string
	for _, word := range held {
		if ref, ok := d.thing(kind, word); ok {
			word = d.title(ref)
		}
		shown = append(shown, word)
	}
	return strings.Join(shown, ", ")
}

// namesOf returns the names by which commands know a thing, the best first.
func (d *draft) namesOf(ref ec2.Ref) []string {
	names := []string{d.cloud.Name(ref)}
	switch ref.Kind {
	case ec2.KindImage:
		m := d.cloud.Images().At(ref.Index)
		names = append(names, m.Alias, m.Name)
	case ec2.KindVolume:
		for _, a := range d.cloud.Volumes().At(ref.Index).Attachments {
			name := d.cloud.Name(ec2.Ref{Kind: ec2.KindInstance, Index: a.Instance})
			if name != "" && a.Device == d.cloud.Instances().At(a.Instance).RootDevice {
				names = append(names, name+"-root")
			}
		}
	case ec2.KindInstance, ec2.KindSnapshot, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return names
}

// handle returns how commands name a thing: @ and a name that nothing else of the kind has, else its id.
func (d *draft) handle(ref ec2.Ref) string {
	if _, region := d.cloud.Place(ref); region == d.caller.Region {
		for _, name := range d.namesOf(ref) {
			if name != "" && name != "last" && !strings.ContainsFunc(name, unsafe) && d.named(ref.Kind)[name] == 1 {
				return "@" + name
			}
		}
	}
	return d.cloud.ID(ref)
}

// named returns how many things of a kind have each name in the caller's region.
func (d *draft) named(kind ec2.Kind) map[string]int {
	if d.names[kind] == nil {
		d.names[kind] = map[string]int{}
		for index := range d.cloud.Length(kind) {
			ref := ec2.Ref{Kind: kind, Index: index}
			if _, region := d.cloud.Place(ref); region != d.caller.Region || !d.cloud.Exists(ref) || !d.cloud.Allows(d.caller.Account, ref) {
				continue
			}
			for _, name := range d.namesOf(ref) {
				d.names[kind][name]++
			}
		}
	}
	return d.names[kind]
}

// title returns what a thing is called: its name with its id, or its id alone.
func (d *draft) title(ref ec2.Ref) string {
	for _, name := range d.namesOf(ref) {
		if name != "" {
			return name + " (" + d.cloud.ID(ref) + ")"
		}
	}
	return d.cloud.ID(ref)
}

// about says in a few words what a thing is.
func (d *draft) about(ref ec2.Ref) string {
	regions := catalog.Regions()
	switch ref.Kind {
	case ec2.KindInstance:
		i := d.cloud.Instances().At(ref.Index)
		return i.State.String() + ", " + i.Type.Name + ", " + regions[i.Region].Zones[i.Zone].Name
	case ec2.KindVolume:
		v := d.cloud.Volumes().At(ref.Index)
		return string(v.State) + ", " + digits(int(v.GiB)) + " GiB " + v.Type.Name + ", " + regions[v.Region].Zones[v.Zone].Name
	case ec2.KindSnapshot:
		x := d.cloud.Snapshots().At(ref.Index)
		return string(x.State) + ", " + digits(int(x.GiB)) + " GiB"
	case ec2.KindImage:
		m := d.cloud.Images().At(ref.Index)
		return string(m.State) + ", " + m.Architecture + ", root: " + m.RootKind
	case ec2.KindAddress:
		return d.aboutAddress(ref.Index)
	case ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return d.cloud.StateOf(ref)
}

// aboutAddress says what an Elastic IP address is, and on which instance.
func (d *draft) aboutAddress(index uint32) string {
	on, ok := d.cloud.Association(index)
	if !ok {
		return ec2.ElasticAddress(index) + ", on no instance"
	}
	return ec2.ElasticAddress(index) + ", on " + d.title(ec2.Ref{Kind: ec2.KindInstance, Index: on})
}
