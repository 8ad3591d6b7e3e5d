package scene

import (
	"errors"
	"slices"
	"strings"

	"blockyard/render/form"
	"blockyard/sim"
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
	"blockyard/sim/unit"
)

// A step is one command of a way out of a refusal, with what is waited for after it.
// Words hold ids; "$VOLUME" stands for the id of what an earlier step makes as VOLUME.
type step struct {
	text   string     // what it does: "Snapshot it"
	words  []string   // nil where it only waits
	caller ec2.Caller // who does it, and where
	makes  string     // as what later steps know the thing that it makes; or ""
	waiter string     // "volume-available", or "" where nothing is waited for
	on     string     // what is waited for: an id, or "$VOLUME"
	at     string     // id of the node or the place where it happens; or ""
	danger bool       // it cannot be taken back
	month  unit.Money // what it changes in the cost of 30 days
}

// A wayOut is how what was refused can be reached all the same.
type wayOut struct {
	steps []step
	month unit.Money // of all steps
}

// A refused is a call that the world refuses now, with its answer.
type refused struct {
	call   sim.Call
	params op.Value
	err    *apierr.Error
}

// param returns a parameter's word, and the first of a list.
func (r *refused) param(name string) string {
	value, _ := r.params.Get(name)
	if items := value.Items(); len(items) > 0 {
		value = items[0]
	}
	return value.Scalar()
}

// call reads a command line of one AWS command, with ids for names, and finds out who does it.
func (v *view) call(line string) (c sim.Call, ok bool) {
	words := form.Split(line)
	if len(words) < 3 || words[0] != "aws" {
		return c, false
	}
	command, err := sim.Operations().ParseArgs(words[1:], op.WithSugar)
	if err != nil || command.Op == nil || command.Help || command.Wait != "" {
		return c, false
	}
	c.Op = command.Op
	c.Caller, err = v.world.CallerAs(ec2.Caller{Region: v.region}, command.Globals.Profile, command.Globals.Region)
	if err != nil {
		return c, false
	}
	c.In, err = c.Op.Decode(command.Params, op.JSONNames)
	return c, err == nil
}

// refused returns the last command of a program that the world refuses now. Nothing is remembered: it is asked again.
func (v *view) refused(program string) (r refused, ok bool) {
	parts := strings.FieldsFunc(strings.ReplaceAll(program, "&&", "\n"), func(c rune) bool { return c == '\n' || c == ';' })
	for _, line := range slices.Backward(parts) {
		call, ok := v.call(strings.TrimSpace(line))
		if !ok || call.Op.Reads {
			continue
		}
		_, err := v.world.Fork().Do(call)
		if errors.As(err, &r.err) && r.err.Code != apierr.DryRunOperation {
			r.call, r.params = call, call.Op.Encode(call.In)
			return r, true
		}
	}
	return r, false
}

// wayRound returns the first way round a refusal that goes well from end to end: each is walked in a copy of the world.
func (v *view) wayRound(r *refused) *wayOut {
	for _, w := range ways {
		if w.action != r.call.Op.Action || w.code != r.err.Code {
			continue
		}
		for _, steps := range w.steps(v, r) {
			if way := v.walk(steps); way != nil {
				return way
			}
		}
	}
	return nil
}

// walk does the steps in a copy of the world, beside one in which only time passes, and notes what each changes in the
// cost of a month. It returns nil where one of them is refused or forbidden, or waits in vain.
func (v *view) walk(steps []step) *wayOut {
	with, without := v.world.Fork(), v.world.Fork()
	made := map[string]ec2.Ref{}
	before := paceTotal(without)
	before = before.Minus(before)
	way := &wayOut{steps: slices.Clone(steps)}
	for i := range way.steps {
		s := &way.steps[i]
		if len(s.words) > 0 && !v.take(with, s, made) || s.waiter != "" && !v.await(with, s, made) {
			return nil
		}
		if i == len(steps)-1 {
			with.Advance(with.Now().Add(settling), 0)
		}
		without.Advance(with.Now(), 0)
		now := paceTotal(with).Minus(paceTotal(without))
		s.month = inMonth(now.Minus(before))
		before = now
	}
	way.month = inMonth(before)
	return way
}

// take does a step's call in a world, and notes what it makes.
func (v *view) take(w *sim.World, s *step, made map[string]ec2.Ref) bool {
	if s.words[0] == "sleep" {
		d, err := unit.ParseDuration(s.words[1] + "s")
		return err == nil && w.Advance(w.Now().Add(d), 0)
	}
	words := make([]string, len(s.words))
	for i, word := range s.words {
		words[i] = word
		if ref, ok := made[strings.TrimPrefix(word, "$")]; ok {
			words[i] = w.Cloud().ID(ref)
		}
	}
	call, err := sim.ParseCall(words)
	if err != nil {
		return false
	}
	if l := v.session.Lesson(); l != nil {
		if _, ok := l.Permits(call.Op.Service, call.Op.Verb); !ok {
			return false
		}
	}
	call.Caller = s.caller
	if _, err := w.Do(call); err != nil {
		return false
	}
	if kind, ok := madeKinds[call.Op.Action]; ok && s.makes != "" {
		made[s.makes] = ec2.Ref{Kind: kind, Index: w.Cloud().Length(kind) - 1}
	}
	return true
}

