package lua

// A variable is what the rewriter knows of a local variable.
type variable struct {
	function int  // nesting of the function that declares it
	counter  bool // it counts a loop: it holds a number and cannot be assigned to
}

// A scope is a block's local variables, and the blocks around it.
type scope struct {
	parent   *scope
	function int // nesting of the function the block is in
	names    map[string]variable
}

func (s *scope) find(name string) (variable, bool) {
	for ; s != nil; s = s.parent {
		if v, ok := s.names[name]; ok {
			return v, true
		}
	}
	return variable{}, false
}

func (s *scope) declare(counter bool, names ...string) {
	if s.names == nil {
		s.names = map[string]variable{}
	}
	for _, name := range names {
		s.names[name] = variable{s.function, counter}
	}
}
