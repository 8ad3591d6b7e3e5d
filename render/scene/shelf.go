package scene

import (
	"blockyard/sim/ec2"
)

// shelf paints what belongs to a region as a whole: snapshots, and images. Its
// upper edge is the lower edge of the zones, since all of them can reach it.
func (p *pen) shelf(v *view, r *regionView, x, y, w float64) float64 {
	place := len(p.Items)
	p.Items = append(p.Items, Item{})
	top, pad := y, p.px(12)
	y += p.px(8)
	images := min(p.px(230), max(p.px(176), w*0.3))
	if w < p.px(460) {
		y = p.snapshots(v, r, x+pad, y, w-2*pad) + p.px(8)
		y = p.images(v, r, x+pad, y, w-2*pad)
	} else {
		left := p.snapshots(v, r, x+pad, y, w-images-2*pad-pad)
		right := p.images(v, r, x+w-images-pad+p.px(4), y, images-p.px(4))
		p.rule(x+w-images-pad-p.px(8), top, 1, max(left, right)+pad-top)
		y = max(left, right)
	}
	y += pad
	p.Items[place] = Item{Kind: Box, Rect: Rect{x, top, w, y - top}, Fill: p.palette.shelf, Line: p.edge, Width: 1.5}
	return y
}

// snapshots paints the snapshots of a region, one below the other.
func (p *pen) snapshots(v *view, r *regionView, x, y, w float64) float64 {
	var owned uint64
	for _, index := range r.snapshots {
		owned += v.cloud.Blocks().Owned(v.cloud.Snapshots().At(index).Block)
	}
	title := "Snapshots, region-wide"
	if owned > 0 {
		title += " · " + stored(owned) + " billed"
	}
	head := Rect{x, y, w, p.px(24)}
	p.label(head, typeBody, p.muted, title)
	p.node(Node{ID: "shelf/" + r.Name + "/snapshots", Role: RoleHeading, Name: title, Level: 3, Rect: head})
	y += p.px(28)
	if len(r.snapshots) == 0 {
		return p.noSnapshots(v, r, x, y, w)
	}
	for _, index := range r.snapshots {
		at := Rect{x, y, w, p.px(46)}
		p.snapshot(v, index, at)
		y = at.Bottom() + p.px(4)
	}
	return p.legend(x, y, w)
}

// noSnapshots says what a snapshot is, with a way to make one.
func (p *pen) noSnapshots(v *view, r *regionView, x, y, w float64) float64 {
	y = p.prose("shelf/"+r.Name+"/empty", x, y, w, typeBody, p.muted, "No snapshots. A snapshot is a volume's contents at one instant.") + p.px(8)
	for index, volume := range v.cloud.Volumes().All() {
		if uint16(r.Index) == v.region && volume.Region == v.region && (volume.State == ec2.VolumeInUse || volume.State == ec2.VolumeAvailable) {
			name := v.name(volumeRef(index))
			return p.flow(x, y, w, []button{{
				id: "button/first-snapshot", text: "Take one of " + name, act: Action{"Take a snapshot of " + name, Command, "aws ec2 create-snapshot --volume-id " + v.handle(volumeRef(index))},
			}})
		}
	}
	return y
}

// snapshot paints one snapshot: icon, name and time, what is stored for it, and its blocks.
func (p *pen) snapshot(v *view, index uint32, r Rect) {
	x := v.cloud.Snapshots().At(index)
	n := Node{
		ID: v.nodeID(snapshotRef(index)), Role: RoleListitem, Name: v.snapshotName(index, x), Help: v.snapshotHelp(x), Rect: r,
	}
	n.Chosen = n.ID == p.ui.Selected
	n.Action = &Action{Label: "Select", Verb: Select, Arg: n.ID}
	defer p.node(n)
	if !p.visible(r) {
		return
	}
	p.rowGround(r, &n)
	p.diamond(r.X+p.px(4), r.Y+p.px(5), p.px(15), v.progress(x))
	amount := stored(v.cloud.Blocks().Owned(x.Block)) + " new"
	if x.State == ec2.SnapshotPending {
		amount = "pending, " + percent(v.progress(x))
	}
	width := p.labelRight(Rect{r.X + r.W*0.4, r.Y + p.px(2), r.W*0.6 - p.px(6), p.px(20)}, typeBody, p.muted, amount)
	text := v.name(snapshotRef(index)) + " · " + v.when(x.Created)
	p.label(Rect{r.X + p.px(25), r.Y + p.px(2), r.W - p.px(25+6+10) - width, p.px(20)}, typeBody, p.ink, text)
	p.cells(Rect{r.X + p.px(4), r.Y + p.px(28), r.W - p.px(10), p.px(9)}, v.snapshotCells(index, x))
}

