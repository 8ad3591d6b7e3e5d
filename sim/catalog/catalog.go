// Package catalog holds what AWS offers and what it costs: regions and zones,
// instance types, volume types, public images, how long things take, and price books.
//
// Everything in it is a table that never changes while a program runs, so worlds
// and their forks share it. A number that AWS does not publish is marked Simplified.
package catalog

import (
	"fmt"
	"strconv"
	"strings"
)

// records returns the rows of an embedded table without its comments and its
// header. Cells are separated by commas; the last one may hold commas itself. The
// tables are part of the program, so a faulty one is a bug and panics.
func records(table string, columns int) [][]string {
	var rows [][]string
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.SplitN(line, ",", columns)
		if len(cells) != columns {
			panic(fmt.Sprintf("catalog: %d cells instead of %d in %q", len(cells), columns, line))
		}
		rows = append(rows, cells)
	}
	return rows[1:]
}

// number reads a whole number of a table; an empty cell is 0.
func number(cell string) uint32 {
	if cell == "" {
		return 0
	}
	n, err := strconv.ParseUint(cell, 10, 32)
	if err != nil {
		panic(fmt.Sprintf("catalog: %q is not a whole number", cell))
	}
	return uint32(n)
}

// milli reads a decimal number of a table in thousandths: "5.375" is 5375.
func milli(cell string) uint32 {
	whole, fraction, _ := strings.Cut(cell, ".")
	if len(fraction) > 3 {
		panic(fmt.Sprintf("catalog: %q has more than three decimals", cell))
	}
	return number(whole + fraction + "000"[len(fraction):])
}
