package shell

import (
	"maps"
	"slices"

	"mvdan.cc/sh/v3/syntax"
)

// A flow is a jump that is under way: statements return until it is done.
type flow struct {
	kind  flowKind
	loops int // loops still to leave
}

type flowKind uint8

const (
	flowNone flowKind = iota
	flowBreak
	flowContinue
	flowReturn
	flowExit
)

// Options are what set turns on.
type options struct {
	errexit, nounset, pipefail bool
}

// statements evaluates statements up to the end or the first jump.
func (s *Shell) statements(list []*syntax.Stmt) {
	for _, statement := range list {
		if s.statement(statement); s.flow.kind != flowNone {
			return
		}
	}
}

// statement evaluates one statement and sets the status.
func (s *Shell) statement(st *syntax.Stmt) {
	s.line = int(st.Pos().Line())
	s.enter()
	if s.Interrupted != nil && s.Interrupted() {
		s.stop(Interrupted, "Interrupted.")
	}
	before := s.streams
	s.redirect(st.Redirs)
	if st.Negated {
		s.tested++
	}
	s.evaluate(st.Cmd)
	if st.Negated {
		s.tested--
		s.status = truth(s.status != 0)
	}
	s.streams = before
	s.flush()
	s.depth--
	if s.status != 0 && s.options.errexit && s.tested == 0 && !st.Negated && endsScript(st.Cmd) {
		s.flow.kind = flowExit
	}
}

// endsScript reports whether set -e looks at the status of a command. The
// others have their status from a statement inside that was looked at before,
// or from a part of && and || that is a test.
func endsScript(command syntax.Command) bool {
	switch c := command.(type) {
	case *syntax.CallExpr, *syntax.Subshell, *syntax.DeclClause, *syntax.TestClause, *syntax.ArithmCmd, *syntax.LetClause:
		return true
	case *syntax.BinaryCmd:
		return c.Op == syntax.Pipe || c.Op == syntax.PipeAll
	}
	return false
}

// truth returns the status of a condition.
func truth(holds bool) int {
	if holds {
		return 0
	}
	return 1
}

// evaluate runs one command of any form; check has refused all others.
func (s *Shell) evaluate(command syntax.Command) {
	switch c := command.(type) {
	case nil: // redirections alone
		s.status = 0
	case *syntax.CallExpr:
		s.call(c)
	case *syntax.DeclClause:
		s.declare(c)
	case *syntax.BinaryCmd:
		s.binary(c)
	case *syntax.Block:
		s.statements(c.Stmts)
	case *syntax.Subshell:
		s.subshell(func() { s.statements(c.Stmts) })
	case *syntax.IfClause:
		s.choose(c)
	case *syntax.WhileClause:
		s.repeat(func() bool { return s.test(c.Cond) != c.Until }, c.Do)
	case *syntax.ForClause:
		s.forLoop(c)
	case *syntax.CaseClause:
		s.matchCase(c)
	case *syntax.FuncDecl:
		s.functions[c.Name.Value] = c.Body
		s.status = 0
	case *syntax.TestClause:
		s.status = truth(s.condition(c.X))
	case *syntax.ArithmCmd:
		s.status = truth(s.arithmetic(c.X) != 0)
	case *syntax.LetClause:
		for _, x := range c.Exprs {
			s.status = truth(s.arithmetic(x) != 0)
		}
	default:
		s.stop(Refused, "This form of command is no part of this shell.")
	}
}

// binary evaluates &&, || and pipes.
func (s *Shell) binary(c *syntax.BinaryCmd) {
	switch c.Op {
	case syntax.AndStmt, syntax.OrStmt:
		s.tested++
		s.statement(c.X)
		s.tested--
		if s.flow.kind == flowNone && (s.status == 0) == (c.Op == syntax.AndStmt) {
			s.statement(c.Y)
		}
	default:
		s.pipe(c)
	}
}

