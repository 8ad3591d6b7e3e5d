package shell

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"blockyard/sim/op"
)

const (
	// terminalWidth is the width that decides whether a table is turned on its
	// side: the CLI's own when it prints to no terminal.
	terminalWidth = 80
	// cellPadding is the space around the text of a cell with its border.
	cellPadding = 4
)

// FormatTable prints an answer as --output table of the AWS CLI does: boxes
// with a title, inner lists and objects in boxes of their own below, and single
// rows upright where the table is wider than 80 columns. The rules are those of
// awscli/formatter.py and awscli/table.py. An answer whose rows have different
// numbers of cells is an error, as there.
// Simplified: every character is one column wide; the CLI gives two to wide ones.
func FormatTable(title string, v op.Value) (string, error) {
	t := &table{}
	t.build(title, v, 0)
	if t.problem != "" {
		return "", queryError(t.problem)
	}
	if len(t.sections) == 0 {
		return "", nil
	}
	return t.render(), nil
}

// A table is a list of boxes of one width.
type table struct {
	sections []*tableSection
	problem  string
}

// A tableSection is one box.
type tableSection struct {
	title   string
	headers []string
	rows    [][]string
	indent  int
	widths  []int // of the widest text in each column
}

// build adds the boxes of a value.
func (t *table) build(title string, v op.Value, indent int) {
	if isNothing(v) {
		return
	}
	if title != "" {
		t.section(title, indent)
	}
	switch v.Kind() {
	case op.List:
		if v.Items()[0].Kind() == op.Object {
			t.buildObjects(title, v.Items(), indent)
			return
		}
		t.buildItems(v.Items())
	case op.Object:
		t.buildObject(v, indent)
	default: // as in the CLI, a scalar shows nothing but the title
	}
}

// buildItems adds a row for each scalar and for each list of scalars.
func (t *table) buildItems(items []op.Value) {
	for _, item := range items {
		switch {
		case isScalar(item):
			t.row([]string{plain(item)})
		case item.Kind() == op.Object: // as in the CLI, which shows the names here
			t.row(fieldNames(item))
		case allScalar(item.Items()):
			t.row(plainAll(item.Items()))
		default:
			t.build("", item, 0)
		}
	}
}

func allScalar(items []op.Value) bool {
	return !slices.ContainsFunc(items, func(v op.Value) bool { return !isScalar(v) })
}

func fieldNames(v op.Value) []string {
	names := make([]string, len(v.Fields()))
	for i, field := range v.Fields() {
		names[i] = field.Name
	}
	return names
}

func plainAll(items []op.Value) []string {
	texts := make([]string, len(items))
	for i, item := range items {
		texts[i] = plain(item)
	}
	return texts
}

// buildObject adds one row for the scalars of an object, and boxes for the rest.
func (t *table) buildObject(v op.Value, indent int) {
	headers, more := partition([]op.Value{v})
	if len(headers) == 1 {
		t.row([]string{headers[0], textCell(v, headers[0])})
	} else if len(headers) > 1 {
		t.header(headers)
		t.row(cells(v, headers))
	}
	for _, name := range more {
		inner, _ := v.Get(name)
		t.build(name, inner, indent+1)
	}
}

// buildObjects adds one row for each object of a list; where objects hold more
// than scalars, each has a box of its own.
func (t *table) buildObjects(title string, items []op.Value, indent int) {
	headers, more := partition(items)
	t.header(headers)
	for i, item := range items {
		if i > 0 && len(more) > 0 {
			t.section(title, indent)
			t.header(headers)
		}
		t.row(cells(item, headers))
		for _, name := range more {
			if inner, ok := item.Get(name); ok {
				t.build(name, inner, indent+1)
			}
		}
	}
}

func cells(v op.Value, headers []string) []string {
	row := make([]string, len(headers))
	for i, header := range headers {
		row[i] = textCell(v, header)
	}
	return row
}

// partition returns the names of the scalars and of all others, both sorted.
func partition(list []op.Value) (scalars, others []string) {
	for _, v := range list {
		for _, field := range v.Fields() {
			if !isScalar(field.Value) {
				others = append(others, field.Name)
			}
		}
	}
	slices.Sort(others)
	return scalarNames(list), slices.Compact(others)
}

func (t *table) section(title string, indent int) {
	t.sections = append(t.sections, &tableSection{title: title, indent: indent})
}

// last returns the box that rows go to, an untitled one where there is none.
func (t *table) last() *tableSection {
	if len(t.sections) == 0 {
		t.section("", 0)
	}
	return t.sections[len(t.sections)-1]
}

func (t *table) header(headers []string) {
	s := t.last()
	if t.fits(s, headers) {
		s.headers = headers
		s.widen(headers)
	}
}

