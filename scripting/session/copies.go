package session

import (
	"slices"

	"blockyard/scripting/sweep"
)

// Copies returns a sweep over copies of the moment at hand: of all lanes, for who calls here, and with what the lesson
// permits. What is varied and for how long is for the caller to say. The session stays as it is.
func (s *Session) Copies() sweep.Program {
	return sweep.Program{Lanes: slices.Clone(s.seen().Lanes), Caller: s.caller(), Permit: s.allowed, Interrupted: s.Interrupted}
}
