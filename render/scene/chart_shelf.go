package scene

import (
	"blockyard/sim/ec2"
)

// A shelfChart is where a region's shelf is: what belongs to the region as a whole.
type shelfChart struct {
	rect     Rect
	divider  Rect
	head     Rect // of the snapshots
	title    shelfTitle
	groups   []groupChart
	legend   Rect
	none     Rect // what is said where there is no snapshot
	images   Rect // the head of the images
	noImages Rect
	gutter   float64 // x of the space in which links to images run; 0 where there is none
	from, to int     // its spots, snapshots before images
	pictures int     // the first spot of an image
	ghosts   []ghost // what is not yet there, seen from the past
}

// A shelfTitle is a heading with what is billed, which counts most.
type shelfTitle struct {
	plain, strong string
	short         string // in place of plain, where there is no room for that
}

// A groupChart is the snapshots of one volume, or their copies.
type groupChart struct {
	head     Rect // empty where the head of all snapshots says it
	title    shelfTitle
	volume   uint32
	copied   bool
	account  uint16
	box      Rect // round what belongs to another account
	from, to int
	refs     []uint32
	compact  bool
}

// The heights of rows on a shelf, in pixels at 100 %.
const (
	stripRow     = 46
	compactRow   = 26
	imageHeight  = 78
	manyInAGroup = 6   // more snapshots of a volume have a line each
	leastShelf   = 184 // so that the first things do not make it higher, and the zones lower
)

// placeShelf places snapshots and images. The upper edge of the shelf is the lower edge of the zones, since all of them can reach it.
func (c *charter) placeShelf(rc *regionChart, x, y, w float64) float64 {
	s := &rc.shelf
	top, pad := y, c.px(12)
	s.from = len(c.out.spots)
	images := min(c.px(230), max(c.px(168), w*0.24))
	y += c.px(6)
	if w < c.px(460) {
		y = c.placeSnapshots(rc, x+pad, y, w-2*pad) + c.px(8)
		s.pictures = len(c.out.spots)
		y = c.placeImages(rc, x+pad, y, w-2*pad)
	} else {
		left := c.placeSnapshots(rc, x+pad, y, w-images-2*pad-c.px(20))
		s.pictures = len(c.out.spots)
		right := c.placeImages(rc, x+w-images-pad+c.px(6), y, images-c.px(6))
		y = max(left, right)
		if c.out.zoom == ZoomCards {
			y = max(y, top+c.px(leastShelf)-pad)
			s.invite(y)
		}
		s.gutter = x + w - images - pad - c.px(16)
		s.divider = Rect{x + w - images - pad - c.px(7), top, 1, y + pad - top}
	}
	s.to = len(c.out.spots)
	s.rect = Rect{x, top, w, y + pad - top}
	return s.rect.Bottom()
}

// invite has what is said in an empty half of a shelf reach down to its end, and no lower than the other's.
func (s *shelfChart) invite(end float64) {
	for _, r := range []*Rect{&s.none, &s.noImages} {
		if r.W > 0 {
			r.H = end - r.Y
		}
	}
}

// lowerShelf moves a shelf down.
func (c *charter) lowerShelf(s *shelfChart, by float64) {
	for _, r := range []*Rect{&s.rect, &s.divider, &s.head, &s.legend, &s.none, &s.images, &s.noImages} {
		r.Y += by
	}
	for i := range s.groups {
		s.groups[i].head.Y += by
		s.groups[i].box.Y += by
	}
	lowerGhosts(s.ghosts, by)
	c.lowerSpots(s.from, s.to, by)
}

// groupsOf returns a region's snapshots by the volume that they are of, in the order of their first one: one's own
// before those of other accounts, and copies apart from what was taken here.
func (c *charter) groupsOf(r *regionView) (groups []groupChart) {
	type key struct {
		volume  uint32
		copied  bool
		account uint16
	}
	at := map[key]int{}
	for _, others := range []bool{false, true} {
		for _, index := range r.snapshots {
			x := c.v.cloud.Snapshots().At(index)
			if (x.Account != homeAccount) != others {
				continue
			}
			volume, _ := c.v.volumeOf(x)
			k := key{volume, x.HasSource, x.Account}
			i, ok := at[k]
			if !ok {
				i = len(groups)
				at[k] = i
				groups = append(groups, groupChart{volume: volume, copied: x.HasSource, account: x.Account})
			}
			groups[i].refs = append(groups[i].refs, index)
		}
	}
	return groups
}

// volumeOf returns the volume whose content a snapshot, or what it is a copy of, was taken of.
func (v *view) volumeOf(x *ec2.Snapshot) (volume uint32, ok bool) {
	for x.HasSource && !x.HasVolume {
		x = v.cloud.Snapshots().At(x.Source)
	}
	return x.Volume, x.HasVolume
}

// titleOf says what is in a group, and what is billed of it.
func (c *charter) titleOf(g *groupChart) (t shelfTitle) {
	of, short := "Snapshots of ", "Of "
	if g.copied {
		of, short = "Copies of snapshots of ", "Copies, of "
	}
	t.plain, t.short = of+c.v.volumeTitle(g.volume), short+c.v.volumeTitle(g.volume)
	if x := c.v.cloud.Snapshots().At(g.refs[0]); x.HasSource && !x.HasVolume {
		if _, ok := c.v.volumeOf(x); !ok {
			t.plain, t.short = "Copies of a public snapshot", "Copies"
		}
	}
	if g.account != homeAccount {
		t.plain += " · " + c.v.fromAccount(g.account, snapshotRef(g.refs[0]))
	}
	billed, whole := uint64(0), int64(0)
	for _, index := range g.refs {
		x := c.v.cloud.Snapshots().At(index)
		billed, whole = billed+c.v.cloud.Blocks().Owned(x.Block), whole+x.GiB
	}
	if billed == 0 {
		return t
	}
	t.strong = stored(billed) + " billed"
	if len(g.refs) > 1 && billed < uint64(whole)*blocksPerGiB {
		t.strong += ", not " + count(whole)
	}
	return t
}

