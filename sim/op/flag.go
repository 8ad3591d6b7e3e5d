package op

import (
	"fmt"
	"strings"
)

// A Flag is one option of an operation's command line, as help, completion
// and forms need it. Flags stand for members of the input, except where the
// AWS CLI has a flag of its own (--count) or the sandbox has sugar for one.
type Flag struct {
	Name     string // "volume-id", without the dashes
	Negative string // the flag that says no: "no-dry-run"; only switches have one
	Type     *Type
	Required bool
	ID       string   // the kind of resource that it names, as Member.ID
	Enum     []string // the allowed values; nil for any
	Open     bool     // other values than Enum's may be allowed too
	Default  string
	Doc      string
	Sugar    bool // the sandbox's own; ParseArgs takes it only WithSugar

	base64    bool
	members   []int // the members of the input that it sets; none for sugar
	irregular *irregularFlag
}

// TakesList reports whether the flag takes several words.
func (f *Flag) TakesList() bool { return f.Type.Kind == List }

// TakesWord reports whether the flag needs at least one word; switches need none.
func (f *Flag) TakesWord() bool { return f.Negative == "" }

// Flags returns the operation's flags in the order of its parameters, sugar
// last. The caller must not change them.
func (o *Operation) Flags() []Flag { return o.flags }

func flagsOf(o *Operation) []Flag {
	var flags []Flag
	irregular := irregularOf(o)
	for i, m := range o.In.Members {
		switch {
		case irregular == nil || irregular.position(o.In, i) < 0:
			flags = append(flags, memberFlag(o, m, i))
		case irregular.position(o.In, i) == 0:
			flags = append(flags, irregular.flagOf(o.In))
		}
	}
	flags = append(flags, sugarOf(o)...)
	for i := range flags {
		for _, other := range flags[:i] {
			if flags[i].clashes(other) {
				panic(fmt.Sprintf("op: %s has two flags --%s", o.Action, flags[i].Name))
			}
		}
	}
	return flags
}

// clashes reports whether a name of the flag is one of the other's too.
func (f *Flag) clashes(other Flag) bool {
	return f.Name == other.Name || f.Name == other.Negative ||
		f.Negative != "" && (f.Negative == other.Name || f.Negative == other.Negative)
}

func memberFlag(o *Operation, m *Member, at int) Flag {
	f := Flag{
		Name: m.Flag, Type: m.Type, Required: m.Required, ID: m.ID, Enum: m.Enum, Open: m.Open,
		Default: m.Default, Doc: o.paramDoc(m.Name), base64: m.Base64, members: []int{at},
	}
	if m.Type.Kind == Bool || isBoxed(m.Type, Bool) {
		f.Negative = negative(m.Flag)
	}
	return f
}

// negative returns the flag that says no: the AWS CLI has --reboot beside --no-reboot.
func negative(name string) string {
	if yes, ok := strings.CutPrefix(name, "no-"); ok {
		return yes
	}
	return "no-" + name
}

// isBoxed reports a structure whose only member is a Value of the given
// kind, such as the AttributeBooleanValue of ModifyInstanceAttribute. The
// AWS CLI takes such a value without its box.
func isBoxed(t *Type, kind Kind) bool {
	return t.Kind == Object && len(t.Shape.Members) == 1 &&
		t.Shape.Members[0].Name == "Value" && t.Shape.Members[0].Type.Kind == kind
}

func boxed(v Value) Value { return ObjectValue(Field{"Value", v}) }

func (o *Operation) paramDoc(name string) string {
	for _, p := range o.Params {
		if p.Name == name {
			return p.Doc
		}
	}
	return ""
}

// flag returns the flag of that name, and whether the name is the one that says no.
func (o *Operation) flag(name string, sugar Sugar) (f *Flag, no bool) {
	for i := range o.flags {
		f := &o.flags[i]
		if (f.Name == name || f.Negative != "" && f.Negative == name) && (!f.Sugar || bool(sugar)) {
			return f, f.Name != name
		}
	}
	return nil, false
}

// flagNames returns the names of the flags that ParseArgs takes.
func (o *Operation) flagNames(sugar Sugar) []string {
	var names []string
	for _, f := range o.flags {
		if f.Sugar && !bool(sugar) {
			continue
		}
		names = append(names, f.Name)
		if f.Negative != "" {
			names = append(names, f.Negative)
		}
	}
	return names
}
