package lesson

import (
	"math"
	"strings"

	glua "github.com/yuin/gopher-lua"

	"blockyard/sim/op"
	"blockyard/sim/unit"
)

// A Type says what a field of a table holds.
type Type string

// The types, as faults and the manual name them.
const (
	Text     Type = "a text"
	Whole    Type = "a whole number"
	Number   Type = "a number"
	YesNo    Type = "true or false"
	Function Type = "a function"
	Texts    Type = "a list of texts"
	Table    Type = "a table"
	Anything Type = "a value"
)

// A Field is one field that a table of a lesson may have.
type Field struct {
	Name    string
	Type    Type
	Must    bool   // it may not be left out
	Example string // how it is written, as Lua
	Doc     string // one clause
}

// A Schema is what a table of a lesson may hold.
type Schema struct {
	Name   string // as faults name it: "a task", "w.instance"
	First  string // the field that the value without a key is; "" where none is allowed
	Fields []Field
}

// field returns the field of that name, nil where there is none.
func (s *Schema) field(name string) *Field {
	for i := range s.Fields {
		if s.Fields[i].Name == name {
			return &s.Fields[i]
		}
	}
	return nil
}

func (s *Schema) names() []string {
	names := make([]string, 0, len(s.Fields))
	for _, f := range s.Fields {
		if f.Name != s.First {
			names = append(names, f.Name)
		}
	}
	return names
}

// A record is a table read by a schema. Its getters give the zero value for what is absent or wrong; what is
// wrong has been noted by then.
type record struct {
	*notes
	schema *Schema
	table  *glua.LTable
	path   []any
}

// open checks a table against a schema and notes what does not fit.
func (n *notes) open(s *Schema, table *glua.LTable, path ...any) record {
	r := record{n, s, table, path}
	var unknown []string
	for key, value := table.Next(glua.LNil); key != glua.LNil; key, value = table.Next(key) {
		if !r.checkField(key, value) {
			unknown = append(unknown, keyName(key))
		}
	}
	for i := range s.Fields {
		f := &s.Fields[i]
		if f.Must && r.get(f.Name) == glua.LNil && len(op.Near(f.Name, unknown)) == 0 { // else its misspelling has been noted
			r.add(path, "%s has no `%s`; write %s", s.Name, f.Name, f.Example)
		}
	}
	return r
}

// checkField notes a field that is unknown or of another type, and reports whether it is known.
func (r record) checkField(key, value glua.LValue) bool {
	name := r.nameOf(key)
	f := r.schema.field(name)
	switch {
	case f == nil && key.Type() == glua.LTNumber:
		r.add(r.in(key), "%s has a value without a name; write its name and = before it%s", r.schema.Name, hint("", r.schema.names()))
	case f == nil:
		r.add(r.in(key), "%s has no field `%s`%s", r.schema.Name, clip(name), hint(name, r.schema.names()))
	case !fits(value, f.Type):
		r.add(r.in(key), "`%s` is %s here, not %s; write %s", name, described(value), f.Type, f.Example)
	}
	return f != nil
}

// nameOf returns the name of the field that a key stands for.
func (r record) nameOf(key glua.LValue) string {
	if key == glua.LNumber(1) && r.schema.First != "" {
		return r.schema.First
	}
	return keyName(key)
}

// keyName returns a key as a message shows it, without an address.
func keyName(key glua.LValue) string {
	if key.Type() == glua.LTString || key.Type() == glua.LTNumber {
		return key.String()
	}
	return described(key)
}

// in returns the path to a field.
func (r record) in(key glua.LValue) []any { return append(r.path[:len(r.path):len(r.path)], step(key)) }

// step returns a key as a path has it.
func step(key glua.LValue) any {
	switch key := key.(type) {
	case glua.LString:
		return string(key)
	case glua.LNumber:
		if isWhole(key) {
			return int(key)
		}
	}
	return nil
}

// fault notes a fault of a field.
func (r record) fault(name, format string, args ...any) {
	var key any = name
	if name == r.schema.First {
		key = 1
	}
	r.add(append(r.path[:len(r.path):len(r.path)], key), format, args...)
}

