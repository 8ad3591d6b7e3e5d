package lesson

import (
	"slices"

	glua "github.com/yuin/gopher-lua"

	"blockyard/sim"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// A Kind is a kind of thing that checks can find.
type Kind struct {
	Name   string // in s.find and s.created_since
	Alias  string // another name for it; "" for none
	Doc    string
	Fields []ThingField
	kind   ec2.Kind
	gone   string   // what the state of one that is gone is called
	going  []string // states that are left out unless they are asked for
}

// A ThingField is one field of such a thing. All can be read; those that hold a text, a number or true or false can
// stand in a filter.
type ThingField struct {
	Name string
	Doc  string
	read func(o object) any // nil, a bool, an int64, a string, or lists and tables of these
}

// An object is a thing in a lane, as a value of the lesson.
type object struct {
	lane  string
	world *sim.World
	kind  *Kind
	index uint32
}

// A pair is one field of a table that is read.
type pair struct {
	key   string
	value any
}

// A table is several fields in order; the type tells it from a list.
type table []pair

func (o object) ref() ec2.Ref                     { return ec2.Ref{Kind: o.kind.kind, Index: o.index} }
func (o object) cloud() *ec2.State                { return o.world.Cloud() }
func (o object) id() string                       { return o.cloud().ID(o.ref()) }
func (o object) idOf(k ec2.Kind, i uint32) string { return o.cloud().ID(ec2.Ref{Kind: k, Index: i}) }
func (o object) instance() *ec2.Instance          { return o.cloud().Instances().At(o.index) }
func (o object) volume() *ec2.Volume              { return o.cloud().Volumes().At(o.index) }
func (o object) snapshot() *ec2.Snapshot          { return o.cloud().Snapshots().At(o.index) }
func (o object) image() *ec2.Image                { return o.cloud().Images().At(o.index) }

// header returns what every resource has.
func (o object) header() *ec2.Header {
	switch o.kind.kind {
	case ec2.KindInstance:
		return &o.instance().Header
	case ec2.KindVolume:
		return &o.volume().Header
	case ec2.KindSnapshot:
		return &o.snapshot().Header
	case ec2.KindImage:
		return &o.image().Header
	case ec2.KindInterface:
		return &o.cloud().Interfaces().At(o.index).Header
	case ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	panic("lesson: no things of kind " + o.kind.Name)
}

// state returns the state in AWS's spelling, or what the kind calls one that is gone.
func (o object) state() string {
	if state := o.cloud().StateOf(o.ref()); state != "" {
		return state
	}
	return o.kind.gone
}

// isGone reports whether the thing is gone or on its way.
func (o object) isGone() bool {
	state := o.state()
	return state == o.kind.gone || slices.Contains(o.kind.going, state)
}

// isPublic reports whether the thing belongs to the public catalogue.
func (o object) isPublic() bool {
	return o.kind.kind == ec2.KindImage && o.image().Public || o.kind.kind == ec2.KindSnapshot && o.snapshot().InCatalogue()
}

// name returns what people call the thing: an image's name, else the Name tag, for a root volume without one the
// name of its instance and "-root", else the id.
func (o object) name() string {
	if o.kind.kind == ec2.KindImage {
		return o.image().Name
	}
	if name := o.cloud().Name(o.ref()); name != "" {
		return name
	}
	if o.kind.kind == ec2.KindVolume {
		for _, a := range o.volume().Attachments {
			holder := ec2.Ref{Kind: ec2.KindInstance, Index: a.Instance}
			if name := o.cloud().Name(holder); name != "" && a.Device == o.cloud().Instances().At(a.Instance).RootDevice {
				return name + "-root"
			}
		}
	}
	return o.id()
}

// region returns the region that the thing is in.
func (o object) region() *catalog.Region { return &catalog.Regions()[o.header().Region] }

func (o object) zone(index uint8) string { return o.region().Zones[index].Name }

func (o object) tags() any {
	var tags table
	for _, t := range o.header().Tags() {
		tags = append(tags, pair{t.Key, t.Value})
	}
	return tags
}

// field returns the field of that name, nil where the kind has none.
func (k *Kind) field(name string) *ThingField {
	for i := range k.Fields {
		if k.Fields[i].Name == name {
			return &k.Fields[i]
		}
	}
	return nil
}

func (k *Kind) fieldNames() []string {
	names := make([]string, len(k.Fields))
	for i, f := range k.Fields {
		names[i] = f.Name
	}
	return names
}

// kindNamed returns the kind of that name or alias, nil where there is none.
func kindNamed(name string) *Kind {
	for i := range kinds {
		if kinds[i].Name == name || kinds[i].Alias == name && name != "" {
			return &kinds[i]
		}
	}
	return nil
}

func kindNames() []string {
	var names []string
	for _, k := range kinds {
		names = append(names, k.Name)
		if k.Alias != "" {
			names = append(names, k.Alias)
		}
	}
	return names
}

// thingMetas returns the metatables of things, by place in kinds: their fields are read when they are asked for, and
// nothing can be written.
func (m *machine) thingMetas() []*glua.LTable {
	var metas []*glua.LTable
	for i := range kinds {
		kind, meta := &kinds[i], m.sandbox.Table()
		meta.RawSetString("__index", m.sandbox.Function(func(state *glua.LState) int { return m.readField(state, kind) }))
		meta.RawSetString("__newindex", m.sandbox.Function(func(state *glua.LState) int {
			state.RaiseError("`%s` of %s is set; a check looks at things and changes none", clip(keyName(state.Get(2))), kind.Doc)
			return 0
		}))
		meta.RawSetString("__tostring", m.sandbox.Function(func(state *glua.LState) int {
			state.Push(glua.LString(printed(state.Get(1))))
			return 1
		}))
		meta.RawSetString("__eq", m.sandbox.Function(func(state *glua.LState) int {
			a, _ := objectOf(state.Get(1))
			b, _ := objectOf(state.Get(2))
			state.Push(glua.LBool(a == b))
			return 1
		}))
		metas = append(metas, meta)
	}
	return metas
}

func (m *machine) readField(state *glua.LState, kind *Kind) int {
	o, ok := objectOf(state.Get(1))
	f := kind.field(keyName(state.Get(2)))
	if !ok || f == nil {
		name := keyName(state.Get(2))
		state.RaiseError("%s has no `%s`%s", kind.Doc, clip(name), hint(name, kind.fieldNames()))
	}
	read := f.read(o)
	m.look(state, 10+costOf(read))
	state.Push(m.value(read))
	return 1
}

// costOf returns the work that making a value of the lesson is.
func costOf(v any) int {
	cost := 0
	switch v := v.(type) {
	case []any:
		cost = itemCost
		for _, item := range v {
			cost += costOf(item)
		}
	case table:
		cost = tableCost
	}
	return cost
}

// objectOf returns the thing that a value is.
func objectOf(v glua.LValue) (object, bool) {
	data, ok := v.(*glua.LUserData)
	if !ok {
		return object{}, false
	}
	o, ok := data.Value.(object)
	return o, ok
}

// thing returns a thing as a value of the lesson.
func (m *machine) thing(o object) glua.LValue {
	for i := range kinds {
		if o.kind == &kinds[i] {
			return m.sandbox.Userdata(o, m.things[i])
		}
	}
	panic("lesson: a thing of an unknown kind")
}

// value returns what was read as a value of the lesson.
func (m *machine) value(v any) glua.LValue {
	switch v := v.(type) {
	case nil:
		return glua.LNil
	case bool:
		return glua.LBool(v)
	case int64:
		return glua.LNumber(v)
	case string:
		return glua.LString(v)
	case glua.LValue:
		return v
	case []any:
		t := m.sandbox.Table()
		for _, item := range v {
			t.Append(m.value(item))
		}
		return t
	case table:
		t := m.sandbox.Table()
		for _, p := range v {
			t.RawSetString(p.key, m.value(p.value))
		}
		return t
	}
	panic("lesson: a value of no kind that Lua has")
}
