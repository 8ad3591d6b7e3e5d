package scene

import (
	"strings"

	"blockyard/sim"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A consequence is something that would become of a deed.
type consequence struct {
	text  string
	stays bool // it outlives the deed
}

// settling is how long after a deed its consequences are looked at: everything that it sets going has come to an end by then.
const settling = 10 * unit.Minute

// consequences returns what would become of a deed that cannot be taken back:
// it is done to one fork of the world and not to another, and the two are compared.
func (v *view) consequences(d deed, ref ec2.Ref) []consequence {
	call, err := sim.ParseCall(d.words)
	if err != nil {
		return nil
	}
	call.Region = d.region
	without, with := v.world.Fork(), v.world.Fork()
	if _, err := with.Do(call); err != nil {
		return nil
	}
	until := v.now.Add(settling)
	without.Advance(until, 0)
	with.Advance(until, 0)
	list := v.gone(without, with)
	list = append(list, v.staying(with, ref)...)
	if saved := paceTotal(without).Minus(paceTotal(with)); saved.Sign() > 0 {
		list = append(list, consequence{"You pay " + perMonth(saved) + " less for 30 days", true})
	}
	return list
}

// gone returns what is there without a deed and not with it.
func (v *view) gone(without, with *sim.World) (list []consequence) {
	for _, kind := range []ec2.Kind{ec2.KindInstance, ec2.KindVolume, ec2.KindImage, ec2.KindSnapshot} {
		for index := range v.cloud.Length(kind) {
			ref := ec2.Ref{Kind: kind, Index: index}
			if isThere(without, ref) && !isThere(with, ref) {
				list = append(list, consequence{title(kind) + " " + v.name(ref) + " is gone for good", false})
			}
		}
	}
	return list
}

// isThere reports whether a thing exists and is not on its way out.
func isThere(w *sim.World, ref ec2.Ref) bool {
	switch w.Cloud().StateOf(ref) {
	case "", string(ec2.InstanceTerminated), string(ec2.InstanceShuttingDown), string(ec2.VolumeDeleting):
		return false
	}
	return true
}

// staying returns what hangs on a thing and outlives it: an instance's volumes, a volume's or an image's snapshots.
func (v *view) staying(with *sim.World, ref ec2.Ref) (list []consequence) {
	if ref.Kind == ec2.KindInstance {
		for _, d := range v.cloud.Instances().At(ref.Index).Devices {
			if volume := volumeRef(d.Volume); isThere(with, volume) {
				list = append(list, consequence{"Volume " + v.name(volume) + " stays, and is still billed", true})
			}
		}
	}
	stay := 0
	for _, index := range v.snapshotsOf(ref) {
		if isThere(with, snapshotRef(index)) {
			stay++
		}
	}
	if stay > 0 {
		list = append(list, consequence{plural(stay, "snapshot") + " of it stay, complete, and still billed", true})
	}
	return list
}

// snapshotsOf returns the snapshots that were taken of a volume, or that an image is made of.
func (v *view) snapshotsOf(ref ec2.Ref) (list []uint32) {
	switch ref.Kind {
	case ec2.KindVolume:
		for index, x := range v.cloud.Snapshots().All() {
			if x.HasVolume && x.Volume == ref.Index && x.State != "" {
				list = append(list, index)
			}
		}
	case ec2.KindImage:
		for _, m := range v.cloud.Images().At(ref.Index).Mappings {
			if m.HasSnapshot {
				list = append(list, m.Snapshot)
			}
		}
	case ec2.KindInstance, ec2.KindSnapshot, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment:
	}
	return list
}

// title returns a kind's name at the beginning of a sentence.
func title(kind ec2.Kind) string {
	name := kind.String()
	return string(name[0]-'a'+'A') + name[1:]
}

// paceTotal returns what an hour of a world costs as it is.
func paceTotal(w *sim.World) unit.Money { return w.Bill(paceWindow(w)).Total }

// perMonth returns what an hourly cost comes to in 30 days.
func perMonth(hour unit.Money) string {
	return unit.Money{Ratio: hour.Times(unit.RatioOf(int64(unit.Month/unit.Hour), 1))}.String()
}

// whatIf paints the consequences of a deed that cannot be taken back.
func (p *pen) whatIf(v *view, d deed, ref ec2.Ref, x, y, w float64) float64 {
	list := v.consequences(d, ref)
	if len(list) == 0 {
		return y
	}
	card := len(p.Items)
	p.Items = append(p.Items, Item{})
	top := y
	y += p.px(9)
	question := "What if you " + strings.ToLower(d.text) + " it?"
	p.label(Rect{x + p.px(12), y, w - p.px(24), p.px(20)}, typeStrong, p.ink, question)
	y += p.px(24)
	said := ""
	for _, c := range list {
		mark, color := symbolCross, p.bad.text
		if c.stays {
			mark, color = symbolCheck, p.on.text
		}
		p.icon(mark, x+p.px(12), y+p.px(3), p.px(13), color)
		y = p.lines(x+p.px(32), y, w-p.px(44), typeBody, color, p.wrap(typeBody, c.text, w-p.px(44), 0)) + p.px(2)
		said += c.text + ". "
	}
	r := Rect{x, top, w, y + p.px(7) - top}
	p.Items[card] = Item{Kind: Box, Rect: r, Radius: p.px(10), Fill: p.raised, Line: p.hairline, Width: 1}
	p.node(Node{ID: "what-if/" + d.id, Role: RoleText, Name: question, Help: said[:len(said)-1], Rect: r})
	return r.Bottom() + p.px(8)
}
