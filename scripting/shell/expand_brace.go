package shell

import (
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// braces expands {1..5} and {a,b} in a word to several words.
//
// This differs from bash on purpose: a word that has = : [ or a quote between
// its braces stays as it is, so that what AWS users type without quotes, such
// as Tags=[{Key=Name,Value=web}] or {"a":1,"b":2}, reaches the command in one
// piece. bash would take such words apart, and the AWS CLI would refuse them.
func (s *Shell) braces(word *syntax.Word) []*syntax.Word {
	if !mayHaveBraces(word) {
		return []*syntax.Word{word}
	}
	split := &syntax.Word{Parts: word.Parts}
	if !syntax.SplitBraces(split) || !s.plainBraces(split) {
		return []*syntax.Word{word}
	}
	return s.combine(split.Parts)
}

// maxBraces is how many opening braces a word may have and still be expanded;
// taking a word apart costs the square of them.
const maxBraces = 50

// mayHaveBraces reports whether a word has an opening brace outside quotes, and
// nothing outside quotes that marks it as a parameter of the AWS CLI.
func mayHaveBraces(word *syntax.Word) bool {
	open := 0
	for _, part := range word.Parts {
		literal, ok := part.(*syntax.Lit)
		if !ok {
			continue
		}
		if strings.ContainsAny(literal.Value, "=[:") {
			return false
		}
		open += strings.Count(literal.Value, "{")
	}
	return open > 0 && open <= maxBraces
}

// plainBraces reports whether no brace of a split word holds anything quoted.
func (s *Shell) plainBraces(word *syntax.Word) bool {
	for _, part := range word.Parts {
		brace, ok := part.(*syntax.BraceExp)
		if !ok {
			continue
		}
		for _, element := range brace.Elems {
			s.spend(1)
			if hasQuotes(element) || !s.plainBraces(element) {
				return false
			}
		}
	}
	return true
}

func hasQuotes(word *syntax.Word) bool {
	for _, part := range word.Parts {
		switch part.(type) {
		case *syntax.SglQuoted, *syntax.DblQuoted:
			return true
		}
	}
	return false
}

// combine returns every choice of one element per brace, the last brace fastest.
func (s *Shell) combine(parts []syntax.WordPart) []*syntax.Word {
	s.enter()
	defer func() { s.depth-- }()
	prefixes := []*syntax.Word{{}}
	for _, part := range parts {
		brace, ok := part.(*syntax.BraceExp)
		if !ok {
			for _, prefix := range prefixes {
				prefix.Parts = append(prefix.Parts, part)
			}
			continue
		}
		prefixes = s.product(prefixes, s.elements(brace))
	}
	return prefixes
}

// product appends every choice to every prefix.
func (s *Shell) product(prefixes, choices []*syntax.Word) []*syntax.Word {
	count := len(prefixes) * len(choices)
	if count > s.limits.Words {
		s.stop(LimitReached, "This makes more than "+decimal(s.limits.Words)+" words: use a smaller range or list.")
	}
	all := make([]*syntax.Word, 0, count)
	for _, prefix := range prefixes {
		for _, choice := range choices {
			s.spend(1 + len(prefix.Parts)/8)
			parts := make([]syntax.WordPart, 0, len(prefix.Parts)+len(choice.Parts))
			parts = append(append(parts, prefix.Parts...), choice.Parts...)
			all = append(all, &syntax.Word{Parts: parts})
		}
	}
	return all
}

// elements returns the words that a brace stands for.
func (s *Shell) elements(brace *syntax.BraceExp) []*syntax.Word {
	if brace.Sequence {
		return s.sequence(brace)
	}
	var all []*syntax.Word
	for _, element := range brace.Elems {
		all = append(all, s.combine(element.Parts)...)
	}
	return all
}

// sequence returns the words of {1..5}, {a..e} and {0..10..2}.
func (s *Shell) sequence(brace *syntax.BraceExp) []*syntax.Word {
	from, to := brace.Elems[0].Lit(), brace.Elems[1].Lit()
	first, err := strconv.ParseInt(from, 10, 64)
	last, _ := strconv.ParseInt(to, 10, 64)
	format, width := formatInt, 0
	if err != nil {
		first, last = int64(from[0]), int64(to[0])
		format = func(n int64) string { return string(rune(n)) }
	} else if hasLeadingZero(from) || hasLeadingZero(to) {
		width = max(len(from), len(to))
	}
	step := int64(1)
	if len(brace.Elems) > 2 {
		step, _ = strconv.ParseInt(brace.Elems[2].Lit(), 10, 64)
	}
	numbers := s.numbers(first, last, step)
	words := make([]*syntax.Word, len(numbers))
	for i, n := range numbers {
		text := padZeros(format(n), width)
		words[i] = &syntax.Word{Parts: []syntax.WordPart{&syntax.Lit{Value: text}}}
	}
	return words
}

// numbers counts from first to last. The sign of the step does not matter, as in bash.
func (s *Shell) numbers(first, last, step int64) []int64 {
	size := uint64(step)
	if step < 0 {
		size = -size
	}
	size = max(size, 1)
	distance := uint64(last) - uint64(first)
	if last < first {
		distance = -distance
	}
	count := distance / size
	if count >= uint64(s.limits.Words) {
		s.stop(LimitReached, "This makes more than "+decimal(s.limits.Words)+" words: use a smaller range or list.")
	}
	s.spend(int(count))
	numbers := make([]int64, 0, count+1)
	for i := uint64(0); i <= count; i++ {
		if last < first {
			numbers = append(numbers, int64(uint64(first)-i*size))
		} else {
			numbers = append(numbers, int64(uint64(first)+i*size))
		}
	}
	return numbers
}

func hasLeadingZero(number string) bool {
	number = strings.TrimPrefix(number, "-")
	return len(number) > 1 && number[0] == '0'
}

// padZeros fills a number with zeros on the left, after the sign.
func padZeros(number string, width int) string {
	missing := width - len(number)
	if missing <= 0 {
		return number
	}
	digits := strings.TrimPrefix(number, "-")
	return number[:len(number)-len(digits)] + strings.Repeat("0", missing) + digits
}
