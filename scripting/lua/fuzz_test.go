package lua

import (
	"testing"

	"github.com/stretchr/testify/require"
	glua "github.com/yuin/gopher-lua"
)

// FuzzRun loads and runs anything: it ends, does not panic, and ends the same way twice.
func FuzzRun(f *testing.F) {
	for _, bomb := range bombs {
		f.Add(bomb.source)
	}
	f.Add(lessonText)
	f.Add("local a <const> = 1")
	f.Add("goto x ::x:: local t = { f(), ... } t.a, t[1], b = ... ; repeat until a == b .. c")
	f.Fuzz(func(t *testing.T, source string) {
		first, second := outcome(t, source), outcome(t, source)
		require.Equal(t, first, second)
		if _, err := Positions("fuzz.lua", source); err != nil {
			require.IsType(t, &Fault{}, err)
		}
	})
}

func outcome(t *testing.T, source string) (said []string) {
	s := New(Options{
		Fuel: 20_000, Memory: 1 << 20, Print: func(line string) { said = append(said, line) },
		Random: func(n uint64) uint64 { return n / 2 },
	})
	defer s.Close()
	body, err := s.Load("fuzz.lua", source)
	if err != nil {
		return append(said, err.Error())
	}
	results, err := s.Call(0, body, glua.MultRet)
	s.Freeze(results...)
	for _, r := range results {
		said = append(said, tostring(r))
		_, _ = ToGo(r)
		if f, ok := r.(*glua.LFunction); ok && err == nil {
			_, err = s.Call(0, f, 0)
		}
	}
	if err != nil {
		require.IsType(t, &Fault{}, err)
		said = append(said, err.Error())
	}
	return said
}
