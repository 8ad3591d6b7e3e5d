package shell

import (
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A bomb is a source that would never end or fill the memory in a real shell.
type bomb struct {
	name   string
	source string
	says   string // part of the sentence that stops it; "" where it may also end by itself
}

// doubling builds a text that doubles with every repetition.
const doubling = "x=aaaaaaaaaaaaaaaa; while true; do x=$x$x; done"

var bombs = []bomb{
	{"endless while", "while true; do :; done", "steps without an end"},
	{"endless until", "until false; do x=1; done", "steps without an end"},
	{"endless for", "for ((;;)); do :; done", "steps without an end"},
	{"endless empty condition", "while continue; do :; done", ""},
	{"doubling variable", doubling, "The text in all variables grew past"},
	{"doubling word", "x=a; while true; do x=\"$x$x$x$x$x$x$x$x\"; done", "grew past"},
	{"doubling local", "f() { local x=$1$1; f $x; }; f a", ""},
	{"doubling through cat", "x=a; while true; do x=$(echo $x$x | cat); done", ""},
	{"range", "echo {1..100000000}", "words"},
	{"range product", "echo {1..1000}{1..1000}{1..1000}", "words"},
	{"range in lists", "echo " + strings.Repeat("{1..9999} ", 200), "words"},
	{"range with a huge step", "echo {-9223372036854775808..9223372036854775807}", "words"},
	{"nested braces", "echo " + strings.Repeat("{", 60_000), ""},
	{"nested brace lists", "echo " + strings.Repeat("{a,", 20_000) + strings.Repeat("}", 20_000), ""},
	{"sequence of numbers", "seq 1000000000", "steps without an end"},
	{"sequence in a loop", "for i in $(seq 1000000); do :; done", ""},
	{"recursion", "f() { f; }; f", tooDeep},
	{"recursion in substitution", "f() { echo $(f); }; f", tooDeep},
	{"recursion in a pipe", "f() { f | f; }; f", tooDeep},
	{"fork bomb", "f() { f; f; }; f", tooDeep},
	{"nested substitution", nest("$(", "echo", ")", 8_000), tooDeep},
	{"nested quoted substitution", nest("echo \"$(", "a", ")\"", 5_000), tooDeep},
	{"nested parentheses", nest("(", "echo", ")", 32_000), tooDeep},
	{"nested groups", nest("{ ", "echo;", "};", 10_000), tooDeep},
	{"nested if", nest("if ", "a;", " then b;fi;", 3_000), tooDeep},
	{"nested parameter", "echo " + nest("${a:-", "x", "}", 8_000), tooDeep},
	{"nested arithmetic", "echo $((" + nest("(", "1", ")", 20_000) + "))", tooDeep},
	{"nested case", nest("case x in x) ", "a;", " esac;", 3_000), tooDeep},
	{"nested functions", nest("f() ", "a", "", 12_000), tooDeep},
	{"nested backquotes", strings.Repeat("`", 60_000), ""},
	{"long sum", "echo $((" + strings.Repeat("1+", 20_000) + "1))", tooDeep},
	{"long list", strings.Repeat("true&&", 10_000) + "true", tooDeep},
	{"long pipe", strings.Repeat("true|", 10_000) + "true", tooDeep},
	{"huge source", "echo " + strings.Repeat("a", 1<<20), "bytes long"},
	{"huge here-document", "cat <<E\n" + strings.Repeat("0123456789\n", 20_000) + "E\n", "bytes long"},
	{"here-document in a loop", "while true; do cat <<E | cat\n" + strings.Repeat("0123456789\n", 3_000) + "E\ndone", ""},
	{"endless output", "while true; do echo " + strings.Repeat("a", 10_000) + "; done", ""},
	{"endless pipe", "while true; do echo y; done | head -1", ""},
	{"wide printf", "printf '%99999999999s' a; printf '%1000d%1000d%1000d' $(seq 9000)", ""},
	{"star pattern", starPattern(), ""},
	{"star replacement", "x=$(printf '%1000s'); y=$x$x$x$x$x$x$x$x; for i in 1 2 3 4 5 6 7 8 9; do echo ${y//*a/b}; done", ""},
	{"replacement by much", "x=$(printf '%1000s'); while true; do x=${x// /$x}; done", "steps without an end"},
	{"expression with repeats", "echo a | grep -E '" + strings.Repeat("(a{1000})", 100) + "'", ""},
	{"expression over much", "x=$(seq 100000); echo \"$x\" | grep -E '(.*)(.*)(.*)(.*)(.*)(.*)[xyz]{500}'", ""},
	{"condition expression", "x=$(seq 100000); [[ $x =~ (.*)(.*)(.*)(.*)(.*)[xyz]{900} ]]", ""},
	{"many functions", "i=0; while true; do f() { :; }; i=$((i+1)); done", "steps without an end"},
	{"argument list", "f() { set -- \"$@\" \"$@\"; }; set -- a; while true; do set -- $@ $@; done", ""},
	{"sort much", "x=$(seq 100000); while true; do echo \"$x\" | sort -rn | tail -1; done", ""},
	{"translate much", "x=$(seq 100000); while true; do echo \"$x\" | tr '\\0-\\377' '\\0-\\377'; done", ""},
	{"shift of arithmetic", "echo $((1<<999999999999)) $((2**9223372036854775807)) $((-9223372036854775807-1)) $(( (-9223372036854775807-1) / -1 ))", ""},
}

// nest puts a text into n pairs of brackets.
func nest(open, inner, end string, n int) string {
	return strings.Repeat(open, n) + inner + strings.Repeat(end, n)
}

// starPattern makes a pattern that fails as late as possible, over a long text.
func starPattern() string {
	return "x=$(printf '%1000s'); x=$x$x$x$x; x=$x$x$x$x; [[ $x == " + strings.Repeat("*\\ ", 200) + "*b ]]"
}

// TestBombs runs each bomb twice: it stops, with the same sentence, the same
// output and without much memory.
func TestBombs(t *testing.T) {
	for _, b := range bombs {
		t.Run(b.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			out, errOut, err := runFresh(b.source)
			runtime.ReadMemStats(&after)
			againOut, againErrOut, again := runFresh(b.source)
			require.Equal(t, out, againOut)
			require.Equal(t, errOut, againErrOut)
			require.Equal(t, err, again)
			require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(256<<20))
			require.LessOrEqual(t, len(out), DefaultLimits.Output)
			if b.says != "" {
				require.ErrorContains(t, err, b.says)
			}
		})
	}
}

// runFresh runs a source in a new shell without commands.
func runFresh(source string) (out, errOut string, err error) {
	_, err = New(nil, Limits{}).Run(source, collect(&out), collect(&errOut))
	return out, errOut, err
}

// collect returns a function that appends to a text.
func collect(text *string) func(string) {
	var b strings.Builder
	return func(more string) {
		b.WriteString(more)
		*text = b.String()
	}
}

func TestBombLeavesShellUsable(t *testing.T) {
	s := New(nil, Limits{})
	var out string
	_, err := s.Run("keep=1; f() { local keep=2; while true; do :; done; }; A=3 f", collect(&out), collect(&out))
	require.ErrorContains(t, err, "steps without an end")
	status, err := s.Run("echo $keep-$A-$#", collect(&out), collect(&out))
	require.NoError(t, err)
	require.Zero(t, status)
	require.Equal(t, "1--0\n", out)
}
