package scene

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func ruler() *pen { return &pen{measure: roughly, k: 1} }

func TestLinesFitAndKeepEveryWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("ab cde… WW\nü")), 0, 80, -1).Draw(t, "text")
		width := float64(rapid.IntRange(20, 300).Draw(t, "width"))
		p := ruler()
		lines := p.wrap(typeBody, text, width, 0)
		for _, line := range lines {
			require.LessOrEqual(t, p.width(typeBody, line), width, "%q", line)
		}
		squeeze := strings.NewReplacer(" ", "", "\n", "")
		require.Equal(t, squeeze.Replace(text), squeeze.Replace(strings.Join(lines, "")))
	})
}

func TestACutTextFitsAndSaysThatItIsCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("ab cWü-i")), 0, 40, -1).Draw(t, "text")
		width := float64(rapid.IntRange(14, 200).Draw(t, "width"))
		p := ruler()
		for _, short := range []string{p.cut(typeCode, text, width), p.cutMiddle(typeCode, text, width)} {
			require.LessOrEqual(t, p.width(typeCode, short), width)
			require.True(t, utf8.ValidString(short))
			require.True(t, short == text || strings.Contains(short, ellipsis), "%q of %q", short, text)
		}
		lines := p.wrap(typeBody, text, width, 2)
		require.LessOrEqual(t, len(lines), 2)
	})
}

func TestTextsAreCutInTheRightPlace(t *testing.T) {
	p := ruler()
	require.Equal(t, "a long na…", p.cut(typeBody, "a long name of a thing", 72))
	require.Equal(t, "i-0a31…7f2", p.cutMiddle(typeCode, "i-0a31c04be9d127f2", 85))
	require.Equal(t, "i-0a31…27f2", shortID("i-0a31c04be9d127f2"))
	require.Equal(t, "i-0a31c04b", shortID("i-0a31c04b"))
	require.Equal(t, []string{"one two", "three", "four fi…"}, p.wrap(typeBody, "one two three four five six", 52, 3))
	require.Equal(t, []string{"    \"State\":", "\"on\""}, p.wrap(typeCode, "    \"State\": \"on\"", 104, 0))
}

func TestProseHasBoldAndCode(t *testing.T) {
	p := ruler()
	p.palette = palettes[Dark]
	runs := p.runsOf("a **b** `c * d` 2*3", p.ink)
	var texts []string
	for _, r := range runs {
		texts = append(texts, r.text)
	}
	require.Equal(t, "a b c * d 2*3", strings.Join(texts, ""))
	require.Equal(t, typeStrong, runs[1].style)
	require.Equal(t, typeCode, runs[3].style)
}