// fromAccount says whose a thing of another account is: "from partner" where it is shared with the one at hand.
func (v *view) fromAccount(account uint16, ref ec2.Ref) string {
	if v.cloud.Allows(homeAccount, ref) {
		return "from " + v.accountName(account)
	}
	return "account " + v.accountName(account)
}

// volumeTitle returns what a volume is called in a heading: its name, or the device at which it is attached.
func (v *view) volumeTitle(index uint32) string {
	ref := volumeRef(index)
	switch x := v.cloud.Volumes().At(index); {
	case x.State == "":
		return v.name(ref) + ", which is gone"
	case v.cloud.Name(ref) == "" && v.ownName(ref) == "" && len(x.Attachments) > 0:
		return x.Attachments[0].Device
	}
	return v.name(ref)
}

// placeSnapshots places the snapshots of a region by volume, one below the other.
func (c *charter) placeSnapshots(rc *regionChart, x, y, w float64) float64 {
	s := &rc.shelf
	s.head = Rect{x, y, w, c.px(24)}
	s.groups = c.groupsOf(rc.regionView)
	y = s.head.Bottom() + c.px(2)
	if len(s.groups) == 0 {
		s.title.plain = "Snapshots, in S3, region-wide"
		y += c.px(2)
		if end := c.shelfGhosts(rc, ec2.KindSnapshot, x, y, w); end > y {
			return end
		}
		s.none = Rect{x, y, w, c.invitationHeight(c.v.noSnapshots(rc.regionView), w)}
		return s.none.Bottom()
	}
	for i := range s.groups {
		s.groups[i].title = c.titleOf(&s.groups[i])
	}
	s.title = c.shelfTitle(rc)
	for i := range s.groups {
		y = c.placeGroup(rc, &s.groups[i], x, y, w, len(s.groups) > 1)
	}
	y = c.shelfGhosts(rc, ec2.KindSnapshot, x, y, w)
	if c.out.zoom != ZoomCards {
		return y
	}
	s.legend = Rect{x, y + c.px(2), w, 0}
	s.legend.H = c.legendHeight(w)
	return s.legend.Bottom()
}

// shelfTitle returns the heading of all snapshots: where they are of one volume, that of the volume.
func (c *charter) shelfTitle(rc *regionChart) shelfTitle {
	groups := rc.shelf.groups
	if len(groups) == 1 {
		t := groups[0].title
		t.short = t.plain
		t.plain += " · in S3, region-wide"
		return t
	}
	t := shelfTitle{plain: "Snapshots, in S3, region-wide", short: "Snapshots"}
	billed := uint64(0)
	for _, index := range rc.snapshots {
		billed += c.v.cloud.Blocks().Owned(c.v.cloud.Snapshots().At(index).Block)
	}
	if billed > 0 {
		t.strong = stored(billed) + " billed"
	}
	return t
}

// placeGroup places the snapshots of one volume.
func (c *charter) placeGroup(rc *regionChart, g *groupChart, x, y, w float64, headed bool) float64 {
	top := y
	if headed {
		g.head = Rect{x, y, w, c.px(24)}
		y = g.head.Bottom()
	}
	g.compact = len(g.refs) > manyInAGroup || c.out.zoom == ZoomIcons
	row := c.px(stripRow)
	if g.compact {
		row = c.px(compactRow)
	}
	g.from = len(c.out.spots)
	for _, index := range g.refs {
		c.out.spots = append(c.out.spots, spot{ref: snapshotRef(index), rect: Rect{x, y, w, row - c.px(2)}, host: -1})
		y += row
	}
	g.to = len(c.out.spots)
	if g.account != homeAccount {
		g.box = Rect{x - c.px(6), top, w + c.px(8), y - top + c.px(2)}
		y += c.px(8)
	}
	return y + c.px(2)
}

// placeImages places the images of a region: those of the accounts at hand, and public ones in use.
func (c *charter) placeImages(rc *regionChart, x, y, w float64) float64 {
	s := &rc.shelf
	s.images = Rect{x, y, w, c.px(24)}
	y = s.images.Bottom() + c.px(4)
	if len(rc.regionView.images) == 0 {
		if end := c.shelfGhosts(rc, ec2.KindImage, x, y, w); end > y {
			return end
		}
		s.noImages = Rect{x, y, w, c.invitationHeight(c.v.noImages(), w)}
		return s.noImages.Bottom()
	}
	h, gap := c.px(imageHeight), c.px(8)
	if c.out.zoom == ZoomIcons {
		h, gap = c.px(iconHeight), c.px(4)
	}
	for _, index := range rc.regionView.images {
		c.out.spots = append(c.out.spots, spot{ref: imageRef(index), rect: Rect{x, y, w, h}, host: -1})
		y += h + gap
	}
	return c.shelfGhosts(rc, ec2.KindImage, x, y, w) - gap
}
