package op

import "strings"

// Sugar says whether ParseArgs takes the flags that the AWS CLI lacks and
// the sandbox adds because people keep wanting them: --name for the Name tag
// of what an operation makes, --availability-zone for a launch's placement.
// ParseArgs expands them, so that parameters and journals never hold any.
type Sugar bool

// The two settings. NoSugar is the AWS CLI's own command line, which journals hold.
const (
	NoSugar   Sugar = false
	WithSugar Sugar = true
)

// The parameters that sugar expands to.
const (
	tagSpecifications = "TagSpecifications"
	placement         = "Placement"
	availabilityZone  = "AvailabilityZone"
)

// sugarOf returns the sugar of an operation: only where it has no such parameter of its own.
func sugarOf(o *Operation) []Flag {
	var flags []Flag
	text := &Type{Kind: String}
	if o.Makes != "" && o.In.Member("Name") == nil && o.In.has(tagSpecifications+".Tags.Value") {
		doc := "The Name tag of the " + strings.ReplaceAll(o.Makes, "-", " ") + ": short for --tag-specifications."
		flags = append(flags, Flag{Name: "name", Type: text, Doc: doc, Sugar: true})
	}
	if o.In.Member(availabilityZone) == nil && o.In.has(placement+"."+availabilityZone) {
		doc := "The zone to launch in: short for --placement AvailabilityZone=ZONE."
		flags = append(flags, Flag{Name: "availability-zone", Type: text, Doc: doc, Sugar: true})
	}
	return flags
}

// expandSugar adds what a sugar flag stands for to parameters by member.
func (o *Operation) expandSugar(flag, word string, given []Value) error {
	if flag == "name" {
		specs := &given[o.In.find(tagSpecifications, 0, JSONNames)]
		expanded, ok := withNameTag(*specs, o.Makes, word)
		if !ok {
			return usage("leave one of them out", "--name and --tag-specifications both give the %s a Name tag", o.Makes)
		}
		*specs = expanded
		return nil
	}
	place := &given[o.In.find(placement, 0, JSONNames)]
	if zone, ok := place.Get(availabilityZone); ok && zone.Str() != word {
		return usage("leave one of them out", "--availability-zone and --placement name different zones")
	} else if !ok {
		*place = withField(*place, availabilityZone, StringValue(word))
	}
	return nil
}

// withNameTag adds a Name tag to the specification for a type of resource,
// or a specification where there is none. It returns false when there is such a tag already.
func withNameTag(specs Value, resource, name string) (Value, bool) {
	tag := ObjectValue(Field{"Key", StringValue("Name")}, Field{"Value", StringValue(name)})
	items := asList(specs)
	out := make([]Value, 0, len(items)+1)
	merged := false
	for _, spec := range items {
		if kind, _ := spec.Get("ResourceType"); kind.Str() == resource && !merged {
			tags, _ := spec.Get("Tags")
			if hasTag(tags, "Name") {
				return Value{}, false
			}
			all := append(append([]Value{}, asList(tags)...), tag)
			spec, merged = withField(spec, "Tags", ListValue(all...)), true
		}
		out = append(out, spec)
	}
	if !merged {
		out = append(out, ObjectValue(Field{"ResourceType", StringValue(resource)}, Field{"Tags", ListValue(tag)}))
	}
	return ListValue(out...), true
}

func hasTag(tags Value, key string) bool {
	for _, tag := range asList(tags) {
		if k, _ := tag.Get("Key"); k.Str() == key {
			return true
		}
	}
	return false
}

// asList returns the items of a list; any other value is a list of one, and null of none.
func asList(v Value) []Value {
	if v.kind == List || v.kind == Null {
		return v.items
	}
	return []Value{v}
}

// withField returns the object with a field set; anything else counts as an empty object.
func withField(v Value, name string, value Value) Value {
	fields := append([]Field{}, v.fields...)
	for i := range fields {
		if fields[i].Name == name {
			fields[i].Value = value
			return ObjectValue(fields...)
		}
	}
	return ObjectValue(append(fields, Field{name, value})...)
}
