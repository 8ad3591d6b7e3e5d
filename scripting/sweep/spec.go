package sweep

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"blockyard/sim/unit"
)

// MostPoints is how many points a sweep has at most.
const MostPoints = 1_000_000

// A Spec says what is varied: each value with each seed is a point.
type Spec struct {
	Name   string       // of the parameter: "hours"
	Values []unit.Ratio // rising
	Seeds  []uint64     // in order; one at least
}

// A Point is one value with one seed.
type Point struct {
	Number int // its place among all points: by value, then by seed
	Value  unit.Ratio
	Seed   uint64
}

// Len returns how many points there are.
func (s *Spec) Len() int { return len(s.Values) * len(s.Seeds) }

// Point returns a point by its place.
func (s *Spec) Point(number int) Point {
	return Point{number, s.Values[number/len(s.Seeds)], s.Seeds[number%len(s.Seeds)]}
}

// Check refuses a sweep of nothing, or of more than anybody waits for.
func (s *Spec) Check() error {
	switch {
	case !named(s.Name):
		return fmt.Errorf("%q is no name of a parameter: write one such as hours, in small letters", s.Name)
	case len(s.Values) == 0 || len(s.Seeds) == 0:
		return errors.New("a sweep needs a value and a seed at least")
	case s.Len() > MostPoints:
		return fmt.Errorf("%d values with %d seeds each are %d points: a sweep has %d at most", len(s.Values), len(s.Seeds), s.Len(), MostPoints)
	}
	return nil
}

// named reports whether a text can name a parameter: it begins a file's column and stands in commands.
func named(text string) bool {
	for i, r := range text {
		if (r < 'a' || r > 'z') && (i == 0 || r != '-' && r != '_' && (r < '0' || r > '9')) {
			return false
		}
	}
	return text != "" && len(text) <= 40
}

// ParseVary reads what is varied: "hours=0..24", "hours=0..24 step 2" or "size=8,16,100".
func ParseVary(text string) (name string, values []unit.Ratio, err error) {
	name, rest, ok := strings.Cut(text, "=")
	if !ok {
		return "", nil, fmt.Errorf("%q says no values: write hours=0..24, hours=0..24 step 2 or size=8,16,100", text)
	}
	rest, step, _ := strings.Cut(rest, " step ")
	values, err = ParseValues(strings.TrimSpace(rest), strings.TrimSpace(step))
	return strings.TrimSpace(name), values, err
}

// ParseValues reads values: "0..24" in steps, of 1 where step is "", or a list such as "8,16,100". It returns them in
// rising order, each once.
func ParseValues(text, step string) ([]unit.Ratio, error) {
	if from, to, ok := strings.Cut(text, ".."); ok {
		return parseRange(from, to, step)
	}
	if step != "" {
		return nil, fmt.Errorf("a list has no steps: write %s alone, or a range such as 0..24", text)
	}
	var values []unit.Ratio
	for part := range strings.SplitSeq(text, ",") {
		v, err := unit.ParseRatio(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		values = append(values, v)
	}
	slices.SortFunc(values, unit.Ratio.Compare)
	return slices.CompactFunc(values, func(a, b unit.Ratio) bool { return a.Compare(b) == 0 }), nil
}

// parseRange reads from..to in steps.
func parseRange(from, to, step string) ([]unit.Ratio, error) {
	if step == "" {
		step = "1"
	}
	var bounds [3]unit.Ratio
	for i, text := range []string{from, to, step} {
		v, err := unit.ParseRatio(strings.TrimSpace(text))
		if err != nil {
			return nil, err
		}
		bounds[i] = v
	}
	return Range(bounds[0], bounds[1], bounds[2])
}

// Range returns the values from one to another in steps.
func Range(from, to, step unit.Ratio) ([]unit.Ratio, error) {
	length := to.Minus(from)
	switch {
	case step.Sign() <= 0 || length.Sign() < 0:
		return nil, fmt.Errorf("%s..%s in steps of %s leads nowhere: write the smaller value first and a step above zero", decimal(from), decimal(to), decimal(step))
	case length.Sign() > 0 && length.Compare(step) < 0:
		return nil, fmt.Errorf("%s..%s is shorter than a step of %s: say a smaller step", decimal(from), decimal(to), decimal(step))
	case length.Over(step).Compare(unit.RatioOf(MostPoints, 1)) >= 0:
		return nil, fmt.Errorf("%s..%s in steps of %s has more than %d values", decimal(from), decimal(to), decimal(step), MostPoints)
	}
	var values []unit.Ratio
	for v := from; v.Compare(to) <= 0; v = v.Plus(step) {
		values = append(values, v)
	}
	return values, nil
}

// ParseSeeds reads seeds: "1..100", or a list such as "1,7,9".
func ParseSeeds(text string) (seeds []uint64, err error) {
	values, err := ParseValues(text, "")
	if err != nil {
		return nil, fmt.Errorf("seeds are whole numbers, such as 1..100: %w", err)
	}
	for _, v := range values {
		seed, err := strconv.ParseUint(v.Exact(), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("seeds are whole numbers, such as 1..100, and %s is none", decimal(v))
		}
		seeds = append(seeds, seed)
	}
	return seeds, nil
}

// decimal returns a number in as few digits as say it, nine behind the point at most.
func decimal(v unit.Ratio) string { return v.Short(9) }