// madeKinds are the operations whose things later steps go on with.
var madeKinds = map[string]ec2.Kind{
	"CreateSnapshot": ec2.KindSnapshot, "CopySnapshot": ec2.KindSnapshot, "CreateVolume": ec2.KindVolume, "CopyImage": ec2.KindImage,
}

// awaited are the waiters that steps use: the state that each waits for.
var awaited = map[string]string{
	"volume-available": string(ec2.VolumeAvailable), "snapshot-completed": string(ec2.SnapshotCompleted), "image-available": string(ec2.ImageAvailable),
	"instance-running": ec2.InstanceRunning.String(), "instance-stopped": ec2.InstanceStopped.String(),
}

// longestWait is how far a waiter looks ahead, as the shell's does.
const longestWait = 30 * unit.Day

// await lets time pass in a world until what a step waits for is there, and reports whether it comes.
func (v *view) await(w *sim.World, s *step, made map[string]ec2.Ref) bool {
	ref, ok := made[strings.TrimPrefix(s.on, "$")]
	if !ok {
		ref, ok = v.thing(s.on)
	}
	until := w.Now().Add(longestWait)
	for ok && w.Cloud().StateOf(ref) != awaited[s.waiter] {
		next, more := w.Next()
		if !more || next > until {
			return false
		}
		w.Advance(next, 0)
	}
	return ok
}

// thing returns the thing with an id.
func (v *view) thing(id string) (ref ec2.Ref, ok bool) {
	for prefix, kind := range map[string]ec2.Kind{"i-": ec2.KindInstance, "vol-": ec2.KindVolume, "snap-": ec2.KindSnapshot, "ami-": ec2.KindImage} {
		if strings.HasPrefix(id, prefix) {
			return v.search(kind.String() + "/" + id)
		}
	}
	return ref, false
}

// inMonth returns what an hourly cost comes to in 30 days.
func inMonth(hour unit.Money) unit.Money {
	return unit.Money{Ratio: hour.Times(unit.RatioOf(int64(unit.Month/unit.Hour), 1))}
}

// program returns the steps as one line of the shell, with names for ids where those are meant.
func (v *view) program(steps []step) string {
	return strings.Join(v.lines(steps, v.spoken), " && ")
}

// cli returns the steps as lines for the AWS CLI.
func (v *view) cli(steps []step) string {
	return strings.Join(v.lines(steps, func(_ ec2.Caller, word string) string { return word }), "\n")
}

// spoken returns how a command names a thing that it gives the id of. A root volume is called after its instance only as
// long as it is attached, so it goes by its id.
func (v *view) spoken(caller ec2.Caller, word string) string {
	ref, ok := v.thing(word)
	if !ok || caller.Account != 0 || caller.Region != v.region || ref.Kind == ec2.KindVolume && v.cloud.Name(ref) == "" {
		return word
	}
	return v.handle(ref)
}

// lines returns the commands of steps, those that wait included.
func (v *view) lines(steps []step, spell func(ec2.Caller, string) string) (lines []string) {
	for i := range steps {
		s := &steps[i]
		if len(s.words) > 0 {
			line := v.commandOf(s, spell)
			if s.makes != "" {
				line = s.makes + "=$(" + line + " --query " + madeID[s.words[2]] + " --output text)"
			}
			lines = append(lines, line)
		}
		if s.waiter != "" {
			lines = append(lines, "aws ec2 wait "+s.waiter+" --"+waitFlag(s.waiter)+" "+spell(s.caller, s.on)+v.callerFlags(s.caller))
		}
	}
	return lines
}

// madeID says in which part of an operation's answer the id of what it made stands.
var madeID = map[string]string{"create-snapshot": "SnapshotId", "copy-snapshot": "SnapshotId", "create-volume": "VolumeId", "copy-image": "ImageId"}

// waitFlag returns the flag with which a waiter takes ids: "volume-ids".
func waitFlag(waiter string) string {
	kind, _, _ := strings.Cut(waiter, "-")
	return kind + "-ids"
}

// commandOf returns a step's command, without what it waits for.
func (v *view) commandOf(s *step, spell func(ec2.Caller, string) string) string {
	words := make([]string, len(s.words))
	for i, word := range s.words {
		words[i] = quotedWord(spell(s.caller, word))
	}
	if words[0] != "aws" {
		return strings.Join(words, " ")
	}
	return strings.Join(words, " ") + v.callerFlags(s.caller)
}

// quotedWord returns a word as the shell takes it for itself. What an earlier step made stays to be filled in.
func quotedWord(word string) string {
	name, isMade := strings.CutPrefix(word, "$")
	plain := func(r rune) bool { return unsafe(r) && !strings.ContainsRune("@=,+%", r) }
	if word != "" && !strings.ContainsFunc(word, plain) || isMade && name != "" && !strings.ContainsFunc(name, func(r rune) bool { return r < 'A' || r > 'Z' }) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// callerFlags returns the flags that say who calls, and where, unless that is as usual.
func (v *view) callerFlags(c ec2.Caller) (flags string) {
	if c.Region != v.region {
		flags = " --region " + catalog.Regions()[c.Region].Name
	}
	if profile, ok := catalog.ProfileOf(v.cloud.AccountNumber(c.Account)); ok && c.Account != 0 {
		flags += " --profile " + profile.Name
	}
	return flags
}