// rowGround paints the ground of a row that is chosen or under the pointer.
func (p *pen) rowGround(r Rect, n *Node) {
	switch {
	case n.Chosen:
		p.box(r, p.px(7), p.current, p.selectionLine(), 2)
	case p.ui.Hover == n.ID:
		p.box(r, p.px(7), p.hover, 0, 0)
	}
}

// selectionLine is the colour of the ring round what is selected.
func (p *pen) selectionLine() Color {
	if p.light() {
		return p.outline
	}
	return p.accent
}

// diamond paints a snapshot's icon, filled from below to a share.
func (p *pen) diamond(x, y, size, share float64) {
	if share >= 1 {
		p.icon(symbolSnapshot, x, y, size, p.ink)
		return
	}
	g := grid{p, x, y, size / 16}
	level := 15 - 14*share // the height up to which it is full
	points := []Point{g.at(8, 15)}
	if level >= 8 {
		half := 15 - level
		points = append(points, g.at(8-half, level), g.at(8+half, level))
	} else {
		half := level - 1
		points = append(points, g.at(1, 8), g.at(8-half, level), g.at(8+half, level), g.at(15, 8))
	}
	p.Items = append(p.Items, Item{Kind: Polygon, Fill: hueSnapshot, Points: points})
	line := hueSnapshot
	if p.light() {
		line = p.outline
	}
	g.line(line, 1.4, 8, 1, 15, 8, 8, 15, 1, 8, 8, 1)
}

// legend says what the hues of the strips mean.
func (p *pen) legend(x, y, w float64) float64 {
	entries := []struct {
		cells []Color
		text  string
	}{
		{storers[:], "stored by this snapshot"},
		{[]Color{keptBase, keptBase + 1, keptBase + 2}, "by an earlier one"},
		{[]Color{unstored}, "in no snapshot"},
		{[]Color{0}, "never written"},
	}
	at, h := x+p.px(4), p.px(20)
	y += p.px(2)
	for _, e := range entries {
		strip := p.px(10 * float64(len(e.cells)))
		width := strip + p.px(6) + p.width(typeBody, e.text) + 1
		if at > x+p.px(4) && at+width > x+w {
			at, y = x+p.px(4), y+h
		}
		p.cells(Rect{at, y + p.px(5), strip, p.px(10)}, cells{e.cells, len(e.cells)})
		p.label(Rect{at + strip + p.px(6), y, min(width, x+w-at) - strip - p.px(6), h}, typeBody, p.muted, e.text)
		at += width + p.px(14)
	}
	return y + h
}

// images paints the images of a region: one's own, and others' in use.
func (p *pen) images(v *view, r *regionView, x, y, w float64) float64 {
	head := Rect{x, y, w, p.px(24)}
	p.label(head, typeBody, p.muted, "Images, regional")
	p.node(Node{ID: "shelf/" + r.Name + "/images", Role: RoleHeading, Name: "Images, regional", Level: 3, Rect: head})
	y += p.px(28)
	if len(r.images) == 0 {
		return p.prose("shelf/"+r.Name+"/no-images", x, y, w, typeBody, p.muted, "No images yet. An image is what an instance starts from.")
	}
	for _, index := range r.images {
		at := Rect{x, y, w, p.px(74)}
		p.image(v, index, at)
		y = at.Bottom() + p.px(8)
	}
	return y
}

// image paints one image; the border of one that is not yours is dashed.
func (p *pen) image(v *view, index uint32, r Rect) {
	m := v.cloud.Images().At(index)
	ref := imageRef(index)
	p.thing(r, Node{ID: v.nodeID(ref), Name: v.imageName(index, m), Help: v.imageHelp(m)}, p.border(hueImage), m.Public)
	if !p.visible(r) {
		return
	}
	state := string(m.State)
	third := "root: " + m.RootKind
	if m.Public {
		state, third = "", "public, "+ownerWords(m)
	}
	y := p.titled(r, symbolImage, v.name(ref), state)
	x, w := r.X+p.px(12), r.W-p.px(24)
	p.label(Rect{x, y, w, p.px(19)}, typeCode, p.muted, shortID(v.cloud.ID(ref)))
	p.label(Rect{x, y + p.px(19), w, p.px(20)}, typeBody, p.muted, third)
}
