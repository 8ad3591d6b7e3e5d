package shell

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"
)

// parameter expands $name and ${name…}.
func (ex *expansion) parameter(p *syntax.ParamExp, quoted bool) {
	s, name := ex.shell, p.Param.Value
	if (name == "@" || name == "*") && !p.Length {
		ex.argumentList(name, quoted)
		return
	}
	text, set := s.lookUp(name)
	if p.Short && s.isAmount(name) {
		text, set = "$"+name, true
	}
	if p.Exp != nil {
		if done := ex.fallback(p, text, set, quoted); done {
			return
		}
	}
	if !set && s.options.nounset {
		s.stop(Failed, name+" is not set: give it a value first, or write ${"+name+":-}.")
	}
	s.spendText(len(text))
	ex.value(s.modify(p, text), quoted)
}

// lookUp returns a variable, an argument or a special parameter.
func (s *Shell) lookUp(name string) (text string, set bool) {
	switch name {
	case "?":
		return decimal(s.status), true
	case "#":
		return decimal(len(s.arguments)), true
	case "@", "*":
		return s.joinArguments(), true
	case "0":
		return "blockyard", true
	case "-":
		return "", true
	}
	if n, err := strconv.Atoi(name); err == nil {
		if n < 1 || n > len(s.arguments) {
			return "", false
		}
		return s.arguments[n-1], true
	}
	v, ok := s.variables[name]
	return v.text, ok
}

// isAmount reports whether a dollar and this name are the beginning of an amount
// of money, such as $20: a digit, where no program and no function has arguments.
//
// Simplified: in bash $20 is the second argument and a 0, which is never what is meant there.
func (s *Shell) isAmount(name string) bool {
	return len(name) == 1 && name[0] >= '1' && name[0] <= '9' && s.arguments == nil
}

// argumentList expands $@ and $*: "$@" keeps the arguments apart, "$*" joins them.
func (ex *expansion) argumentList(name string, quoted bool) {
	if ex.literal || quoted && name == "*" {
		ex.value(ex.shell.joinArguments(), quoted)
		return
	}
	for i, argument := range ex.shell.arguments {
		if i > 0 {
			ex.endField()
		}
		ex.open = ex.open || quoted
		ex.value(argument, quoted)
	}
}

// joinArguments joins the arguments with the first separator.
func (s *Shell) joinArguments() string {
	with := s.separators()
	return strings.Join(s.arguments, with[:min(1, len(with))])
}

// fallback expands the operators that choose between the value and a word:
// - = ? +, with a colon also for an empty value. It reports whether it did.
func (ex *expansion) fallback(p *syntax.ParamExp, text string, set, quoted bool) (done bool) {
	s, present := ex.shell, set
	switch p.Exp.Op {
	case syntax.DefaultUnsetOrNull, syntax.AlternateUnsetOrNull, syntax.ErrorUnsetOrNull, syntax.AssignUnsetOrNull:
		present = text != ""
	}
	switch p.Exp.Op {
	case syntax.DefaultUnset, syntax.DefaultUnsetOrNull:
		if !present {
			ex.fallbackWord(p.Exp.Word, quoted)
			return true
		}
	case syntax.AlternateUnset, syntax.AlternateUnsetOrNull:
		if present {
			ex.fallbackWord(p.Exp.Word, quoted)
		}
		return true
	case syntax.ErrorUnset, syntax.ErrorUnsetOrNull:
		if !present {
			s.stop(Failed, p.Param.Value+": "+orElse(s.text(p.Exp.Word), "not set, and a value is needed here."))
		}
	case syntax.AssignUnset, syntax.AssignUnsetOrNull:
		if !present {
			if !syntax.ValidName(p.Param.Value) {
				s.stop(Failed, "$"+p.Param.Value+" cannot be given a value this way: use a name.")
			}
			text := s.text(p.Exp.Word)
			s.assign(p.Param.Value, text)
			ex.value(text, quoted)
			return true
		}
	default:
		return false
	}
	ex.value(text, quoted)
	return true
}

// fallbackWord expands the word of an operator as if it stood in place of the parameter.
func (ex *expansion) fallbackWord(word *syntax.Word, quoted bool) {
	if word == nil {
		return
	}
	ex.shell.enter()
	for _, part := range word.Parts {
		ex.part(part, quoted)
	}
	ex.shell.depth--
}

