package scene

import (
	"slices"
	"strconv"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// A farRegion is a region in which each thing is a cell.
type farRegion struct {
	sum       string // how much is in it, in words
	zones     []farZone
	snapshots Rect // the row that counts them; empty where there are none
	images    Rect
}

// A farZone is a zone in which each thing is a cell.
type farZone struct {
	*zoneView
	rect, head         Rect
	instances, volumes cellChart
	told               string // how many things are in which state
	prices             []priced
}

// A cellChart is where things are as cells in rows.
type cellChart struct {
	rect  Rect
	pitch Point
	cells *Cells
	ids   []string
	refs  []uint32
	kind  ec2.Kind
}

// A priced is how many things cost what one of them does.
type priced struct {
	ref   ec2.Ref
	count int64
}

// The sizes of cells, in pixels at 100 %.
const (
	cellPitch     = 8
	diskPitch     = 6 // from row to row of volumes
	farZoneWidth  = 168
	farZoneHead   = 24
	farRowHeight  = 30
	farZoneInside = 8
)

// placeFar places a region's zones in columns, each next one where the columns are shortest, and below them what is regional.
func (c *charter) placeFar(r *regionView, x, y, w float64) float64 {
	pad, gap := c.px(8), c.px(8)
	f := &farRegion{sum: c.sumOf(r)}
	rc := regionChart{regionView: r, far: f, rect: Rect{x, y, w, 0}, head: Rect{x, y, w, c.px(regionHead)}}
	var zones []*zoneView
	for i := range r.zones {
		if r.zones[i].used() || r.zones[i].attached > 0 {
			zones = append(zones, &r.zones[i])
		}
	}
	across := max(1, min(len(zones), int((w-2*pad+gap)/(c.px(farZoneWidth)+gap))))
	each := (w - 2*pad - float64(across-1)*gap) / float64(across)
	ends := make([]float64, across)
	for i := range ends {
		ends[i] = rc.head.Bottom()
	}
	for _, z := range zones {
		at := slices.Index(ends, slices.Min(ends))
		f.zones = append(f.zones, c.placeFarZone(z, x+pad+float64(at)*(each+gap), ends[at], each))
		ends[at] = f.zones[len(f.zones)-1].rect.Bottom() + gap
	}
	for _, row := range []struct {
		rect *Rect
		n    int
	}{{&f.snapshots, len(r.snapshots)}, {&f.images, len(r.images)}} {
		if row.n > 0 {
			at := slices.Index(ends, slices.Min(ends))
			*row.rect = Rect{x + pad + float64(at)*(each+gap), ends[at], each, c.px(farRowHeight)}
			ends[at] = row.rect.Bottom() + gap
		}
	}
	rc.rect.H = max(slices.Max(ends)-y, c.px(regionHead+60))
	c.out.regions = append(c.out.regions, rc)
	return rc.rect.Bottom()
}

// sumOf says how much is in a region.
func (c *charter) sumOf(r *regionView) string {
	instances, volumes := 0, 0
	for i := range r.zones {
		instances += len(r.zones[i].instances)
		volumes += len(r.zones[i].volumes) + r.zones[i].attached
	}
	return countOf(instances, "instance") + ", " + countOf(volumes, "volume")
}

// countOf returns a number with its noun, with a space between thousands.
func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return count(int64(n)) + " " + noun + "s"
}

// placeFarZone places the instances and volumes of a zone as cells.
func (c *charter) placeFarZone(z *zoneView, x, y, w float64) farZone {
	f := farZone{zoneView: z, head: Rect{x, y, w, c.px(farZoneHead)}}
	pad := c.px(farZoneInside)
	states, prices := newTally(), newPrices(c.v)
	var volumes []uint32
	for _, index := range z.instances {
		i := c.v.cloud.Instances().At(index)
		states.add(0, i.State.String())
		prices.addInstance(index, i)
		for _, d := range i.Devices {
			volumes = append(volumes, d.Volume)
		}
	}
	volumes = append(volumes, z.volumes...)
	slices.Sort(volumes)
	volumes = slices.Compact(volumes) // one may be attached to several instances
	for _, index := range volumes {
		x := c.v.cloud.Volumes().At(index)
		states.add(1, string(x.State))
		prices.addVolume(index, x)
	}
	f.told, f.prices = states.text(len(z.instances), len(volumes)), prices.all
	f.instances = c.cellsOf(ec2.KindInstance, z.instances, Rect{x + pad, f.head.Bottom(), w - 2*pad, 0}, Point{c.px(cellPitch), c.px(cellPitch)})
	end := f.instances.rect.Bottom()
	if len(z.instances) > 0 && len(volumes) > 0 {
		end += c.px(6)
	}
	f.volumes = c.cellsOf(ec2.KindVolume, volumes, Rect{x + pad, end, w - 2*pad, 0}, Point{c.px(cellPitch), c.px(diskPitch)})
	f.rect = Rect{x, y, w, f.volumes.rect.Bottom() + pad - y}
	return f
}

