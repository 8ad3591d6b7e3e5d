package session

import (
	"errors"
	"strings"

	"blockyard/scripting/shell"
)

// Run runs a program of the shell: one command or many. Output goes to print
// and printError piece by piece. It returns the exit status of the last
// command; what is wrong with the program itself is printed like an error of a command.
func (s *Session) Run(source string, print, printError func(string)) int {
	line := strings.TrimSpace(source)
	s.begin(line)
	if line != "" {
		s.moment.Commands = append(s.moment.Commands, line)
	}
	status, err := s.shell.Run(source, print, printError)
	var fault *shell.Error
	if errors.As(err, &fault) {
		printError(fault.Error() + "\n")
		status = max(status, 2)
	}
	s.finish()
	s.evaluate(true)
	return status
}

// Exited reports whether the last program ended the session with exit.
func (s *Session) Exited() bool { return s.shell.Exited() }
