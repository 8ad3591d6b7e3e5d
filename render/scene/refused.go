package scene

import (
	"cmp"
	"strconv"
	"strings"

	"blockyard/scripting/session"
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// Refused returns the last command of a program that the world refuses now, with the way to what was meant. The world
// is asked again, and each way is walked in a copy of it: so this is for when something has been refused, not for
// every frame. It returns nil where nothing is refused.
func Refused(s *session.Session, ui *UI, program string) *Refusal {
	v := newView(s, ui.Memo)
	r, ok := v.refused(program)
	if !ok {
		return nil
	}
	out := &Refusal{Code: string(r.err.Code), Message: r.err.Message, Why: r.err.Why, Command: program}
	out.Of, out.Onto = v.parties(&r)
	out.Rule = v.rule(r.err.Code, out.Of, out.Onto)
	if way := v.wayRound(&r); way != nil {
		out.Way = v.told(way)
	}
	return out
}

// parties returns the ids of the nodes of the thing that a refused call is about, and of what it was to be done with.
func (v *view) parties(r *refused) (of, onto string) {
	for _, name := range []string{"VolumeId", "SnapshotId", "SourceSnapshotId", "SourceImageId", "ImageId", "InstanceId", "InstanceIds"} {
		ref, ok := v.thing(r.param(name))
		switch {
		case !ok:
		case of == "":
			of = v.nodeID(ref)
		case onto == "":
			onto = v.nodeID(ref)
		}
	}
	placement, _ := r.params.Get("Placement")
	zone, _ := placement.Get("AvailabilityZone")
	if name := cmp.Or(r.param("AvailabilityZone"), zone.Scalar()); onto == "" && name != "" {
		onto = "zone/" + name
	}
	return of, onto
}

// rule says in a few words why a thing may not go where it was to go.
func (v *view) rule(code apierr.Code, of, onto string) string {
	from, to := v.whereIs(of), v.whereIs(onto)
	switch {
	case code == apierr.VolumeInUse:
		return "it is attached"
	case from.region != to.region && to.region != "" && from.region != "":
		return from.region + " to " + to.region
	case from.zone != to.zone && to.zone != "" && from.zone != "":
		return shortZone(from.zone) + " to " + shortZone(to.zone)
	}
	return string(code)
}

// shortZone returns what tells a zone from the others of its region: "1b".
func shortZone(name string) string { return name[strings.LastIndex(name, "-")+1:] }

// A whereabouts is where a thing is: its zone may be "", as that of what is regional.
type whereabouts struct{ region, zone string }

// whereIs returns where a thing is, or which place a place is.
func (v *view) whereIs(id string) (w whereabouts) {
	kind, name, _ := strings.Cut(id, "/")
	switch kind {
	case "region", "shelf":
		return whereabouts{region: name}
	case "zone":
		for i := range catalog.Regions() {
			r := &catalog.Regions()[i]
			for n := range r.Zones {
				if r.Zones[n].Name == name {
					return whereabouts{r.Name, name}
				}
			}
		}
		return w
	}
	if ref, ok := v.search(id); ok {
		return v.placed(ref)
	}
	return w
}

// placed returns where a thing is.
func (v *view) placed(ref ec2.Ref) whereabouts {
	_, region := v.cloud.Place(ref)
	w := whereabouts{region: catalog.Regions()[region].Name}
	switch ref.Kind {
	case ec2.KindInstance:
		w.zone = zoneName(region, v.cloud.Instances().At(ref.Index).Zone)
	case ec2.KindVolume:
		w.zone = zoneName(region, v.cloud.Volumes().At(ref.Index).Zone)
	case ec2.KindSnapshot, ec2.KindImage, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return w
}

// told returns a way as the interface tells it.
func (v *view) told(way *wayOut) (w Way) {
	w.Month, w.Program, w.CLI = signed(way.month), v.program(way.steps), v.cli(way.steps)
	for i := range way.steps {
		s := &way.steps[i]
		command := v.lines(way.steps[i:i+1], v.spoken)[0]
		if len(s.words) > 0 {
			command = v.commandOf(s, v.spoken)
		}
		w.Danger = w.Danger || s.danger
		w.Steps = append(w.Steps, WayStep{Text: s.text, Command: command, Month: signed(s.month), At: s.at})
	}
	return w
}

// signed returns an amount with its sign, and "" for what is printed as nothing.
func signed(m unit.Money) string {
	switch text := m.String(); {
	case m.Cents() == "0.00":
		return ""
	case m.Sign() > 0:
		return "+" + text
	default:
		return "−" + strings.TrimPrefix(text, "-")
	}
}

// WayField is the field of the interface that says whether the way round a refusal is shown in the world: "yes".
const WayField = "way/shown"

// refusedCard paints the last refusal, and the way to what was meant, at the top of the inspector. It returns the y below.
func (p *pen) refusedCard(x, y, w float64) float64 {
	r := p.ui.Refused
	if r == nil {
		return y
	}
	y = p.refusedHead(r, x, y, w) + p.px(10)
	if len(r.Way.Steps) == 0 {
		return y
	}
	return p.wayCard(&r.Way, x, y, w) + p.px(12)
}

// refusedHead paints what was refused: the code, and why.
func (p *pen) refusedHead(r *Refusal, x, y, w float64) float64 {
	place, top, left, inner := len(p.Items), y, x+p.px(12), w-p.px(24)
	p.Items = append(p.Items, Item{})
	const title = "Refused, nothing changed"
	y += p.px(8)
	shut := p.px(28)
	p.refusedMark(Rect{left, y + p.px(5), p.px(16), p.px(16)})
	lines := p.wrap(typeHeading, title, inner-p.px(24)-shut, 2)
	end := p.lines(left+p.px(24), y+p.px(3), inner-p.px(24)-shut, typeHeading, p.bad.text, lines)
	p.node(Node{ID: "refused/title", Role: RoleHeading, Name: title, Help: r.Command, Level: 2, Rect: Rect{left, y, inner - shut, end - y}})
	p.button(Rect{x + w - shut - p.px(8), y, shut, shut}, &button{id: "refused/close", name: "Close the refusal", symbol: symbolCross, icon: true, act: Action{"Close", Close, ""}})
	y = max(end, y+shut) + p.px(3)
	code := p.wrap(typeCode, r.Code, inner, 0)
	end = p.lines(left, y, inner, typeCode, p.ink, code)
	p.node(Node{ID: "refused/code", Role: RoleText, Name: r.Code, Help: r.Message, Rect: Rect{left, y, inner, end - y}})
	y = p.prose("refused/why", left, end+p.px(2), inner, typeBody, p.ink, cmp.Or(r.Why, r.Message)) + p.px(10)
	p.Items[place] = Item{Kind: Box, Rect: Rect{x, top, w, y - top}, Radius: p.px(10), Fill: p.refusedGround()}
	p.dotsRound(Rect{x, top, w, y - top})
	return y
}

// refusedGround is the ground of what tells a refusal.
func (p *pen) refusedGround() Color {
	if p.palette == palettes[Dark] {
		return 0x2C140DFF
	}
	return p.bad.fill
}

// refusedLine is the colour of dotted borders round what was refused.
func (p *pen) refusedLine() Color {
	if p.palette == palettes[Dark] {
		return p.bad.text
	}
	return p.badEdge
}

// dotsRound paints the dotted border of what was refused.
func (p *pen) dotsRound(r Rect) { p.dashed(r, p.refusedLine(), 2, 2, p.px(3)) }

// refusedMark paints a ring with a stroke.
func (p *pen) refusedMark(r Rect) {
	if !p.visible(r) {
		return
	}
	g := grid{p, r.X, r.Y, r.W / 16}
	g.disc(0, p.bad.text, 1.8, 8, 8, 6)
	g.line(p.bad.text, 1.8, 3.8, 3.8, 12.2, 12.2)
}

// countWords are the numbers of steps as buttons say them.
var countWords = []string{"", "this", "these two", "these three", "these four", "these five", "these six"}

// wayCard paints the way to what was refused: numbered steps, what each costs, and the buttons that go it.
func (p *pen) wayCard(way *Way, x, y, w float64) float64 {
	place, top, left, inner := len(p.Items), y, x+p.px(12), w-p.px(24)
	p.Items = append(p.Items, Item{})
	y = p.heading("way/title", 3, Rect{left, y + p.px(8), inner, p.lineHeight(typeHeading)}, typeHeading, "The way that works") + p.px(4)
	for i := range way.Steps {
		y = p.wayStep(&way.Steps[i], i+1, left, y, inner) + p.px(6)
	}
	if way.Month != "" {
		text := "In all " + way.Month + " for 30 days, until what is no longer needed is deleted."
		if strings.HasPrefix(way.Month, "−") {
			text = "In all " + way.Month + " for 30 days."
		}
		y = p.prose("way/cost", left, y, inner, typeBody, p.muted, text) + p.px(6)
	}
	y = p.flow(left, y+p.px(2), inner, p.wayButtons(way)) + p.px(10)
	p.Items[place] = Item{Kind: Box, Rect: Rect{x, top, w, y - top}, Radius: p.px(10), Fill: p.raised, Line: p.hairline, Width: 1}
	return y
}

// wayStep paints a step: its number, what it does, the command's verb, and what it costs.
func (p *pen) wayStep(s *WayStep, number int, x, y, w float64) float64 {
	top, left := y, x+p.px(30)
	p.numberDisc(number, Point{x + p.px(10), y + p.px(10)})
	right := 0.0
	if s.Month != "" {
		right = p.labelRight(Rect{x + w*0.5, y, w * 0.5, p.px(20)}, typeBody, p.ink, s.Month) + p.px(8)
	}
	room := w - p.px(30) - right
	y = p.lines(left, y, room, typeStrong, p.ink, p.wrap(typeStrong, s.Text, room, 3))
	words := strings.Fields(s.Command)
	verb := words[min(2, len(words)-1)]
	if verb == "wait" {
		verb = strings.Join(words[2:min(4, len(words))], " ")
	}
	p.label(Rect{left, y, w - p.px(30), p.lineHeight(typeCode)}, typeCode, p.muted, verb)
	y += p.lineHeight(typeCode)
	n := strconv.Itoa(number)
	p.node(Node{ID: "way/" + n, Role: RoleText, Name: n + ". " + s.Text, Value: s.Month, Help: s.Command, Rect: Rect{x, top, w, y - top}})
	return y
}

// numberDisc paints a number in a ring.
func (p *pen) numberDisc(number int, at Point) {
	d := p.px(20)
	r := Rect{at.X - d/2, at.Y - d/2, d, d}
	p.box(r, d/2, p.panel, p.wayLine(), 2)
	p.labelCentre(r, typeStrong, p.ink, strconv.Itoa(number))
}

// wayLine is the colour of the way that works.
func (p *pen) wayLine() Color {
	if p.link != 0 {
		return p.link
	}
	return p.going.text
}

// wayButtons are what can be done with a way. What cannot be taken back is put into the command line, to be looked at.
func (p *pen) wayButtons(way *Way) []button {
	do := button{id: "refused/do", text: "Do " + countWords[min(len(way.Steps), len(countWords)-1)], help: way.Program, primary: true, act: Action{"Do it", Command, way.Program}}
	if way.Danger {
		do.text, do.primary, do.act = "Write it into the command line", false, Action{"Write it into the command line", Write, way.Program}
	}
	buttons := []button{do}
	shown := Chosen(p.ui.Fields, WayField) != ""
	show := button{id: "refused/show", text: "Show me", symbol: symbolPlay, icon: true, chosen: shown, act: Action{"Show it in the world", Fill, WayField + "=yes"}}
	if shown {
		show.act = Action{"Hide it again", Fill, WayField + "="}
	}
	return append(buttons, show, button{id: "refused/copy", text: "Copy as AWS CLI", symbol: symbolCopy, icon: true, help: way.CLI, act: Action{"Copy as AWS CLI", Copy, way.CLI}})
}
