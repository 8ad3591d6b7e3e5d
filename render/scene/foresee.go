package scene

import (
	"slices"
	"strings"

	"blockyard/sim"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A preview is what would become of a deed that cannot be taken back.
type preview struct {
	node     string // id of the node that does it
	verb     string // "Terminate"
	what     string // "web", or "3 instances"
	command  string
	outcomes []outcome
	pace     []paceRow // what a month costs, and would cost, by thing
	now      unit.Money
	after    unit.Money
	keeping  *keeping
	fates    map[ec2.Ref]fate
}

// An outcome is one thing that would become of a deed.
type outcome struct {
	good    bool // something stays, rather than goes
	head    string
	rest    string // more of it, after a comma
	because string
}

// text returns the outcome as a sentence without its end.
func (o *outcome) text() string {
	text := o.head
	if o.rest != "" {
		text += ", " + o.rest
	}
	if o.because != "" {
		text += ", because " + o.because
	}
	return text
}

// A paceRow is what 30 days cost of a thing as it is, and after a deed.
type paceRow struct {
	name       string
	now, after unit.Money
}

// A keeping is how to keep what a deed would take.
type keeping struct {
	title, sentence, text string
	act                   Action
}

// A fateKind says what a deed does to a thing.
type fateKind uint8

// What can become of a thing.
const (
	fateNone    fateKind = iota // the deed does not touch it
	fateGoes                    // it is no more
	fateChanges                 // it goes on in another state
	fateStays                   // it hangs on what the deed is done to, and outlives it
)

// A fate is what a deed does to one thing, as the world shows it.
type fate struct {
	kind  fateKind
	state string // words in place of its state: "would end"
	tag   string // below it: "/dev/xvda deleted: −$0.40"
}

// fateOf returns what becomes of a thing; without a preview, nothing.
func (x *preview) fateOf(ref ec2.Ref) fate {
	if x == nil {
		return fate{}
	}
	return x.fates[ref]
}

// less returns by how much a month would be cheaper.
func (x *preview) less() unit.Money { return x.now.Minus(x.after) }

// A foreseen is what a preview is made of: a deed in its commands, and what it is done to.
type foreseen struct {
	node, verb, what string
	command          string
	parts            []deed
	refs             []ec2.Ref
}

// A comparison is two futures: that of the world as it is, and that in which a deed was done.
type comparison struct {
	*view
	out                 *preview
	refs                []ec2.Ref
	without, with       *sim.World
	paceNow, paceAfter  map[ec2.Ref]unit.Money
	stays               []ec2.Ref // what hangs on the things of the deed, and outlives them
	goes                []ec2.Ref // what else is no more
	others              []ec2.Ref // what neither goes nor hangs on it, and costs something else afterwards
	instances, volumes  bool      // the deed is done to instances, or to volumes
	snapshots, pictures bool      // or to snapshots, or to images
}

// foresee does a deed to one fork of the world and not to another, lets both
// settle, and compares them. It is nil where the deed would be refused.
func (v *view) foresee(d foreseen) *preview {
	c := &comparison{
		view: v, refs: d.refs, without: v.world.Fork(), with: v.world.Fork(),
		out: &preview{node: d.node, verb: d.verb, what: d.what, command: d.command, fates: map[ec2.Ref]fate{}},
	}
	for _, part := range d.parts {
		call, err := sim.ParseCall(part.words)
		if err != nil {
			return nil
		}
		call.Region, call.Account = part.region, part.account
		if _, err := c.with.Do(call); err != nil {
			return nil
		}
	}
	until := v.now.Add(settling)
	c.without.Advance(until, 0)
	c.with.Advance(until, 0)
	c.paceNow, c.paceAfter = paceOf(c.without), paceOf(c.with)
	c.sortOut()
	c.tell()
	c.weigh()
	if len(d.refs) == 1 {
		c.out.keeping = c.keepWay(d.refs[0])
	}
	return c.out
}

// paceOf returns what each thing of a world costs in 30 days as it is.
func paceOf(w *sim.World) map[ec2.Ref]unit.Money {
	all := map[ec2.Ref]unit.Money{}
	bill := w.Bill(paceWindow(w))
	for i := range bill.Lines {
		ref := resourceRef(bill.Lines[i].Resource)
		all[ref] = all[ref].Plus(bill.Lines[i].Amount)
	}
	month := unit.RatioOf(int64(unit.Month/unit.Hour), 1)
	for ref, hour := range all {
		all[ref] = unit.Money{Ratio: hour.Times(month)}
	}
	return all
}

// sortOut finds the fate of everything that the deed touches.
func (c *comparison) sortOut() {
	for _, ref := range c.refs {
		c.instances = c.instances || ref.Kind == ec2.KindInstance
		c.volumes = c.volumes || ref.Kind == ec2.KindVolume
		c.snapshots = c.snapshots || ref.Kind == ec2.KindSnapshot
		c.pictures = c.pictures || ref.Kind == ec2.KindImage
	}
	for _, kind := range []ec2.Kind{ec2.KindInstance, ec2.KindVolume, ec2.KindImage, ec2.KindSnapshot, ec2.KindInterface, ec2.KindAddress, ec2.KindKeyPair} {
		for index := range c.cloud.Length(kind) {
			ref := ec2.Ref{Kind: kind, Index: index}
			switch before, after := c.without.Cloud().StateOf(ref), c.with.Cloud().StateOf(ref); {
			case isThere(c.without, ref) && !isThere(c.with, ref):
				c.decide(ref, fateGoes, "would be deleted")
				if !slices.Contains(c.refs, ref) {
					c.goes = append(c.goes, ref)
				}
			case before != after:
				c.decide(ref, fateChanges, "would be "+after)
			}
		}
	}
	for _, ref := range c.refs {
		c.hanging(ref)
	}
	c.others = c.elsewhere()
}

// elsewhere returns what the deed does not touch, and yet costs something else afterwards: a snapshot that blocks are handed on to.
func (c *comparison) elsewhere() []ec2.Ref {
	return slices.DeleteFunc(c.those(ec2.KindSnapshot, func(index uint32) bool {
		ref := snapshotRef(index)
		return isThere(c.with, ref) && c.saved(ref).Sign() != 0 && c.out.fates[ref].kind == fateNone
	}), func(ref ec2.Ref) bool {
		return slices.Contains(c.refs, ref) || slices.Contains(c.goes, ref) || slices.Contains(c.stays, ref)
	})
}

// saved returns by how much a month of a thing is cheaper.
func (c *comparison) saved(ref ec2.Ref) unit.Money { return c.paceNow[ref].Minus(c.paceAfter[ref]) }

// decide notes the fate of a thing, with the words that the world shows for it.
func (c *comparison) decide(ref ec2.Ref, kind fateKind, state string) {
	f := fate{kind: kind, state: state}
	name, saved := c.short(ref), c.saved(ref)
	if kind == fateGoes && ref.Kind == ec2.KindSnapshot && len(c.refs) == 1 {
		for _, other := range c.those(ec2.KindSnapshot, func(index uint32) bool { return snapshotRef(index) != ref }) {
			saved = saved.Plus(c.saved(other)) // what is handed on is billed there
		}
	}
	switch {
	case kind == fateGoes && ref.Kind == ec2.KindInstance:
		f.state, f.tag = "would end", name+" ends"
	case kind == fateGoes && ref.Kind == ec2.KindImage:
		f.tag = name + " goes"
	case kind == fateGoes:
		f.tag = name + " deleted"
	case kind == fateChanges && ref.Kind == ec2.KindInstance:
		f.state, f.tag = "would stop", name+" stops"
	default:
		f.tag = name + " stays"
	}
	switch {
	case saved.Sign() > 0:
		f.tag += ": −" + saved.String()
	case c.paceAfter[ref].Sign() > 0:
		f.tag += ": " + c.paceAfter[ref].String()
	}
	c.out.fates[ref] = f
}

// hanging finds what hangs on a thing of the deed and outlives it.
func (c *comparison) hanging(ref ec2.Ref) {
	switch ref.Kind {
	case ec2.KindInstance:
		if elastic := c.cloud.Instances().At(ref.Index).Public.Elastic; elastic > 0 {
			c.keep(addressRef(elastic - 1))
		}
		for _, d := range c.cloud.Instances().At(ref.Index).Devices {
			c.keep(volumeRef(d.Volume))
			c.keep(c.snapshotsOf(volumeRef(d.Volume))...)
		}
		c.keep(c.those(ec2.KindImage, func(index uint32) bool {
			m := c.cloud.Images().At(index)
			return m.HasSource && m.Source == ref.Index
		})...)
	case ec2.KindVolume:
		c.keep(c.snapshotsOf(ref)...)
	case ec2.KindSnapshot:
		c.keep(c.those(ec2.KindVolume, func(index uint32) bool {
			x := c.cloud.Volumes().At(index)
			return x.HasSnapshot && x.Snapshot == ref.Index
		})...)
	case ec2.KindImage:
		c.keep(c.snapshotsOf(ref)...)
		c.keep(c.those(ec2.KindInstance, func(index uint32) bool { return c.cloud.Instances().At(index).Image == ref.Index })...)
	case ec2.KindKeyPair:
		c.keep(c.launchedWith(ref.Index)...)
	case ec2.KindAddress:
		if on, ok := c.cloud.Association(ref.Index); ok {
			c.keep(instanceRef(on))
		}
	case ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAssociation:
	}
}

// keep notes that things stay, those that do.
func (c *comparison) keep(refs ...ec2.Ref) {
	for _, ref := range refs {
		if !isThere(c.with, ref) || slices.Contains(c.stays, ref) || slices.Contains(c.refs, ref) {
			continue
		}
		c.stays = append(c.stays, ref)
		if c.out.fates[ref].kind == fateNone {
			c.decide(ref, fateStays, "stays")
		}
	}
}

// short returns what a thing is called beside what it hangs on: a volume by its device where the deed is done to its instance.
func (c *comparison) short(ref ec2.Ref) string {
	if ref.Kind == ec2.KindVolume && c.instances && c.cloud.Name(ref) == "" {
		for _, a := range c.cloud.Volumes().At(ref.Index).Attachments {
			return a.Device
		}
	}
	return c.name(ref)
}

// weigh adds up what a month costs of everything that the deed touches, and would cost after it.
func (c *comparison) weigh() {
	all := slices.Concat(c.refs, c.goes, c.stays, c.others)
	for _, kind := range []ec2.Kind{ec2.KindInstance, ec2.KindVolume, ec2.KindSnapshot, ec2.KindImage, ec2.KindAddress} {
		var rows []paceRow
		for _, ref := range all {
			row := paceRow{c.short(ref), c.paceNow[ref], c.paceAfter[ref]}
			if ref.Kind == kind && row.now.Sign()+row.after.Sign() > 0 {
				rows = append(rows, row)
			}
		}
		if len(rows) > mostPaceRows || kind == ec2.KindSnapshot && len(rows) > 1 && !c.snapshots {
			rows = []paceRow{summed(plural(len(rows), kind.String()), rows)}
		}
		c.out.pace = append(c.out.pace, rows...)
	}
	whole := summed("Total", c.out.pace)
	c.out.now, c.out.after = whole.now, whole.after
}

// mostPaceRows is how many things of a kind have a line of their own.
const mostPaceRows = 3

// summed adds rows up.
func summed(name string, rows []paceRow) paceRow {
	sum := paceRow{name: name}
	for _, row := range rows {
		sum.now, sum.after = sum.now.Plus(row.now), sum.after.Plus(row.after)
	}
	return sum
}

// keepWay returns how to keep what the deed would take, where there is a way.
func (c *comparison) keepWay(ref ec2.Ref) *keeping {
	switch ref.Kind {
	case ec2.KindInstance:
		for _, lost := range c.goes {
			if lost.Kind == ec2.KindVolume {
				return c.keepVolume(ref, lost)
			}
		}
	case ec2.KindVolume:
		if c.out.fates[ref].kind == fateGoes && c.sinceSnapshot(c.cloud.Volumes().At(ref.Index).Block) > 0 {
			return &keeping{"To keep what is on it", "Take a snapshot first.", "Snapshot", Action{"Snapshot", Command, "aws ec2 create-snapshot --volume-id " + c.word(ref) + c.placeOf(ref)}}
		}
	case ec2.KindImage:
		line := "aws ec2 deregister-image --image-id " + c.word(ref) + " --delete-associated-snapshots" + c.placeOf(ref)
		return &keeping{"To stop paying for its snapshots, too", "Delete them with it.", "Write the command", Action{"Write the command", Write, line}}
	case ec2.KindSnapshot, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return nil
}

// keepVolume returns how to keep a volume that would go with its instance.
func (c *comparison) keepVolume(instance, volume ec2.Ref) *keeping {
	i, device := c.cloud.Instances().At(instance.Index), ""
	for _, d := range i.Devices {
		if d.Volume == volume.Index {
			device = d.Name
		}
	}
	disk := device
	if device == i.RootDevice {
		disk = "the root disk"
	}
	line := strings.Join([]string{
		"aws ec2 modify-instance-attribute --instance-id", c.word(instance), "--block-device-mappings", "DeviceName=" + device + ",Ebs={DeleteOnTermination=false}",
	}, " ")
	return &keeping{"To keep " + disk + ", too", "Turn DeleteOnTermination off first.", "Turn it off", Action{"Turn DeleteOnTermination of " + device + " off", Command, line + c.placeOf(instance)}}
}
