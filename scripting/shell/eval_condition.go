package shell

import (
	"regexp"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// condition evaluates what stands in [[ … ]].
func (s *Shell) condition(x syntax.TestExpr) bool {
	s.enter()
	defer func() { s.depth-- }()
	switch x := x.(type) {
	case *syntax.Word:
		return s.text(x) != ""
	case *syntax.ParenTest:
		return s.condition(x.X)
	case *syntax.UnaryTest:
		return s.unaryCondition(x)
	case *syntax.BinaryTest:
		return s.binaryCondition(x)
	}
	s.stop(Refused, "This form of test is no part of this shell.")
	return false
}

func (s *Shell) unaryCondition(x *syntax.UnaryTest) bool {
	if x.Op == syntax.TsNot {
		return !s.condition(x.X)
	}
	word, _ := x.X.(*syntax.Word)
	text := s.text(word)
	switch x.Op {
	case syntax.TsEmpStr:
		return text == ""
	case syntax.TsVarSet:
		_, set := s.lookUp(text)
		return set
	}
	return text != ""
}

func (s *Shell) binaryCondition(x *syntax.BinaryTest) bool {
	switch x.Op {
	case syntax.AndTest:
		return s.condition(x.X) && s.condition(x.Y)
	case syntax.OrTest:
		return s.condition(x.X) || s.condition(x.Y)
	}
	leftWord, _ := x.X.(*syntax.Word)
	rightWord, _ := x.Y.(*syntax.Word)
	left := s.text(leftWord)
	switch x.Op {
	case syntax.TsMatch, syntax.TsMatchShort:
		return s.match(s.pattern(rightWord), left)
	case syntax.TsNoMatch:
		return !s.match(s.pattern(rightWord), left)
	case syntax.TsReMatch:
		return s.matchExpression(s.regularWord(rightWord), left)
	case syntax.TsBefore:
		return left < s.text(rightWord)
	case syntax.TsAfter:
		return left > s.text(rightWord)
	}
	return compareIntegers(x.Op.String(), s.number(left), s.number(s.text(rightWord)))
}

// compareIntegers applies -eq, -ne, -lt, -le, -gt or -ge.
func compareIntegers(op string, a, b int64) bool {
	switch op {
	case "-eq":
		return a == b
	case "-ne":
		return a != b
	case "-lt":
		return a < b
	case "-le":
		return a <= b
	case "-gt":
		return a > b
	}
	return a >= b
}

// regularWord expands the right side of =~, where quoted text matches itself.
func (s *Shell) regularWord(word *syntax.Word) string {
	if word == nil {
		return ""
	}
	var b strings.Builder
	for _, part := range word.Parts {
		one := &syntax.Word{Parts: []syntax.WordPart{part}}
		switch p := part.(type) {
		case *syntax.Lit:
			b.WriteString(p.Value)
		case *syntax.SglQuoted, *syntax.DblQuoted:
			b.WriteString(regexp.QuoteMeta(s.text(one)))
		default:
			b.WriteString(s.text(one))
		}
	}
	return b.String()
}

// matchExpression reports whether a regular expression matches anywhere in a text.
func (s *Shell) matchExpression(source, text string) bool {
	x, problem := compileExpression(source)
	if problem != "" {
		s.stop(Failed, problem)
	}
	s.spend(x.cost(len(text)))
	return x.MatchString(text)
}

// bracket is the command [ … ].
func (s *Shell) bracket(c *Call) int {
	if c.Args[len(c.Args)-1] != "]" {
		return c.refuse("the last word must be ], with a space in front")
	}
	return s.testWords(c, c.Args[1:len(c.Args)-1])
}

// testCommand is the command test.
func (s *Shell) testCommand(c *Call) int { return s.testWords(c, c.Args[1:]) }

// A wordTest evaluates the words of test from left to right; or binds weaker than and.
type wordTest struct {
	shell   *Shell
	words   []string
	problem string
}

func (s *Shell) testWords(c *Call, words []string) int {
	t := &wordTest{shell: s, words: words}
	holds := len(words) > 0 && t.or()
	if t.problem == "" && len(t.words) > 0 && len(words) > 0 {
		t.problem = quote(t.words[0]) + " was not expected: quote variables that may hold spaces, \"$name\""
	}
	if t.problem != "" {
		return c.refuse(t.problem)
	}
	return truth(holds)
}

// next takes the next word.
func (t *wordTest) next() string {
	if len(t.words) == 0 {
		t.fail("a word is missing")
		return ""
	}
	word := t.words[0]
	t.words = t.words[1:]
	return word
}

// peek reports whether the word at i is the given one.
func (t *wordTest) peek(i int, word string) bool { return i < len(t.words) && t.words[i] == word }

// fail keeps the first problem.
func (t *wordTest) fail(problem string) {
	if t.problem == "" {
		t.problem = problem
	}
}

func (t *wordTest) or() bool {
	holds := t.and()
	for t.peek(0, "-o") {
		t.next()
		other := t.and()
		holds = holds || other
	}
	return holds
}

func (t *wordTest) and() bool {
	holds := t.not()
	for t.peek(0, "-a") {
		t.next()
		other := t.not()
		holds = holds && other
	}
	return holds
}

func (t *wordTest) not() bool {
	t.shell.enter()
	defer func() { t.shell.depth-- }()
	if t.peek(0, "!") && len(t.words) > 1 && !t.isBinary(1) {
		t.next()
		return !t.not()
	}
	return t.primary()
}

// isBinary reports whether the word at i is an operator between two words.
func (t *wordTest) isBinary(i int) bool {
	if i+1 >= len(t.words) {
		return false
	}
	switch t.words[i] {
	case "=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge":
		return true
	}
	return false
}

// primary evaluates a comparison, a test of one word, or a word alone.
func (t *wordTest) primary() bool {
	switch {
	case t.isBinary(1):
		left, op, right := t.next(), t.next(), t.next()
		return t.compare(left, op, right)
	case t.peek(0, "(") && len(t.words) > 1:
		t.next()
		holds := t.or()
		if t.next() != ")" {
			t.fail("a ) is missing")
		}
		return holds
	case len(t.words) > 1 && len(t.words[0]) == 2 && t.words[0][0] == '-' && !t.peek(1, "-a") && !t.peek(1, "-o"):
		return t.single(t.next())
	}
	return t.next() != ""
}

// single evaluates -n and -z.
func (t *wordTest) single(op string) bool {
	switch op {
	case "-n":
		return t.next() != ""
	case "-z":
		return t.next() == ""
	case "-v":
		_, set := t.shell.lookUp(t.next())
		return set
	}
	if strings.Contains("bcdefgGhkLNOprsStuwx", op[1:]) {
		t.fail(noFileTests)
	} else {
		t.fail(op + " is no test: use -n, -z, =, != or -eq, -ne, -lt, -le, -gt, -ge")
	}
	return false
}

func (t *wordTest) compare(left, op, right string) bool {
	switch op {
	case "=", "==":
		return left == right
	case "!=":
		return left != right
	case "<":
		return left < right
	case ">":
		return left > right
	}
	return compareIntegers(op, t.integer(left), t.integer(right))
}

func (t *wordTest) integer(text string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil {
		t.fail(quote(text) + " is not a whole number: compare texts with = and !=")
	}
	return n
}
