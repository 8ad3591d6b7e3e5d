// Command blockyard plays lessons and the sandbox in a terminal, and checks
// lesson files and journals.
//
// Exit codes: 0 all is well; 1 a lesson, journal or command failed; 2 the
// command line was wrong.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"blockyard/sim"
)

// The exit codes.
const (
	exitFailed = 1
	exitUsage  = 2
)

// commandLine is what can be asked of the program; kong reads it.
type commandLine struct {
	Play    playCommand      `cmd:"" help:"Serve the page with the picture, for a browser on this machine."`
	Run     runCommand       `cmd:"" help:"Play a lesson and print what happens: its solution, or commands of your own."`
	Shell   shellCommand     `cmd:"" help:"Open the sandbox, or a lesson, and type commands: aws ec2 …, yard …, help."`
	Lint    lintCommand      `cmd:"" help:"Look for mistakes in lesson files."`
	Try     tryCommand       `cmd:"" help:"Play a lesson's solution and wrong runs, and see that each goes as it should."`
	Replay  replayCommand    `cmd:"" help:"Play a journal again, and see that it ends in the same world."`
	Sweep   sweepCommand     `cmd:"" help:"Vary one thing, such as the hours a day, and see what each costs: a table and a chart."`
	Merge   mergeCommand     `cmd:"" help:"Put the shards of a sweep together that several machines computed."`
	Version kong.VersionFlag `help:"Print the version and stop."`
}

// A console is where a command reads and prints.
type console struct {
	in       io.Reader
	out, err io.Writer
	typed    bool // somebody types at a terminal
}

func (c *console) print(text string)      { _, _ = io.WriteString(c.out, text) }
func (c *console) printError(text string) { _, _ = io.WriteString(c.err, text) }
func (c *console) printf(format string, args ...any) {
	c.print(fmt.Sprintf(format, args...))
}

func main() {
	os.Exit(run(os.Args[1:], &console{os.Stdin, os.Stdout, os.Stderr, isTerminal(os.Stdin)}))
}

// isTerminal reports whether somebody types what a file reads.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != ""
}

// A failure is an error that has been explained to the user already.
type failure struct{}

func (failure) Error() string { return "failed" }

// run carries out a command line and returns the exit code.
func run(args []string, c *console) (code int) {
	var asked commandLine
	exited := -1
	parser, err := kong.New(&asked,
		kong.Name("blockyard"),
		kong.Description("A sandbox for learning cloud storage: build, break, rewind and pay without an account or a bill.\n\nExit codes: 0 all is well, 1 a lesson, journal or command failed, 2 the command line was wrong."),
		kong.Writers(c.out, c.err), kong.Bind(c), kong.Vars{"version": "blockyard " + sim.Version},
		kong.Exit(func(code int) { exited = code; panic(failure{}) }),
	)
	if err != nil {
		panic(err) // the struct above is wrong
	}
	defer func() {
		if fault := recover(); fault != nil {
			if exited < 0 {
				panic(fault)
			}
			code = exited
		}
	}()
	chosen, err := parser.Parse(spelledOut(args))
	if err != nil {
		c.printError(misuse(err))
		return exitUsage
	}
	if err := chosen.Run(); err != nil {
		if !errors.Is(err, failure{}) {
			c.printError("blockyard: " + err.Error() + "\n")
		}
		return exitFailed
	}
	return 0
}

// spelledOut returns a command line with the flags for help and version in the
// place of the words that people type for them.
func spelledOut(args []string) []string {
	switch {
	case len(args) == 0:
		return []string{"--help"}
	case args[0] == "help":
		return append(args[1:len(args):len(args)], "--help")
	case len(args) == 1 && args[0] == "version":
		return []string{"--version"}
	}
	return args
}

// misuse says what is wrong with a command line, and which help is the nearest.
func misuse(err error) string {
	text, help := err.Error(), "blockyard --help"
	if missing, ok := strings.CutPrefix(text, "expected \""); ok {
		text = strings.TrimSuffix(missing, "\"") + " is missing"
	}
	if flag, got, ok := strings.Cut(text, " value but got "); ok {
		flag, _, _ = strings.Cut(flag, ":")
		got, _, _ = strings.Cut(got, " (")
		text = flag + " takes a value, and " + got + " is a flag"
		if got == `"EOL"` {
			text = flag + " takes a value, and none follows"
		}
	}
	var at *kong.ParseError
	if errors.As(err, &at) && at.Context != nil && at.Context.Command() != "" {
		command, _, _ := strings.Cut(at.Context.Command(), " ")
		help = "blockyard " + command + " --help"
	}
	return "blockyard: " + text + "\n" + help + " says how it is written.\n"
}
