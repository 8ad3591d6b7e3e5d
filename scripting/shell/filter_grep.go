package shell

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"
)

const (
	// maxInstructions bounds a compiled expression; a{1000} alone has a thousand.
	maxInstructions = 2000
	// matchesPerStep is how many pairs of an instruction and a byte one step
	// pays for. Go's expressions take time in proportion to these pairs.
	matchesPerStep = 256
)

// An expression is a regular expression with what it costs.
type expression struct {
	*regexp.Regexp
	instructions int
}

// cost returns the steps for matching a text of that length.
func (x *expression) cost(length int) int { return 1 + x.instructions*length/matchesPerStep }

// compileExpression compiles an extended regular expression, or says what is wrong with it.
func compileExpression(source string) (x *expression, problem string) {
	const maxSource = 1000
	if len(source) > maxSource {
		return nil, "the pattern is longer than " + decimal(maxSource) + " bytes: use a shorter one"
	}
	tree, err := syntax.Parse(source, syntax.Perl)
	if err != nil {
		return nil, expressionProblem(source, err)
	}
	program, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return nil, expressionProblem(source, err)
	}
	if len(program.Inst) > maxInstructions {
		return nil, "the pattern " + quote(source) + " repeats too much: use smaller numbers in { }"
	}
	compiled, err := regexp.Compile(source)
	if err != nil {
		return nil, expressionProblem(source, err)
	}
	return &expression{compiled, len(program.Inst)}, ""
}

func expressionProblem(source string, err error) string {
	why := err.Error()
	var e *syntax.Error
	if errors.As(err, &e) {
		why = e.Code.String()
	}
	return "the pattern " + quote(source) + " is not valid: " + why
}

// grep prints the lines that match. Its expressions are those of Go, which are
// extended ones without back references; without -E the basic spelling is translated.
func grep(c *Call) int {
	f, ok := c.flags("vicnEFoqwxse:m:hGa")
	if !ok {
		return statusUsage
	}
	patterns := f.values['e']
	if len(patterns) == 0 {
		if len(f.operands) == 0 {
			return c.refuse("give a pattern, for example grep running")
		}
		patterns, f.operands = f.operands[:1], f.operands[1:]
	}
	if !c.noOperands(f.operands) {
		return statusUsage
	}
	x, problem := f.expression(patterns)
	if problem != "" {
		return c.refuse(problem)
	}
	most := -1
	if f.has('m') {
		n, err := strconv.Atoi(f.value('m'))
		if err != nil || n < 0 {
			return c.refuse("invalid max count")
		}
		most = n
	}
	return c.search(f, x, most)
}

// expression joins the patterns of a grep into one.
func (f *filterFlags) expression(patterns []string) (*expression, string) {
	var all []string
	for _, pattern := range patterns {
		for _, one := range strings.Split(pattern, "\n") {
			switch {
			case f.has('F'):
				one = regexp.QuoteMeta(one)
			case !f.has('E'):
				one = basicToExtended(one)
			}
			all = append(all, one)
		}
	}
	source := strings.Join(all, "|")
	if len(all) > 1 || f.has('w') || f.has('x') {
		source = "(?:" + source + ")"
	}
	if f.has('w') {
		source = `\b` + source + `\b`
	}
	if f.has('x') {
		source = "^" + source + "$"
	}
	if f.has('i') {
		source = "(?i)" + source
	}
	return compileExpression(source)
}

// basicToExtended translates a basic expression: there + ? | ( ) { } are plain
// characters, and operators only with a backslash; so is a star at the start.
func basicToExtended(pattern string) string {
	const swapped = "+?|(){}"
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		switch {
		case c == '\\' && i+1 < len(pattern):
			i++
			if strings.IndexByte(swapped, pattern[i]) < 0 {
				b.WriteByte('\\')
			}
			b.WriteByte(pattern[i])
		case c == '[':
			end := setEnd(pattern, i)
			b.WriteString(pattern[i:end])
			i = end - 1
		case strings.IndexByte(swapped, c) >= 0 || c == '*' && i == 0:
			b.WriteByte('\\')
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// setEnd returns where the set that starts at i ends, or the end of the pattern.
func setEnd(pattern string, i int) int {
	from := i + 1
	if from < len(pattern) && pattern[from] == '^' {
		from++
	}
	from = min(from+1, len(pattern)) // a ] in the first place is part of the set
	for from < len(pattern) && pattern[from] != ']' {
		if _, length := className(pattern[from:]); length > 0 {
			from += length
			continue
		}
		from++
	}
	return min(from+1, len(pattern))
}

// search prints what matches and returns 0 where something did.
func (c *Call) search(f *filterFlags, x *expression, most int) int {
	lines := c.lines()
	found := 0
	for number, line := range lines {
		if found == most {
			break
		}
		c.Spend(x.cost(len(line)))
		if x.MatchString(line) == f.has('v') {
			continue
		}
		found++
		if f.has('q') {
			return 0
		}
		if !f.has('c') {
			c.printMatch(f, x, number+1, line)
		}
	}
	if f.has('c') && !f.has('q') {
		c.Stdout.WriteString(decimal(found) + "\n")
	}
	return truth(found > 0)
}

// printMatch prints a line, or with -o each part that matches on a line of its own.
func (c *Call) printMatch(f *filterFlags, x *expression, number int, line string) {
	parts := []string{line}
	if f.has('o') {
		parts = nil
		if !f.has('v') {
			parts = x.FindAllString(line, -1)
			c.Spend(x.cost(len(line)) + len(parts)/linesPerStep)
		}
	}
	for _, part := range parts {
		if part == "" && f.has('o') {
			continue
		}
		if f.has('n') {
			c.Stdout.WriteString(decimal(number) + ":")
		}
		c.Stdout.WriteString(part + "\n")
	}
}
