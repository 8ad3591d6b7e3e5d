package scene

import "slices"

// From how many things on a level is not tried: it would be many screens high.
const (
	tooManyForCards = 500
	tooManyForIcons = 1500
)

// manyThings is from how many things on they become cells without being asked for.
const manyThings = 150

// fitted returns the chart at the level that the interface asks for. Where it asks for none, cards are kept as long as
// little more than a screen is needed: they tell most.
func (p *pen) fitted(v *view, r Rect) *chart {
	p.Fits = p.levelWithin(v, r, 1)
	if slices.Contains(zoomLevels[:], p.ui.Zoom) {
		return p.chart(v, p.ui.Zoom, r)
	}
	screens := 3.0
	switch {
	case p.seesAllLanes():
		screens = 1.2 // to compare is to see all
	case r.W < p.px(roomForNames):
		screens = 5 // narrow ones are scrolled anyway
	}
	level := p.levelWithin(v, r, screens)
	if level == ZoomCells && v.size() < manyThings {
		level = ZoomIcons
	}
	return p.chart(v, level, r)
}

// levelWithin returns the nearest level at which everything is seen in so many screens.
func (p *pen) levelWithin(v *view, r Rect, screens float64) ZoomLevel {
	things := v.size()
	switch {
	case things <= tooManyForCards && p.chart(v, ZoomCards, r).height <= screens*r.H:
		return ZoomCards
	case things <= tooManyForIcons && p.chart(v, ZoomIcons, r).height <= screens*r.H:
		return ZoomIcons
	}
	return ZoomCells
}

// size returns how many things the map shows.
func (v *view) size() (n int) {
	for i := range v.regions {
		r := &v.regions[i]
		n += len(r.snapshots) + len(r.images)
		for j := range r.zones {
			n += len(r.zones[j].instances) + len(r.zones[j].volumes) + r.zones[j].attached
		}
	}
	return n
}

// zoomButtons paints the buttons that show the world nearer, farther, or all of it, at the right of the line below the
// stage, and returns where they begin.
func (p *pen) zoomButtons(r, stage Rect) float64 {
	h := min(p.px(26), r.H-p.px(2))
	if p.Width < p.px(roomForRail) {
		h = r.H - p.px(4)
	}
	buttons := []button{
		{id: "zoom/farther", name: "Farther", help: "Key: −", symbol: symbolMinus, icon: true, act: Action{"Farther", Zoom, "farther"}},
		{id: "zoom/fit", text: "Fit", name: "Fit all", help: "Key: 0. Shown now: " + string(p.Zoom), chosen: p.Zoom == p.Fits, act: Action{"Fit all", Zoom, "fit"}},
		{id: "zoom/nearer", name: "Nearer", help: "Key: +", symbol: symbolPlus, icon: true, act: Action{"Nearer", Zoom, "nearer"}},
	}
	if p.Zoom == ZoomCells {
		buttons[0].off = "There is nothing farther"
	}
	if p.Zoom == ZoomCards {
		buttons[2].off = "There is nothing nearer"
	}
	widths := [3]float64{p.px(30), p.buttonWidth(&buttons[1]), p.px(30)}
	if p.Width < p.px(roomForRail) {
		widths[0], widths[2] = p.px(44), p.px(44)
	}
	x := r.Right() - p.px(8) - widths[0] - widths[1] - widths[2] - p.px(8)
	left := x
	if p.hasCorner(stage) {
		b := p.cornerButton(1 + p.Scrolls[len(p.Scrolls)-1].Most/stage.H)
		left -= p.px(34)
		p.button(Rect{left, r.Y + (r.H-h)/2, p.px(30), h}, &b)
	}
	for i := range buttons {
		p.button(Rect{x, r.Y + (r.H-h)/2, widths[i], h}, &buttons[i])
		x += widths[i] + p.px(4)
	}
	return left
}