// pipe runs the left side to its end and gives what it wrote to the right side.
// Simplified: bash runs both at once, so a left side that never ends is only
// stopped by the budget here.
func (s *Shell) pipe(c *syntax.BinaryCmd) {
	between, outer := s.buffer(s.limits.Text), s.streams
	s.streams.out = between
	if c.Op == syntax.PipeAll {
		s.streams.err = between
	}
	s.subshell(func() { s.statement(c.X) })
	left := s.status
	s.streams = outer
	s.streams.in = &Input{rest: between.take()}
	s.subshell(func() { s.statement(c.Y) })
	s.streams = outer
	if s.options.pipefail && s.status == 0 {
		s.status = left
	}
}

// subshell runs body with copies of everything it could change, except the
// status, the streams and the budget.
func (s *Shell) subshell(body func()) {
	s.spend(1 + (len(s.variables)+len(s.functions))/8)
	variables, size, functions := s.variables, s.size, s.functions
	arguments, options, loops, locals := s.arguments, s.options, s.loops, s.locals
	defer func() {
		s.variables, s.size, s.functions = variables, size, functions
		s.arguments, s.options, s.loops, s.locals = arguments, options, loops, locals
	}()
	s.variables, s.functions = maps.Clone(variables), maps.Clone(functions)
	s.locals = slices.Clone(locals)
	s.loops = 0
	body()
	s.flow = flow{}
}

// test evaluates the statements of a condition and reports whether the last succeeded.
func (s *Shell) test(condition []*syntax.Stmt) bool {
	s.tested++
	s.statements(condition)
	s.tested--
	return s.status == 0
}

// choose evaluates if, elif and else.
func (s *Shell) choose(c *syntax.IfClause) {
	for ; c != nil; c = c.Else {
		otherwise := len(c.Cond) == 0
		if otherwise || s.test(c.Cond) || s.flow.kind != flowNone {
			if s.flow.kind == flowNone {
				s.statements(c.Then)
			}
			return
		}
	}
	s.status = 0
}

// repeat runs the body while the test holds.
func (s *Shell) repeat(test func() bool, body []*syntax.Stmt) {
	s.loops++
	status := 0
	for test() && s.flow.kind == flowNone {
		s.spend(1)
		s.statements(body)
		status = s.status
		if s.leavesLoop() {
			break
		}
	}
	if s.flow.kind == flowNone {
		s.status = status
	}
	s.loops--
}

// leavesLoop takes one loop off a jump and reports whether this loop ends.
func (s *Shell) leavesLoop() bool {
	if s.flow.kind != flowBreak && s.flow.kind != flowContinue {
		return s.flow.kind != flowNone
	}
	kind := s.flow.kind
	if s.flow.loops--; s.flow.loops > 0 {
		return true
	}
	s.flow = flow{}
	return kind == flowBreak
}

// forLoop evaluates for … in … and for (( ; ; )).
func (s *Shell) forLoop(c *syntax.ForClause) {
	switch loop := c.Loop.(type) {
	case *syntax.WordIter:
		words := s.arguments
		if loop.InPos.IsValid() {
			words = s.fields(loop.Items)
		}
		next := 0
		s.repeat(func() bool {
			if next == len(words) {
				return false
			}
			s.assign(loop.Name.Value, words[next])
			next++
			return true
		}, c.Do)
	case *syntax.CStyleLoop:
		first := true
		s.arithmeticOr(loop.Init, 0)
		s.repeat(func() bool {
			if !first {
				s.arithmeticOr(loop.Post, 0)
			}
			first = false
			return s.arithmeticOr(loop.Cond, 1) != 0
		}, c.Do)
	}
}

// matchCase evaluates case.
func (s *Shell) matchCase(c *syntax.CaseClause) {
	word := s.text(c.Word)
	for _, item := range c.Items {
		for _, pattern := range item.Patterns {
			if s.match(s.pattern(pattern), word) {
				s.status = 0
				s.statements(item.Stmts)
				return
			}
		}
	}
	s.status = 0
}
