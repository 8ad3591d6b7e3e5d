package session

import (
	"fmt"
	"strings"

	"blockyard/scripting/shell"
	"blockyard/scripting/sweep"
	"blockyard/sim"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// subject returns what a sweep varies: what --of names, or the only thing of that kind in the lane at hand.
func (s *Session) subject(out *Sweep, kind ec2.Kind) (ref ec2.Ref, err error) {
	what := map[ec2.Kind]string{ec2.KindInstance: "instance", ec2.KindVolume: "volume"}[kind]
	if out.Of != "" {
		ref, err = shell.Thing(s.World().Cloud(), s.caller(), out.Of)
		if err == nil && ref.Kind != kind {
			err = fmt.Errorf("%s is no %s", out.Of, what)
		}
		return ref, err
	}
	candidates := sweepable(s.World(), kind)
	var names []string
	for _, ref := range candidates {
		names = append(names, s.handle(ref))
	}
	switch len(candidates) {
	case 0:
		return ref, fmt.Errorf("there is no %s here to vary", what)
	case 1:
		out.Of = names[0]
		return candidates[0], nil
	}
	return ref, fmt.Errorf("there are several; say which %s: --of %s", what, strings.Join(names, ", --of "))
}

// handle returns how commands name a thing: by its name, which is the same in all lanes, where that means it alone, or by its id.
func (s *Session) handle(ref ec2.Ref) string {
	cloud := s.World().Cloud()
	name := "@" + shell.NameOf(cloud, ref)
	if same, err := shell.Thing(cloud, s.caller(), name); err == nil && same == ref {
		return name
	}
	return cloud.ID(ref)
}

// sweepable returns the instances or volumes that there are, without those that are gone.
func sweepable(w *sim.World, kind ec2.Kind) (all []ec2.Ref) {
	cloud := w.Cloud()
	if kind == ec2.KindInstance {
		for i, have := range cloud.Instances().All() {
			if have.State != ec2.InstanceTerminated && have.State != ec2.InstanceShuttingDown && have.State != ec2.NoInstance {
				all = append(all, ec2.Ref{Kind: kind, Index: uint32(i)})
			}
		}
		return all
	}
	for i, have := range cloud.Volumes().All() {
		if have.State == ec2.VolumeAvailable || have.State == ec2.VolumeInUse {
			all = append(all, ec2.Ref{Kind: kind, Index: uint32(i)})
		}
	}
	return all
}

// usualPrices returns the prices of an hour from half of what a type costs to twice that.
func usualPrices(w *sim.World, instanceType string) (usualValues, error) {
	tiers := w.Config().Book.Tiers(catalog.Item{Charge: catalog.Compute, Key: instanceType, Region: DefaultRegion})
	if len(tiers) == 0 {
		return usualValues{}, fmt.Errorf("the price book has no price for an hour of %s", instanceType)
	}
	rate := tiers[0].Rate
	at := func(tenths int64) string { return rate.Times(unit.RatioOf(tenths, 10)).Short(9) }
	return usualValues{at(5) + ".." + at(20), at(1)}, nil
}

// Variations returns what can be varied here, each as the words behind yard sweep with what a choice says: the what-ifs of
// the lesson first, then what a thing has, the newest things last.
func (s *Session) Variations() (all []Variation) {
	if s.lesson != nil {
		for i := range s.lesson.Steps {
			if step := &s.lesson.Steps[i]; step.Sweep.Name != "" {
				m := sweep.MeasureOf(step.Sweep.Name)
				all = append(all, Variation{
					Words: []string{step.Sweep.Name},
					Text:  axisOf(step.Sweep.Name) + ", " + m.Text(unit.RatioOf(step.Sweep.From, 1)) + " to " + m.Text(unit.RatioOf(step.Sweep.To, 1)),
				})
			}
		}
	}
	for _, kind := range []struct {
		name, text string
		kind       ec2.Kind
	}{{"hours", "Hours a day of ", ec2.KindInstance}, {"size", "Size of ", ec2.KindVolume}, {"price", "Price of an hour of ", ec2.KindInstance}} {
		for _, ref := range sweepable(s.World(), kind.kind) {
			of := s.handle(ref)
			if kind.name == "price" {
				of = s.World().Cloud().Instances().At(ref.Index).Type.Name
				if _, err := usualPrices(s.World(), of); err != nil {
					continue // there is no price to vary
				}
			}
			v := Variation{Words: []string{kind.name, "--of", of}, Text: kind.text + strings.TrimPrefix(of, "@")}
			if n := len(all); n == 0 || all[n-1].Text != v.Text {
				all = append(all, v)
			}
		}
	}
	return append(all, Variation{Words: []string{sweep.SeedName}, Text: "Seed, 1 to 100"})
}

// A Variation is one thing that can be varied.
type Variation struct {
	Words []string // behind yard sweep
	Text  string
}

// axisOf returns what a parameter is called, with a capital letter.
func axisOf(name string) string {
	text := (&sweep.Spec{Name: name}).Axis()
	return strings.ToUpper(text[:1]) + text[1:]
}

// sweepWords offers what can be varied, then the flags.
func (s *Session) sweepWords(words []string) (list []Candidate) {
	switch {
	case len(words) == 0:
		for _, v := range s.Variations() {
			if n := len(list); n == 0 || list[n-1].Text != v.Words[0] {
				list = append(list, Candidate{Text: v.Words[0], Help: v.Text})
			}
		}
		return list
	case words[len(words)-1] == "--of":
		for _, v := range s.Variations() {
			if v.Words[0] == words[0] && len(v.Words) == 3 {
				list = append(list, Candidate{Text: v.Words[2], Help: v.Text})
			}
		}
		return list
	case words[len(words)-1] == "--lane":
		return s.laneNames(nil)
	case words[len(words)-1] == "--by":
		return billParts()
	case strings.HasPrefix(words[len(words)-1], "--") && words[len(words)-1] != "--csv":
		return nil
	}
	return []Candidate{
		{Text: "--of", Help: "the thing"},
		{Text: "--run", Help: "how much time passes in each copy"},
		{Text: "--step", Help: "the distance of two values"},
		{Text: "--seeds", Help: "each value with several seeds, such as 1..100"},
		{Text: "--do", Help: "commands in which {" + words[0] + "} stands for the value, in quotes"},
		{Text: "--by", Help: "a line for each part of the bill"},
		{Text: "--lane", Help: "one lane alone"},
		{Text: "--csv", Help: "as comma-separated values"},
	}
}
