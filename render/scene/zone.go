package scene

import (
	"strconv"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// terminatedVisible is how long a terminated instance is still shown.
const terminatedVisible = catalog.TerminatedVisible

// zone paints a zone as a dashed box with what is in it.
func (m *mapper) zone(rc *regionChart, z *zoneChart) {
	r := m.onScreen(z.rect)
	m.place(zonePrefix+z.Name, r)
	m.dashed(r, m.edge, 1.5, m.px(3), m.px(3))
	pad := m.px(15)
	title := Rect{r.X + m.px(2), r.Y + m.px(2), r.W - m.px(4), m.px(zoneHead - 4)}
	m.label(Rect{r.X + pad, r.Y, r.W - 2*pad, m.px(zoneHead)}, typeBody, m.muted, z.Name)
	m.selectable(Node{ID: zonePrefix + z.Name, Role: RoleHeading, Name: "Zone " + z.Name, Help: z.contents(), Level: 3, Rect: title}, title, 12)
	m.ghosts(z.ghosts)
	if z.empty.W > 0 {
		m.invitation(m.v.emptyZone(m.pen, rc.regionView, z.zoneView), m.onScreen(z.empty))
		return
	}
	for i := range z.accounts {
		m.accountBox(z, &z.accounts[i])
	}
	for _, head := range z.loose {
		m.label(m.onScreen(head), typeBody, m.muted, "not attached")
	}
	for i := z.from; i < z.to; i++ {
		m.cable(&m.c.spots[i])
	}
	for i := range z.shared {
		m.sharedCable(&z.shared[i])
	}
	m.spots(z.from, z.to)
	for i := range z.warnings {
		m.warning(&z.warnings[i])
	}
}

// contents says how much is in a zone.
func (z *zoneView) contents() string {
	return plural(len(z.instances), "instance") + ", " + plural(len(z.volumes)+z.attached, "volume")
}

// accountBox paints the box round what belongs to another account.
func (m *mapper) accountBox(z *zoneChart, b *accountBox) {
	m.dashed(m.onScreen(b.rect), m.edge, 1.5, m.px(6), m.px(4))
	head := m.onScreen(b.head)
	m.icon(symbolAccount, head.X, head.Y+m.px(6), m.px(14), m.ink)
	m.label(Rect{head.X + m.px(20), head.Y, head.W - m.px(20), head.H}, typeBody, m.ink, "account "+b.name)
	number := m.v.cloud.AccountNumber(b.index)
	m.node(Node{
		ID: zonePrefix + z.Name + "/account/" + number, Role: RoleHeading, Name: "Account " + b.name + " in " + z.Name, Level: 4, Rect: head,
		Help: number, Action: &Action{Label: "Select", Verb: Select, Arg: accountPrefix + number},
	})
}

// cable paints the link from an instance to a disk: in right angles, in dashes to a disk of the host, and with what the disk is for.
func (m *mapper) cable(s *spot) {
	if s.cable == noCable {
		return
	}
	r, host := m.onScreen(s.rect), m.onScreen(m.c.spots[s.host].rect)
	if !m.visible(Rect{host.X - m.px(10), host.Y, host.W + m.px(20), r.Bottom() - host.Y}) {
		return
	}
	hue := hueVolume
	if s.disk > 0 {
		hue = hueDisk
	}
	if m.link != 0 {
		hue = m.link
	}
	item := Item{Kind: Stroke, Line: hue, Width: m.px(2.5), Points: m.cablePoints(s, host, r)}
	if s.disk > 0 {
		item.Dash = [2]float64{m.px(5), m.px(4)}
	}
	if _, t := m.motionOf(s.ref); t < 1 {
		item.Line = item.Line.faded(uint32(100 * t))
	}
	doomed := m.preview != nil && m.isCut(s)
	if doomed {
		item.Line, item.Dash = m.refusedLine(), [2]float64{2, m.px(4)}
	}
	m.Items = append(m.Items, item)
	if doomed {
		m.cut(item.Points)
	}
	if m.c.zoom == ZoomCards && s.label != "" && !m.hasTagAbove(s) {
		x := r.X + m.px(1)
		if s.cable == midCable {
			x = r.X + r.W/2 + m.px(8)
		}
		m.label(Rect{x, r.Y - m.px(cableHeight-3), r.Right() - x, m.px(20)}, typeBody, m.muted, s.label)
	}
}

// sharedCable paints the link from a further instance to a volume, below the cards that it passes.
func (m *mapper) sharedCable(s *sharedCable) {
	host, r := m.onScreen(m.c.spots[s.host].rect), m.onScreen(m.c.spots[s.volume].rect)
	around := Rect{min(host.X, r.X) - m.px(16), min(host.Y, r.Y), max(host.Right(), r.Right()) - min(host.X, r.X) + m.px(32), max(host.Bottom(), r.Bottom()) - min(host.Y, r.Y)}
	if !m.visible(around) {
		return
	}
	hue := hueVolume
	if m.link != 0 {
		hue = m.link
	}
	lane, from, to := host.X-m.px(10.5), host.Y+host.H*0.75, r.Y+r.H*0.75
	if m.c.zoom == ZoomIcons {
		lane = host.X - m.px(5)
	}
	end := r.X
	if r.Right() < host.X {
		end = r.Right()
	}
	m.Items = append(m.Items, Item{Kind: Stroke, Line: hue, Width: m.px(2.5), Points: []Point{{host.X, from}, {lane, from}, {lane, to}, {end, to}}})
}

// cablePoints returns the way of a cable.
func (m *mapper) cablePoints(s *spot, host, r Rect) []Point {
	switch {
	case s.cable == midCable:
		x := r.X + r.W/2
		return []Point{{x, host.Bottom()}, {x, r.Y}}
	case m.c.zoom == ZoomIcons:
		x, y := host.X+m.px(7), r.Y+r.H/2
		return []Point{{x, host.Bottom()}, {x, y}, {r.X, y}}
	}
	x := r.X - m.px(7)
	return []Point{{host.X, host.Y + host.H/2}, {x, host.Y + host.H/2}, {x, r.Y + r.H/2}, {r.X, r.Y + r.H/2}}
}

// warning paints a rule below disks of a host.
func (m *mapper) warning(g *warning) {
	r := m.onScreen(g.rect)
	if m.visible(r) {
		m.icon(symbolWarning, r.X, r.Y+m.px(3), m.px(14), m.warn.text)
		m.lines(r.X+m.px(20), r.Y, r.W-m.px(20), typeBody, m.warn.text, g.lines)
	}
	ref := m.c.spots[g.of].ref
	m.node(Node{ID: m.v.nodeID(ref) + "/warning", Role: RoleText, Name: m.v.name(ref) + ": " + g.text, Rect: r})
}

// services returns what an instance serves now, as texts: "web :80".
func (v *view) services(index uint32, i *ec2.Instance) []string {
	var all []string
	for _, s := range v.world.Guests().Services(i, index) {
		text := s.Name
		if s.Port > 0 {
			text += " :" + strconv.Itoa(int(s.Port))
		}
		all = append(all, text)
	}
	return all
}
