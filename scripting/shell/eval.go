// Package shell is the command line of the sandbox: an evaluator of shell
// programs that reaches no file, process or clock, filters for pipes, and the
// output formats and --query of the AWS CLI.
package shell

import (
	"strconv"

	"mvdan.cc/sh/v3/syntax"
)

// A Command runs what the shell itself does not know and returns the exit
// status, 0 for success. It also answers names that nobody knows, usually with
// a sentence on Stderr and status 127.
type Command func(*Call) int

// A Call is one command with everything it may use.
type Call struct {
	// Args holds the words of the command after every expansion; Args[0] is its name.
	Args []string
	// Stdin is what the pipe, the here-document or the here-string left to read.
	Stdin *Input
	// Stdout takes the answer and Stderr the complaints.
	Stdout, Stderr *Buffer
	// Line is the line of the source that the command stands on, from 1.
	Line int

	shell *Shell
}

// Env returns an exported variable, or "" where there is none. Variables set in
// front of the command count as exported, as in AWS_PROFILE=test aws ….
func (c *Call) Env(name string) string {
	if v := c.shell.variables[name]; v.exported {
		return v.text
	}
	return ""
}

// Spend counts work against the budget of the run. It does not return when the
// budget is used up: the run then ends with its sentence.
func (c *Call) Spend(steps int) { c.shell.spend(steps) }

// Limits bound one run, so that any source ends soon and in little memory. The
// limits count work and bytes, never time: a run stops at the same place in
// every build. A field that is zero takes its value from DefaultLimits.
type Limits struct {
	// Steps is the work of one Run: each statement, word, operator and
	// repetition is a step, and so are bytesPerStep bytes of text moved.
	Steps int
	// Source is the length in bytes of one source.
	Source int
	// Text is the length in bytes of one word, the argument list, a pipe, and
	// all variables together.
	Text int
	// Words is the number of words that one command or one loop takes.
	Words int
	// Output is the number of bytes that one Run prints.
	Output int
}

// DefaultLimits are far above what people type and stop any source well within a second.
var DefaultLimits = Limits{
	Steps:  250_000,
	Source: 64 << 10,
	Text:   1 << 20,
	Words:  10_000,
	Output: 4 << 20,
}

const (
	// bytesPerStep is how much text one step moves.
	bytesPerStep = 256
	// maxDepth bounds nesting while running. Go's calls nest on the stack of
	// the JavaScript engine in the page, which ends the page when it is full.
	maxDepth = 200
)

// A Reason says why a run ended early.
type Reason uint8

// The reasons for an early end.
const (
	// Syntax means that the source is no shell program; nothing was run.
	Syntax Reason = iota
	// Refused means that the source uses what this shell has not; nothing was run.
	Refused
	// Failed means that an expansion had no value, as in ${x:?} or 1/0.
	Failed
	// LimitReached means that one of the Limits was reached.
	LimitReached
	// Interrupted means that the host asked for the end.
	Interrupted
)

// An Error is why a run ended early, in one sentence for the user.
type Error struct {
	Reason Reason
	// Line is the line of the source, from 1, or 0 where no line is to blame.
	Line int
	Text string
}

// Error returns the sentence, with the line in front where there is one.
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.Text
	}
	return "line " + decimal(e.Line) + ": " + e.Text
}

// A Shell evaluates shell programs without any file, process or clock. It keeps
// variables, functions and the last status from one Run to the next. A Shell is
// not safe for concurrent use.
type Shell struct {
	// Interrupted, when it is not nil, is asked before each statement; true ends the run.
	Interrupted func() bool

	command   Command
	door      *door // behind the command, for completion; nil where the commands are others
	limits    Limits
	variables map[string]variable
	size      int // bytes in variables
	functions map[string]*syntax.Stmt
	arguments []string // $1, $2, …
	options   options
	status    int
	exited    bool

	progress
}

// A progress is the state of one run.
type progress struct {
	steps       int
	line        int
	depth       int
	substituted int // status of the last command substitution
	tested      int // above 0 while a status is being tested, so that set -e waits
	loops       int // loops around the statement, within the function
	calls       int // functions around the statement
	locals      []local
	flow        flow
	streams     streams
	terminal    streams
	print       func(text string)
	printError  func(text string)
}

