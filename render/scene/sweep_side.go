package scene

import (
	"strconv"
	"strings"

	"blockyard/scripting/sweep"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// sweepRail paints what stands beside an open sweep, in the place of the inspector.
func (p *pen) sweepRail(v *view, r Rect) {
	p.begin(PanelInspector, r, p.panel)
	p.rule(r.X, r.Y, 1, r.H)
	x, w := r.X+p.px(14), r.W-p.px(14+18)
	p.scroll(PanelInspector, Rect{r.X + 1, r.Y + 1, r.W - 1, r.H - 1}, false, func(y float64) float64 {
		return p.sweepSide(v, x, y+p.px(12), w) + p.px(16)
	})
}

// sweepSide paints what can be varied, what stays, and how the chart is read.
func (p *pen) sweepSide(v *view, x, y, w float64) float64 {
	s := p.ui.Sweep
	y = p.heading("sweep/varies", 3, Rect{x, y, w, p.px(24)}, typeHeading, "What varies") + p.px(6)
	for i, choice := range p.session.Variations() {
		if i == mostVariations {
			y = p.prose("sweep/varies/more", x, y, w, typeBody, p.muted, "More can be varied in the command line: yard sweep help.") + p.px(4)
			break
		}
		y = p.variation(i, choice.Text, choice.Words, x, y, w) + p.px(6)
	}
	if s == nil {
		return y
	}
	y = p.sweepStays(v, x, y+p.px(6), w)
	return p.sweepReads(s, x, y+p.px(8), w)
}

// mostVariations is how many things that can be varied are offered.
const mostVariations = 8

// variation paints one thing that can be varied, as an option.
func (p *pen) variation(number int, text string, words []string, x, y, w float64) float64 {
	chosen := p.ui.Sweep != nil && strings.Join(p.ui.Sweep.Words, "\n") == strings.Join(words, "\n")
	id := "sweep/vary/" + strconv.Itoa(number+1)
	lines := p.wrap(typeBody, text, w-p.px(44), 2)
	r := Rect{x, y, w, float64(len(lines))*p.lineHeight(typeBody) + p.px(12)}
	p.optionBox(r, id, chosen)
	p.lines(x+p.px(34), y+p.px(6), w-p.px(44), typeBody, p.ink, lines)
	p.node(Node{ID: id, Role: RoleRadio, Name: text, Chosen: chosen, Rect: r, Action: &Action{"Vary this", OpenSweep, strings.Join(words, "\n")}})
	return r.Bottom()
}

// optionBox paints the box of an option with its mark.
func (p *pen) optionBox(r Rect, id string, chosen bool) {
	fill, line := p.raised, p.hairline
	if p.ui.Hover == id {
		fill = p.hover
	}
	mark := Rect{r.X + p.px(10), r.Y + p.px(9), p.px(14), p.px(14)}
	if chosen {
		fill, line = p.accentTint, p.accent
		if p.light() {
			line = p.outline
		}
	}
	p.box(r, p.px(7), fill, line, 1)
	if chosen {
		p.box(mark, p.px(7), p.panel, line, max(2, p.px(4)))
		return
	}
	p.box(mark, p.px(7), 0, p.edge, max(1, p.px(1.5)))
}

// sweepStays paints what is the same at every value: prices, sizes and the month.
func (p *pen) sweepStays(v *view, x, y, w float64) float64 {
	y = p.heading("sweep/stays", 3, Rect{x, y, w, p.px(24)}, typeHeading, "What stays") + p.px(2)
	for i, fact := range p.staying(v) {
		top := y
		y = p.nameAndValue(x, y, w, typeBody, p.muted, fact[0], fact[1]) + p.px(2)
		p.node(Node{ID: "sweep/stays/" + strconv.Itoa(i+1), Role: RoleText, Name: fact[0] + ": " + fact[1], Rect: Rect{x, top, w, y - top}})
	}
	return y
}

// staying returns names and values of what the figures follow from beside the parameter.
func (p *pen) staying(v *view) (facts [][2]string) {
	add := func(name, value string) {
		for _, f := range facts {
			if f[0] == name {
				return
			}
		}
		facts = append(facts, [2]string{name, value})
	}
	varied := p.ui.Sweep.Table.Spec.Name
	book := v.world.Config().Book
	for _, lane := range p.session.Lanes() {
		world, _ := p.session.WorldOf(lane)
		for _, i := range world.Cloud().Instances().All() {
			tiers := book.Tiers(catalog.Item{Charge: catalog.Compute, Key: i.Type.Name, Region: catalog.Regions()[i.Region].Name})
			if len(tiers) > 0 && varied != "price" && i.State != ec2.InstanceTerminated {
				add("An hour of "+i.Type.Name, sweep.HourPrice.Text(tiers[0].Rate))
			}
		}
		for _, x := range world.Cloud().Volumes().All() {
			tiers := book.Tiers(catalog.Item{Charge: catalog.VolumeStorage, Key: x.Type.Name, Region: catalog.Regions()[x.Region].Name})
			if len(tiers) == 0 || x.State != ec2.VolumeInUse && x.State != ec2.VolumeAvailable {
				continue
			}
			if varied != "size" {
				add("A disk of "+x.Type.Name, strconv.FormatInt(x.GiB, 10)+" GB")
			}
			add("A GB-month of "+x.Type.Name, sweep.HourPrice.Text(tiers[0].Rate))
		}
	}
	month := book.Month.String()
	if hours := book.Month.Length() / unit.Hour; hours > 0 {
		month = strconv.Itoa(int(hours)) + " h"
	}
	add("Month", month)
	return facts
}

// sweepReads says in words what the lines are like.
func (p *pen) sweepReads(s *SweepView, x, y, w float64) float64 {
	r := s.reading()
	if len(r.series) == 0 {
		return y
	}
	y = p.heading("sweep/read", 3, Rect{x, y, w, p.px(24)}, typeHeading, "Read the chart") + p.px(2)
	y = p.sweepVerdict(s, x, y, w)
	for i := range r.series[:min(len(r.series), len(looks))] {
		l := &looks[i]
		side := p.px(plotMarker + 2)
		l.marker(grid{p, x, y + (p.lineHeight(typeBody)-side)/2, side / 16}, l.hue)
		y = p.prose("sweep/read/"+strconv.Itoa(i+1), x+side+p.px(8), y, w-side-p.px(8), typeBody, p.ink, s.Table.Read(&r.series[i])) + p.px(4)
	}
	for i, note := range append(s.Table.Notes(), faultWords(s.Table)...) {
		y = p.prose("sweep/note/"+strconv.Itoa(i+1), x, y, w, typeBody, p.muted, note) + p.px(4)
	}
	return p.prose("sweep/exact", x, y, w, typeBody, p.muted, "Where lines cross is computed, not read off: they are straight between two values.")
}

// faultWords says which points came to nothing, and why the first did.
func faultWords(t *sweep.Table) []string {
	faults := t.Faults()
	if len(faults) == 0 {
		return nil
	}
	p := t.Spec.Point(faults[0].Number)
	return []string{plural(len(faults), "point") + " came to nothing; at " + t.Spec.At(p.Value) + ": " + faults[0].Fault}
}

// sweepDoor paints the way to a sweep of what there is in the sandbox, and returns the y below.
func (p *pen) sweepDoor(v *view, x, y, w float64) float64 {
	b := button{
		id: "make/sweep", text: "What if" + ellipsis, name: "What if something were otherwise?", help: "Varies hours, sizes or prices, and shows what each would cost",
		symbol: symbolChart, act: Action{"Open a sweep", OpenSweep, ""},
	}
	if v.cloud.Instances().Len() == 0 && v.cloud.Volumes().Len() == 0 {
		b.off = "There is nothing to vary yet: launch an instance"
	}
	p.menuRow(Rect{x, y, w, p.px(buttonHeight)}, &b)
	return y + p.px(buttonHeight)
}
