package form

import (
	"slices"
	"strings"

	"blockyard/scripting/session"
	"blockyard/sim"
	"blockyard/sim/op"
)

// Open returns the request that a command comes to: "aws ec2 create-volume
// --size 8". The command may be unfinished: what cannot be read is left out, and
// what nobody wants to fill in by hand is filled in. ok is false where it names no operation.
func Open(s *session.Session, line string) (r Request, ok bool) {
	words := Split(line)
	if len(words) > 0 && words[0] == "aws" {
		words = words[1:]
	}
	if len(words) < 2 {
		return r, false
	}
	o, err := sim.Operations().Find(words[0], words[1])
	if err != nil {
		return r, false
	}
	r = Request{Session: s, Service: o.Service, Verb: o.Verb}
	var changes op.Value
	for name, given := range flags(words[2:]) {
		if name == "block-device-mappings" {
			changes = read(o, name, given)
			continue
		}
		r.take(o, name, given)
	}
	r = r.Following("")
	return r.changing(changes), true
}

// flags yields the flags of a command with their words.
func flags(words []string) func(yield func(string, []string) bool) {
	return func(yield func(string, []string) bool) {
		for at := 0; at < len(words); {
			flag, attached, has := strings.Cut(words[at], "=")
			name, isFlag := strings.CutPrefix(flag, "--")
			var given []string
			if has {
				given = append(given, attached)
			}
			for at++; at < len(words) && !strings.HasPrefix(words[at], "--"); at++ {
				given = append(given, words[at])
			}
			if isFlag && !yield(name, given) {
				return
			}
		}
	}
}

// take fills in what one flag says.
func (r *Request) take(o *op.Operation, name string, given []string) {
	word := strings.Join(given, " ")
	switch name {
	case "region":
		r.Region = word
		return
	case "profile":
		r.Profile = word
		return
	}
	d := draft{op: o}
	for _, p := range d.parameters() {
		switch {
		case p.negative == name && p.negative != "":
			r.set(p.key, "false")
		case p.flag != name:
		case p.negative != "":
			r.set(p.key, "true")
		case p.key == "Placement" && d.hasFlag("availability-zone"):
			zone, _ := read(o, name, given).Get("AvailabilityZone")
			r.set("AvailabilityZone", zone.Str())
		default:
			r.flatten(p.slot, read(o, name, given))
		}
	}
}

// read returns the words of a flag as a value, null where they cannot be read.
func read(o *op.Operation, name string, given []string) op.Value {
	at := slices.IndexFunc(o.Flags(), func(f op.Flag) bool { return f.Name == name })
	if at < 0 || len(given) == 0 {
		return op.Value{}
	}
	t := o.Flags()[at].Type
	first := strings.TrimLeft(given[0], " \t\n")
	structured := t.Kind == op.Object || t.Kind == op.List && t.Item.Kind == op.Object
	switch {
	case strings.HasPrefix(first, "[") || structured && strings.HasPrefix(first, "{"):
		v, _ := op.ParseJSON(given[0])
		return v
	case structured && !strings.Contains(first, "="):
		return op.StringValue(given[0])
	case structured:
		var items []op.Value
		for _, word := range given {
			if v, err := op.ParseShorthand(word); err == nil {
				items = append(items, v)
			}
		}
		if t.Kind == op.Object && len(items) > 0 {
			return items[0]
		}
		return op.ListValue(items...)
	case t.Kind == op.List:
		return op.StringList(given...)
	}
	return op.StringValue(strings.Join(given, " "))
}

// flatten fills in the fields of a slot from a value.
func (r *Request) flatten(s slot, v op.Value) {
	if inner, ok := s.boxed(); ok {
		if value, has := v.Get("Value"); has {
			v = value
		}
		s = inner
	}
	switch {
	case v.IsNull():
	case s.isRows():
		var numbers []string
		for i, item := range v.Items() {
			numbers = append(numbers, digits(i))
			r.flatten(s.row(digits(i)), item)
		}
		r.set(s.key, strings.Join(numbers, ","))
	case s.kind.Kind == op.List:
		var words []string
		for _, item := range v.Items() {
			words = append(words, item.Scalar())
		}
		if v.Kind() != op.List {
			words = []string{v.Scalar()}
		}
		r.set(s.key, join(words))
	case s.kind.Kind == op.Object:
		for _, m := range s.kind.Shape.Members {
			if value, has := v.Get(m.Name); has {
				r.flatten(s.inner(m), value)
			}
		}
	default:
		r.set(s.key, v.Scalar())
	}
}

// set sets what a field holds.
func (r *Request) set(key, text string) { r.Values = set(r.Values, key, text) }

func set(values []Value, key, text string) []Value {
	if at := slices.IndexFunc(values, func(v Value) bool { return v.Key == key }); at >= 0 {
		values[at].Text = text
		return values
	}
	return append(values, Value{key, text})
}

// changing returns the request with changes to a mapping whose rows are there already.
func (r Request) changing(changes op.Value) Request {
	d, err := newDraft(r)
	if err != nil || len(changes.Items()) == 0 {
		return r
	}
	s := d.slotOf(mappings)
	for _, item := range changes.Items() {
		name, _ := item.Get(device)
		number := d.nextNumber(mappings)
		for _, n := range d.numbers(mappings) {
			if d.values[mappings+"."+n+"."+device] == name.Str() {
				number = n
			}
		}
		list := d.without(mappings, number)
		if _, gone := item.Get("NoDevice"); !gone {
			r.flatten(s.row(number), item)
			if list = d.values[mappings]; !slices.Contains(d.numbers(mappings), number) {
				list = d.with(mappings, number)
			}
		}
		r.set(mappings, list)
		if d, err = newDraft(r); err != nil {
			return r
		}
	}
	return r
}

// slotOf returns the slot with a key: a parameter, or a member of one. The zero slot stands for none.
func (d *draft) slotOf(key string) (found slot) {
	d.walk(func(s slot) {
		if s.key == key {
			found = s
		}
	})
	return found
}

// walk visits every slot: parameters, members of structures, and those of the rows that there are.
func (d *draft) walk(visit func(slot)) {
	var enter func(s slot)
	enter = func(s slot) {
		visit(s)
		switch {
		case s.isRows():
			for _, number := range d.numbers(s.key) {
				enter(s.row(number))
			}
		case s.kind.Kind == op.Object:
			for _, m := range s.kind.Shape.Members {
				enter(s.inner(m))
			}
		}
	}
	for _, p := range d.parameters() {
		enter(p.slot)
	}
}
