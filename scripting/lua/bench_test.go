package lua

import (
	"testing"

	"github.com/stretchr/testify/require"
	glua "github.com/yuin/gopher-lua"
)

// workloads are run in the sandbox and in plain gopher-lua, side by side.
var workloads = []struct{ name, source string }{
	{"fib24", `local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end return fib(24)`},
	{"loop", `local x = 0 for i = 1, 100000 do x = x + i * 2 end return x`},
	{"host call", `for i = 1, 100000 do nop() end`},
	{"host call with a table", `for i = 1, 10000 do nop { size = i, type = "gp3", iops = 3000, az = "us-east-1a" } end`},
	{"concat", `local s for i = 1, 100000 do s = "vol-" .. i end return s`},
	{"array", `local t = {} for i = 1, 100000 do t[i] = i end local s = 0 for i = 1, 100000 do s = s + t[i] end return s`},
	{"fields", `local t = { n = 0 } for i = 1, 100000 do t.n = t.n + 1 end return t.n`},
	{"compare", `local a, b, n = "x", "y", 0 for i = 1, 100000 do if a < b then n = n + 1 end end return n`},
}

func BenchmarkSandbox(b *testing.B) {
	for _, w := range workloads {
		b.Run(w.name, func(b *testing.B) {
			s := New(Options{})
			defer s.Close()
			s.Register("", "nop", func(*glua.LState) int { return 0 })
			body, err := s.Load("work.lua", w.source)
			require.NoError(b, err)
			for b.Loop() {
				s.options.Memory = 1 << 40
				if _, err := s.Call(1<<40, body, 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkPlain(b *testing.B) {
	for _, w := range workloads {
		b.Run(w.name, func(b *testing.B) {
			state := glua.NewState()
			defer state.Close()
			state.Register("nop", func(*glua.LState) int { return 0 })
			body, err := state.LoadString(w.source)
			require.NoError(b, err)
			for b.Loop() {
				state.Push(body)
				if err := state.PCall(0, 0, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New(Options{}).Close()
	}
}

func BenchmarkLoadLesson(b *testing.B) {
	s := New(Options{})
	defer s.Close()
	for b.Loop() {
		if _, err := s.Load("lesson.lua", lessonText); err != nil {
			b.Fatal(err)
		}
	}
}
