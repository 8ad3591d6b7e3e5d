package lua

import (
	"fmt"
	"strconv"
	"strings"

	glua "github.com/yuin/gopher-lua"
)

// A Kind says what sort of mistake a Fault is.
type Kind string

// The kinds of faults.
const (
	KindSyntax  Kind = "syntax"  // the file is not Lua
	KindRuntime Kind = "runtime" // the script did something that has no meaning, or raised an error itself
	KindFuel    Kind = "fuel"    // the script used up its instructions
	KindMemory  Kind = "memory"  // the script made more strings and tables than it may
	KindStack   Kind = "stack"   // functions call each other too deep
	KindFrozen  Kind = "frozen"  // the script changed what was made when the lesson was loaded
)

// A Fault is a lesson's mistake: never the learner's, never the engine's.
// The same script gives the same Fault in every run and on every machine.
type Fault struct {
	File    string // the name given to Load
	Line    int    // from 1; 0 where no line of the script is to blame
	Kind    Kind
	Message string // one clear sentence without place or full stop
}

// Error gives the place and the sentence: "cost.lua:31: …".
func (f *Fault) Error() string {
	switch {
	case f.File == "":
		return f.Message
	case f.Line == 0:
		return f.File + ": " + f.Message
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Message)
}

// A place is a line of a file. The zero place is unknown.
type place struct {
	file string
	line int
}

// here finds the innermost line of Lua that is running.
func here(state *glua.LState) place {
	for level := 0; ; level++ {
		frame, ok := state.GetStack(level)
		if !ok {
			return place{}
		}
		if _, err := state.GetInfo("Sl", frame, glua.LNil); err == nil && frame.Source != "" {
			return place{frame.Source, frame.CurrentLine}
		}
	}
}

// runtimeFault words an error that no pcall caught.
// raised is where it was raised; a place that the message itself begins with wins, since error(text, 2) names the caller.
func runtimeFault(object glua.LValue, raised place, called []string) *Fault {
	message := "the script raised a " + object.Type().String() + " as its error; raise a text: error \"what is wrong\""
	if text, ok := refusalText(object); ok {
		message = text
	} else if glua.LVCanConvToString(object) {
		message = tostring(object)
	}
	at, message := splitPlace(message, raised)
	kind := KindRuntime
	if strings.HasSuffix(message, "stack overflow") || strings.HasSuffix(message, "registry overflow") {
		kind = KindStack
	}
	return &Fault{File: at.file, Line: at.line, Kind: kind, Message: plainWords(message, called)}
}

// splitPlace takes "file:31: " off the front of a message raised in that file.
func splitPlace(message string, raised place) (place, string) {
	rest, ok := strings.CutPrefix(message, raised.file+":")
	if !ok || raised.file == "" {
		return raised, message
	}
	digits, rest, ok := strings.Cut(rest, ":")
	line, err := strconv.Atoi(digits)
	if !ok || err != nil {
		return raised, message
	}
	return place{raised.file, line}, strings.TrimPrefix(rest, " ")
}

// plainWords turns the machine's own messages into sentences that say what would work.
// called holds the names of what the line calls and does not exist.
func plainWords(message string, called []string) string {
	switch {
	case message == "attempt to call a non-function object":
		return callWords(called)
	case strings.HasPrefix(message, "attempt to index a non-table object("):
		kind, key, _ := strings.Cut(strings.TrimPrefix(message, "attempt to index a non-table object("), ") with key ")
		return fmt.Sprintf("the field %s is asked of a %s value; test that the thing before the dot exists first", key, kind)
	case strings.HasPrefix(message, "cannot perform "):
		operation, kinds, _ := strings.Cut(strings.TrimPrefix(message, "cannot perform "), " operation between ")
		return fmt.Sprintf("%s works on two numbers, not on %s", arithmeticWord[operation], kinds)
	case strings.HasPrefix(message, "attempt to compare "):
		left, right, _ := strings.Cut(strings.TrimPrefix(message, "attempt to compare "), " with ")
		return fmt.Sprintf("`<` and its like compare two numbers or two texts, not a %s and a %s", left, right)
	case message == "__unm undefined":
		return "only a number can have a minus sign before it"
	case strings.HasPrefix(message, "for statement "):
		return "a counting `for` needs numbers for its start, end and step"
	case strings.HasSuffix(message, "stack overflow"):
		return fmt.Sprintf("functions call each other more than %d deep; look for a function that calls itself without an end", callDepth)
	case strings.HasSuffix(message, "registry overflow"):
		return "too many values are passed around at once; pass a table instead"
	case strings.HasPrefix(message, "too many recursions in"):
		return fmt.Sprintf("__index leads through more than %d tables, or in a circle", indexChain)
	}
	return message
}

func callWords(called []string) string {
	if len(called) == 0 {
		return "something is called here that is not a function; check the spelling of the name before the brackets"
	}
	return fmt.Sprintf("there is no function `%s`; check the spelling, or define it above this line", strings.Join(called, "`, `"))
}

// arithmeticWord names the machine's arithmetic operations as a reader would.
var arithmeticWord = map[string]string{
	"add": "adding", "sub": "subtracting", "mul": "multiplying", "div": "dividing", "mod": "taking a remainder", "pow": "raising to a power",
}
