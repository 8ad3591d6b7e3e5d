package scene

import (
	"errors"
	"strings"

	"blockyard/scripting/session"
	"blockyard/sim"
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A Place is a part of the world that something can be dropped on, or that holds what is dragged.
type Place struct {
	ID   string // "zone/us-east-1a", "shelf/us-east-1", "region/us-east-1"
	Rect Rect   // what can be seen of it
}

// place notes where a place is.
func (p *pen) place(id string, r Rect) {
	if p.clip.W > 0 {
		r = overlap(r, p.clip)
	}
	p.Places = append(p.Places, Place{id, r})
}

// Place returns where a place can be seen; where it cannot, a rectangle without size.
func (f *Frame) Place(id string) Rect {
	for i := range f.Places {
		if f.Places[i].ID == id {
			return f.Places[i].Rect
		}
	}
	return Rect{}
}

// takers says what takes what is dragged, by the kinds in ids.
var takers = map[string][]string{
	"volume":   {"instance", "zone", "shelf", "region"},
	"snapshot": {"zone", "shelf", "region"},
	"image":    {"zone", "shelf", "region"},
}

// takes reports whether a thing or place is one that takes such things.
func takes(onto, of string) bool {
	kind, _, _ := strings.Cut(of, "/")
	target, _, _ := strings.Cut(onto, "/")
	for _, t := range takers[kind] {
		if t == target {
			return true
		}
	}
	return false
}

// DropAt returns the id of what would take a thing at a point: a thing, or the smallest place there. It returns ""
// where nothing does: so also over the thing itself, and for a volume over whatever lies on the ground of a zone.
func (f *Frame) DropAt(of string, at Point) string {
	for i := len(f.Nodes) - 1; i >= 0; i-- {
		n := &f.Nodes[i]
		if n.Role != RoleListitem || n.Action == nil || !n.Rect.Holds(at) {
			continue
		}
		switch {
		case n.ID == of:
			return ""
		case n.Drop != "" && takes(n.Drop, of):
			return n.Drop
		case strings.HasPrefix(of, "volume/"):
			return ""
		}
	}
	best, size := "", 0.0
	for _, p := range f.Places {
		if a := p.Rect.W * p.Rect.H; takes(p.ID, of) && p.Rect.Holds(at) && (best == "" || a < size) {
			best, size = p.ID, a
		}
	}
	return best
}

// A Dropped is what comes of dropping a thing somewhere.
type Dropped struct {
	Action  Action // Command or OpenForm; without an Arg nothing comes of it
	Comment string // what was done: "drag data onto web"
	Say     string // why nothing comes of it, or ""
}

// Drop returns what comes of dropping what is being dragged on what it is over.
func Drop(s *session.Session, ui *UI) Dropped {
	if ui.Drag == nil {
		return Dropped{}
	}
	v := newView(s, ui.Memo)
	l := v.landing(ui.Drag.Of, ui.Drag.Over)
	if l == nil {
		return Dropped{}
	}
	d := Dropped{Say: l.say, Comment: l.comment}
	switch {
	case l.form && l.err == nil:
		d.Action = Action{l.text, OpenForm, l.command}
	case l.command != "":
		d.Action = Action{l.text, Command, l.command}
	}
	return d
}

// A landing is what a drop would do, and whether the world would refuse it.
type landing struct {
	text    string
	command string // "" where no command does it
	words   []string
	caller  ec2.Caller
	form    bool // it needs choices, unless it would be refused
	comment string
	say     string // why no command does it
	rule    string // in a few words, where it is refused
	err     *apierr.Error
}

// forbidden reports whether nothing would come of the drop.
func (l *landing) forbidden() bool { return l.err != nil || l.command == "" }

// A landings is what was found out of the targets of one thing, as long as the world and its clock stay as they are.
type landings struct {
	state
	now unit.Instant
	of  string
	all map[string]*landing
}

// landing returns what dropping a thing on a target would do, nil where that means nothing.
func (v *view) landing(of, onto string) *landing {
	m := &v.memo.landings
	if m.state != stateOf(v.world) || m.now != v.now || m.of != of {
		*m = landings{stateOf(v.world), v.now, of, map[string]*landing{}}
	}
	l, known := m.all[onto]
	if !known {
		l = v.land(of, onto)
		m.all[onto] = l
	}
	return l
}

func (v *view) land(of, onto string) *landing {
	ref, ok := v.search(of)
	if !ok || onto == "" {
		return nil
	}
	var l *landing
	switch from, to := v.placed(ref), v.whereIs(onto); ref.Kind {
	case ec2.KindVolume:
		l = v.landVolume(ref, onto, from, to)
	case ec2.KindSnapshot:
		l = v.landSnapshot(ref, onto, from, to)
	case ec2.KindImage:
		l = v.landImage(ref, onto, from, to)
	case ec2.KindInstance, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	if l == nil {
		return nil
	}
	l.comment = "drag " + v.name(ref) + " onto " + v.targetName(onto)
	if l.command != "" {
		l.err = v.asks(l)
	}
	if l.err != nil {
		l.rule = v.rule(l.err.Code, of, onto)
	}
	return l
}

// targetName returns what a target is called.
func (v *view) targetName(onto string) string {
	if ref, ok := v.search(onto); ok {
		return v.name(ref)
	}
	kind, name, _ := strings.Cut(onto, "/")
	if kind == "shelf" {
		return "the shelf of " + name
	}
	return name
}

// asks asks the world whether it would refuse.
func (v *view) asks(l *landing) *apierr.Error {
	if not := v.forbids(l.words); not != nil {
		return not
	}
	call, err := sim.ParseCall(dry(l.words))
	if err != nil {
		return nil // it needs choices
	}
	call.Caller = l.caller
	_, err = v.world.Do(call)
	var refusal *apierr.Error
	if errors.As(err, &refusal) && refusal.Code != apierr.DryRunOperation {
		return refusal
	}
	return nil
}

// forbids returns the refusal of a lesson that does not allow an operation.
func (v *view) forbids(words []string) *apierr.Error {
	if l := v.session.Lesson(); l != nil {
		if say, ok := l.Permits(words[1], words[2]); !ok {
			return apierr.New(apierr.UnauthorizedOperation, "%s", session.Plain(say))
		}
	}
	return nil
}

// lands returns the landing of a command: in region and as whoever acts on a thing. "$" stands for it, "%" for another.
func (v *view) lands(text string, ref, other ec2.Ref, region string, line string) *landing {
	l := &landing{text: text}
	l.caller.Account, l.caller.Region = v.actor(ref)
	if r, ok := catalog.RegionNamed(region); ok {
		l.caller.Region = uint16(r.Index)
	}
	for _, word := range strings.Fields(line) {
		spoken := word
		switch word {
		case "$":
			word = v.cloud.ID(ref)
			spoken = v.spoken(l.caller, word)
		case "%":
			word = v.cloud.ID(other)
			spoken = v.spoken(l.caller, word)
		}
		l.words = append(l.words, word)
		l.command += " " + quotedWord(spoken)
	}
	l.command = strings.TrimSpace(l.command) + v.callerFlags(l.caller)
	return l
}

// landVolume is what dropping a volume does: on an instance it attaches it, on the ground of its zone it detaches it, and
// on a shelf it takes a snapshot. No command moves it to another zone.
func (v *view) landVolume(ref ec2.Ref, onto string, from, to whereabouts) *landing {
	x := v.cloud.Volumes().At(ref.Index)
	kind, _, _ := strings.Cut(onto, "/")
	switch {
	case kind == "instance":
		instance, _ := v.search(onto)
		if isOn(x, instance.Index) {
			return nil
		}
		device := v.freeDevice(v.cloud.Instances().At(instance.Index))
		return v.lands("Attach it", ref, instance, "", "aws ec2 attach-volume --volume-id $ --instance-id % --device "+device)
	case kind == "zone" && from.zone == to.zone && len(x.Attachments) > 0:
		return v.lands("Detach it", ref, ref, "", "aws ec2 detach-volume --volume-id $")
	case kind == "shelf":
		return v.lands("Snapshot it", ref, ref, to.region, "aws ec2 create-snapshot --volume-id $")
	case kind == "zone" && from.zone != to.zone:
		return &landing{
			say:  v.name(ref) + " stays in " + from.zone + ": no command moves a volume. Its data travels through a snapshot.",
			rule: v.rule("", "zone/"+from.zone, onto),
		}
	}
	return nil
}

// isOn reports whether a volume is attached to an instance.
func isOn(x *ec2.Volume, instance uint32) bool {
	for _, a := range x.Attachments {
		if a.Instance == instance {
			return true
		}
	}
	return false
}

// landSnapshot is what dropping a snapshot does: in a zone it makes a volume from it, in another region a copy.
func (v *view) landSnapshot(ref ec2.Ref, onto string, from, to whereabouts) *landing {
	switch {
	case to.zone != "":
		return v.lands("Make a volume from it", ref, ref, to.region, "aws ec2 create-volume --snapshot-id $ --availability-zone "+to.zone)
	case from.region != to.region:
		return v.lands("Copy it", ref, ref, to.region, "aws ec2 copy-snapshot --source-region "+from.region+" --source-snapshot-id $")
	}
	return nil
}

// landImage is what dropping an image does: in a zone it launches it, in another region it makes a copy.
func (v *view) landImage(ref ec2.Ref, onto string, from, to whereabouts) *landing {
	m := v.cloud.Images().At(ref.Index)
	switch {
	case to.zone != "":
		// The call gives the placement in AWS's own words; whoever types may say --availability-zone.
		l := v.lands("Launch it", ref, ref, to.region, "aws ec2 run-instances --image-id $ --instance-type "+v.typeFor(ref.Index, m)+" --placement AvailabilityZone="+to.zone)
		l.form = true
		return l
	case from.region != to.region:
		return v.lands("Copy it", ref, ref, to.region, "aws ec2 copy-image --source-region "+from.region+" --source-image-id $ --name "+strings.ReplaceAll(m.Name, " ", "-"))
	}
	return nil
}
