package scene

import (
	"strings"

	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A choice is a deed with what the world says of it now.
type choice struct {
	deed
	off     string   // why it would be refused, or ""
	preview *preview // what would become of it
	weighed bool     // preview is known
}

// A choices is what can be done with one thing.
//
// What there is to do follows from the world's state. Whether it is refused may
// follow from the clock alone, as when two snapshots need some time between
// them, so that is asked again whenever the clock has moved: it costs a fork
// each. What would become of it is dearer, and asked again when the outlook has changed.
type choices struct {
	stamp   uint64 // of the places
	ref     ec2.Ref
	asked   unit.Instant // when the world was asked what it refuses
	outlook unit.Instant
	list    []choice
}

// choicesFor returns what can be done with a thing, each with why it would be refused.
func (v *view) choicesFor(ref ec2.Ref) []choice {
	m := &v.memo.choices
	fresh := m.stamp != v.stamp || m.ref != ref
	if fresh {
		m.stamp, m.ref, m.list = v.stamp, ref, m.list[:0]
		for _, d := range v.actionsOf(ref) {
			m.list = append(m.list, choice{deed: d})
		}
	}
	if outlook := v.outlook(); fresh || m.outlook != outlook {
		m.outlook = outlook
		for i := range m.list {
			m.list[i].preview, m.list[i].weighed = nil, false
		}
	}
	if fresh || m.asked != v.now {
		m.asked = v.now
		for i := range m.list {
			m.list[i].off = v.refusal(m.list[i].deed)
		}
	}
	return m.list
}

// previewOf returns what would become of a choice.
func (v *view) previewOf(c *choice, ref ec2.Ref) *preview {
	if !c.weighed {
		c.preview = v.foresee(foreseen{c.node(), c.text, v.name(ref), c.command, []deed{c.deed}, []ec2.Ref{ref}})
		c.weighed = true
	}
	return c.preview
}

// A previewKey is what the preview of a deed with several things depends on.
type previewKey struct {
	state
	outlook  unit.Instant
	node     string
	selected string
	also     *string // the interface never changes it in place
	count    int
}

// severalPrefix begins the ids of the buttons for all that is selected; those of a list begin with batchPrefix.
const (
	severalPrefix = "several/"
	batchPrefix   = "batch/"
)

// preview returns what would become of the deed that is looked at before it is done, or nil where none is.
func (v *view) preview(ui *UI) *preview {
	if ui.Preview == "" {
		return nil
	}
	if verb, ok := cutAny(ui.Preview, severalPrefix, batchPrefix); ok {
		return v.previewOfSeveral(ui, verb)
	}
	ref, ok := v.selected(ui.Selected)
	if !ok {
		return nil
	}
	choices := v.choicesFor(ref)
	for i := range choices {
		if c := &choices[i]; c.danger && c.off == "" && c.node() == ui.Preview {
			return v.previewOf(c, ref)
		}
	}
	return nil
}

// cutAny cuts one of two prefixes off a text.
func cutAny(text, first, second string) (rest string, ok bool) {
	if rest, ok = strings.CutPrefix(text, first); !ok {
		rest, ok = strings.CutPrefix(text, second)
	}
	return rest, ok
}

// previewOfSeveral returns what would become of a deed with all that is selected.
func (v *view) previewOfSeveral(ui *UI, verb string) *preview {
	key := previewKey{state: stateOf(v.world), outlook: v.outlook(), node: ui.Preview, selected: ui.Selected, count: len(ui.Also)}
	if key.count > 0 {
		key.also = &ui.Also[0]
	}
	return v.memo.several.of(key, func() *preview {
		refs := v.selection(ui.Selected, ui.Also).refs
		if len(refs) == 0 {
			return nil
		}
		account, _ := v.actor(refs[0])
		for _, d := range v.batchDeeds(refs, account) {
			if d.danger && d.off == "" && d.id == batchPrefix+verb {
				return v.foresee(foreseen{ui.Preview, d.text, what(refs), d.command, d.parts, refs})
			}
		}
		return nil
	})
}

// outlook returns a value that stays while the clock alone changes no
// consequence: nothing is due by itself until a deed has settled, and the hour
// for which the pace is computed then lies in the same month, since months
// differ in length. Otherwise it is the present instant.
func (v *view) outlook() unit.Instant {
	settled := v.now.Add(settling)
	from := settled.Add(v.world.Config().Book.Minimum)
	first, _ := v.world.Date(from).MonthLength()
	last, _ := v.world.Date(from.Add(unit.Hour)).MonthLength()
	if next, ok := v.world.Next(); first != last || ok && next <= settled {
		return v.now
	}
	return unit.Instant(first)
}
