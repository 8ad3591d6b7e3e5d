package guest

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// words returns the commands of a script as it was understood, with ? before what was not.
func words(text string) (commands []string) {
	for _, s := range parseScript("#!/bin/sh\n" + text).steps {
		line := strings.Join(s.words, "·")
		if s.words == nil {
			line = "?" + s.text
		}
		if s.file != "" {
			line += " >" + s.file
		}
		commands = append(commands, line)
	}
	return commands
}

func TestScriptsAreReadAsShDoes(t *testing.T) {
	for text, want := range map[string][]string{
		"":                                      nil,
		"# nothing\n\n":                         nil,
		"a b  'c d' \"e $f\" g\\ h # i":         {"a·b·c d·e $f·g h"},
		"a; b && c":                             {"a", "b", "c"},
		"a \\\n  b":                             {"a·b"},
		"a > /dev/null 2>&1":                    {"a"},
		"a 2> err > out":                        {"a >out"},
		"a >> out b":                            {"a·b >out"},
		"a | b":                                 {"?a | b"},
		"a || b\nc":                             {"?a || b", "c"},
		"a &\nc":                                {"?a &", "c"},
		"cat <<END > f\nx\ny z\nEND\na":         {"cat >f", "a"},
		"cat > f <<-'END'\n\tx\n\tEND\na":       {"cat >f", "a"},
		"x <<A\n1\nA":                           {"x"},
		"if a\nthen b\nif c; then d; fi\nfi\ne": {"?if a …", "e"},
		"for i in 1; do echo; done; a\nb":       {"?for i in 1; do echo; done; a", "b"},
		"f() {\na\n}\nb":                        {"?f() { …", "b"},
		"echo $(date | wc) `x; y`":              {"echo·$(date | wc)·`x; y`"},
		"echo 'open":                            {"echo·open"},
		"echo $(open":                           {"echo·$(open"},
	} {
		require.Equal(t, want, words(text), "%q", text)
	}
}

func TestHereDocumentsHaveTheirSize(t *testing.T) {
	s := parseScript("#!/bin/sh\ncat <<END > f\nx\ny z\nEND\ntouch a")
	require.Equal(t, 6, s.steps[0].size)
	require.Equal(t, 6, s.steps[1].line)
}

// FuzzScript holds the parser to its promises: it ends, never panics, and its lines go up.
func FuzzScript(f *testing.F) {
	f.Add("#!/bin/sh\nyum install -y httpd && systemctl enable --now httpd\n")
	f.Add("#!/bin/sh\ncat <<A <<B\n1\nA\n2\nB\nif x; then\n\"'`$(\\")
	f.Add("#!/bin/bash\nfor i in 1\ndo\nf() {\n")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, s := range parseScript(text).steps {
			require.GreaterOrEqual(t, s.line, last)
			require.LessOrEqual(t, s.line, strings.Count(text, "\n")+1)
			last = s.line
		}
	})
}

func TestWhyUserDataIsNotRun(t *testing.T) {
	of := func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
	require.Empty(t, NotRun(of("#!/bin/sh\nyum install -y httpd"), ""))
	require.Equal(t, "it does not begin with #!, so it is no script", NotRun(of("yum install -y httpd"), ""))
	require.Equal(t, "/usr/bin/perl is not understood here; only sh and bash are", NotRun(of("#!/usr/bin/perl"), ""))
	require.Equal(t, "scripts of Windows are not understood here", NotRun(of("#!/bin/sh"), "windows"))
	require.Equal(t, "it is not base64", NotRun("#!/bin/sh", ""))
}
