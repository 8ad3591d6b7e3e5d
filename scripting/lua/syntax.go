package lua

import (
	"fmt"
	"strings"

	glua "github.com/yuin/gopher-lua"
	"github.com/yuin/gopher-lua/ast"
	"github.com/yuin/gopher-lua/parse"
)

// Bounds on what is compiled: the compiler calls itself for what is nested, and a long name is hashed at each use.
const (
	maxSource  = 1 << 20 // bytes of a file
	maxNesting = 200     // blocks, brackets and operators inside each other
	maxName    = 200     // letters of a name
)

// parseSource parses a file into statements.
func parseSource(name, source string) (chunk []ast.Stmt, fault *Fault) {
	if len(source) > maxSource {
		return nil, &Fault{File: name, Kind: KindSyntax, Message: fmt.Sprintf("a file may have at most %d KiB", maxSource>>10)}
	}
	chunk, err := parse.Parse(strings.NewReader(source), name)
	if err == nil {
		return chunk, nil
	}
	fault = &Fault{File: name, Kind: KindSyntax, Message: err.Error()}
	if e, ok := err.(*parse.Error); ok {
		fault.Line, fault.Message = e.Pos.Line, syntaxWords(e)
		if fault.Line == parse.EOF {
			fault.Line = strings.Count(source, "\n") + 1
		}
	}
	return nil, fault
}

func nestingMessage() string {
	return fmt.Sprintf("more than %d things are nested in each other here; split them up with local variables", maxNesting)
}

func syntaxWords(e *parse.Error) string {
	message := strings.TrimSpace(e.Message)
	switch {
	case strings.Contains(message, "unterminated"):
		return "a text is opened and never closed; close it with the mark it was opened with"
	case e.Pos.Line == parse.EOF:
		return "the file ends too early; look for a missing `end`, `}` or `)`"
	case message == "syntax error" || message == "parse error":
		return fmt.Sprintf("the text is not Lua at `%s`; look just before it for a missing comma, bracket, `then`, `do` or `end`", excerpt(e.Token))
	}
	return fmt.Sprintf("the text is not Lua at `%s` (%s)", excerpt(e.Token), message)
}

// excerpt keeps a token short and on one line.
func excerpt(token string) string {
	token, _, _ = strings.Cut(token, "\n")
	if len(token) > shortString {
		token = token[:shortString] + "…"
	}
	return token
}

// compile compiles what rewriter.chunk gave.
func compile(name string, chunk []ast.Stmt) (prototype *glua.FunctionProto, fault *Fault) {
	defer func() {
		if v := recover(); v != nil { // a file that gopher-lua's compiler has no rule for
			fault = &Fault{File: name, Kind: KindSyntax, Message: fmt.Sprintf("the file cannot be compiled (%v)", v)}
		}
	}()
	prototype, err := glua.Compile(chunk, name)
	if err == nil {
		return prototype, nil
	}
	fault = &Fault{File: name, Kind: KindSyntax, Message: err.Error()}
	if e, ok := err.(*glua.CompileError); ok {
		fault.Line, fault.Message = e.Line, compileWords(e.Message)
	}
	return nil, fault
}

func compileWords(message string) string {
	if strings.Contains(message, "too many") || strings.Contains(message, "overflow") {
		return "a function here is too large (" + message + "); split it into several"
	}
	return message
}
