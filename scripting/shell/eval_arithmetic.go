package shell

import (
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// formatInt writes a number.
func formatInt(n int64) string { return strconv.FormatInt(n, 10) }

// arithmeticOr evaluates an expression that may be left out.
func (s *Shell) arithmeticOr(x syntax.ArithmExpr, otherwise int64) int64 {
	if x == nil {
		return otherwise
	}
	return s.arithmetic(x)
}

// arithmetic evaluates an expression over 64-bit integers, which wrap around as in bash.
func (s *Shell) arithmetic(x syntax.ArithmExpr) int64 {
	s.enter()
	n := s.operation(x)
	s.depth--
	return n
}

func (s *Shell) operation(x syntax.ArithmExpr) int64 {
	switch x := x.(type) {
	case *syntax.Word:
		return s.number(s.text(x))
	case *syntax.ParenArithm:
		return s.arithmetic(x.X)
	case *syntax.UnaryArithm:
		return s.unary(x)
	case *syntax.BinaryArithm:
		return s.binaryArithmetic(x)
	}
	s.stop(Refused, "This form of arithmetic is no part of this shell.")
	return 0
}

// number reads an operand: a number, or the name of a variable that holds one.
func (s *Shell) number(text string) int64 {
	text = strings.TrimSpace(text)
	if syntax.ValidName(text) {
		name := text
		held, set := s.lookUp(name)
		if !set && s.options.nounset {
			s.stop(Failed, name+" is not set: give it a value first.")
		}
		text = strings.TrimSpace(held)
	}
	if text == "" {
		return 0
	}
	n, ok := parseInteger(text)
	if !ok {
		s.stop(Failed, quote(text)+" is not a whole number: $(( )) counts with integers only.")
	}
	return n
}

// parseInteger reads 12, -12, 0x1f, 017 and 2#101.
func parseInteger(text string) (int64, bool) {
	digits, sign := text, ""
	if text[0] == '-' || text[0] == '+' {
		sign, digits = text[:1], text[1:]
	}
	base := 10
	if before, after, found := strings.Cut(digits, "#"); found {
		b, err := strconv.Atoi(before)
		if err != nil || b < 2 || b > 36 {
			return 0, false
		}
		base, digits = b, after
	} else if strings.HasPrefix(digits, "0x") || strings.HasPrefix(digits, "0X") {
		base, digits = 16, digits[2:]
	} else if len(digits) > 1 && digits[0] == '0' {
		base = 8
	}
	if digits == "" || digits[0] == '-' || digits[0] == '+' {
		return 0, false
	}
	n, err := strconv.ParseInt(sign+digits, base, 64)
	return n, err == nil
}

// quote returns a text in quotes, shortened where it is long.
func quote(text string) string {
	const enough = 40
	if len(text) > enough {
		text = strings.ToValidUTF8(text[:enough], "") + "…"
	}
	return strconv.Quote(text)
}

func (s *Shell) unary(x *syntax.UnaryArithm) int64 {
	if x.Op == syntax.Inc || x.Op == syntax.Dec {
		return s.step(x)
	}
	n := s.arithmetic(x.X)
	switch x.Op {
	case syntax.Not:
		return asNumber(n == 0)
	case syntax.BitNegation:
		return ^n
	case syntax.Minus:
		return -n
	}
	return n
}

// step evaluates ++ and --.
func (s *Shell) step(x *syntax.UnaryArithm) int64 {
	name := s.target(x.X)
	before := s.number(name)
	after := before + 1
	if x.Op == syntax.Dec {
		after = before - 1
	}
	s.assign(name, formatInt(after))
	if x.Post {
		return before
	}
	return after
}

// target returns the name that an assignment gives a value.
func (s *Shell) target(x syntax.ArithmExpr) string {
	if word, ok := x.(*syntax.Word); ok {
		if name := word.Lit(); syntax.ValidName(name) {
			return name
		}
	}
	s.stop(Failed, "Only a variable can be given a value: write its name without $.")
	return ""
}

func asNumber(holds bool) int64 {
	if holds {
		return 1
	}
	return 0
}

// assignOperators maps the operators that assign to what they compute.
var assignOperators = map[syntax.BinAritOperator]syntax.BinAritOperator{
	syntax.AddAssgn: syntax.Add, syntax.SubAssgn: syntax.Sub, syntax.MulAssgn: syntax.Mul,
	syntax.QuoAssgn: syntax.Quo, syntax.RemAssgn: syntax.Rem, syntax.AndAssgn: syntax.And,
	syntax.OrAssgn: syntax.Or, syntax.XorAssgn: syntax.Xor, syntax.ShlAssgn: syntax.Shl,
	syntax.ShrAssgn: syntax.Shr,
}

func (s *Shell) binaryArithmetic(x *syntax.BinaryArithm) int64 {
	switch x.Op {
	case syntax.Assgn:
		name := s.target(x.X)
		n := s.arithmetic(x.Y)
		s.assign(name, formatInt(n))
		return n
	case syntax.AndArit:
		return asNumber(s.arithmetic(x.X) != 0 && s.arithmetic(x.Y) != 0)
	case syntax.OrArit:
		return asNumber(s.arithmetic(x.X) != 0 || s.arithmetic(x.Y) != 0)
	case syntax.TernQuest:
		return s.ternary(x)
	}
	if op, ok := assignOperators[x.Op]; ok {
		name := s.target(x.X)
		n := s.compute(op, s.number(name), s.arithmetic(x.Y))
		s.assign(name, formatInt(n))
		return n
	}
	left := s.arithmetic(x.X)
	return s.compute(x.Op, left, s.arithmetic(x.Y))
}

func (s *Shell) ternary(x *syntax.BinaryArithm) int64 {
	choices, ok := x.Y.(*syntax.BinaryArithm)
	switch {
	case !ok:
		s.stop(Failed, "A choice needs both values: condition ? one : other.")
	case s.arithmetic(x.X) != 0:
		return s.arithmetic(choices.X)
	}
	return s.arithmetic(choices.Y)
}

// compute applies an operator to two numbers.
func (s *Shell) compute(op syntax.BinAritOperator, a, b int64) int64 {
	switch op {
	case syntax.Add:
		return a + b
	case syntax.Sub:
		return a - b
	case syntax.Mul:
		return a * b
	case syntax.Quo, syntax.Rem:
		return s.divide(op, a, b)
	case syntax.Pow:
		return s.power(a, b)
	case syntax.Eql:
		return asNumber(a == b)
	case syntax.Neq:
		return asNumber(a != b)
	case syntax.Gtr:
		return asNumber(a > b)
	case syntax.Lss:
		return asNumber(a < b)
	case syntax.Geq:
		return asNumber(a >= b)
	case syntax.Leq:
		return asNumber(a <= b)
	case syntax.And:
		return a & b
	case syntax.Or:
		return a | b
	case syntax.Xor:
		return a ^ b
	case syntax.Shl:
		return a << (uint64(b) & 63)
	case syntax.Shr:
		return a >> (uint64(b) & 63)
	case syntax.Comma:
		return b
	}
	s.stop(Refused, "The operator "+op.String()+" is no part of this shell.")
	return 0
}

// divide truncates toward zero; Go defines the one overflow, -2^63 / -1, to wrap.
func (s *Shell) divide(op syntax.BinAritOperator, a, b int64) int64 {
	switch {
	case b == 0:
		s.stop(Failed, "Division by zero: test the number on the right first.")
	case op == syntax.Rem:
		return a % b
	}
	return a / b
}

// power multiplies by squaring.
func (s *Shell) power(base, exponent int64) int64 {
	if exponent < 0 {
		s.stop(Failed, "A power needs an exponent of 0 or more: $(( )) counts with integers only.")
	}
	result := int64(1)
	for ; exponent > 0; exponent >>= 1 {
		if exponent&1 == 1 {
			result *= base
		}
		base *= base
	}
	return result
}
