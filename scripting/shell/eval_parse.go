package shell

import (
	"errors"
	"io"
	"runtime"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// tooDeep answers a program that is nested beyond any use, wherever that shows.
const tooDeep = "This is nested too deeply: take the inner parts out into variables first."

const (
	// maxNodes bounds the height of a syntax tree.
	maxNodes = 400
	// maxFrames bounds the calls in progress while parsing. Nodes up to
	// maxNodes need fewer; a page survives about three times as many.
	maxFrames = 2000
	// readSize is how many bytes the parser gets before the frames are counted again.
	readSize = 64
)

// Incomplete reports whether the source ends inside a statement, so that an
// interactive shell asks for the next line: an open quote, loop, here-document,
// or a backslash at the end.
func Incomplete(source string) bool {
	body := strings.TrimSuffix(source, "\n")
	trailing := len(body) - len(strings.TrimRight(body, `\`))
	if trailing%2 == 1 {
		return true
	}
	_, err := parseProgram(source)
	if err == nil {
		return false
	}
	// A quoted here-document that is still open is not reported as incomplete.
	return syntax.IsIncomplete(err) || strings.Contains(err.Error(), "unclosed here-document")
}

// parse returns the statements of a source that this shell can run, or stops the run.
func (s *Shell) parse(source string) []*syntax.Stmt {
	if len(source) > s.limits.Source {
		s.stop(LimitReached, "The source is "+decimal(len(source))+" bytes long and at most "+decimal(s.limits.Source)+" are read: run it in parts.")
	}
	file, err := parseProgram(source)
	if err != nil {
		panic(syntaxError(err))
	}
	if refusal := check(file); refusal != nil {
		panic(refusal)
	}
	return file.Stmts
}

func parseProgram(source string) (*syntax.File, error) {
	source = strings.ReplaceAll(source, "\r\n", "\n") // pasted from Windows
	return syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(&shallowReader{rest: source}, "")
}

// syntaxError turns what the parser says into a sentence for the user.
func syntaxError(err error) *Error {
	if errors.Is(err, errTooDeep) {
		return &Error{Reason: LimitReached, Text: tooDeep}
	}
	var parse syntax.ParseError
	if errors.As(err, &parse) {
		return &Error{Reason: Syntax, Line: int(parse.Pos.Line()), Text: "syntax error: " + parse.Text + "."}
	}
	var lang syntax.LangError
	if errors.As(err, &lang) {
		return &Error{Reason: Syntax, Line: int(lang.Pos.Line()), Text: "syntax error: " + lang.Feature + " is no part of this shell."}
	}
	return &Error{Reason: Syntax, Text: "syntax error: " + err.Error() + "."}
}

var errTooDeep = errors.New("nested too deeply")

// A shallowReader reads a source and fails when the parser that asks for more
// is nested too deeply. The parser itself has no limit, and in the page its
// recursion would end everything.
type shallowReader struct {
	rest   string
	frames [maxFrames]uintptr
}

// Read implements io.Reader.
func (r *shallowReader) Read(p []byte) (int, error) {
	if r.rest == "" {
		return 0, io.EOF
	}
	if runtime.Callers(0, r.frames[:]) == maxFrames {
		return 0, errTooDeep
	}
	n := copy(p[:min(len(p), readSize)], r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// check returns why a program cannot run here, before any of it runs.
func check(file *syntax.File) (refusal *Error) {
	depth := 0
	syntax.Walk(file, func(node syntax.Node) bool {
		switch {
		case node == nil:
			depth--
			return true
		case refusal != nil:
			return false
		}
		if depth++; depth > maxNodes {
			refusal = &Error{Reason: LimitReached, Text: tooDeep}
		} else if text := refuse(node); text != "" {
			refusal = &Error{Reason: Refused, Line: int(node.Pos().Line()), Text: text}
		}
		return refusal == nil
	})
	return refusal
}
