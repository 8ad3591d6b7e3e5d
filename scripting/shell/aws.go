package shell

import (
	"errors"
	"strings"

	"blockyard/sim"
	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
	"blockyard/sim/unit"
)

// A Target is what commands act on. Whoever holds the world fills it in; every
// function but Own and Interrupted must be there.
type Target struct {
	// World returns the world that commands read and act on now.
	World func() *sim.World
	// Caller returns who calls and where, unless --profile or --region says otherwise.
	Caller func() ec2.Caller
	// Do carries out a call; it is the only way in. An *apierr.Error is a
	// refusal; any other error is a sentence that is printed as it is.
	Do func(sim.Call) (any, error)
	// Run lets time pass. An error ends the command and is printed as it is.
	Run func(d unit.Duration) error
	// Own answers commands that are no operations, such as yard run, before the
	// shell looks at them; handled is false for what it does not know.
	Own func(call *Call) (status int, handled bool)
	// OwnCommands lists what Own answers beside the operations of yard, for help texts.
	OwnCommands []OwnCommand
	// CompleteOwn returns how a command of OwnCommands can go on after the words
	// behind yard, for Complete; nil offers nothing.
	CompleteOwn func(words []string) []Candidate
	// Interrupted, where it is not nil, is asked now and then; true ends the run.
	Interrupted func() bool
}

// An OwnCommand is a yard command that its host answers: name, one line of
// usage, and one sentence.
type OwnCommand struct{ Name, Usage, Doc string }

// The exit statuses of the AWS CLI.
// Source: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html.
const (
	statusRefused = 254 // the service refused the call
	statusFailed  = 255 // the command failed in another way
)

// NewShell returns a shell with the commands aws, yard, sleep and help, which act on a target.
func NewShell(t Target, limits Limits) *Shell {
	d := &door{target: t, registry: sim.Operations()}
	s := New(d.command, limits)
	s.door = d
	s.Interrupted = t.Interrupted
	return s
}

// A door turns command lines into calls, and answers into text.
type door struct {
	target   Target
	registry *op.Registry
}

// command answers the commands that the shell itself does not know.
func (d *door) command(c *Call) int {
	if d.target.Own != nil {
		if status, handled := d.target.Own(c); handled {
			return status
		}
	}
	switch c.Args[0] {
	case "aws":
		return d.aws(c)
	case "yard":
		return d.yard(c)
	case "sleep":
		return d.sleep(c)
	case "help":
		c.Stdout.WriteString(d.overview())
		return 0
	}
	c.Stderr.WriteString(c.Args[0] + ": command not found" + unknownHint(c.Args[0]) + "\n")
	return statusUnknown
}

// unknownHint says what an unknown command may have been meant to be.
func unknownHint(name string) string {
	known := append([]string{"aws", "yard", "sleep", "help"}, Names()...)
	if near := op.Near(name, known); len(near) > 0 {
		return "; did you mean " + strings.Join(near, " or ") + "?"
	}
	return "; help lists what there is"
}

// aws answers `aws …`.
func (d *door) aws(c *Call) int {
	words := c.Args[1:]
	if len(words) > 0 && words[0] == "--version" {
		c.Stdout.WriteString("aws-cli/2 blockyard/" + sim.Version + "\n")
		return 0
	}
	command, err := d.registry.ParseArgs(words, op.WithSugar)
	if err != nil {
		return c.misused(err)
	}
	return d.run(c, command)
}

// run carries out a command that was understood.
func (d *door) run(c *Call, command *op.Command) int {
	if command.Help {
		c.Stdout.WriteString(d.help(command))
		return 0
	}
	form, err := newForm(c, command)
	if err != nil {
		return c.misused(err)
	}
	caller, err := d.caller(c, command.Globals)
	if err != nil {
		return c.failed(err)
	}
	params, err := d.named(caller, command)
	if err != nil {
		return c.misused(err)
	}
	if command.Wait != "" {
		return d.wait(c, caller, command, params)
	}
	answer, err := d.answer(caller, command, params)
	if err != nil {
		return c.refused(command.Op, d.hintAtName(c, caller, err))
	}
	text, err := form.print(command.Op, answer)
	if err != nil {
		return c.misused(queryMisused(err))
	}
	c.Stdout.WriteString(text)
	return 0
}

