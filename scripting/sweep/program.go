package sweep

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"blockyard/scripting/lesson"
	"blockyard/scripting/shell"
	"blockyard/sim"
	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A Program is a sweep over copies of a moment: in each, commands are given in which {name} stands for the value, time
// passes, and the bill for that time is the figure. The worlds of the moment stay as they are.
type Program struct {
	Lanes    []lesson.Lane
	Commands string        // "" where the commands do not vary: the price or the seed does
	Lane     string        // the only lane that gets commands; "" for every lane in which they are not refused
	Run      unit.Duration // how much time passes
	By       string        // one figure for each part of the bill, as shell.BillParts names them; "" for the whole
	Price    string        // instance type of which the value is the price of an hour; "" for none
	Caller   ec2.Caller
	Permit   func(sim.Call) error // refuses what may not be done here; nil permits everything

	// Interrupted, where it is not nil, is asked now and then; true ends the point that is computed, as a fault.
	Interrupted func() bool
}

// SeedName is the name of the parameter that is the seed itself.
const SeedName = "seed"

// Source returns the figures of a program for a spec. It refuses a program that the parameter does not occur in.
func (p *Program) Source(spec *Spec) (Source, error) {
	place := "{" + spec.Name + "}"
	switch varies := p.Price != "" || spec.Name == SeedName; {
	case p.Run <= 0:
		return Source{}, errors.New("a sweep lets time pass: say how much, such as 30d")
	case p.Lanes[0].World.Now().Sub(0) > unit.MaxDuration-p.Run:
		return Source{}, fmt.Errorf("the clock ends %s after the start, and %s more is beyond that", unit.MaxDuration, p.Run)
	case !varies && !strings.Contains(p.Commands, place):
		return Source{}, fmt.Errorf("the commands never say %s: write it where the value belongs", place)
	}
	if err := errors.Join(p.checkPrice(), p.checkPlace()); err != nil {
		return Source{}, err
	}
	var forking sync.Mutex // forking moves the parent to a new owner, so that one worker forks at a time
	return Source{
		Of:    p.identity(),
		Title: "What if " + p.subject(spec) + " were otherwise?",
		Whole: "bill for " + days(p.Run),
		Worker: func() (Compute, error) {
			return func(at Point) Result { return (&trial{Program: p, spec: spec, point: at, forking: &forking}).result() }, nil
		},
	}, nil
}

// subject returns what is varied, for a title.
func (p *Program) subject(spec *Spec) string {
	switch {
	case p.Price != "":
		return "the price of an hour of " + p.Price
	case spec.Name == SeedName:
		return "what is drawn"
	}
	return "the " + spec.Axis()
}

// days returns a duration in days where it is whole ones: "30 days".
func days(d unit.Duration) string {
	switch {
	case d == unit.Day:
		return "a day"
	case d%unit.Day == 0:
		return itoa(int64(d/unit.Day)) + " days"
	}
	return d.String()
}

// checkPrice refuses a type without a price.
func (p *Program) checkPrice() error {
	if p.Price == "" {
		return nil
	}
	_, err := p.Lanes[0].World.Config().Book.WithHour(p.Price, "1")
	return err
}

// checkPlace refuses a lane that is not there, and parts that a bill does not have.
func (p *Program) checkPlace() error {
	var lanes []string
	for _, l := range p.Lanes {
		lanes = append(lanes, l.Name)
	}
	if p.Lane != "" && !slices.Contains(lanes, p.Lane) {
		return fmt.Errorf("there is no lane %q: there is %s", p.Lane, shell.And(lanes))
	}
	return shell.CheckBillPart(p.By)
}

// identity names all that the figures follow from.
func (p *Program) identity() string {
	sum := sha256.New()
	for _, l := range p.Lanes {
		_, _ = fmt.Fprintf(sum, "%s %s %v\n", l.Name, l.World.Digest(), l.World.Config().Book.Name)
	}
	_, _ = fmt.Fprintf(sum, "%q %q %s %q %q %d %d", p.Commands, p.Lane, p.Run, p.By, p.Price, p.Caller.Account, p.Caller.Region)
	return "program sha256:" + hex.EncodeToString(sum.Sum(nil)) + " run " + p.Run.String()
}

// A trial is one point of a program.
type trial struct {
	*Program
	spec    *Spec
	point   Point
	forking *sync.Mutex
	refused []string // what was refused, by lane
	acted   int      // lanes in which nothing was refused
}