// cellsOf places things of a kind as cells.
func (c *charter) cellsOf(kind ec2.Kind, refs []uint32, r Rect, pitch Point) cellChart {
	columns := max(1, int(r.W/pitch.X))
	rows := (len(refs) + columns - 1) / columns
	r.W, r.H = float64(columns)*pitch.X, float64(rows)*pitch.Y
	t := cellChart{rect: r, pitch: pitch, kind: kind, refs: refs, ids: make([]string, len(refs))}
	t.cells = &Cells{Columns: columns, Pitch: pitch, Looks: c.cellLooks(kind), Of: make([]uint8, len(refs))}
	for i, index := range refs {
		ref := ec2.Ref{Kind: kind, Index: index}
		t.ids[i] = c.v.idOf(ref)
		t.cells.Of[i] = uint8(moodOf(c.v.cloud.StateOf(ref), false))
	}
	return t
}

// idOf returns the id of a thing's node. Unlike named it does not look for its names.
func (v *view) idOf(ref ec2.Ref) string {
	if all := v.memo.captions[ref.Kind]; int(ref.Index) < len(all) && all[ref.Index].id != "" {
		return all[ref.Index].id
	}
	return v.named(ref).id
}

// A tally counts instances and volumes by state, in the order in which the states were first met.
type tally struct {
	names  [2][]string
	counts [2][]int
}

func newTally() *tally { return new(tally) }

func (t *tally) add(kind int, state string) {
	at := slices.Index(t.names[kind], state)
	if at < 0 {
		at = len(t.names[kind])
		t.names[kind], t.counts[kind] = append(t.names[kind], state), append(t.counts[kind], 0)
	}
	t.counts[kind][at]++
}

// text says how many there are in which state: "412 instances: 409 running, 3 stopped".
func (t *tally) text(instances, volumes int) string {
	text := ""
	for kind, head := range []string{countOf(instances, "instance"), countOf(volumes, "volume")} {
		if len(t.names[kind]) == 0 {
			continue
		}
		if text != "" {
			text += ". "
		}
		text += head + ": "
		for i, name := range t.names[kind] {
			if i > 0 {
				text += ", "
			}
			text += strconv.Itoa(t.counts[kind][i]) + " " + name
		}
	}
	return text + "."
}

// A prices groups things that cost the same, so that a zone of thousands has a price for each kind of them.
type prices struct {
	v    *view
	at   map[any]int
	all  []priced
	last any // most things are like the one before
	in   int
}

func newPrices(v *view) *prices { return &prices{v: v, at: map[any]int{}} }

// An instancePrice and a volumePrice are what the price of an instance and of a volume depends on.
type instancePrice struct {
	kind  *catalog.InstanceType
	state ec2.InstanceState
	image uint32
}

type volumePrice struct {
	kind                  *catalog.VolumeType
	state                 ec2.VolumeState
	gib, iops, throughput int64
	product               string
}

func (s *prices) addInstance(index uint32, i *ec2.Instance) {
	s.add(instancePrice{kind: i.Type, state: i.State, image: i.Image}, instanceRef(index))
}

func (s *prices) addVolume(index uint32, x *ec2.Volume) {
	s.add(volumePrice{x.Type, x.State, x.GiB, x.IOPS, x.Throughput, x.ProductCode}, volumeRef(index))
}

// add counts a thing among those of its price.
func (s *prices) add(key any, ref ec2.Ref) {
	if key != s.last {
		at, ok := s.at[key]
		if !ok {
			at = len(s.all)
			s.at[key] = at
			s.all = append(s.all, priced{ref: ref})
		}
		s.last, s.in = key, at
	}
	s.all[s.in].count++
}
