package shell

import (
	"strconv"
	"strings"
)

// filters are the commands that change text on its way through a pipe. They
// read standard input only, and compare bytes, as the real ones do under LC_ALL=C.
var filters = map[string]Command{
	"cat":  cat,
	"cut":  cut,
	"grep": grep,
	"head": head,
	"sort": sortLines,
	"tail": tail,
	"tr":   translate,
	"uniq": uniq,
	"wc":   countText,
}

// A filterFlags holds the options of a filter, and its words that are none.
type filterFlags struct {
	given    [128]bool
	values   [128][]string // in the order given
	operands []string
}

// has reports whether an option was given.
func (f *filterFlags) has(letter byte) bool { return f.given[letter] }

// value returns the last value of an option, or "".
func (f *filterFlags) value(letter byte) string {
	list := f.values[letter]
	if len(list) == 0 {
		return ""
	}
	return list[len(list)-1]
}

// flags parses options as getopt does: letters may be joined, a letter with a
// colon in known takes a value, and -- ends the options. Problems are printed.
func (c *Call) flags(known string) (*filterFlags, bool) {
	f := &filterFlags{}
	words := c.Args[1:]
	for len(words) > 0 {
		word := words[0]
		words = words[1:]
		switch {
		case word == "--":
			f.operands = append(f.operands, words...)
			return f, true
		case strings.HasPrefix(word, "--"):
			c.refuse("unrecognized option '" + word + "'; here it takes " + optionList(known))
			return nil, false
		case len(word) < 2 || word[0] != '-':
			f.operands = append(f.operands, word)
			continue
		}
		for i := 1; i < len(word); i++ {
			at := strings.IndexByte(known, word[i])
			if at < 0 || word[i] == ':' || word[i] >= 128 {
				c.refuse("invalid option -- '" + firstRune(word[i:]) + "'; here it takes " + optionList(known))
				return nil, false
			}
			f.given[word[i]] = true
			if at+1 == len(known) || known[at+1] != ':' {
				continue
			}
			value := word[i+1:]
			if value == "" {
				if len(words) == 0 {
					c.refuse("option requires an argument -- '" + word[i:i+1] + "'")
					return nil, false
				}
				value, words = words[0], words[1:]
			}
			f.values[word[i]] = append(f.values[word[i]], value)
			break
		}
	}
	return f, true
}

// optionList lists options for people: "-c -i".
func optionList(known string) string {
	var options []string
	for _, letter := range strings.ReplaceAll(known, ":", "") {
		options = append(options, "-"+string(letter))
	}
	return strings.Join(options, " ")
}

// noOperands refuses names of files; - alone means standard input.
func (c *Call) noOperands(names []string) bool {
	for _, name := range names {
		if name != "-" {
			c.refuse(name + ": there are no files here, pipe the text in")
			return false
		}
	}
	return true
}

// text reads all input and counts it.
func (c *Call) text() string {
	text := c.Stdin.ReadAll()
	c.shell.spendText(len(text))
	return text
}

// linesPerStep is how many lines one step handles.
const linesPerStep = 4

// lines reads all input as lines without their newlines.
func (c *Call) lines() []string {
	text := c.text()
	if text == "" {
		return nil
	}
	c.Spend(strings.Count(text, "\n") / linesPerStep)
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// print writes lines.
func (c *Call) print(lines []string) {
	for _, line := range lines {
		c.Stdout.WriteString(line)
		c.Stdout.WriteString("\n")
	}
}

// cat passes its input on.
func cat(c *Call) int {
	f, ok := c.flags("u")
	if !ok || !c.noOperands(f.operands) {
		return 1
	}
	c.Stdout.WriteString(c.text())
	return 0
}

// numbered turns the old form -5 of head and tail into -n 5.
func (c *Call) numbered() {
	if len(c.Args) < 2 {
		return
	}
	digits, found := strings.CutPrefix(c.Args[1], "-")
	if found && digits != "" && strings.Trim(digits, "0123456789") == "" {
		c.Args = append([]string{c.Args[0], "-n", digits}, c.Args[2:]...)
	}
}

// amount reads how much head or tail takes: the number, its sign, and whether it counts bytes.
func (c *Call) amount() (n int, sign byte, bytes, ok bool) {
	c.numbered()
	f, ok := c.flags("n:c:q")
	if !ok || !c.noOperands(f.operands) {
		return 0, 0, false, false
	}
	value, unit := "10", "lines"
	switch {
	case f.has('c'):
		value, unit, bytes = f.value('c'), "bytes", true
	case f.has('n'):
		value = f.value('n')
	}
	digits := value
	if value != "" && (value[0] == '-' || value[0] == '+') {
		sign, digits = value[0], value[1:]
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 {
		c.refuse("invalid number of " + unit + ": '" + value + "'")
		return 0, 0, false, false
	}
	return n, sign, bytes, true
}

// head prints the first lines, or with -n -N all but the last N.
func head(c *Call) int {
	n, sign, bytes, ok := c.amount()
	if !ok {
		return 1
	}
	if bytes {
		text := c.text()
		c.Stdout.WriteString(text[:headEnd(len(text), n, sign)])
		return 0
	}
	lines := c.lines()
	c.print(lines[:headEnd(len(lines), n, sign)])
	return 0
}

// headEnd returns where head ends: after n, or with a minus n before the end.
func headEnd(length, n int, sign byte) int {
	if sign == '-' {
		return max(0, length-n)
	}
	return min(length, n)
}

// tail prints the last lines, or with -n +N all from line N on.
func tail(c *Call) int {
	n, sign, bytes, ok := c.amount()
	if !ok {
		return 1
	}
	if bytes {
		text := c.text()
		c.Stdout.WriteString(text[tailStart(len(text), n, sign):])
		return 0
	}
	lines := c.lines()
	c.print(lines[tailStart(len(lines), n, sign):])
	return 0
}

// tailStart returns where tail starts.
func tailStart(length, n int, sign byte) int {
	if sign == '+' {
		return min(length, max(n-1, 0))
	}
	return max(0, length-n)
}

// countText is wc: lines, words and bytes, or those of -l -w -c -m.
func countText(c *Call) int {
	f, ok := c.flags("lwcm")
	if !ok || !c.noOperands(f.operands) {
		return 1
	}
	text := c.text()
	all := !f.has('l') && !f.has('w') && !f.has('c') && !f.has('m')
	var counts []int
	if all || f.has('l') {
		counts = append(counts, strings.Count(text, "\n"))
	}
	if all || f.has('w') {
		counts = append(counts, len(strings.Fields(text)))
	}
	if f.has('m') {
		counts = append(counts, len([]rune(text)))
	}
	if all || f.has('c') {
		counts = append(counts, len(text))
	}
	if len(counts) == 1 {
		c.Stdout.WriteString(decimal(counts[0]) + "\n")
		return 0
	}
	columns := make([]string, len(counts))
	for i, n := range counts {
		columns[i] = directive{width: 7}.pad(decimal(n), " ")
	}
	c.Stdout.WriteString(strings.Join(columns, " ") + "\n")
	return 0
}
