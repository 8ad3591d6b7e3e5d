package session

import (
	"fmt"
	"strings"

	"blockyard/scripting/lesson"
	"blockyard/scripting/shell"
	"blockyard/scripting/sweep"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// sweepUsage is how a sweep is asked for.
const sweepUsage = "yard sweep hours|size|price|seed|NAME [VALUES] [--step NUMBER] [--of @NAME] [--do COMMANDS] [--run DURATION] [--seeds VALUES] [--by PART] [--lane LANE] [--csv]"

// A Sweep is what yard sweep asks for, ready to be computed: a what-if of the lesson, in worlds as it opens with them, or
// one thing varied over copies of the moment at hand.
type Sweep struct {
	Spec   *sweep.Spec
	Source sweep.Source
	Step   string        // the what-if of the lesson; "" for copies of the moment
	Of     string        // what is varied of: "@web", "t3.micro"; "" where nothing in particular is
	Run    unit.Duration // how much time passes in each copy; 0 for a what-if, which says that itself
	CSV    bool

	title string // asks what is swept; "" where the source's own does
}

// A sweepRequest is the words behind yard sweep.
type sweepRequest struct {
	name, values, step, of, do, run, seeds, by, lane string
	csv                                              bool
}

// flags returns where the words of flags go.
func (r *sweepRequest) flags() map[string]*string {
	return map[string]*string{
		"--step": &r.step, "--of": &r.of, "--do": &r.do, "--run": &r.run, "--seeds": &r.seeds, "--by": &r.by, "--lane": &r.lane,
	}
}

// parseSweep reads the words behind yard sweep.
func parseSweep(words []string) (r sweepRequest, err error) {
	flags := r.flags()
	for len(words) > 0 {
		word := words[0]
		into := flags[word]
		switch {
		case word == "--csv":
			r.csv = true
		case into != nil && len(words) > 1:
			*into, words = words[1], words[1:]
		case into != nil:
			return r, fmt.Errorf("%s takes a value, and none follows; write it so: %s", word, sweepUsage)
		case strings.HasPrefix(word, "--"):
			return r, fmt.Errorf("%s is unknown; write it so: %s", word, sweepUsage)
		case r.name == "":
			r.name = word
		case r.values == "":
			r.values = word
		default:
			return r, fmt.Errorf("%q is one word too many; write it so: %s", word, sweepUsage)
		}
		words = words[1:]
	}
	if r.name == "" {
		return r, fmt.Errorf("a sweep varies one thing; write it so: %s", sweepUsage)
	}
	return r, nil
}

// Sweep returns the sweep that words behind yard sweep ask for. Nothing is computed yet, and the session never changes.
func (s *Session) Sweep(words []string) (*Sweep, error) {
	r, err := parseSweep(words)
	if err != nil {
		return nil, err
	}
	out := &Sweep{Spec: &sweep.Spec{Name: r.name, Seeds: []uint64{1}}, CSV: r.csv}
	if r.seeds != "" {
		if out.Spec.Seeds, err = sweep.ParseSeeds(r.seeds); err != nil {
			return nil, err
		}
	}
	if step := s.whatIf(&r); step != nil {
		err = s.sweepLesson(out, &r, step)
	} else {
		err = s.sweepCopies(out, &r)
	}
	if err == nil {
		err = out.Spec.Check()
	}
	return out, err
}

// whatIf returns the lesson's what-if that a request means: one that varies what it names, where nothing is said that only
// copies of the moment can do.
func (s *Session) whatIf(r *sweepRequest) *lesson.Step {
	if s.lesson == nil || r.of != "" || r.do != "" || r.run != "" || r.by != "" || r.lane != "" {
		return nil
	}
	for i := range s.lesson.Steps {
		if step := &s.lesson.Steps[i]; step.Kind == lesson.Explore && step.Sweep.Name == r.name {
			return step
		}
	}
	return nil
}

// sweepLesson makes a sweep of a what-if of the lesson.
func (s *Session) sweepLesson(out *Sweep, r *sweepRequest, step *lesson.Step) error {
	own, err := sweep.ExploreSpec(s.lesson, step.ID)
	if err != nil {
		return err
	}
	if r.seeds == "" {
		out.Spec.Seeds = own.Seeds
	}
	if out.Spec.Values = own.Values; r.values != "" {
		if out.Spec.Values, err = sweep.ParseValues(r.values, r.step); err != nil {
			return err
		}
	}
	out.Step = step.ID
	// One Lua machine does for one worker; whoever computes in parallel loads the lesson anew.
	out.Source, err = sweep.FromLesson(s.lesson, step.ID, func() (*lesson.Lesson, error) { return s.lesson, nil })
	return err
}

// sweepCopies makes a sweep over copies of the moment at hand.
func (s *Session) sweepCopies(out *Sweep, r *sweepRequest) (err error) {
	p := s.Copies()
	p.Commands, p.By, p.Lane, p.Run, out.Of = r.do, r.by, r.lane, unit.Month, r.of
	if r.run != "" {
		if p.Run, err = unit.ParseDuration(r.run); err != nil {
			return err
		}
	}
	usual := usualValues{values: "1..10"}
	if known, ok := variables[r.name]; ok && r.do == "" {
		if usual, err = known(s, out, &p); err != nil {
			return err
		}
	}
	if out.Of != "" && !strings.HasPrefix(out.Of, "@") && p.Commands != "" && p.Lane == "" {
		p.Lane = s.Lane() // an id is of one lane alone
	}
	if r.values != "" {
		usual = usualValues{r.values, r.step}
	}
	if out.Spec.Values, err = sweep.ParseValues(usual.values, usual.step); err != nil {
		return err
	}
	if p.Commands == "" && p.Price == "" && r.name != sweep.SeedName {
		return fmt.Errorf("there is no way yet to vary %s: hours, size, price and seed are known, and for anything else --do says the commands, such as --do 'aws ec2 run-instances … --count {%s}'", r.name, r.name)
	}
	out.Run = p.Run
	if out.Source, err = p.Source(out.Spec); err == nil && out.title != "" {
		out.Source.Title = out.title
	}
	return err
}

// usualValues are the values that are swept where none are said.
type usualValues struct{ values, step string }

// variables are the things that can be varied by name: each says how, and over which values as a rule.
var variables = map[string]func(*Session, *Sweep, *sweep.Program) (usualValues, error){
	"hours": (*Session).varyHours,
	"size":  (*Session).varySize,
	"price": (*Session).varyPrice,
	sweep.SeedName: func(_ *Session, out *Sweep, _ *sweep.Program) (usualValues, error) {
		out.title = "What if other durations were drawn?"
		return usualValues{values: "1..100"}, nil
	},
}

// varyHours varies how many hours a day an instance runs.
func (s *Session) varyHours(out *Sweep, p *sweep.Program) (usualValues, error) {
	if _, err := s.subject(out, ec2.KindInstance); err != nil {
		return usualValues{}, err
	}
	out.title = "What if " + plainName(out.Of) + " ran another number of hours a day?"
	p.Commands = "yard schedule " + quoted(out.Of) + " --hours {hours}"
	return usualValues{values: "0..24"}, nil
}

// varySize varies the size of a volume, from what it has: a volume only grows.
func (s *Session) varySize(out *Sweep, p *sweep.Program) (usualValues, error) {
	ref, err := s.subject(out, ec2.KindVolume)
	if err != nil {
		return usualValues{}, err
	}
	out.title = "What if " + plainName(out.Of) + " had another size?"
	p.Commands = "aws ec2 modify-volume --volume-id " + quoted(out.Of) + " --size {size}"
	size := s.World().Cloud().Volumes().At(ref.Index).GiB
	step := max(1, size/4)
	return usualValues{fmt.Sprintf("%d..%d", size, size+16*step), fmt.Sprint(step)}, nil
}

// varyPrice varies the price of an hour of an instance type, from half of what it is to twice that.
func (s *Session) varyPrice(out *Sweep, p *sweep.Program) (usualValues, error) {
	if out.Of == "" || strings.HasPrefix(out.Of, "@") || strings.HasPrefix(out.Of, "i-") {
		ref, err := s.subject(out, ec2.KindInstance)
		if err != nil {
			return usualValues{}, err
		}
		out.Of = s.World().Cloud().Instances().At(ref.Index).Type.Name
	}
	out.title = "What if an hour of " + out.Of + " cost something else?"
	p.Price = out.Of
	return usualPrices(s.World(), out.Of)
}

// plainName returns a name without the sign that commands write before it.
func plainName(handle string) string { return strings.TrimPrefix(handle, "@") }

// quoted returns a word for a command, in quotes where it is more than a plain word.
func quoted(word string) string {
	if strings.ContainsAny(word, " '\"$`\\&|;<>(){}*?[]#~!") {
		return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
	}
	return word
}

// sweepCommand computes a sweep and prints it.
func (s *Session) sweepCommand(call *shell.Call, args []string) error {
	wanted, err := s.Sweep(args)
	if err != nil {
		return err
	}
	compute, err := wanted.Source.Worker()
	if err != nil {
		return err
	}
	t := &sweep.Table{Spec: wanted.Spec}
	for n := range wanted.Spec.Len() {
		if s.Interrupted != nil && s.Interrupted() {
			return fmt.Errorf("stopped at %d of %d points; a sweep changes nothing", n, wanted.Spec.Len())
		}
		t.Results = append(t.Results, compute(wanted.Spec.Point(n)))
	}
	if !wanted.CSV {
		call.Stdout.WriteString(t.Report())
		return nil
	}
	call.Stdout.WriteString(t.Wide())
	for _, sentence := range t.Verdicts(t.Series()) {
		call.Stderr.WriteString(sentence + "\n")
	}
	return nil
}