// fits reports whether a row has as many cells as the box has columns.
func (t *table) fits(s *tableSection, row []string) bool {
	if s.widths == nil || len(s.widths) == len(row) {
		return true
	}
	t.problem = "Row should have " + decimal(len(s.widths)) + " elements, instead it has " + decimal(len(row)) + ": use --output json for this answer."
	return false
}

// row adds a row; all rows of a box have the same number of cells.
func (t *table) row(row []string) {
	s := t.last()
	if t.fits(s, row) {
		s.widen(row)
		s.rows = append(s.rows, row)
	}
}

func (s *tableSection) widen(row []string) {
	if s.widths == nil {
		s.widths = make([]int, len(row))
	}
	for i, text := range row {
		s.widths[i] = max(s.widths[i], utf8.RuneCountInString(text))
	}
}

// total returns the width that a box needs.
func (s *tableSection) total() int {
	total := 2
	for _, width := range s.widths {
		total += width + cellPadding
	}
	return max(total, utf8.RuneCountInString(s.title)+2) + 2*s.indent
}

// width returns the width of the whole table.
func (t *table) width() int {
	width := 0
	for _, s := range t.sections {
		width = max(width, s.total())
	}
	return width
}

func (t *table) render() string {
	width := t.width()
	if width > terminalWidth {
		for i, s := range t.sections {
			t.sections[i] = s.upright()
		}
		width = t.width()
	}
	var b strings.Builder
	b.WriteString(strings.Repeat("-", width) + "\n")
	for _, s := range t.sections {
		s.render(&b, width-2*s.indent)
	}
	return b.String()
}

// upright turns a box with a single row on its side: a row for each header.
func (s *tableSection) upright() *tableSection {
	if len(s.rows) != 1 || len(s.headers) == 0 {
		return s
	}
	turned := &tableSection{title: s.title, indent: s.indent}
	for i, header := range s.headers {
		row := []string{header, s.rows[0][i]}
		turned.widen(row)
		turned.rows = append(turned.rows, row)
	}
	return turned
}

func (s *tableSection) render(b *strings.Builder, width int) {
	edge := strings.Repeat("|", s.indent)
	line := func(text string) { b.WriteString(edge + text + edge + "\n") }
	if s.title != "" {
		line("|" + centered(s.title, width-1, 1))
		if len(s.headers) == 0 && len(s.rows) == 0 {
			line("+" + strings.Repeat("-", width-2) + "+")
		}
	}
	columns := s.columns(width)
	if len(columns) == 0 {
		return
	}
	rule := ruleOf(columns)
	if len(s.headers) > 0 {
		line(rule)
		line(s.headerLine(columns))
	}
	if len(s.rows) == 0 {
		return
	}
	line(rule)
	for _, row := range s.rows {
		line(rowLine(row, columns))
	}
	line(rule)
}

// columns shares the width of the table among the columns of a box, in
// proportion to what they need. The CLI scales with floats and rounds halves to
// even; the same two operations in the same order give the same columns here.
func (s *tableSection) columns(width int) []int {
	needed := 0
	for _, w := range s.widths {
		needed += w + cellPadding
	}
	scale := float64(width) / float64(needed)
	columns := make([]int, len(s.widths))
	over := -width
	for i, w := range s.widths {
		columns[i] = int(math.RoundToEven(scale * float64(w+cellPadding)))
		over += columns[i]
	}
	for len(columns) > 0 && over != 0 {
		for i := range columns {
			if over > 0 {
				columns[i]--
				over--
			} else if over < 0 {
				columns[len(columns)-1-i]++
				over++
			}
		}
	}
	return columns
}

// ruleOf returns the line between rows: +----+----+.
func ruleOf(columns []int) string {
	var b strings.Builder
	for i, width := range columns {
		if i == 0 {
			b.WriteByte('+')
			width--
		}
		b.WriteString(strings.Repeat("-", max(width-1, 0)) + "+")
	}
	return b.String()
}

func (s *tableSection) headerLine(columns []int) string {
	line := "|"
	for i, width := range columns {
		edge := 0
		if i == 0 {
			edge = 1
		}
		line += centered(s.headers[i], width-edge, edge)
	}
	return line
}

// centered returns a text in the middle of a cell of that width, with the
// border on its right. A border of edge characters stands on its left already.
func centered(text string, width, edge int) string {
	length := utf8.RuneCountInString(text)
	left := max((width+edge)/2-length/2-1, 0)
	right := max(width-left-length-1, 0)
	return spaces(left) + text + spaces(right) + "|"
}

// rowLine returns one row, its texts to the left.
func rowLine(row []string, columns []int) string {
	line := "|"
	for i, width := range columns {
		if i == 0 {
			width--
		}
		length := utf8.RuneCountInString(row[i])
		left := 2
		edges := 1
		if i == 0 {
			edges = 2
		}
		if columns[i] < length+left+edges {
			left = 0
		}
		line += spaces(left) + row[i] + spaces(max(width-left-length-1, 0)) + "|"
	}
	return line
}