// get returns a field's value, nil where it is absent.
func (r record) get(name string) glua.LValue {
	if name == r.schema.First {
		return r.table.RawGetInt(1)
	}
	return r.table.RawGetString(name)
}

func (r record) has(name string) bool { return r.get(name) != glua.LNil }

func (r record) text(name string) string {
	s, _ := r.get(name).(glua.LString)
	return string(s)
}

// prose returns a text without the indentation that it has in the file.
func (r record) prose(name string) string { return unindent(r.text(name)) }

func (r record) whole(name string) int64 {
	n, ok := r.get(name).(glua.LNumber)
	if !ok || !isWhole(n) {
		return 0
	}
	return int64(n)
}

func (r record) truth(name string) bool { return r.get(name) == glua.LTrue }

func (r record) function(name string) *glua.LFunction {
	f, _ := r.get(name).(*glua.LFunction)
	return f
}

// child returns a field that is a table, nil where it is none.
func (r record) child(name string) *glua.LTable {
	t, _ := r.get(name).(*glua.LTable)
	return t
}

func (r record) texts(name string) []string {
	var texts []string
	if t := r.child(name); t != nil && fits(t, Texts) {
		for _, v := range items(t) {
			texts = append(texts, unindent(v.String()))
		}
	}
	return texts
}

// items returns the values of a list, in order.
func items(t *glua.LTable) []glua.LValue {
	if t == nil {
		return nil
	}
	values := make([]glua.LValue, 0, t.Len())
	for i := 1; i <= t.Len(); i++ {
		values = append(values, t.RawGetInt(i))
	}
	return values
}

// fits reports whether a value is of a type.
func fits(v glua.LValue, t Type) bool {
	switch t {
	case Text:
		return v.Type() == glua.LTString
	case Whole:
		n, ok := v.(glua.LNumber)
		return ok && isWhole(n)
	case Number:
		n, ok := v.(glua.LNumber)
		return ok && !math.IsNaN(float64(n)) && !math.IsInf(float64(n), 0)
	case YesNo:
		return v.Type() == glua.LTBool
	case Function:
		return v.Type() == glua.LTFunction
	case Texts:
		return isListOfTexts(v)
	case Table:
		return v.Type() == glua.LTTable
	case Anything:
		return true
	}
	panic("lesson: no type " + string(t))
}

func isListOfTexts(v glua.LValue) bool {
	t, ok := v.(*glua.LTable)
	if !ok {
		return false
	}
	count := 0
	for key, value := t.Next(glua.LNil); key != glua.LNil; key, value = t.Next(key) {
		if count++; key != glua.LNumber(count) || value.Type() != glua.LTString {
			return false
		}
	}
	return true
}

// maxWhole bounds whole numbers: up to it every one has its own float64.
const maxWhole = 1 << 53

func isWhole(n glua.LNumber) bool {
	return float64(n) == math.Trunc(float64(n)) && math.Abs(float64(n)) <= maxWhole
}

// described names a value's type for a sentence.
func described(v glua.LValue) string {
	switch v := v.(type) {
	case *glua.LNilType:
		return "nothing"
	case glua.LBool:
		return v.String()
	case glua.LNumber:
		return "the number " + v.String()
	case glua.LString:
		return "the text \"" + clip(string(v)) + "\""
	case *glua.LFunction:
		return "a function"
	case *glua.LTable:
		return "a table"
	case *glua.LUserData:
		switch value := v.Value.(type) {
		case unit.Money:
			return "the amount " + value.String()
		case object:
			return value.kind.Doc
		case Part, Result:
			return "a judgement"
		}
	}
	return "another kind of value"
}

// unindent takes the indentation that all lines but the first share off a text, and blank lines off its ends.
func unindent(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	least := -1
	for _, line := range lines[1:] {
		if body := strings.TrimLeft(line, " \t"); body != "" && (least < 0 || len(line)-len(body) < least) {
			least = len(line) - len(body)
		}
	}
	for i, line := range lines {
		line = strings.TrimRight(line, " \t")
		if i == 0 {
			lines[i] = strings.TrimLeft(line, " \t")
		} else {
			lines[i] = line[min(max(least, 0), len(line)):]
		}
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
