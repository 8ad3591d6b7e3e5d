package ec2

import (
	"fmt"
	"regexp"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestIDsNameOneThing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed, lane := rapid.Uint64().Draw(t, "seed"), rapid.Uint8().Draw(t, "lane")
		names, other := NewNames(seed, lane), NewNames(seed, lane+1)
		region := rapid.Uint16Range(0, 10).Draw(t, "region")
		ref := Ref{Kind(rapid.IntRange(1, 7).Draw(t, "kind")), rapid.Uint32().Draw(t, "index")}
		id := names.ID(region, ref, "")
		require.True(t, ref.Kind.WellFormed(id), id)
		kind, ok := KindOfID(id)
		require.True(t, ok)
		require.Equal(t, ref.Kind, kind)
		index, ok := names.Find(region, ref.Kind, id)
		require.True(t, ok)
		require.Equal(t, ref.Index, index)

		_, ok = names.Find(region+1, ref.Kind, id)
		require.False(t, ok, "in another region")
		_, ok = other.Find(region, ref.Kind, id)
		require.False(t, ok, "in another lane")
		require.NotEqual(t, id, other.ID(region, ref, ""))
		require.NotEqual(t, id, names.ID(region, Ref{ref.Kind, ref.Index + 1}, ""))
	})
}

func TestGivenIDs(t *testing.T) {
	names := NewNames(1, 0)
	names.give("ami-bbbbbbbb", 2, Ref{KindImage, 5})
	names.give("ami-aaaaaaaa", 1, Ref{KindImage, 3})
	names.give("ami-bbbbbbbb", 3, Ref{KindImage, 7})
	for region, want := range map[uint16]uint32{2: 5, 3: 7} {
		index, ok := names.Find(region, KindImage, "ami-bbbbbbbb")
		require.True(t, ok)
		require.Equal(t, want, index)
	}
	_, ok := names.Find(1, KindImage, "ami-bbbbbbbb")
	require.False(t, ok)
	_, ok = names.Find(2, KindVolume, "ami-bbbbbbbb")
	require.False(t, ok)
	require.True(t, names.isTaken(KindImage, "ami-aaaaaaaa"))
	require.False(t, names.isTaken(KindImage, "ami-aaaaaaab"))
	require.True(t, names.isTaken(KindImage, names.ID(0, Ref{KindImage, 99}, "")), "what will be made has its id already")
}

// FuzzMatches compares filter patterns with regular expressions.
func FuzzMatches(f *testing.F) {
	for _, seed := range [][2]string{{"", ""}, {"*", ""}, {"a*b?c", "axxbyc"}, {`\*`, "*"}, {"**a", "aaa"}, {`a\`, "a"}, {`*\?`, "x?"}, {"?", ""}} {
		f.Add(seed[0], seed[1])
	}
	f.Add("*??", "€")
	f.Fuzz(func(t *testing.T, pattern, value string) {
		if utf8.ValidString(pattern) && utf8.ValidString(value) {
			require.Equal(t, regexpOf(pattern).MatchString(value), matches(pattern, value), "%q %q", pattern, value)
		}
	})
}

// regexpOf says a pattern as a regular expression.
func regexpOf(pattern string) *regexp.Regexp {
	expression, escaped := "(?s)^", false
	for n, c := range pattern {
		switch {
		case !escaped && c == '\\' && n+1 < len(pattern):
			escaped = true
			continue
		case !escaped && c == '*':
			expression += ".*"
		case !escaped && c == '?':
			expression += "."
		default:
			expression += regexp.QuoteMeta(string(c))
		}
		escaped = false
	}
	return regexp.MustCompile(expression + "$")
}

// FuzzToken hands made-up tokens to a describing call: they are refused, or stand for a position.
func FuzzToken(f *testing.F) {
	f.Add("")
	f.Add("abc")
	f.Add(writeToken("DescribeVolumes", 5))
	f.Fuzz(func(t *testing.T, token string) {
		all := []int{0, 1, 2, 3, 4, 5, 6, 7, 8}
		part, next, err := page("DescribeVolumes", all, nil, token)
		if err == nil {
			require.Empty(t, next)
			require.Equal(t, all[len(all)-len(part):], part)
		}
		_, _, err = page("DescribeSnapshots", all, nil, writeToken("DescribeVolumes", len(token)))
		require.NotNil(t, err, "the token of another call")
	})
}

func TestPublicAddressesDiffer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seen := map[string]string{}
		for index := range uint32(800) {
			starts := rapid.Uint32Range(1, 30).Draw(t, "starts")
			address := publicAddress(index, starts)
			require.Regexp(t, `^(203\.0\.113|198\.51\.100|192\.0\.2|198\.1[89]\.\d+)\.\d+$`, address)
			require.NotEqual(t, address, publicAddress(index, starts+1), "a start brings a new one")
			require.Empty(t, seen[address], address)
			seen[address] = fmt.Sprint(index)
		}
	})
}

// TestPublicImagesAreFoundByID finds whatever a new state holds, in its own Region.
func TestPublicImagesAreFoundByID(t *testing.T) {
	s := New(NewNames(1, 0), 0)
	require.Greater(t, s.Images().Len(), 100)
	require.Greater(t, s.Snapshots().Len(), 100)
	find := func(ref Ref, region uint16) {
		got, ok := s.Find(region, s.ID(ref))
		require.True(t, ok)
		require.Equal(t, ref, got)
	}
	for index, m := range s.Images().All() {
		find(Ref{KindImage, index}, m.Region)
	}
	for index, x := range s.Snapshots().All() {
		find(Ref{KindSnapshot, index}, x.Region)
	}
}
