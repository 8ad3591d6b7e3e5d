package shell

import (
	_ "embed" // the list of refusals
	"strings"
)

// refusalList names the codes with which each operation is known to refuse, one
// operation a line: service, action, codes. It is written from the rows of
// testdata/refusals.csv that provoke them (go test -update).
//
//go:embed refusals.txt
var refusalList string

// refusalsOf returns the codes with which an operation is known to refuse.
func refusalsOf(service, action string) []string {
	for line := range strings.Lines(refusalList) {
		if words := strings.Fields(line); len(words) > 2 && words[0] == service && words[1] == action {
			return words[2:]
		}
	}
	return nil
}
