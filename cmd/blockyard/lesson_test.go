package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/scenarios"
)

// spoilt is the cost lesson with one place changed.
func spoilt(t *testing.T, old, replaced string) string {
	source, ok := scenarios.Source(costLesson)
	require.True(t, ok)
	require.Contains(t, source, old)
	return written(t, "my-lesson.lua", strings.Replace(source, old, replaced, 1))
}

func TestFaultsOfLessonsAreSaidWithTheirLine(t *testing.T) {
	const check = "check = function(s)\n"
	for want, path := range map[string]string{
		"the lesson has no field `minuts`; did you mean `minutes`?":                                           spoilt(t, "minutes =", "minuts ="),
		"`must_fail` names step `mnth`; did you mean `month`?":                                                spoilt(t, `must_fail = "month"`, `must_fail = "mnth"`),
		"the text is not Lua at `=`; look just before it for a missing comma, bracket, `then`, `do` or `end`": spoilt(t, "steps = {", "steps = = {"),
		"the script used up its 2000000 instructions; look for a loop that never ends":                        spoilt(t, "return lesson {", "while true do end return lesson {"),
		"the script used up its 200000 instructions; look for a loop that never ends":                         spoilt(t, check, check+"while true do end\n"),
		"a string of more than 256 KiB would be made; make shorter ones":                                      spoilt(t, check, check+"local x = 'a' while true do x = x .. x end\n"),
		"the field 'count' of the globals is set after loading; keep what changes in a local":                 spoilt(t, check, check+"count = 1\n"),
		"the check of `save-money` returns the number 5; let it end with return pass, fail":                   spoilt(t, check, check+"do return 5 end\n"),
	} {
		for _, command := range []string{"lint", "try", "run"} {
			code, _, errors := typed("", command, path)
			require.Equal(t, exitFailed, code, want)
			first, _, _ := strings.Cut(errors, "\n")
			require.Regexp(t, `^my-lesson\.lua:\d+: `, first)
			require.Contains(t, first, want)
			requirePlain(t, errors)
		}
	}
}

func TestAFileWithTheLineEndsOfWindowsIsALesson(t *testing.T) {
	source, _ := scenarios.Source(costLesson)
	path := written(t, "my-lesson.lua", strings.ReplaceAll(source, "\n", "\r\n"))
	code, out, errors := typed("", "try", path)
	require.Zero(t, code, errors)
	require.Equal(t, 4, strings.Count(out, "as it should be\n"), out)
}
