package lua

import (
	"math"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
	glua "github.com/yuin/gopher-lua"
	"pgregory.net/rapid"
)

func TestToGo(t *testing.T) {
	for source, want := range map[string]any{
		`nil`:                      nil,
		`true`:                     true,
		`1.5`:                      1.5,
		`"x"`:                      "x",
		`{}`:                       []any{},
		`{ 1, "a", { 2 } }`:        []any{1.0, "a", []any{2.0}},
		`{ b = 1, a = 2 }`:         []Field{{"b", 1.0}, {"a", 2.0}},
		`{ z = 1, "first" }`:       []Field{{1.0, "first"}, {"z", 1.0}},
		`{ [1] = "a", [3] = "c" }`: []Field{{1.0, "a"}, {3.0, "c"}},
		`{ [true] = false }`:       []Field{{true, false}},
	} {
		_, results, err := run(t, "return "+source)
		require.NoError(t, err)
		got, err := ToGo(results[0])
		require.NoError(t, err)
		require.Equal(t, want, got, source)
	}
	_, results, err := run(t, "return function() end")
	require.NoError(t, err)
	got, err := ToGo(results[0])
	require.NoError(t, err)
	require.IsType(t, &glua.LFunction{}, got)
}

func TestToGoRefuses(t *testing.T) {
	for source, message := range map[string]string{
		`local t = {} t.t = t return t`:                              "holds itself",
		`local t = {} for i = 1, 40 do t = { t } end return t`:       "inside each other",
		`local t = { 1 } for i = 1, 25 do t = { t, t } end return t`: "more than 200000 values",
	} {
		_, results, err := run(t, source)
		require.NoError(t, err)
		_, err = ToGo(results[0])
		require.ErrorContains(t, err, message)
	}
}

// TestExtent pins the fields of gopher-lua's table that extentOf looks at.
func TestExtent(t *testing.T) {
	table := reflect.TypeFor[glua.LTable]()
	for field, name := range map[int]string{arrayField: "array", otherField: "dict", stringField: "strdict", keyOrderField: "keys"} {
		require.Equal(t, name, table.Field(field).Name)
	}
	_, results, err := run(t, `local t = { 1, 2, nil, 4, x = 1, y = 2, [true] = 3 } t.x = nil return t`)
	require.NoError(t, err)
	require.Equal(t, extent{array: 4, keys: 3, dead: 1}, extentOf(results[0].(*glua.LTable)))
}

// TestElementary compares the portable functions with Go's, to a few units of the last place.
func TestElementary(t *testing.T) {
	near := func(t require.TestingT, want, got float64, about string, x float64) {
		if math.IsNaN(want) || math.IsInf(want, 0) || math.Abs(want) < 1e-290 {
			require.Equal(t, math.IsNaN(want), math.IsNaN(got), "%s(%v) = %v", about, x, got)
			return
		}
		require.InEpsilon(t, want, got, 4e-15, "%s(%v)", about, x)
	}
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(-30, 30).Draw(t, "x")
		y := rapid.Float64Range(-20, 20).Draw(t, "y")
		unit := rapid.Float64Range(-1, 1).Draw(t, "unit")
		large := rapid.Float64Range(1e-300, 1e300).Draw(t, "large")
		near(t, math.Exp(x), exponential(x), "exp", x)
		near(t, math.Log(large), logarithm(large), "log", large)
		near(t, math.Atan(x), arcTangent(x), "atan", x)
		near(t, math.Atan2(x, y), angle(x, y), "atan2", x)
		near(t, math.Sinh(x), hyperbolicSine(x), "sinh", x)
		near(t, math.Cosh(x), hyperbolicCosine(x), "cosh", x)
		near(t, math.Tanh(x), hyperbolicTangent(x), "tanh", x)
		require.InDelta(t, math.Sin(x), sine(x), 1e-15)
		require.InDelta(t, math.Cos(x), cosine(x), 1e-15)
		require.InDelta(t, math.Asin(unit), arcSine(unit), 1e-15)
		require.InDelta(t, math.Acos(unit), arcCosine(unit), 1e-15)
		require.InEpsilon(t, math.Pow(math.Abs(x)+0.1, y), power(nil, math.Abs(x)+0.1, y), 1e-13)
	})
	require.True(t, math.IsNaN(logarithm(-1)))
	require.Equal(t, math.Inf(-1), logarithm(0))
	require.Equal(t, math.Inf(1), exponential(800))
	require.Equal(t, 0.0, exponential(-800))
	require.True(t, math.IsNaN(sine(math.Inf(1))))
	require.Equal(t, 0.0, logarithm(1))
	require.Equal(t, 1.0, exponential(0))
	require.Equal(t, 1024.0, power(nil, 2, 10))
	require.Equal(t, 0.5, power(nil, 2, -1))
	require.Equal(t, math.Inf(1), power(nil, 10, 400))
}

// TestElementaryBits pins bits: they must be these on every processor and under WebAssembly.
func TestElementaryBits(t *testing.T) {
	require.Equal(t,
		"1.8221188003905089 0.40546510810816438 0.99749498660405445 0.070737201667702906 0.98279372324732894 2.3524096152432472 1.270171973064576",
		prints(t, `print(("%.17g %.17g %.17g %.17g %.17g %.17g %.17g"):format(
			math.exp(0.6), math.log(1.5), math.sin(1.5), math.cos(1.5), math.atan(1.5), math.cosh(1.5), 1.1 ^ 2.5092))`))
}
