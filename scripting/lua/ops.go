package lua

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	glua "github.com/yuin/gopher-lua"

	"blockyard/sim/apierr"
	"blockyard/sim/op"
)

// A Place says as whom, and where, a script makes a call: what the AWS CLI's --profile and --region say. Empty means
// as the host has it.
type Place struct{ Profile, Region string }

// RegisterOperations opens every operation of a registry as a function of its service's table, which takes a table of
// parameters and gives a table: ec2.attach_volume{ volume_id = "@data", instance_id = "@web", device = "/dev/sdf" }.
// The fields profile and region beside the parameters say as whom and where the call is made. What a copy names is looked
// up in its source region.
//
// Names are op's LuaNames, and AWS's own are taken too. do carries a decoded input out and gives the answer. resolve
// gives the id of what "@name" means for a kind of parameter; nil leaves such texts as they are. A refusal is raised as
// a table with the fields code, message, why and try, which pcall hands to the script and tostring writes as a
// sentence. Any other error of do or resolve is raised as a text. To ask a service's table for an operation that there
// is not raises AWS's InvalidAction, with near names.
func (s *Sandbox) RegisterOperations(
	r *op.Registry, do func(at Place, o *op.Operation, in any) (any, error), resolve func(at Place, kind, name string) (string, error),
) {
	d := &operations{Sandbox: s, registry: r, do: do, resolve: resolve}
	d.refusals = s.Table()
	d.refusals.RawSetString("__tostring", s.Function(refusalSentence))
	d.refusals.RawSetString("__metatable", glua.LFalse) // scripts must not change what all refusals share
	for _, service := range r.Services() {
		for _, o := range service.Ops {
			s.Register(service.Name, strings.ReplaceAll(o.Verb, "-", "_"), d.function(o))
		}
		table, _ := s.state.G.Global.RawGetString(service.Name).(*glua.LTable)
		metatable := s.Table()
		metatable.RawSetString("__index", s.Function(d.unknown(service.Name)))
		table.Metatable = metatable
	}
}

// callCost is the fuel that an operation takes beside its parameters and answer: about as many instructions take as long.
const callCost = 50

// operations is the Lua door: what its functions share.
type operations struct {
	*Sandbox
	registry *op.Registry
	do       func(at Place, o *op.Operation, in any) (any, error)
	resolve  func(at Place, kind, name string) (string, error)
	refusals *glua.LTable // the metatable of refusals
}

// function gives the Lua function of an operation.
func (d *operations) function(o *op.Operation) glua.LGFunction {
	return func(state *glua.LState) int {
		d.meter.charge(state, callCost)
		at, params, err := d.params(state, o)
		if err != nil {
			return d.raiseError(state, err)
		}
		in, err := o.Decode(params, op.LuaNames)
		if err != nil {
			return d.raiseError(state, err)
		}
		out, err := d.do(at, o, in)
		if err != nil {
			return d.raiseError(state, err)
		}
		if !wantsResult(state) {
			return 0
		}
		state.Push(d.answer(state, o, out))
		return 1
	}
}

// The fields of gopher-lua's call frames that say how many results the caller takes. TestWantsResult pins their names.
const (
	frameField   = 0 // of a Debug: the call frame
	resultsField = 8 // of a call frame: the number of results, -1 for all
)

// wantsResult reports whether the running function's caller does anything with what it returns. A call that stands as a
// statement does not, and to build an answer that nobody sees takes longer than the call itself.
func wantsResult(state *glua.LState) bool {
	frame, ok := state.GetStack(0)
	return !ok || reflect.ValueOf(frame).Elem().Field(frameField).Elem().Field(resultsField).Int() != 0
}

// unknown gives what a service's table answers for a name that no operation has: AWS's refusal, with near names.
func (d *operations) unknown(service string) glua.LGFunction {
	return func(state *glua.LState) int {
		_, err := d.registry.Find(service, state.CheckString(2))
		return d.raiseError(state, err)
	}
}

