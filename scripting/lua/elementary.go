package lua

import (
	"math"

	glua "github.com/yuin/gopher-lua"
)

// The functions here are sums and products of float64 written so that every processor rounds at the same places. Go's
// own exp, log and their like are assembly on some processors and series on others, and a compiler may fuse a product
// and a sum into one rounding on a third; a lesson's numbers must not depend on that. Each conversion to float64 around
// a product forbids the fusing. Results are within a few units of the last place.

// times is a product that is rounded before anything is added to it.
func times(a, b float64) float64 { return float64(a * b) }

// Two parts of ln 2 and three of π/2: the first ones are short, so that a whole number times one is exact.
const (
	ln2High = 0x1.62e42fee00000p-1
	ln2Low  = 0x1.a39ef35793c76p-33

	halfPiHigh   = 0x1.921fb54400000p+0
	halfPiMiddle = 0x1.0b4611a600000p-34
	halfPiLow    = 0x1.3198a2e037073p-69
)

// exponential is e to the x.
func exponential(x float64) float64 {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 1):
		return x
	case x > 710:
		return math.Inf(1)
	case x < -746:
		return 0
	}
	k := math.Round(times(x, math.Log2E))
	r := (x - times(k, ln2High)) - times(k, ln2Low)
	sum := 1.0
	for n := 18.0; n >= 1; n-- {
		sum = 1 + times(r, sum)/n
	}
	return math.Ldexp(sum, int(k))
}

// logarithm is the natural logarithm of x.
func logarithm(x float64) float64 {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 1):
		return x
	case x < 0:
		return math.NaN()
	case x == 0:
		return math.Inf(-1)
	}
	fraction, exponent := math.Frexp(x)
	if fraction < math.Sqrt2/2 {
		fraction, exponent = 2*fraction, exponent-1
	}
	z := (fraction - 1) / (fraction + 1)
	square, sum := times(z, z), 0.0
	for n := 25.0; n >= 3; n -= 2 {
		sum = times(sum+1/n, square)
	}
	k := float64(exponent)
	return times(k, ln2High) + (times(2, z) + (times(times(2, z), sum) + times(k, ln2Low)))
}

// power is x to the y: by squaring for whole y, by exp and log else.
func power(_ *glua.LState, x, y float64) float64 {
	switch {
	case y == 0.5 && !math.IsInf(x, -1):
		return math.Sqrt(x)
	case y == math.Trunc(y) && math.Abs(y) <= 1<<31:
		return wholePower(x, y)
	case math.IsNaN(x) || math.IsNaN(y) || x == 0 || x == 1 || math.IsInf(x, 0) || math.IsInf(y, 0) || y == math.Trunc(y):
		return math.Pow(x, y) // the cases without rounding, and powers so high that they are 0, 1 or infinite
	case x < 0:
		return math.NaN()
	}
	return exponential(times(y, logarithm(x)))
}

func wholePower(x, y float64) float64 {
	result, n := 1.0, int64(math.Abs(y))
	for square := x; n > 0; n, square = n/2, times(square, square) {
		if n%2 == 1 {
			result = times(result, square)
		}
	}
	if y < 0 {
		return 1 / result
	}
	return result
}

// quarter splits an angle into a whole number of quarter turns, modulo 4, and a rest of at most π/4.
// Angles beyond 2^31 give rest NaN: no digit of their place on the circle is left.
func quarter(x float64) (turns int, rest float64) {
	if math.IsNaN(x) || math.Abs(x) > 1<<31 {
		return 0, math.NaN()
	}
	k := math.Round(times(x, 2/math.Pi))
	rest = ((x - times(k, halfPiHigh)) - times(k, halfPiMiddle)) - times(k, halfPiLow)
	return int(int64(k) & 3), rest
}

func sineSeries(x float64) float64 {
	square, sum := times(x, x), 1.0
	for n := 20.0; n >= 2; n -= 2 {
		sum = 1 - times(square, sum)/times(n, n+1)
	}
	return times(x, sum)
}

func cosineSeries(x float64) float64 {
	square, sum := times(x, x), 1.0
	for n := 21.0; n >= 1; n -= 2 {
		sum = 1 - times(square, sum)/times(n, n+1)
	}
	return sum
}

func sine(x float64) float64 {
	turns, rest := quarter(x)
	return circle(turns, rest)
}

func cosine(x float64) float64 {
	turns, rest := quarter(x)
	return circle(turns+1, rest)
}

// circle is the sine of an angle given as quarter turns and a rest.
func circle(turns int, rest float64) float64 {
	switch turns % 4 {
	case 0:
		return sineSeries(rest)
	case 1:
		return cosineSeries(rest)
	case 2:
		return -sineSeries(rest)
	}
	return -cosineSeries(rest)
}

func tangent(x float64) float64 { return sine(x) / cosine(x) }

// arcTangent halves its argument's angle until the series is short: atan x = 2 atan(x / (1 + √(1 + x²))).
func arcTangent(x float64) float64 {
	if math.IsInf(x, 0) || math.Abs(x) > 0x1p60 {
		return math.Copysign(math.Pi/2, x)
	}
	if math.Abs(x) > 1 {
		return math.Copysign(math.Pi/2, x) - arcTangent(1/x)
	}
	halvings := 0
	for ; math.Abs(x) > 0.2; halvings++ {
		x = x / (1 + math.Sqrt(1+times(x, x)))
	}
	square, sum := times(x, x), 0.0
	for n := 25.0; n >= 1; n -= 2 {
		sum = 1/n - times(square, sum)
	}
	return math.Ldexp(times(x, sum), halvings)
}

// angle is atan2: the angle of the point (x, y).
func angle(y, x float64) float64 {
	switch {
	case math.IsNaN(x) || math.IsNaN(y):
		return math.NaN()
	case x == 0 && y == 0, math.IsInf(x, 0) && math.IsInf(y, 0), math.IsInf(x, 1):
		return math.Atan2(y, x) // a multiple of π/4, without rounding on the way
	case x > 0:
		return arcTangent(y / x)
	case x < 0:
		return arcTangent(y/x) + math.Copysign(math.Pi, y)
	}
	return math.Copysign(math.Pi/2, y)
}

func arcSine(x float64) float64 { return angle(x, math.Sqrt(times(1-x, 1+x))) }

func arcCosine(x float64) float64 { return angle(math.Sqrt(times(1-x, 1+x)), x) }

func hyperbolicSine(x float64) float64 {
	if math.Abs(x) < 0.5 {
		square, sum := times(x, x), 1.0
		for n := 16.0; n >= 2; n -= 2 {
			sum = 1 + times(square, sum)/times(n, n+1)
		}
		return times(x, sum)
	}
	return exponential(x)/2 - exponential(-x)/2
}

func hyperbolicCosine(x float64) float64 { return exponential(x)/2 + exponential(-x)/2 }

func hyperbolicTangent(x float64) float64 {
	if math.Abs(x) > 30 {
		return math.Copysign(1, x)
	}
	return hyperbolicSine(x) / hyperbolicCosine(x)
}