// orElse returns the text, or the other where it is empty.
func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// modify applies the operators that change a value.
func (s *Shell) modify(p *syntax.ParamExp, text string) string {
	switch {
	case p.Length:
		if p.Param.Value == "@" || p.Param.Value == "*" {
			return decimal(len(s.arguments))
		}
		return decimal(utf8.RuneCountInString(text))
	case p.Slice != nil:
		return s.slice(p.Slice, text)
	case p.Repl != nil:
		return s.replace(p.Repl, text)
	case p.Exp != nil:
		return s.trimOrFold(p.Exp, text)
	}
	return text
}

// slice returns ${name:offset:length}, counted in characters; from the end where negative.
func (s *Shell) slice(slice *syntax.Slice, text string) string {
	runes := []rune(text)
	count := int64(len(runes))
	from := s.arithmeticOr(slice.Offset, 0)
	if from < 0 {
		from += count
	}
	if from < 0 || from > count {
		return ""
	}
	to := count
	if slice.Length != nil {
		length := s.arithmetic(slice.Length)
		switch {
		case length < 0:
			to = max(from, count+length)
		case length < count-from:
			to = from + length
		}
	}
	return string(runes[from:to])
}

// trimOrFold removes a pattern from an end, or changes case.
func (s *Shell) trimOrFold(e *syntax.Expansion, text string) string {
	switch e.Op {
	case syntax.RemSmallPrefix, syntax.RemLargePrefix, syntax.RemSmallSuffix, syntax.RemLargeSuffix:
		return s.trim(e.Op, s.pattern(e.Word), text)
	case syntax.UpperAll:
		return strings.ToUpper(text)
	case syntax.LowerAll:
		return strings.ToLower(text)
	}
	_, first := utf8.DecodeRuneInString(text)
	switch e.Op {
	case syntax.UpperFirst:
		return strings.ToUpper(text[:first]) + text[first:]
	case syntax.LowerFirst:
		return strings.ToLower(text[:first]) + text[first:]
	}
	s.stop(Refused, "This expansion is no part of this shell: use ${name:-word}, ${name#pattern} or ${name/pattern/word}.")
	return ""
}

// trim removes the shortest or longest part that matches from the front or the back.
func (s *Shell) trim(op syntax.ParExpOperator, pattern, text string) string {
	ends := runeEnds(text)
	prefix := op == syntax.RemSmallPrefix || op == syntax.RemLargePrefix
	upward := op == syntax.RemSmallPrefix || op == syntax.RemLargeSuffix
	for i := range ends {
		at := ends[i]
		if !upward {
			at = ends[len(ends)-1-i]
		}
		if prefix && s.match(pattern, text[:at]) {
			return text[at:]
		}
		if !prefix && s.match(pattern, text[at:]) {
			return text[:at]
		}
	}
	return text
}

// runeEnds returns every offset at which a character may end, from 0 to the length.
func runeEnds(text string) []int {
	ends := make([]int, 0, len(text)+1)
	for i := range text {
		ends = append(ends, i)
	}
	return append(ends, len(text))
}

// replace substitutes the longest match at the first place, or at every place.
// A pattern that starts with # or % only matches at the front or the back.
func (s *Shell) replace(r *syntax.Replace, text string) string {
	pattern, with := s.pattern(r.Orig), s.text(r.With)
	if pattern == "" {
		return text
	}
	front, back := false, false
	if !r.All {
		front, back = pattern[0] == '#', pattern[0] == '%'
		if front || back {
			pattern = pattern[1:]
		}
	}
	var b strings.Builder
	ends := runeEnds(text)
	for i := 0; i < len(ends); {
		end := s.longestMatch(pattern, text, ends[i:], back)
		if end < 0 {
			if front || i == len(ends)-1 {
				b.WriteString(text[ends[i]:])
				break
			}
			b.WriteString(text[ends[i]:ends[i+1]])
			i++
			continue
		}
		b.WriteString(with)
		s.spendText(len(with))
		s.checkText(b.Len(), "This word")
		if !r.All {
			b.WriteString(text[end:])
			break
		}
		for i < len(ends) && ends[i] < end {
			i++
		}
		if i == len(ends)-1 {
			break
		}
	}
	return b.String()
}

// longestMatch returns where the longest match that starts at from[0] ends, or
// -1. An empty match counts only for patterns that are held to an end.
func (s *Shell) longestMatch(pattern, text string, from []int, back bool) int {
	if back {
		if s.match(pattern, text[from[0]:]) {
			return len(text)
		}
		return -1
	}
	for i := len(from) - 1; i > 0; i-- {
		if s.match(pattern, text[from[0]:from[i]]) {
			return from[i]
		}
	}
	return -1
}
