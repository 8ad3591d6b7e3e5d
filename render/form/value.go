package form

import (
	"strconv"
	"strings"

	"blockyard/sim/op"
)

// A slot is a place for a value: a parameter, or a member inside one.
type slot struct {
	key      string
	kind     *op.Type
	id       string   // kind of resource that it names
	enum     []string // allowed values
	open     bool     // others may be allowed too
	required bool
	inRow    bool // it is a member of a row
}

// A parameter is a flag of the operation as a slot.
type parameter struct {
	slot
	flag, negative string
	doc, initial   string
	sugar          bool
	base64         bool
}

// parameters returns the operation's flags in their order.
func (d *draft) parameters() []parameter {
	var all []parameter
	for _, f := range d.op.Flags() {
		p := parameter{
			slot: slot{key: camel(f.Name), kind: f.Type, id: f.ID, enum: f.Enum, open: f.Open, required: f.Required},
			flag: f.Name, negative: f.Negative, doc: f.Doc, initial: f.Default, sugar: f.Sugar,
		}
		for _, m := range d.op.In.Members {
			if m.Flag == f.Name && !f.Sugar {
				p.key, p.base64 = m.Name, m.Base64
			}
		}
		all = append(all, p)
	}
	return all
}

// inner returns the slot of a member of a structure.
func (s slot) inner(m *op.Member) slot {
	return slot{key: s.key + "." + m.Name, kind: m.Type, id: m.ID, enum: m.Enum, open: m.Open, required: m.Required, inRow: s.inRow}
}

// row returns the slot of one item of a list of structures.
func (s slot) row(number string) slot {
	return slot{key: s.key + "." + number, kind: s.kind.Item, inRow: true}
}

// boxed returns the slot of the value in a box: some of AWS's structures hold
// nothing but a Value, which is given without its box.
func (s slot) boxed() (slot, bool) {
	if s.kind.Kind != op.Object || len(s.kind.Shape.Members) != 1 || s.kind.Shape.Members[0].Name != "Value" {
		return s, false
	}
	s.kind = s.kind.Shape.Members[0].Type
	return s, true
}

// isRows reports whether the slot holds a list of structures.
func (s slot) isRows() bool { return s.kind.Kind == op.List && s.kind.Item.Kind == op.Object }

// mayBeNo reports whether a switch has three states: that it is off is something else than that nothing is said.
func (s slot) mayBeNo() bool {
	_, boxed := s.boxed()
	return boxed || s.kind.Pointer
}

// valueOf returns what a slot holds as the command line takes it, null for nothing. At the top, boxes are left out.
func (d *draft) valueOf(s slot, top bool) op.Value {
	if inner, ok := s.boxed(); ok {
		v := d.scalar(inner, true)
		if v.IsNull() || top {
			return v
		}
		return op.ObjectValue(op.Field{Name: "Value", Value: v})
	}
	switch {
	case s.key == mappings && top:
		return d.mappingChanges(s)
	case s.isRows():
		return d.rowValues(s)
	case s.kind.Kind == op.List:
		return d.listed(s.key)
	case s.kind.Kind == op.Object:
		return d.structure(s)
	}
	return d.scalar(s, s.mayBeNo())
}

// scalar returns one value. A number that is none stays text, so that it is refused in AWS's words.
func (d *draft) scalar(s slot, mayBeNo bool) op.Value {
	text := d.values[s.key]
	if s.kind.Kind != op.String {
		text = strings.TrimSpace(text)
	}
	switch {
	case text == "":
		return op.Value{}
	case s.kind.Kind == op.Bool && (text == "true" || mayBeNo):
		return op.BoolValue(text == "true")
	case s.kind.Kind == op.Bool:
		return op.Value{}
	case s.kind.Kind == op.Int:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return op.IntValue(n)
		}
	}
	return op.StringValue(text)
}

// listed returns the words of a field as a list.
func (d *draft) listed(key string) op.Value {
	words := Split(d.values[key])
	if len(words) == 0 {
		return op.Value{}
	}
	return op.StringList(words...)
}

// structure returns the members of a structure that hold something.
func (d *draft) structure(s slot) op.Value {
	var fields []op.Field
	for _, m := range s.kind.Shape.Members {
		if v := d.valueOf(s.inner(m), false); !v.IsNull() {
			fields = append(fields, op.Field{Name: m.Name, Value: v})
		}
	}
	if fields == nil {
		return op.Value{}
	}
	return op.ObjectValue(fields...)
}

// rowValues returns the rows of a list that hold something.
func (d *draft) rowValues(s slot) op.Value {
	var items []op.Value
	for _, number := range d.numbers(s.key) {
		if v := d.structure(s.row(number)); !v.IsNull() {
			items = append(items, v)
		}
	}
	if items == nil {
		return op.Value{}
	}
	return op.ListValue(items...)
}

// numbers returns the rows that a list has.
func (d *draft) numbers(key string) []string {
	return strings.FieldsFunc(d.values[key], func(r rune) bool { return r == ',' })
}

// nextNumber returns a number that no row of a list has.
func (d *draft) nextNumber(key string) string {
	next := 0
	for _, number := range d.numbers(key) {
		if n, err := strconv.Atoi(number); err == nil {
			next = max(next, n+1)
		}
	}
	return strconv.Itoa(next)
}

// with returns the rows of a list and one more.
func (d *draft) with(key, number string) string {
	return strings.Join(append(d.numbers(key), number), ",")
}

// without returns the rows of a list but one. A list without rows says so, since an empty value means that it was never filled in.
func (d *draft) without(key, number string) string {
	var kept []string
	for _, other := range d.numbers(key) {
		if other != number {
			kept = append(kept, other)
		}
	}
	if kept == nil {
		return ","
	}
	return strings.Join(kept, ",")
}
