package shell

import (
	"strings"

	"blockyard/sim/op"
)

// fsckTable lists the files of a volume as each table of them has it, with the
// blocks that hold something else, as `yard fsck` does.
func fsckTable(answer op.Value) string {
	files, _ := answer.Get("Files")
	rows := [][]string{{"SEEN BY", "FILE", "VERSION", "IN THE DIRECTORY", "BLOCKS", "STALE"}}
	var b strings.Builder
	for _, f := range files.Items() {
		rows = append(rows, []string{
			text(f, "SeenBy"), text(f, "Path"), text(f, "Version"), yesOrNo(f, "Listed"), text(f, "Blocks"), text(f, "Stale"),
		})
		findings, _ := f.Get("Findings")
		for _, found := range findings.Items() {
			b.WriteString(text(f, "SeenBy") + ": blocks " + text(found, "First") + " to " + text(found, "Last") +
				" should hold " + text(found, "Expected") + ", and hold " + text(found, "Holds") + ".\n")
		}
	}
	if len(rows) == 1 {
		return "There are no files.\n"
	}
	return columns(rows) + b.String() + "The volume is " + text(answer, "Status") + ".\n"
}
