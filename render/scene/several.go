package scene

import (
	"strconv"
	"strings"

	"blockyard/sim/ec2"
)

// severalThings paints what is selected together: how many of which kind and state, how much, what it costs, and what
// can be done with all of it at once.
func (p *pen) severalThings(v *view, chosen selection, x, y, w float64) float64 {
	title := strconv.Itoa(len(chosen.refs)) + " selected"
	y = p.heading("inspector/title", 2, Rect{x, y, w, p.px(24)}, typeHeading, title) + p.px(6)
	y = p.severalActions(v, chosen, x, y, w)
	y = p.factRows(p.severalFacts(v, chosen), x, y, w)
	s := section{"What is selected", v.relations(chosen.refs[:min(len(chosen.refs), mostRelations)])}
	y = p.section(v, &s, x, y, w)
	if more := len(chosen.refs) - mostRelations; more > 0 {
		y = p.prose("inspector/more", x, y, w, typeBody, p.muted, "and "+strconv.Itoa(more)+" more") + p.px(4)
	}
	return y
}

// severalFacts adds up what is selected.
func (p *pen) severalFacts(v *view, chosen selection) (facts []fact) {
	for i := range lists {
		var refs []ec2.Ref
		for _, ref := range chosen.refs {
			if ref.Kind == lists[i].kind {
				refs = append(refs, ref)
			}
		}
		if len(refs) > 0 {
			facts = append(facts, fact{name: lists[i].title, value: v.states(refs)})
		}
	}
	var size int64
	var blocks uint64
	for _, ref := range chosen.refs {
		switch ref.Kind {
		case ec2.KindVolume:
			size += v.cloud.Volumes().At(ref.Index).GiB
		case ec2.KindSnapshot:
			blocks += v.cloud.Blocks().Owned(v.cloud.Snapshots().At(ref.Index).Block)
		case ec2.KindInstance, ec2.KindImage, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
		}
	}
	if size > 0 {
		facts = append(facts, fact{name: "Size in all", value: gib(size)})
	}
	if blocks > 0 {
		facts = append(facts, fact{name: "Stored in all", value: stored(blocks)})
	}
	return append(facts, fact{name: "A month", value: p.price(v, chosen) + " at this pace"})
}

// severalActions paints what can be done with all that is selected, each as one command, and what would become of the
// one that is looked at.
func (p *pen) severalActions(v *view, chosen selection, x, y, w float64) float64 {
	var buttons []button
	refused := ""
	for _, d := range p.batchDeeds(v, chosen) {
		id := severalPrefix + strings.TrimPrefix(d.id, batchPrefix)
		b := button{id: id, text: d.text, help: d.command, danger: d.danger, off: d.off, act: Action{d.text, Command, d.command}, more: []Action{{"Copy as AWS CLI", Copy, p.session.AsCLI(d.command)}}}
		if d.danger && d.off == "" {
			b.text += ellipsis
			if b.chosen = p.ui.Preview == id; !b.chosen {
				b.act = Action{d.text, Preview, id}
			}
		}
		if d.off != "" && (p.ui.Hover == id || p.ui.Focus == id) {
			refused = d.text + ": " + d.off
		}
		buttons = append(buttons, b)
	}
	buttons = append(buttons, p.severalTags(v, chosen), button{id: "several/clear", text: "Select nothing", act: Action{"Select nothing", Select, ""}})
	y = p.flow(x, y, w, buttons) + p.px(10)
	if refused != "" {
		y = p.lines(x, y, w, typeBody, p.muted, p.wrap(typeBody, refused, w, 6)) + p.px(6)
	}
	if open := v.preview(p.ui); open != nil {
		y = p.previewed(open, x, y, w)
	}
	return y
}

// severalTags returns the button that gives all that is selected a tag: as a command that is to be completed.
func (p *pen) severalTags(v *view, chosen selection) button {
	account, _ := v.actor(chosen.refs[0])
	flags, off := v.placeFlags(chosen.refs, account)
	if off == "" && len(chosen.refs) > mostInBatch {
		off = "Choose " + strconv.Itoa(mostInBatch) + " at most"
	}
	line := "aws ec2 create-tags --resources " + strings.Join(v.ids(chosen.refs[:min(len(chosen.refs), mostInBatch)]), " ") + " --tags Key=,Value=" + flags
	return button{id: "several/tags", text: "Add a tag", help: "One tag for all that is selected", off: off, act: Action{"Add a tag", Write, line}}
}
