package sweep

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"blockyard/scripting/lesson"
	"blockyard/scripting/shell"
	"blockyard/sim/unit"
)

// A Figure is one named figure of a point.
type Figure struct {
	Name  string
	Value unit.Ratio
	Money bool
}

// A Result is what came of one point: figures, or why there are none. A note says what was otherwise than asked for.
type Result struct {
	Number  int
	Figures []Figure
	Fault   string // in one sentence; "" where there are figures
	Note    string
}

// A Compute computes points, one after the other; two goroutines need one each.
type Compute func(Point) Result

// A Source is where figures come from.
type Source struct {
	// Of says in one line what is swept, so that the results of two sweeps are never mixed up: it names all that the
	// figures follow from beside the spec and the engine.
	Of string
	// Title asks in one line what is swept, for a chart; Whole says what the figures are: "bill for 30 days". Both may be "".
	Title, Whole string
	// Worker returns one more computer of points. The workers of a source may run at once.
	Worker func() (Compute, error)
}

// itoa and toInt convert the whole numbers that texts show.
func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func toInt(v unit.Ratio) int64 {
	n, _ := strconv.ParseInt(v.Exact(), 10, 64)
	return n
}

// ExploreSpec returns the sweep that a what-if of a lesson asks for: its values, and as many seeds from the lesson's own
// on as it says.
func ExploreSpec(l *lesson.Lesson, step string) (*Spec, error) {
	s, err := exploreStep(l, step)
	if err != nil {
		return nil, err
	}
	values, err := Range(unit.RatioOf(s.Sweep.From, 1), unit.RatioOf(s.Sweep.To, 1), unit.RatioOf(s.Sweep.Step, 1))
	if err != nil {
		return nil, fmt.Errorf("the what-if %s of the lesson %s: %w", s.ID, l.ID, err)
	}
	spec := &Spec{Name: s.Sweep.Name, Values: values}
	for n := range uint64(s.Repeat) {
		spec.Seeds = append(spec.Seeds, l.Seed+n)
	}
	return spec, nil
}

// exploreStep returns a what-if of a lesson; "" is the first.
func exploreStep(l *lesson.Lesson, id string) (*lesson.Step, error) {
	var known []string
	for i := range l.Steps {
		if s := &l.Steps[i]; s.Kind == lesson.Explore {
			if s.ID == id || id == "" {
				return s, nil
			}
			known = append(known, s.ID)
		}
	}
	if len(known) == 0 {
		return nil, fmt.Errorf("the lesson %s has no what-if to sweep", l.ID)
	}
	return nil, fmt.Errorf("the lesson %s has no what-if %q: it has %s", l.ID, id, shell.And(known))
}

// FromLesson returns the figures of a what-if of a lesson: each point in worlds as the lesson opens with them. Each worker
// gets a lesson of its own from load, since a lesson is one Lua machine; all must be the same file.
func FromLesson(l *lesson.Lesson, step string, load func() (*lesson.Lesson, error)) (Source, error) {
	s, err := exploreStep(l, step)
	if err != nil {
		return Source{}, err
	}
	return Source{
		Of:    fmt.Sprintf("lesson %s %d %s step %s", l.ID, l.Version, l.Hash, s.ID),
		Title: strings.Join(strings.Fields(s.Text), " "),
		Worker: func() (Compute, error) {
			own, err := load()
			if err != nil {
				return nil, err
			}
			if own.Hash != l.Hash {
				return nil, fmt.Errorf("the lesson %s changed while it was swept", l.ID)
			}
			return (&explorer{lesson: own, step: s.ID}).point, nil
		},
	}, nil
}

// An explorer computes points of a lesson's what-if.
type explorer struct {
	lesson *lesson.Lesson
	step   string
	opened []opening // the moments that were built last
}

// An opening is the moment at which a lesson opens with a seed.
type opening struct {
	seed   uint64
	moment *lesson.Moment
}

// keptOpenings is how many moments an explorer keeps: points come by value, and each value has all seeds.
const keptOpenings = 200

func (e *explorer) point(p Point) Result {
	r := Result{Number: p.Number}
	value, err := strconv.ParseInt(p.Value.Exact(), 10, 64)
	if err != nil {
		r.Fault = fmt.Sprintf("the lesson's what-if takes whole numbers, and %s is none", decimal(p.Value))
		return r
	}
	moment, err := e.open(p.Seed)
	if err != nil {
		r.Fault = err.Error()
		return r
	}
	figures, err := e.lesson.Explore(e.step, moment, value)
	if err != nil {
		r.Fault = err.Error()
		return r
	}
	for _, f := range figures {
		r.Figures = append(r.Figures, Figure{f.Name, f.Value, f.IsMoney})
	}
	return r
}

// open returns the moment at which the lesson opens with a seed.
func (e *explorer) open(seed uint64) (*lesson.Moment, error) {
	for _, o := range e.opened {
		if o.seed == seed {
			return o.moment, nil
		}
	}
	moment, err := e.lesson.BuildAll(lesson.Setup{Seed: seed})
	if err != nil {
		return nil, err
	}
	if len(e.opened) >= keptOpenings {
		e.opened = slices.Delete(e.opened, 0, 1)
	}
	e.opened = append(e.opened, opening{seed, moment})
	return moment, nil
}