// New returns a shell whose commands are answered by command; nil knows none.
func New(command Command, limits Limits) *Shell {
	if command == nil {
		command = unknownCommand
	}
	return &Shell{
		command:   command,
		limits:    limits.orDefault(),
		variables: map[string]variable{},
		functions: map[string]*syntax.Stmt{},
	}
}

// orDefault fills the zero fields.
func (l Limits) orDefault() Limits {
	fill := func(n *int, otherwise int) {
		if *n == 0 {
			*n = otherwise
		}
	}
	fill(&l.Steps, DefaultLimits.Steps)
	fill(&l.Source, DefaultLimits.Source)
	fill(&l.Text, DefaultLimits.Text)
	fill(&l.Words, DefaultLimits.Words)
	fill(&l.Output, DefaultLimits.Output)
	return l
}

// unknownCommand answers for a host that has no commands.
func unknownCommand(c *Call) int {
	c.Stderr.WriteString(c.Args[0] + ": command not found\n")
	return statusUnknown
}

// Run evaluates a source and returns the status of its last statement. It
// prints as it goes: print and printError get the text of each command as soon
// as that command is done. A program that parses and uses only what the shell
// has runs to its end; any other end is an *Error, and what was printed and
// assigned until then stays.
func (s *Shell) Run(source string, print, printError func(text string)) (status int, err error) {
	s.progress = progress{steps: s.limits.Steps, print: print, printError: printError}
	s.terminal = streams{in: &Input{}, out: s.buffer(s.limits.Output), err: s.buffer(s.limits.Output)}
	s.streams = s.terminal
	s.exited = false
	defer func() {
		if stopped := recover(); stopped != nil {
			err = asError(stopped)
			s.flush()
			status, s.status = 1, 1
		}
	}()
	s.statements(s.parse(source))
	if s.flow.kind == flowExit {
		s.exited = true
	}
	return s.status, nil
}

// asError returns the error that a run was stopped with; any other panic goes on.
func asError(stopped any) error {
	e, ok := stopped.(*Error)
	if !ok {
		panic(stopped)
	}
	return e
}

// Exited reports whether the last Run ended with exit.
func (s *Shell) Exited() bool { return s.exited }

// Status returns the exit status of the last statement, the value of $?.
func (s *Shell) Status() int { return s.status }

// Variable returns a variable and whether it is set.
func (s *Shell) Variable(name string) (string, bool) {
	v, ok := s.variables[name]
	return v.text, ok
}

// stop ends the run.
func (s *Shell) stop(reason Reason, text string) {
	panic(&Error{Reason: reason, Line: s.line, Text: text})
}

// spend counts steps against the budget and ends the run when none are left.
func (s *Shell) spend(steps int) {
	if s.steps -= steps; s.steps < 0 {
		s.steps = 0
		s.stop(LimitReached, "This ran "+decimal(s.limits.Steps)+" steps without an end, so it was stopped: look for a loop that never ends, or do it in smaller parts.")
	}
}

// spendText counts text that is moved.
func (s *Shell) spendText(length int) { s.spend(length / bytesPerStep) }

// checkText ends the run when a text is longer than any may be.
func (s *Shell) checkText(length int, what string) {
	if length > s.limits.Text {
		s.stop(LimitReached, what+" grew past "+decimal(s.limits.Text)+" bytes: narrow it, for example with --query, head or a smaller range.")
	}
}

// enter counts one level of nesting and one step; the caller takes the level back.
func (s *Shell) enter() {
	s.spend(1)
	if s.depth++; s.depth > maxDepth {
		s.line = 0
		s.stop(LimitReached, tooDeep)
	}
}

// decimal writes a number.
func decimal(n int) string { return strconv.Itoa(n) }

// flush hands what the terminal holds to the host.
func (s *Shell) flush() {
	if text := s.terminal.out.take(); text != "" {
		s.print(text)
	}
	if text := s.terminal.err.take(); text != "" {
		s.printError(text)
	}
}
