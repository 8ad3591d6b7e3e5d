package scene

import (
	"strconv"
	"strings"

	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A selection is everything that is selected and exists.
type selection struct {
	refs   []ec2.Ref // the selected thing first, then those beside it in the order in which they were picked
	things map[ec2.Ref]bool
	first  bool // the first of refs is the selected thing itself
}

// A selectionKey is what a selection depends on. The interface never changes Also in place.
type selectionKey struct {
	state
	selected string
	also     *string
	count    int
}

func (p *pen) selectionKey(v *view) selectionKey {
	key := selectionKey{state: stateOf(v.world), selected: p.ui.Selected, count: len(p.ui.Also)}
	if key.count > 0 {
		key.also = &p.ui.Also[0]
	}
	return key
}

// selection returns what is selected.
func (p *pen) selection(v *view) selection {
	return p.lists().selection.of(p.selectionKey(v), func() selection { return v.selection(p.ui.Selected, p.ui.Also) })
}

// selection finds the things of nodes.
func (v *view) selection(selected string, also []string) (s selection) {
	if selected == "" && len(also) == 0 {
		return s
	}
	s.things = make(map[ec2.Ref]bool, len(also)+1)
	wanted := make(map[string]int, len(also)+1)
	for i, id := range also {
		wanted[id] = i + 1
	}
	if selected != "" {
		wanted[selected] = 0
	}
	found := make([]ec2.Ref, len(also)+1)
	for _, kind := range listKinds {
		if !anyOf(kind, wanted) {
			continue
		}
		for index := range v.cloud.Length(kind) {
			ref := ec2.Ref{Kind: kind, Index: index}
			if !v.cloud.Exists(ref) {
				continue
			}
			if at, ok := wanted[v.nodeID(ref)]; ok {
				found[at] = ref
			}
		}
	}
	for i, ref := range found {
		if ref.Kind != 0 {
			s.refs = append(s.refs, ref)
			s.things[ref] = true
			s.first = s.first || i == 0
		}
	}
	return s
}

// anyOf reports whether there are nodes of a kind among those of some ids.
func anyOf(kind ec2.Kind, ids map[string]int) bool {
	for id := range ids {
		if strings.HasPrefix(id, kind.String()+"/") {
			return true
		}
	}
	return false
}

// has reports whether anything of a kind is selected.
func (s *selection) has(kind ec2.Kind) bool {
	for _, ref := range s.refs {
		if ref.Kind == kind {
			return true
		}
	}
	return false
}

// main returns the selected thing itself, if it is of a kind.
func (s *selection) main(kind ec2.Kind) (ref ec2.Ref, ok bool) {
	if !s.first || s.refs[0].Kind != kind {
		return ref, false
	}
	return s.refs[0], true
}

// A priceKey is what a selection's price depends on: also on the month, since months differ in length.
type priceKey struct {
	selectionKey
	at unit.Instant
}

// price returns what the selected things cost in 30 days as they are now.
func (p *pen) price(v *view, chosen selection) string {
	key, window := priceKey{p.selectionKey(v), v.now}, paceWindow(v.world)
	first, _ := v.world.Date(window.From).MonthLength()
	if last, _ := v.world.Date(window.To).MonthLength(); first == last {
		key.at = unit.Instant(first)
	}
	return p.lists().price.of(key, func() string { return v.price(chosen.refs) })
}

// price adds up the lines of a bill of an hour that are for certain things.
func (v *view) price(refs []ec2.Ref) string {
	wanted := make(map[cost.Resource]bool, len(refs))
	for _, ref := range refs {
		wanted[cost.Resource{Kind: uint8(ref.Kind), Index: ref.Index}] = true
	}
	var sum unit.Money
	bill := v.world.Bill(paceWindow(v.world))
	for i := range bill.Lines {
		if l := &bill.Lines[i]; wanted[l.Resource] {
			sum = sum.Plus(l.Amount)
		}
	}
	return perMonth(sum)
}

// selectedText says how much is selected, and what it costs.
func (p *pen) selectedText(v *view, chosen selection) string {
	return strconv.Itoa(len(chosen.refs)) + " selected · " + p.price(v, chosen) + " for 30 days"
}
