package lua

import (
	"math"

	glua "github.com/yuin/gopher-lua"
)

// openMath opens the math library. Each function gives the same bits on every processor: see elementary.go.
func (s *Sandbox) openMath() {
	for _, f := range []struct {
		name string
		of   func(float64) float64
	}{
		{"abs", math.Abs},
		{"acos", arcCosine},
		{"asin", arcSine},
		{"atan", arcTangent},
		{"ceil", math.Ceil},
		{"cos", cosine},
		{"cosh", hyperbolicCosine},
		{"deg", func(x float64) float64 { return x * (180 / math.Pi) }},
		{"exp", exponential},
		{"floor", math.Floor},
		{"log", logarithm},
		{"log10", func(x float64) float64 { return logarithm(x) / math.Ln10 }},
		{"rad", func(x float64) float64 { return x * (math.Pi / 180) }},
		{"sin", sine},
		{"sinh", hyperbolicSine},
		{"sqrt", math.Sqrt},
		{"tan", tangent},
		{"tanh", hyperbolicTangent},
	} {
		s.set("math", f.name, s.library(func(state *glua.LState) int {
			return pushNumber(state, f.of(number(state, 1)), true)
		}))
	}
	s.open("math", []entry{
		{"atan2", func(state *glua.LState) int {
			return pushNumber(state, angle(number(state, 1), number(state, 2)), true)
		}},
		{"fmod", s.mathFmod},
		{"frexp", mathFrexp},
		{"ldexp", mathLdexp},
		{"max", mathMax},
		{"min", mathMin},
		{"mod", s.mathFmod},
		{"modf", mathModf},
		{"pow", func(state *glua.LState) int {
			return pushNumber(state, power(state, number(state, 1), number(state, 2)), true)
		}},
	})
	s.set("math", "pi", glua.LNumber(math.Pi))
	s.set("math", "huge", glua.LNumber(math.Inf(1)))
}

// mathFmod is the remainder with the sign of the first number.
func (s *Sandbox) mathFmod(state *glua.LState) int {
	a, b := number(state, 1), number(state, 2)
	if a != 0 && b != 0 && !math.IsInf(a, 0) {
		s.meter.charge(state, max(math.Ilogb(a)-math.Ilogb(b), 0))
	}
	return pushNumber(state, math.Mod(a, b), true)
}

func mathFrexp(state *glua.LState) int {
	fraction, exponent := math.Frexp(number(state, 1))
	state.Push(glua.LNumber(fraction))
	state.Push(glua.LNumber(exponent))
	return 2
}

func mathLdexp(state *glua.LState) int {
	exponent := min(max(integer(state, 2), -5000), 5000)
	return pushNumber(state, math.Ldexp(number(state, 1), exponent), true)
}

func mathModf(state *glua.LState) int {
	x := number(state, 1)
	if math.IsInf(x, 0) {
		state.Push(glua.LNumber(x))
		return 1 + pushNumber(state, 0, true)
	}
	state.Push(glua.LNumber(math.Trunc(x)))
	return 1 + pushNumber(state, x-math.Trunc(x), true)
}

func mathMax(state *glua.LState) int {
	largest := number(state, 1)
	for i := 2; i <= state.GetTop(); i++ {
		if x := number(state, i); x > largest {
			largest = x
		}
	}
	return pushNumber(state, largest, true)
}

func mathMin(state *glua.LState) int {
	smallest := number(state, 1)
	for i := 2; i <= state.GetTop(); i++ {
		if x := number(state, i); x < smallest {
			smallest = x
		}
	}
	return pushNumber(state, smallest, true)
}
