// Package op is the registry of operations and their one codec.
//
// A service lists its operations once, as Go functions over typed inputs and
// answers (Define). Everything that a door needs follows from the types and
// their tags: the names in each spelling, decoding with AWS's refusals,
// encoding, the AWS CLI's command line in both directions, help and
// completion. No door names an action.
//
// A door turns what it reads into (service, action, parameters as a Value),
// asks the Registry for the Operation, Decodes the parameters to its typed
// input, and prints the Answer.
package op

import (
	"fmt"
	"reflect"

	"blockyard/sim/apierr"
)

// A Style says how a door spells the names of parameters.
type Style uint8

// The styles. JSONNames takes AWS's names alone; LuaNames takes snake_case and AWS's names.
const (
	JSONNames Style = iota // "VolumeIds"
	LuaNames               // "volume_ids"
)

// An About is what people are told of an operation, and what its type cannot say.
type About struct {
	Reads      bool       // it changes nothing and is not journalled
	Doc        string     // the first sentence stands alone
	Simplified []string   // how AWS differs, a sentence each
	Params     []ParamDoc // the parameters' docs; may be incomplete
	Makes      string     // AWS's resource type of what it makes, "volume"; --name tags that
}

// A ParamDoc documents one parameter by its JSON name, or a member inside one: "Filters.Name".
type ParamDoc struct{ Name, Doc string }

// An Operation is one action of a service. It is immutable once a registry holds it.
type Operation struct {
	Service string // "ec2"; set by the registry
	Action  string // "AttachVolume"
	Verb    string // "attach-volume"
	About
	In, Out *Shape

	flags  []Flag
	lua    string
	inType reflect.Type
	invoke func(tx, in any) (any, error)
}

// Define returns the operation that a handler carries out. Tx is what its
// service decides in; In and Out are structs whose fields carry ec2 tags. It
// panics when a type, a tag or a ParamDoc is wrong, which is a mistake in the program.
func Define[Tx, In, Out any](action string, handler func(*Tx, In) (Out, error), about About) *Operation {
	return define(action, about, reflect.TypeFor[In](), reflect.TypeFor[Out](), func(tx, in any) (any, error) {
		decider, ok := tx.(*Tx)
		input, fits := in.(In)
		if !ok || !fits {
			panicMistyped(action, decider, input, tx, in)
		}
		return handler(decider, input)
	})
}

// panicMistyped says what an operation takes and what it was given.
func panicMistyped(action string, decider, input, tx, in any) {
	panic(fmt.Sprintf("op: %s takes %T and %T, not %T and %T", action, decider, input, tx, in))
}

// define is Define for types that are known when the program runs: it is compiled once, and not for every operation.
func define(action string, about About, in, out reflect.Type, invoke func(tx, in any) (any, error)) *Operation {
	o := &Operation{
		Action: action, Verb: kebab(action), About: about, lua: snake(action),
		In: (&describer{input: true}).shape(in), Out: (&describer{}).shape(out),
		inType: in, invoke: invoke,
	}
	o.flags = flagsOf(o)
	o.checkDocs()
	return o
}

// checkDocs panics where a ParamDoc names a parameter that does not exist.
func (o *Operation) checkDocs() {
	for _, p := range o.Params {
		if !o.In.has(p.Name) {
			panic(fmt.Sprintf("op: %s documents %s, which it does not take", o.Action, p.Name))
		}
	}
}

// Invoke runs the handler. tx is a *Tx and in an In of the operation's
// Define; anything else is an engine bug and panics. The answer is an Out.
func (o *Operation) Invoke(tx, in any) (out any, err error) { return o.invoke(tx, in) }

// Decode returns the typed input that the parameters say. Unknown names,
// missing and mistyped values are refused in AWS's words, with an
// *apierr.Error whose Why says where; nulls count as absent.
func (o *Operation) Decode(params Value, style Style) (in any, err error) {
	decoded := reflect.New(o.inType).Elem()
	if f := (decoder{style}).object(o.In, params, decoded); f != nil {
		return nil, f.refusal(o.spelled(style))
	}
	return decoded.Interface(), nil
}

// Encode returns an input's canonical parameters: JSON names in the order of
// the fields, zero values left out, so that Decode returns the same input.
// Required numbers and booleans are always there.
func (o *Operation) Encode(in any) Value {
	if t := reflect.TypeOf(in); t != o.inType {
		panic(fmt.Sprintf("op: %s takes %s, not %s", o.Action, o.inType, t))
	}
	return encodeInput(o.In, reflect.ValueOf(in))
}

// Answer returns an answer as the tree that doors print, with JSON names. As
// the AWS CLI does, it leaves out what is absent: empty texts and nil
// pointers; numbers, booleans, structures and lists are there even when zero
// or empty, unless their tag says omitempty or, of nil lists, omitnil. A unit.Date is its timestamp, and absent when zero.
func (o *Operation) Answer(out any) Value {
	return encodeAnswer(o.Out, reflect.ValueOf(out))
}

// DryRun reports whether an input asks only what would happen: it has a DryRun that is set.
func (o *Operation) DryRun(in any) bool {
	m := o.In.Member("DryRun")
	return m != nil && m.of(reflect.ValueOf(in)).Bool()
}

// InputType returns the Go type of the operation's input.
func (o *Operation) InputType() reflect.Type { return o.inType }

// spelled returns the operation's name as a door spells it.
func (o *Operation) spelled(style Style) string {
	if style == LuaNames {
		return o.lua
	}
	return o.Verb
}

// unknownAction refuses an action that no service has, in AWS's words.
func unknownAction(action string) *apierr.Error {
	return apierr.New(apierr.InvalidAction, "The action %s is not valid for this web service.", clip(action))
}
