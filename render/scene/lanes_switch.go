package scene

import "strconv"

// laneButton returns the button that goes to a lane.
func (p *pen) laneButton(number int, name string) button {
	return button{
		id: "lane/" + name, text: laneTitle(number, name), name: "Lane " + name, symbol: symbolLane, icon: true, chosen: name == p.session.Lane(), role: RoleTab,
		act: Action{"Go to the lane " + name, Command, enter(name)},
	}
}

// lanesWidth returns how wide the switch between lanes is.
func (p *pen) lanesWidth(names []string) float64 {
	w := -p.px(6)
	for i, name := range names {
		b := p.laneButton(i+1, name)
		w += p.buttonWidth(&b) + p.px(6)
	}
	return w
}

// lanes paints the switch between lanes at the left of a line and returns what is left of that. Where there is no room for
// all names, each lane has its number, and the one at hand as much of its name as can be read.
func (p *pen) lanes(r Rect, names []string) Rect {
	h, x, gap := p.px(26), r.X, p.px(6)
	numbers := p.lanesWidth(names) > r.W
	others := 0.0
	for i := range names {
		others += p.width(typeBody, strconv.Itoa(i+1)) + p.px(20) + 1 + gap
	}
	for i, name := range names {
		b := p.laneButton(i+1, name)
		room := r.W
		if numbers {
			b.icon, room = false, r.W-others
		}
		if numbers && (!b.chosen || room < p.px(60)) {
			b.text, room = strconv.Itoa(i+1), r.W
		}
		w := min(p.buttonWidth(&b), room)
		p.button(Rect{x, r.Y + (r.H-h)/2, w, h}, &b)
		x += w + gap
	}
	x += p.px(10)
	return Rect{x, r.Y, max(0, r.Right()-x), r.H}
}
