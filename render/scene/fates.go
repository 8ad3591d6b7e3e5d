package scene

import "blockyard/sim/ec2"

// fateAt returns what becomes of what is at a spot by the deed that is looked at.
func (m *mapper) fateAt(s *spot) fate {
	if m.preview == nil || s.disk > 0 {
		return fate{}
	}
	return m.preview.fateOf(s.ref)
}

// shownState returns the words for an instance's state: what would become of it, where a deed is looked at.
func (m *mapper) shownState(s *spot) string {
	if f := m.fateAt(s); f.kind == fateGoes || f.kind == fateChanges {
		return f.state
	}
	return m.v.cloud.StateOf(s.ref)
}

// fateOf shows what becomes of what was just painted: what goes is faint and crossed out, what stays has a tag that says so.
func (m *mapper) fateOf(s *spot, r Rect, first int) {
	f := m.fateAt(s)
	if f.kind == fateNone {
		return
	}
	if f.kind == fateGoes {
		if s.ref.Kind != ec2.KindInstance {
			m.fade(first, leastFade)
			m.Items = append(m.Items,
				Item{Kind: Stroke, Line: m.badEdge, Width: 1.5, Points: []Point{{r.X, r.Y}, {r.Right(), r.Bottom()}}},
				Item{Kind: Stroke, Line: m.badEdge, Width: 1.5, Points: []Point{{r.X, r.Bottom()}, {r.Right(), r.Y}}})
		}
		m.dashed(r, m.badEdge, 2, m.px(4), m.px(3))
	} else if s.ref.Kind == ec2.KindInstance || s.ref.Kind == ec2.KindVolume {
		m.dashed(r, m.okEdge(), 1.5, m.px(4), m.px(3))
	}
	if m.c.zoom == ZoomCards && (s.ref.Kind == ec2.KindInstance || s.ref.Kind == ec2.KindVolume) {
		m.tag(Rect{r.X, r.Bottom() + m.px(1), r.W, m.px(23)}, f.kind != fateGoes, f.tag)
	}
}

// okEdge is the border of what stays.
func (p *pen) okEdge() Color {
	if p.palette == palettes[Dark] {
		return 0x2BB38AFF
	}
	return p.on.text
}

// tag paints what would become of a thing at the left of a line, with a mark.
func (m *mapper) tag(r Rect, good bool, text string) {
	if !m.visible(r) || text == "" {
		return
	}
	fill, line, ink, mark := m.refusedGround(), m.badEdge, m.bad.text, symbolCross
	if good {
		fill, line, ink, mark = m.okGround(), m.okEdge(), m.on.text, symbolCheck
	}
	pad, icon := m.px(8), m.px(18)
	r.W = min(r.W, m.width(typeBody, text)+2*pad+icon+1)
	m.box(r, m.px(6), fill, line, 1.5)
	m.icon(mark, r.X+pad, r.Y+(r.H-m.px(12))/2, m.px(12), ink)
	m.label(Rect{r.X + pad + icon, r.Y, r.W - 2*pad - icon, r.H}, typeBody, ink, text)
}

// okGround is the ground of a tag of what stays.
func (m *mapper) okGround() Color {
	if m.palette == palettes[Dark] {
		return 0x0C2B20FF
	}
	return m.on.fill
}

// hasTag reports whether a tag is painted below a spot, in place of its note.
func (m *mapper) hasTag(s *spot) bool {
	kind := s.ref.Kind
	return m.fateAt(s).kind != fateNone && s.disk == 0 && (kind == ec2.KindInstance || kind == ec2.KindVolume)
}

// hasTagAbove reports whether a tag takes the place of the label on a cable.
func (m *mapper) hasTagAbove(s *spot) bool {
	if m.preview == nil {
		return false
	}
	r := s.rect
	for i := range m.c.spots {
		o := &m.c.spots[i]
		if gap := r.Y - o.rect.Bottom(); o.rect.X == r.X && gap > 0 && gap <= m.px(cableHeight+1) && m.hasTag(o) && o.note == "" {
			return true
		}
	}
	return false
}

// isCut reports whether a cable would be no more.
func (m *mapper) isCut(s *spot) bool {
	host := m.preview.fateOf(m.c.spots[s.host].ref)
	own := m.fateAt(s)
	return own.kind == fateGoes || host.kind == fateGoes && (s.disk > 0 || own.kind != fateNone) || own.kind == fateChanges && own.state == "would be "+string(ec2.VolumeAvailable)
}

// cut paints a cross over a cable.
func (m *mapper) cut(way []Point) {
	last := len(way) - 1
	at := Point{(way[0].X + way[last].X) / 2, (way[0].Y + way[last].Y) / 2}
	if last > 1 {
		at = Point{way[1].X, (way[1].Y + way[2].Y) / 2}
	}
	size := m.px(12)
	m.icon(symbolCross, at.X-size/2, at.Y-size/2, size, m.bad.text)
}

// groupTag says in a few words what becomes of several things alike, "" where nothing does or it differs.
func (m *mapper) groupTag(refs []ec2.Ref, noun string) (text string, good bool) {
	if m.preview == nil {
		return "", false
	}
	n, first := 0, fate{}
	for _, ref := range refs {
		f := m.preview.fateOf(ref)
		switch {
		case f.kind == fateNone:
			continue
		case n == 0:
			first = f
		case (f.kind == fateGoes) != (first.kind == fateGoes):
			return "", false
		}
		n++
	}
	good = first.kind != fateGoes
	switch {
	case n == 0:
		return "", false
	case n == 1:
		return first.tag, good
	case good:
		return plural(n, noun) + stay(n), true
	}
	return plural(n, noun) + " deleted", false
}
