package form

import (
	"errors"
	"slices"

	"blockyard/scripting/session"
	"blockyard/scripting/shell"
	"blockyard/sim"
	"blockyard/sim/apierr"
	"blockyard/sim/cost"
	"blockyard/sim/op"
	"blockyard/sim/unit"
)

// A Refusal says why a command would be refused.
type Refusal struct {
	Key     string // of the field that it is about, or "" where that cannot be told
	Code    string // AWS's; "" where the command cannot even be read
	Message string
	Why     string // for the learner; may be empty
}

// A Change is what a command would change in the bill.
type Change struct {
	Known bool       // the command would be carried out, and is no mere question
	Month unit.Money // in 30 days, once everything that it sets going has come to an end; negative where it saves
}

// settling is how long after a command its cost is looked at.
const settling = 10 * unit.Minute

// try finds out what would become of a command.
func (d *draft) try(f *Form, words []string) {
	call, err := d.call(words)
	if err != nil {
		f.Refusal = d.refusal(err)
		return
	}
	f.CLI = join(d.placed(call.Op.Words(call.In)))
	with := d.world.Fork()
	if _, err := with.Do(call); err != nil && !succeeds(err) {
		f.Refusal = d.refusal(err)
		return
	}
	if !call.Op.Reads && !call.Op.DryRun(call.In) {
		f.Month = change(d.world.Fork(), with)
	}
}

// placed returns a command with where it acts, which the operation does not know.
func (d *draft) placed(words []string) []string {
	if d.op.Service == "yard" {
		words = words[1:]
	}
	return append(words, "--region", d.region())
}

// call reads a command as the shell does.
func (d *draft) call(words []string) (c sim.Call, err error) {
	if words[0] == "aws" {
		words = words[1:]
	}
	command, err := sim.Operations().ParseArgs(words, op.WithSugar)
	if err != nil {
		return c, err
	}
	if command.Op == nil || command.Help {
		return c, errors.New("The command asks for help.")
	}
	if l := d.Session.Lesson(); l != nil {
		if say, ok := l.Permits(d.op.Service, d.op.Verb); !ok {
			return c, apierr.New(apierr.UnauthorizedOperation, "You are not authorized to perform this operation.").Because("%s", session.Plain(say))
		}
	}
	params, err := op.Resolve(command.Op, command.Params, func(kind, name string) (string, error) {
		return shell.ID(d.cloud, d.caller, op.SourceRegion(command.Op, command.Params), kind, name)
	})
	if err != nil {
		return c, err
	}
	in, err := d.op.Decode(params, op.JSONNames)
	return sim.Call{Caller: d.caller, Op: d.op, In: in}, err
}

// succeeds reports whether an error only says that a dry run went well.
func succeeds(err error) bool {
	var refusal *apierr.Error
	return errors.As(err, &refusal) && refusal.Code == apierr.DryRunOperation
}

// change compares what two worlds cost, the second of which has carried out a command.
func change(without, with *sim.World) Change {
	until := without.Now().Add(settling)
	without.Advance(until, 0)
	with.Advance(until, 0)
	hour := pace(with).Minus(pace(without))
	return Change{true, unit.Money{Ratio: hour.Times(unit.RatioOf(int64(unit.Month/unit.Hour), 1))}}
}

// pace returns what an hour costs from now on, after the time that is billed at once for what has just begun.
func pace(w *sim.World) unit.Money {
	from := w.Now().Add(w.Config().Book.Minimum)
	return w.Bill(cost.Window{From: from, To: from.Add(unit.Hour)}).Total
}

// refusedWith says why the command would be refused with another value in a field, or "".
func (d *draft) refusedWith(key, text string) string {
	r := d.Request
	r.Values = set(slices.Clone(r.Values), key, text)
	other, err := newDraft(r.Following(key))
	if err != nil || len(missing(other.required())) > 0 {
		return ""
	}
	call, err := other.call(other.words())
	if err == nil {
		_, err = d.world.Fork().Do(call)
	}
	if err == nil || succeeds(err) {
		return ""
	}
	return explained(err).Message
}

// required returns the required fields, without what they offer.
func (d *draft) required() (fields []Field) {
	for _, p := range d.parameters() {
		if p.required {
			fields = append(fields, Field{Name: p.key, Required: true, Value: d.values[p.key]})
		}
	}
	return fields
}

// refusal returns an error as a refusal, with the field that it is about.
func (d *draft) refusal(err error) *Refusal {
	r := explained(err)
	r.Key = d.concerns(r)
	return r
}

// explained returns an error as a refusal.
func explained(err error) *Refusal {
	var refusal *apierr.Error
	var usage *op.UsageError
	switch {
	case errors.As(err, &refusal):
		return &Refusal{Code: string(refusal.Code), Message: refusal.Message, Why: refusal.Why}
	case errors.As(err, &usage):
		return &Refusal{Message: usage.Message, Why: usage.Hint}
	}
	return &Refusal{Message: err.Error()}
}