// result computes the point.
func (t *trial) result() Result {
	r := Result{Number: t.point.Number}
	for _, l := range t.Lanes {
		figures, err := t.lane(l)
		if err != nil {
			r.Fault = err.Error()
			return r
		}
		r.Figures = append(r.Figures, figures...)
	}
	if len(t.refused) > 0 {
		r.Note = strings.Join(t.refused, "; ")
		if t.acted == 0 {
			r.Figures, r.Fault, r.Note = nil, r.Note, ""
		}
	}
	return r
}

// lane returns the figures of a copy of one lane that has lived through the point.
func (t *trial) lane(l lesson.Lane) ([]Figure, error) {
	t.forking.Lock()
	fork := l.World.Fork()
	t.forking.Unlock()
	t.seed(fork)
	from := fork.Now()
	window := cost.Window{From: from, To: from.Add(t.Run)}
	if t.Commands != "" && (t.Lane == "" || t.Lane == l.Name) {
		untouched := fork.Fork()
		if refusal := t.give(fork, window.To); refusal != "" {
			if len(t.Lanes) > 1 {
				refusal = "lane " + l.Name + ": " + refusal
			}
			t.refused, fork = append(t.refused, refusal), untouched
		} else {
			t.acted++
		}
	}
	for !fork.Advance(max(fork.Now(), window.To), lookEvery) {
		if t.Interrupted != nil && t.Interrupted() {
			return nil, errStopped
		}
	}
	return t.figures(l.Name, fork, window)
}

// lookEvery is how many wake-ups are fired before somebody may interrupt.
const lookEvery = 20_000

var errStopped = errors.New("stopped: a sweep changes nothing")

// seed has a copy draw from the seed of the point: a sweep must not foretell what will be drawn. Where there are several
// seeds, things take different times in each, also in a world in which they take their typical ones.
func (t *trial) seed(fork *sim.World) {
	seed := t.point.Seed
	if t.spec.Name == SeedName {
		seed, _ = strconv.ParseUint(t.point.Value.Exact(), 10, 64)
	}
	fork.Reseed(seed)
	if varied := len(t.spec.Seeds) > 1 || t.spec.Name == SeedName; varied && fork.Config().Timing == catalog.Typical {
		fork.SetTiming(catalog.Jitter)
	}
}

// give gives the commands to a copy, and returns why they failed, or "".
func (t *trial) give(fork *sim.World, end unit.Instant) (refusal string) {
	s := shell.NewShell(shell.Target{
		World: func() *sim.World { return fork }, Caller: func() ec2.Caller { return t.Caller }, Interrupted: t.Interrupted,
		Do: func(c sim.Call) (any, error) {
			if t.Permit != nil {
				if err := t.Permit(c); err != nil {
					return nil, err
				}
			}
			return fork.Do(c)
		},
		Run: func(d unit.Duration) error {
			if fork.Now().Add(d) > end {
				return fmt.Errorf("%s more is beyond the sweep, which ends at %s", d, fork.Date(end))
			}
			fork.Advance(fork.Now().Add(d), 0)
			return nil
		},
		Own: func(*shell.Call) (int, bool) { return 0, false },
	}, shell.DefaultLimits)
	var said strings.Builder
	commands := strings.ReplaceAll(t.Commands, "{"+t.spec.Name+"}", decimal(t.point.Value))
	status, err := s.Run(commands, func(string) {}, func(text string) { said.WriteString(text) })
	switch {
	case err != nil:
		return err.Error()
	case status == 0:
		return ""
	}
	line, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
	if line == "" {
		line = fmt.Sprintf("the commands end with status %d", status)
	}
	return line
}

// figures returns what a copy of a lane costs in the window.
func (t *trial) figures(lane string, fork *sim.World, window cost.Window) ([]Figure, error) {
	bill := fork.Bill(window)
	if t.Price != "" {
		book, err := fork.Config().Book.WithHour(t.Price, decimal(t.point.Value))
		if err != nil {
			return nil, err
		}
		bill = fork.Meters().Bill(book, fork.Config().Start, window)
	}
	if t.By == "" {
		name := lane
		if len(t.Lanes) == 1 {
			name = "bill"
		}
		return []Figure{{name, bill.Total.Ratio, true}}, nil
	}
	var figures []Figure
	for _, part := range shell.SplitBill(fork, &bill, t.By) {
		name := part.Name
		if len(t.Lanes) > 1 {
			name = lane + " " + name
		}
		figures = append(figures, Figure{name, part.Amount.Ratio, true})
	}
	return figures, nil
}