// caller returns who calls and where: --profile, --region and the variables
// that the AWS CLI reads come before the target's own.
func (d *door) caller(c *Call, g op.Globals) (ec2.Caller, error) {
	w := d.target.World()
	caller, err := w.CallerAs(d.target.Caller(), firstOf(g.Profile, c.Env("AWS_PROFILE")), "")
	if err != nil {
		return caller, err
	}
	region := firstOf(g.Region, c.Env("AWS_REGION"), c.Env("AWS_DEFAULT_REGION"))
	there, err := w.CallerAs(caller, "", region)
	if err != nil {
		return caller, errors.New(`Could not connect to the endpoint URL: "https://ec2.` + region + `.amazonaws.com/": ` + err.Error())
	}
	return there, nil
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// named returns a command's parameters with ids in the place of @names.
func (d *door) named(caller ec2.Caller, command *op.Command) (op.Value, error) {
	n := naming{cloud: d.target.World().Cloud(), caller: caller, gone: command.Wait != ""}
	n.lookIn(op.SourceRegion(command.Op, command.Params))
	return op.Resolve(command.Op, command.Params, n.id)
}

// call decodes parameters and carries out the operation.
func (d *door) call(caller ec2.Caller, o *op.Operation, params op.Value) (op.Value, error) {
	in, err := o.Decode(params, op.JSONNames)
	if err != nil {
		return op.Value{}, err
	}
	out, err := d.target.Do(sim.Call{Caller: caller, Op: o, In: in})
	if err != nil {
		return op.Value{}, err
	}
	return o.Answer(out), nil
}

// sleep is `sleep 15`, `sleep 5m` or `sleep 1h 30m`: it runs the clock.
func (d *door) sleep(c *Call) int {
	var total unit.Duration
	for _, word := range c.Args[1:] {
		length, err := unit.ParseDuration(word)
		if word != "" && strings.Trim(word, "0123456789") == "" {
			length, err = unit.ParseDuration(word + "s")
		}
		if err == nil && (length < 0 || total+length > unit.MaxDuration) {
			err = errors.New("that is longer than the " + unit.MaxDuration.String() + " that can be asked for at once")
		}
		if err != nil {
			return c.refuse("invalid time interval '" + word + "': " + err.Error())
		}
		total += length
	}
	if len(c.Args) == 1 {
		return c.refuse("missing operand: sleep 15, sleep 5m or sleep 1d")
	}
	if err := d.target.Run(total); err != nil {
		return c.failed(err)
	}
	return 0
}

// checkInterrupted ends the run where the host asks for that.
func (c *Call) checkInterrupted() {
	if asked := c.shell.Interrupted; asked != nil && asked() {
		c.shell.stop(Interrupted, "Interrupted.")
	}
}

// misused prints why a command line could not be used, as the AWS CLI does, and what to do instead.
func (c *Call) misused(err error) int {
	var usage *op.UsageError
	if !errors.As(err, &usage) {
		usage = &op.UsageError{Message: err.Error()}
	}
	c.Stderr.WriteString("\n" + c.Args[0] + ": error: " + usage.Message + "\n")
	if usage.Hint != "" {
		c.Stderr.WriteString("Hint: " + usage.Hint + "\n")
	}
	return op.UsageStatus
}

// failed prints why a command could not be carried out, as the AWS CLI does.
func (c *Call) failed(err error) int {
	c.Stderr.WriteString("\n" + err.Error() + "\n")
	var refusal *apierr.Error
	if errors.As(err, &refusal) {
		c.explain(refusal.Why, refusal.Try)
	}
	return statusFailed
}

// Fail prints why a command of the host's could not be carried out, with what
// explains it and what would work where the error has that, and returns the status for it.
func (c *Call) Fail(err error) int {
	var usage *op.UsageError
	var refusal *apierr.Error
	name := strings.Join(c.Args[:min(2, len(c.Args))], " ")
	switch {
	case errors.As(err, &refusal):
		return c.refusedByYard(err)
	case errors.As(err, &usage):
		c.Stderr.WriteString(name + ": " + usage.Message + "\n")
		if usage.Hint != "" {
			c.Stderr.WriteString("Hint: " + usage.Hint + "\n")
		}
		return op.UsageStatus
	}
	c.Stderr.WriteString(name + ": " + err.Error() + "\n")
	return 1
}

// refused prints a refusal in the AWS CLI's sentence, then why, and what would work.
func (c *Call) refused(o *op.Operation, err error) int {
	var usage *op.UsageError
	var refusal *apierr.Error
	switch {
	case errors.As(err, &usage):
		return c.misused(usage)
	case o.Service == yardService:
		return c.refusedByYard(err)
	case !errors.As(err, &refusal):
		c.Stderr.WriteString("\n" + err.Error() + "\n")
		return statusRefused
	}
	c.Stderr.WriteString("\nAn error occurred (" + string(refusal.Code) + ") when calling the " + o.Action + " operation: " + refusal.Message + "\n")
	c.explain(refusal.Why, refusal.Try)
	return statusRefused
}

// explain prints what a learner needs beside AWS's own words; either may be empty.
func (c *Call) explain(why, try string) {
	if why != "" {
		c.Stderr.WriteString("Why: " + why + "\n")
	}
	if try != "" {
		c.Stderr.WriteString("Try: " + try + "\n")
	}
}
