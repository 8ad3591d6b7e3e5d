package scene

import (
	"slices"
	"strconv"

	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A ghost is the place of something that is not yet there at the moment that is looked at.
type ghost struct {
	rect Rect
	ref  ec2.Ref // in the present
	made unit.Instant
	more int // how many others are not told; then it stands for them
}

// ghostHeight is how high a ghost is, at 100 %; mostGhosts, how many there are in one place.
const (
	ghostHeight = 50
	mostGhosts  = 3
)

// A comer is something that is there now, and not yet at the moment that is looked at.
type comer struct {
	ref    ec2.Ref
	region uint16
	zone   uint8
	made   unit.Instant
}

// A comersKey is what the comers depend on.
type comersKey struct {
	present state
	now     unit.Instant
	past    bool
}

// comers returns what is there now and not yet at the moment that is looked at, in the order in which it was made. Root
// volumes come with their instances.
func (v *view) comers() []comer {
	if !v.session.LooksBack() {
		return nil
	}
	now := v.inPresent()
	return v.memo.comers.of(comersKey{stateOf(now.world), v.now, true}, func() (all []comer) {
		cloud := now.cloud
		for _, kind := range []ec2.Kind{ec2.KindInstance, ec2.KindVolume, ec2.KindSnapshot, ec2.KindImage} {
			for index := min(v.cloud.Length(kind), cloud.Length(kind)); index < cloud.Length(kind); index++ {
				ref := ec2.Ref{Kind: kind, Index: index}
				if !cloud.Exists(ref) || now.comesAlong(ref) {
					continue
				}
				_, region := cloud.Place(ref)
				c := comer{ref: ref, region: region, made: cloud.Created(ref)}
				if kind == ec2.KindInstance {
					c.zone = cloud.Instances().At(index).Zone
				} else if kind == ec2.KindVolume {
					c.zone = cloud.Volumes().At(index).Zone
				}
				all = append(all, c)
			}
		}
		return all
	})
}

// comesAlong reports whether something is made with something else, as a root volume with its instance, or is of the public catalogue.
func (v *view) comesAlong(ref ec2.Ref) bool {
	if ref.Kind == ec2.KindVolume {
		x := v.cloud.Volumes().At(ref.Index)
		return slices.ContainsFunc(x.Attachments, func(a ec2.Attachment) bool { return v.cloud.Created(instanceRef(a.Instance)) == x.Created })
	}
	return ref.Kind == ec2.KindSnapshot && v.cloud.Snapshots().At(ref.Index).InCatalogue() ||
		ref.Kind == ec2.KindImage && v.cloud.Images().At(ref.Index).Public
}

// placeGhosts places what is not yet there of some kinds in a place, and returns the y below.
func (c *charter) placeGhosts(ghosts *[]ghost, x, y, w float64, is func(comer) bool) float64 {
	var all []comer
	for _, o := range c.v.comers() {
		if is(o) {
			all = append(all, o)
		}
	}
	h, gap := c.px(ghostHeight), c.px(8)
	if c.out.zoom == ZoomIcons {
		h, gap = c.px(iconHeight), c.px(4)
	}
	for i, o := range all {
		g := ghost{rect: Rect{x, y, w, h}, ref: o.ref, made: o.made}
		if i == mostGhosts-1 && len(all) > mostGhosts {
			g.more = len(all) - i
		}
		*ghosts = append(*ghosts, g)
		y += h + gap
		if g.more > 0 {
			break
		}
	}
	return y
}

// zoneGhosts places the instances and volumes that are not yet there in a zone.
func (c *charter) zoneGhosts(rc *regionChart, z *zoneChart, x, y, w float64) float64 {
	if c.lean {
		return y // there is room for what is in use alone
	}
	w = min(w, c.px(mostCardWidth))
	return c.placeGhosts(&z.ghosts, x, y, w, func(o comer) bool {
		return (o.ref.Kind == ec2.KindInstance || o.ref.Kind == ec2.KindVolume) && o.region == uint16(rc.Region.Index) && int(o.zone) == z.index(rc)
	})
}

// index returns which of the zones of its region a zone is.
func (z *zoneChart) index(rc *regionChart) int {
	for i := range rc.Region.Zones {
		if &rc.Region.Zones[i] == z.Zone {
			return i
		}
	}
	return -1
}

// shelfGhosts places the snapshots or the images that are not yet there on a shelf.
func (c *charter) shelfGhosts(rc *regionChart, kind ec2.Kind, x, y, w float64) float64 {
	return c.placeGhosts(&rc.shelf.ghosts, x, y, w, func(o comer) bool { return o.ref.Kind == kind && o.region == uint16(rc.Region.Index) })
}

// ghosts paints what is not yet there, each with when it was made; it goes there.
func (m *mapper) ghosts(all []ghost) {
	now := m.v.inPresent()
	for i := range all {
		g := &all[i]
		r := m.onScreen(g.rect)
		name, made := now.name(g.ref)+": not yet", "made "+m.v.when(g.made)
		if g.more > 0 {
			name, made = strconv.Itoa(g.more)+" more: not yet", "the first made "+m.v.when(g.made)
		}
		id := "not-yet/" + now.nodeID(g.ref)
		m.node(Node{
			ID: id, Role: RoleButton, Name: name, Help: made, Rect: r,
			Action: &Action{"Go to when it was made", Travel, strconv.FormatInt(int64(g.made), 10)},
		})
		if m.visible(r) {
			m.ghost(id, name, made, r)
		}
	}
}

// ghost paints one.
func (m *mapper) ghost(id, name, made string, r Rect) {
	if m.ui.Hover == id {
		m.box(r, m.px(10), m.hover, 0, 0)
	}
	m.dashed(r, m.edge, 1.2, m.px(3), m.px(3))
	in := Rect{r.X + m.px(10), r.Y, r.W - m.px(20), r.H}
	if r.H < m.px(ghostHeight) {
		m.label(in, typeBody, m.muted, name)
		return
	}
	m.label(Rect{in.X, r.Y + m.px(5), in.W, m.px(20)}, typeBody, m.muted, name)
	m.label(Rect{in.X, r.Y + m.px(25), in.W, m.px(20)}, typeBody, m.muted, made)
}

// lowerGhosts moves what is not yet there down.
func lowerGhosts(all []ghost, by float64) {
	for i := range all {
		all[i].rect.Y += by
	}
}
