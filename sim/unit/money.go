package unit

import (
	"fmt"
	"math/big"
	"math/bits"
	"strings"
)

// A Sum is a 128-bit count of quantity times time, for example GiB·ms. It
// holds 64 TiB in bytes for over 500 million years. The zero value is zero.
type Sum struct{ High, Low uint64 }

// Plus returns s + t; it panics where 128 bits overflow, which no world reaches.
func (s Sum) Plus(t Sum) Sum {
	low, carry := bits.Add64(s.Low, t.Low, 0)
	high, over := bits.Add64(s.High, t.High, carry)
	if over != 0 {
		panic("unit: sum exceeds 128 bits")
	}
	return Sum{high, low}
}

// Product returns quantity times time; a negative time is an engine bug and panics.
func Product(quantity uint64, d Duration) Sum {
	if d < 0 {
		panic(fmt.Sprintf("unit: negative duration %d", int64(d)))
	}
	high, low := bits.Mul64(quantity, uint64(d))
	return Sum{high, low}
}

// Compare returns -1, 0 or +1 as s is less than, equal to or greater than t.
func (s Sum) Compare(t Sum) int { return s.big().Cmp(t.big()) }

// IsZero reports whether s is zero.
func (s Sum) IsZero() bool { return s == Sum{} }

// String returns the sum in decimal.
func (s Sum) String() string { return s.big().String() }

func (s Sum) big() *big.Int {
	n := new(big.Int).SetUint64(s.High)
	return n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(s.Low))
}

// Over returns the sum divided by a number, as an exact quantity: GiB·ms over
// the milliseconds of a month are GiB-months. It panics for a divisor of zero or less.
func (s Sum) Over(divisor int64) Ratio {
	if divisor <= 0 {
		panic(fmt.Sprintf("unit: division by %d", divisor))
	}
	return Ratio{new(big.Rat).SetFrac(s.big(), big.NewInt(divisor))}
}

// A Ratio is an exact rational number. The zero value is 0. Ratios are immutable.
type Ratio struct{ r *big.Rat }

func (q Ratio) rat() *big.Rat {
	if q.r == nil {
		return new(big.Rat)
	}
	return q.r
}

// RatioOf returns the exact ratio numerator/denominator; it panics for a zero denominator.
func RatioOf(numerator, denominator int64) Ratio { return Ratio{big.NewRat(numerator, denominator)} }

// ParseRatio reads a decimal number such as "0.10" or "-3". Exponents and
// fractions are refused: prices are written as people write them.
func ParseRatio(text string) (Ratio, error) {
	body := strings.TrimPrefix(text, "-")
	whole, fraction, dotted := strings.Cut(body, ".")
	const digits = "0123456789"
	if whole == "" || dotted && fraction == "" || len(text) > 40 || strings.Trim(whole+fraction, digits) != "" {
		return Ratio{}, fmt.Errorf("%q is not a decimal number: write one such as 0.10", text)
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return Ratio{}, fmt.Errorf("%q is not a decimal number: write one such as 0.10", text)
	}
	return Ratio{r}, nil
}

// Plus returns q + p.
func (q Ratio) Plus(p Ratio) Ratio { return Ratio{new(big.Rat).Add(q.rat(), p.rat())} }

// Minus returns q - p.
func (q Ratio) Minus(p Ratio) Ratio { return Ratio{new(big.Rat).Sub(q.rat(), p.rat())} }

// Times returns q * p.
func (q Ratio) Times(p Ratio) Ratio { return Ratio{new(big.Rat).Mul(q.rat(), p.rat())} }

// Over returns q / p; it panics when p is zero.
func (q Ratio) Over(p Ratio) Ratio { return Ratio{new(big.Rat).Quo(q.rat(), p.rat())} }

// Compare returns -1, 0 or +1 as q is less than, equal to or greater than p.
func (q Ratio) Compare(p Ratio) int { return q.rat().Cmp(p.rat()) }

// Sign returns -1, 0 or +1 as q is negative, zero or positive.
func (q Ratio) Sign() int { return q.rat().Sign() }

// Exact returns the ratio in lowest terms, for example "3/2", or "17" when it is whole.
func (q Ratio) Exact() string { return q.rat().RatString() }

// Decimal returns q rounded once, half to even, to the given number of digits after the point.
func (q Ratio) Decimal(digits int) string {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
	scaled := new(big.Rat).Mul(q.rat(), new(big.Rat).SetInt(scale))
	n := roundHalfEven(scaled)
	text := new(big.Int).Abs(n).String()
	if missing := digits + 1 - len(text); missing > 0 {
		text = strings.Repeat("0", missing) + text
	}
	if digits > 0 {
		text = text[:len(text)-digits] + "." + text[len(text)-digits:]
	}
	if n.Sign() < 0 {
		text = "-" + text
	}
	return text
}

// Short returns q with as few digits as show it exactly, at most the given
// number; a longer one is rounded, and trailing zeros go.
func (q Ratio) Short(digits int) string {
	text := q.Decimal(digits)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if text == "-0" {
		return "0"
	}
	return text
}

func roundHalfEven(r *big.Rat) *big.Int {
	quotient, remainder := new(big.Int).QuoRem(r.Num(), r.Denom(), new(big.Int))
	twice := remainder.Abs(remainder).Lsh(remainder, 1)
	away := twice.Cmp(r.Denom())
	if away > 0 || away == 0 && quotient.Bit(0) == 1 {
		quotient.Add(quotient, big.NewInt(int64(r.Sign())))
	}
	return quotient
}

// Money is an exact amount of US dollars. The zero value is nothing. It is
// rounded only when it is printed: once, half to even.
type Money struct{ Ratio }

// ParseMoney reads a decimal amount such as "72.00" or "-0.05".
func ParseMoney(text string) (Money, error) {
	r, err := ParseRatio(text)
	return Money{r}, err
}

// Plus returns m + n.
func (m Money) Plus(n Money) Money { return Money{m.Ratio.Plus(n.Ratio)} }

// Minus returns m - n.
func (m Money) Minus(n Money) Money { return Money{m.Ratio.Minus(n.Ratio)} }

// Compare returns -1, 0 or +1 as m is less than, equal to or greater than n.
func (m Money) Compare(n Money) int { return m.Ratio.Compare(n.Ratio) }

// Cents returns the amount to the cent, for example "72.00" or "-0.05"; what
// rounds to nothing is "0.00", never "-0.00".
func (m Money) Cents() string { return m.Decimal(2) }

// String returns the amount with its sign, for example "$72.00" or "-$0.05".
func (m Money) String() string { return m.Dollars(2) }

// Dollars returns the amount with a dollar sign and the given number of digits after the point.
func (m Money) Dollars(digits int) string {
	text := m.Decimal(digits)
	if rest, negative := strings.CutPrefix(text, "-"); negative {
		return "-$" + rest
	}
	return "$" + text
}
