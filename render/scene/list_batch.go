package scene

import (
	"strconv"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A batchKind is something that can be done with many things of a kind at once.
type batchKind struct {
	verb, text string
	flag       string
	each       bool // the operation takes one thing: a command for each
	danger     bool // it cannot be taken back
}

// batchKinds holds what can be done with many things, by kind.
var batchKinds = map[ec2.Kind][]batchKind{
	ec2.KindInstance: {
		{verb: "start-instances", text: "Start", flag: "--instance-ids"},
		{verb: "stop-instances", text: "Stop", flag: "--instance-ids"},
		{verb: "reboot-instances", text: "Reboot", flag: "--instance-ids"},
		{verb: "terminate-instances", text: "Terminate", flag: "--instance-ids", danger: true},
	},
	ec2.KindVolume: {
		{verb: "create-snapshot", text: "Snapshot", flag: "--volume-id", each: true},
		{verb: "detach-volume", text: "Detach", flag: "--volume-id", each: true},
		{verb: "delete-volume", text: "Delete", flag: "--volume-id", each: true, danger: true},
	},
	ec2.KindSnapshot: {{verb: "delete-snapshot", text: "Delete", flag: "--snapshot-id", each: true, danger: true}},
	ec2.KindAddress:  {{verb: "release-address", text: "Release", flag: "--allocation-id", each: true, danger: true}},
	ec2.KindKeyPair:  {{verb: "delete-key-pair", text: "Delete", flag: "--key-pair-id", each: true, danger: true}},
	ec2.KindImage:    {{verb: "deregister-image", text: "Deregister", flag: "--image-id", each: true, danger: true}},
}

// singleForms holds the forms that one thing of a kind can be put into.
var singleForms = map[ec2.Kind][]Action{
	ec2.KindInstance: {{"Create image", OpenForm, "aws ec2 create-image --instance-id"}},
	ec2.KindVolume:   {{"Attach", OpenForm, "aws ec2 attach-volume --volume-id"}},
	ec2.KindSnapshot: {{"Create volume", OpenForm, "aws ec2 create-volume --snapshot-id"}},
	ec2.KindImage:    {{"Launch instance", OpenForm, "aws ec2 run-instances --image-id"}},
}

// formsOf returns the forms that a thing can be put into. A volume that is attached is offered none.
func (v *view) formsOf(ref ec2.Ref) []Action {
	if ref.Kind == ec2.KindVolume && len(v.cloud.Volumes().At(ref.Index).Attachments) > 0 {
		return nil
	}
	return singleForms[ref.Kind]
}

// mostInBatch is how many things a command is offered for at most.
const mostInBatch = 500

// A batchDeed is something that can be done with everything that is selected.
type batchDeed struct {
	id, text string
	command  string // one line; several commands where the operation takes one thing
	parts    []deed // the commands of the line
	danger   bool
	off      string // why it cannot be done
}

// A deedsKey is what depends what can be done with a selection.
type deedsKey struct {
	selectionKey
	account uint16
	now     unit.Instant // AWS refuses some things that follow each other too fast
}

// batchDeeds returns what can be done with everything that is selected, nothing where it is of several kinds.
func (p *pen) batchDeeds(v *view, chosen selection) []batchDeed {
	key := p.deedsKey(v)
	return p.lists().deeds.of(key, func() []batchDeed { return v.batchDeeds(chosen.refs, key.account) })
}

func (p *pen) deedsKey(v *view) deedsKey {
	return deedsKey{p.selectionKey(v), p.scope().account, v.now}
}

func (v *view) batchDeeds(refs []ec2.Ref, account uint16) (deeds []batchDeed) {
	for _, ref := range refs {
		if ref.Kind != refs[0].Kind {
			return nil
		}
	}
	for _, k := range batchKinds[refs[0].Kind] {
		deeds = append(deeds, v.batchDeed(k, refs, account))
	}
	return deeds
}

// batchDeed writes the command for a deed with things of one kind, and asks the world whether it would be refused.
func (v *view) batchDeed(k batchKind, refs []ec2.Ref, account uint16) batchDeed {
	d := batchDeed{id: "batch/" + k.verb, text: k.text, danger: k.danger}
	rest, off := v.placeFlags(refs, account)
	_, region := v.cloud.Place(refs[0])
	groups := [][]ec2.Ref{refs}
	if k.each {
		groups = make([][]ec2.Ref, len(refs))
		for i := range refs {
			groups[i] = refs[i : i+1]
		}
	}
	if len(refs) > mostInBatch {
		off, groups = "Choose "+strconv.Itoa(mostInBatch)+" at most", groups[:1]
	}
	var lines []string
	for _, group := range groups {
		part := deed{id: k.verb, text: k.text, danger: k.danger, region: region, account: account}
		head := "aws ec2 " + k.verb + " " + k.flag
		part.command = head + v.handles(refs, group) + rest
		part.words = append(strings.Fields(head), v.ids(group)...)
		d.parts, lines = append(d.parts, part), append(lines, part.command)
	}
	d.command, d.off = strings.Join(lines, "; "), off
	for i := range d.parts {
		if d.off != "" {
			break
		}
		d.off = v.refusal(d.parts[i])
	}
	return d
}

// handles returns how a command names things: one alone by its name, more by their ids.
func (v *view) handles(all, group []ec2.Ref) string {
	if len(all) == 1 {
		return " " + v.handle(all[0])
	}
	return " " + strings.Join(v.ids(group), " ")
}

func (v *view) ids(refs []ec2.Ref) (ids []string) {
	for _, ref := range refs {
		ids = append(ids, v.cloud.ID(ref))
	}
	return ids
}

// placeFlags returns the flags that say in which region, and for which account, things are. Things in several regions are none for one command.
func (v *view) placeFlags(refs []ec2.Ref, account uint16) (flags, off string) {
	_, region := v.cloud.Place(refs[0])
	for _, ref := range refs {
		if _, other := v.cloud.Place(ref); other != region {
			return "", "They are in several regions, and a command works in one"
		}
	}
	if region != v.region {
		flags = " --region " + catalog.Regions()[region].Name
	}
	if profile, ok := catalog.ProfileOf(v.cloud.AccountNumber(account)); ok && account != 0 {
		flags += " --profile " + profile.Name
	}
	return flags, ""
}

// batch paints how much is selected, what it costs, and what can be done with all of it. It returns the y below.
func (p *pen) batch(v *view, chosen selection, x, y, w float64) float64 {
	text := p.selectedText(v, chosen)
	tw := p.width(typeStrong, text) + 1
	buttons, refused := p.batchButtons(v, chosen)
	line := Rect{x, y, min(tw, w), p.px(buttonHeight)}
	p.label(line, typeStrong, p.ink, text)
	p.node(Node{ID: "batch/text", Role: RoleText, Name: text, Rect: line})
	if tw+p.px(16) < w*0.5 {
		y = p.flow(x+tw+p.px(16), y, w-tw-p.px(16), buttons)
	} else {
		y = p.flow(x, line.Bottom()+p.px(2), w, buttons)
	}
	if refused != "" {
		y = p.prose("batch/refused", x, y+p.px(6), w, typeBody, p.muted, refused)
	}
	if strings.HasPrefix(p.ui.Preview, batchPrefix) && !p.inspects() {
		y = p.foreseen(v.preview(p.ui), x, y+p.px(8), w)
	}
	return y + p.px(8)
}

// batchButtons returns the buttons for what is selected, and in a sentence why those that are dashed would be refused.
func (p *pen) batchButtons(v *view, chosen selection) (buttons []button, refused string) {
	for _, d := range p.batchDeeds(v, chosen) {
		b := button{id: d.id, text: d.text, help: shortened(d.command), danger: d.danger, off: d.off, act: Action{d.text, Command, d.command}}
		if d.danger && d.off == "" { // first it is shown what would become of it
			if b.chosen = p.ui.Preview == d.id; !b.chosen {
				b.act = Action{d.text, Preview, d.id}
			}
		}
		if d.off != "" && refused == "" {
			refused = d.text + ": " + d.off
		}
		buttons = append(buttons, b)
	}
	account := p.scope().account
	rest, off := v.placeFlags(chosen.refs, account)
	if len(chosen.refs) == 1 {
		for _, form := range v.formsOf(chosen.refs[0]) {
			form.Arg += v.handles(chosen.refs, chosen.refs) + rest
			buttons = append(buttons, button{id: "batch/form/" + form.Label, text: form.Label, help: form.Arg, act: form})
		}
	}
	if len(chosen.refs) > mostInBatch {
		off = "Choose " + strconv.Itoa(mostInBatch) + " at most"
	}
	tags := Action{"Manage tags", OpenForm, "aws ec2 create-tags --resources " + strings.Join(v.ids(chosen.refs[:min(mostInBatch, len(chosen.refs))]), " ") + rest}
	buttons = append(buttons, button{id: "batch/tags", text: "Tags", name: "Manage tags", help: "One tag for all that is selected", off: off, act: tags})
	return append(buttons, button{id: "batch/clear", name: "Select nothing", symbol: symbolCross, icon: true, act: Action{"Select nothing", Select, ""}}), refused
}

// mostHelp is how many bytes of a command are told with its button.
const mostHelp = 200

// shortened returns the beginning of a command that is long because it names many things.
func shortened(command string) string {
	if len(command) <= mostHelp {
		return command
	}
	return command[:mostHelp] + ellipsis
}

// foreseen paints what would become of a deed that is looked at before it is done, where the inspector does not show it.
func (p *pen) foreseen(x *preview, left, y, w float64) float64 {
	if x == nil {
		return y
	}
	r := p.cardRound(left, y, w, p.badEdge, func(left, y, w float64) float64 {
		y = p.previewHead(x, left, y, w)
		y = p.outcomes(x, left, y, w, false)
		return p.lines(left, y, w, typeBody, p.ink, p.wrap(typeBody, x.saving(), w, 2))
	})
	p.node(Node{ID: "batch/preview", Role: RoleText, Name: x.title(true) + ". " + previewLine + ", Esc leaves.", Help: x.told(), Rect: r})
	return r.Bottom()
}

// what names things of one kind: "3 volumes".
func what(refs []ec2.Ref) string { return plural(len(refs), lists[listOf(refs[0].Kind)].noun) }
