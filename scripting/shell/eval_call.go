package shell

import "mvdan.cc/sh/v3/syntax"

const (
	statusUsage   = 2   // a command was used wrongly
	statusUnknown = 127 // there is no such command
)

// call evaluates a simple command: expansions first, then the function, the
// builtin, the filter or the host's command of that name.
func (s *Shell) call(c *syntax.CallExpr) {
	s.substituted = 0
	words := s.fields(c.Args)
	if len(words) == 0 {
		for _, a := range c.Assigns {
			s.assignment(a)
		}
		s.status = s.substituted
		return
	}
	defer s.restore(len(s.locals)) // also when the run is stopped
	for _, a := range c.Assigns {
		s.assignFor(a)
	}
	s.dispatch(words)
}

// assignFor sets an exported variable for one command alone.
func (s *Shell) assignFor(a *syntax.Assign) {
	before, wasSet := s.variables[a.Name.Value]
	name := s.assignment(a)
	s.locals = append(s.locals, local{name, before, wasSet})
	s.mark("export", name)
}

// dispatch runs a command by its name.
func (s *Shell) dispatch(words []string) {
	name, line := words[0], s.line
	if body, ok := s.functions[name]; ok {
		s.function(body, words[1:])
		return
	}
	call := &Call{
		Args: words, Stdin: s.streams.in, Stdout: s.streams.out, Stderr: s.streams.err,
		Line: line, shell: s,
	}
	if run, ok := builtins[name]; ok {
		s.status = run(s, call)
		return
	}
	if run, ok := filters[name]; ok {
		s.status = run(call)
		return
	}
	if sentence, ok := refusedCommands[name]; ok {
		s.streams.err.WriteString(name + ": " + sentence + "\n")
		s.status = statusUnknown
		return
	}
	s.status = s.command(call) & 0xff
}

// function runs the body of a function with its own arguments and locals.
func (s *Shell) function(body *syntax.Stmt, arguments []string) {
	outer, loops, down := s.arguments, s.loops, len(s.locals)
	s.arguments, s.loops = arguments, 0
	s.calls++
	defer func() { // also when the run is stopped: the shell lives on
		s.restore(down)
		s.arguments, s.loops = outer, loops
		s.calls--
	}()
	s.status = 0
	s.statement(body)
	if s.flow.kind == flowReturn {
		s.flow = flow{}
	}
}
