package op

import (
	"slices"
	"strings"
)

// What Near looks at and returns.
const (
	nearMost   = 3  // suggestions
	nearLength = 64 // bytes of a name beyond which nothing is near
)

// Near returns the candidates that a user who wrote name probably meant, best
// first and at most three: the same name in another spelling, one that it
// abbreviates, one that a few slips of the finger away, or another verb for
// the same noun. It returns nil when nothing is near.
func Near(name string, candidates []string) []string {
	type guess struct {
		name string
		rank int
	}
	var guesses []guess
	asked := kebab(name)
	for _, c := range candidates {
		if rank, ok := nearness(asked, kebab(c)); ok {
			guesses = append(guesses, guess{c, rank})
		}
	}
	slices.SortStableFunc(guesses, func(a, b guess) int { return a.rank - b.rank })
	var names []string
	for _, g := range guesses {
		isBest := g.rank < nearLength || guesses[0].rank == nearLength // another verb only where nothing is nearer
		if isBest && len(names) < nearMost && !slices.Contains(names, g.name) {
			names = append(names, g.name)
		}
	}
	return names
}

// nearness ranks a candidate for a name, both in lower-case words; 0 is best.
func nearness(name, candidate string) (rank int, ok bool) {
	if name == "" || candidate == "" || len(name) > nearLength || len(candidate) > nearLength {
		return 0, false
	}
	slips := editDistance(name, candidate)
	switch {
	case slips <= 1:
		return slips, true
	case abbreviates(name, candidate):
		return 2, true
	case slips <= 1+len(name)/5:
		return slips + 1, true
	case sameNoun(name, candidate) && asksToRead(name) && strings.HasPrefix(candidate, "describe-"):
		return nearLength - 1, true
	case sameNoun(name, candidate):
		return nearLength, true
	}
	return 0, false
}

// abbreviates reports whether each word of the name begins the word of the candidate in its place: "vol-id" for "volume-id".
func abbreviates(name, candidate string) bool {
	for word := range strings.SplitSeq(name, "-") {
		begins, rest, _ := strings.Cut(candidate, "-")
		if word == "" || !strings.HasPrefix(begins, word) {
			return false
		}
		candidate = rest
	}
	return true
}

// sameNoun reports whether two names differ in their first word alone, a
// final "s" apart: "list-volume" and "describe-volumes". An "id" is no noun.
func sameNoun(name, candidate string) bool {
	_, a, _ := strings.Cut(name, "-")
	_, b, _ := strings.Cut(candidate, "-")
	return len(a) > 2 && strings.TrimSuffix(a, "s") == strings.TrimSuffix(b, "s")
}

// asksToRead reports whether a name begins with a verb that other services and
// tools have for what EC2 calls describe.
func asksToRead(name string) bool {
	verb, _, _ := strings.Cut(name, "-")
	return slices.Contains([]string{"list", "get", "show", "view"}, verb)
}

// editDistance counts the letters to insert, delete, replace or swap with
// their neighbour to turn a into b (optimal string alignment).
func editDistance(a, b string) int {
	var before, above, row [nearLength + 1]int
	for j := range len(b) + 1 {
		above[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, above = above, row
	}
	return above[len(b)]
}

// didYouMean returns "did you mean a or b?" for the near names, each with a prefix, and "" when there are none.
func didYouMean(prefix string, near []string) string {
	if len(near) == 0 {
		return ""
	}
	return "did you mean " + prefix + strings.Join(near, " or "+prefix) + "?"
}

// nearOr returns "did you mean …?" for the candidates that are near a name, and another hint when none is.
func nearOr(name string, candidates []string, otherwise string) string {
	if hint := didYouMean("", Near(name, candidates)); hint != "" {
		return hint
	}
	return otherwise
}