// params reads the table of parameters, with ids in the place of @names, and where the call is made.
func (d *operations) params(state *glua.LState, o *op.Operation) (at Place, _ op.Value, _ error) {
	argument := state.Get(1)
	if argument == glua.LNil {
		return at, op.ObjectValue(), nil
	}
	table, ok := argument.(*glua.LTable)
	if !ok || state.GetTop() > 1 {
		return at, op.Value{}, errors.New("an operation takes one table of parameters: " + o.Service + "." + strings.ReplaceAll(o.Verb, "-", "_") + "{ name = value }")
	}
	r := tableReader{}
	params, err := r.table(table, "")
	d.meter.charge(state, r.values)
	if err != nil {
		return at, params, err
	}
	if at, params, err = placeOf(o, params); err != nil || !r.names || d.resolve == nil {
		return at, params, err
	}
	named := at
	if source := op.SourceRegion(o, params); source != "" {
		named.Region = source
	}
	params, err = op.Resolve(o, params, func(kind, name string) (string, error) { return d.resolve(named, kind, name) })
	return at, params, err
}

// placeOf takes the fields profile and region out of the parameters. Where an operation has such a parameter itself, the
// field is that.
func placeOf(o *op.Operation, params op.Value) (at Place, rest op.Value, err error) {
	isPlace := func(f op.Field) bool { return at.word(f.Name) != nil && !takes(o, f.Name) }
	if !slices.ContainsFunc(params.Fields(), isPlace) { // the usual case
		return at, params, nil
	}
	var fields []op.Field
	for _, f := range params.Fields() {
		switch {
		case !isPlace(f):
			fields = append(fields, f)
		case f.Value.Kind() != op.String || f.Value.Str() == "":
			return at, params, fmt.Errorf("the field %s is not a name; write profile = \"partner\" or region = \"eu-west-1\"", f.Name)
		default:
			*at.word(f.Name) = f.Value.Str()
		}
	}
	return at, op.ObjectValue(fields...), nil
}

// word returns the part of a place that a field of a call says, nil for other fields.
func (p *Place) word(field string) *string {
	switch field {
	case "profile":
		return &p.Profile
	case "region":
		return &p.Region
	}
	return nil
}

// takes reports whether an operation has a parameter of a name.
func takes(o *op.Operation, name string) bool {
	return slices.ContainsFunc(o.In.Members, func(m *op.Member) bool { return m.Lua == name })
}

// A tableReader turns Lua values into op's.
type tableReader struct {
	values int  // seen so far
	depth  int  // tables around the one at hand
	names  bool // a text that begins with @ was seen
}

func (r *tableReader) value(v glua.LValue, where string) (op.Value, error) {
	if r.values++; r.values > maxValues {
		return op.Value{}, fmt.Errorf("the parameters hold more than %d values; give fewer", maxValues)
	}
	switch v := v.(type) {
	case glua.LString:
		r.names = r.names || v != "" && v[0] == '@'
		return op.StringValue(string(v)), nil
	case glua.LNumber:
		return numberValue(float64(v)), nil
	case glua.LBool:
		return op.BoolValue(bool(v)), nil
	case *glua.LTable:
		return r.table(v, where)
	}
	return op.Value{}, fmt.Errorf("the parameter %s is a %s; give a text, a number, true, false or a table", where, v.Type())
}

// numberValue gives a whole number as one. Another number goes on as the text that Lua writes for it, which operations
// refuse with the parameter's name.
func numberValue(n float64) op.Value {
	const limit = 1 << 53 // beyond it numbers are not exact
	if n == math.Trunc(n) && math.Abs(n) <= limit {
		return op.IntValue(int64(n))
	}
	return op.StringValue(numberText(n))
}

// table gives a list for a table with the keys 1 to n, and an object for any other; the empty table is an empty object.
func (r *tableReader) table(t *glua.LTable, where string) (op.Value, error) {
	if r.depth++; r.depth > maxValueDepth {
		return op.Value{}, fmt.Errorf("more than %d tables are inside each other; make it flatter", maxValueDepth)
	}
	defer func() { r.depth-- }()
	var items []op.Value
	var fields []op.Field
	for k, v := t.Next(glua.LNil); k != glua.LNil; k, v = t.Next(k) {
		name, isName := k.(glua.LString)
		inside := string(name)
		if !isName {
			inside = where
		}
		value, err := r.value(v, inside)
		if err != nil {
			return op.Value{}, err
		}
		switch {
		case isName:
			fields = append(fields, op.Field{Name: string(name), Value: value})
		case k == glua.LNumber(len(items)+1):
			items = append(items, value)
		default:
			return op.Value{}, fmt.Errorf("a table of parameters has the key [%s]; keys are names, or 1, 2, 3 and so on for a list", tostring(k))
		}
	}
	if len(items) > 0 && len(fields) > 0 {
		return op.Value{}, errors.New("a table of parameters has both names and numbered items; a list has no names")
	}
	if len(items) > 0 {
		return op.ListValue(items...), nil
	}
	return op.ObjectValue(fields...), nil
}

// answer gives an operation's answer as tables with Lua's names.
func (d *operations) answer(state *glua.LState, o *op.Operation, out any) glua.LValue {
	return d.object(state, o.Out, o.Answer(out))
}

func (d *operations) object(state *glua.LState, shape *op.Shape, v op.Value) glua.LValue {
	fields := v.Fields()
	d.meter.allocate(state, tableBytes+len(fields)*keyBytes)
	t := state.CreateTable(0, len(fields))
	at := 0
	for _, f := range fields {
		for shape.Members[at].Name != f.Name { // the fields have the members' order
			at++
		}
		m := shape.Members[at]
		t.RawSetString(m.Lua, d.value(state, m.Type, f.Value))
	}
	return t
}

func (d *operations) value(state *glua.LState, t *op.Type, v op.Value) glua.LValue {
	switch v.Kind() {
	case op.Bool:
		return glua.LBool(v.Bool())
	case op.Int:
		return glua.LNumber(v.Int())
	case op.String:
		d.meter.allocate(state, len(v.Str()))
		return glua.LString(v.Str())
	case op.Object:
		if t.Shape != nil {
			return d.object(state, t.Shape, v)
		}
		return d.free(state, v)
	case op.List:
		return d.list(state, t.Item, v.Items())
	case op.Null:
	}
	return glua.LNil
}

func (d *operations) list(state *glua.LState, item *op.Type, items []op.Value) glua.LValue {
	d.meter.allocate(state, tableBytes+len(items)*slotBytes)
	list := state.CreateTable(len(items), 0)
	for _, v := range items {
		list.Append(d.value(state, item, v))
	}
	return list
}

// anyType is the type of what an answer holds without saying what it is.
var anyType = &op.Type{}

// free gives an object whose fields no shape describes, under their own names.
func (d *operations) free(state *glua.LState, v op.Value) glua.LValue {
	d.meter.allocate(state, tableBytes+len(v.Fields())*keyBytes)
	t := state.CreateTable(0, len(v.Fields()))
	for _, f := range v.Fields() {
		t.RawSetString(f.Name, d.value(state, anyType, f.Value))
	}
	return t
}

// raiseError raises an error: a refusal as a table, any other as a text.
func (d *operations) raiseError(state *glua.LState, err error) int {
	var refusal *apierr.Error
	if !errors.As(err, &refusal) {
		state.RaiseError("%s", err.Error())
		return 0
	}
	t := d.Table()
	t.RawSetString("code", glua.LString(refusal.Code))
	t.RawSetString("message", glua.LString(refusal.Message))
	if refusal.Why != "" {
		t.RawSetString("why", glua.LString(refusal.Why))
	}
	if refusal.Try != "" {
		t.RawSetString("try", glua.LString(refusal.Try))
	}
	t.Metatable = d.refusals
	d.meter.allocate(state, tableBytes+4*keyBytes+len(refusal.Message)+len(refusal.Why)+len(refusal.Try))
	state.Error(t, 1)
	return 0
}

// refusalSentence writes a refusal: code and message, as AWS's own tools do.
func refusalSentence(state *glua.LState) int {
	text, _ := refusalText(state.Get(1))
	state.Push(glua.LString(text))
	return 1
}

// refusalText gives the sentence of a value that is a refusal: a table with a code and a message.
func refusalText(v glua.LValue) (text string, ok bool) {
	t, ok := v.(*glua.LTable)
	if !ok {
		return "", false
	}
	code, hasCode := t.RawGetString("code").(glua.LString)
	message, hasMessage := t.RawGetString("message").(glua.LString)
	return string(code) + ": " + string(message), hasCode && hasMessage
}
