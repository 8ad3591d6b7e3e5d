package scene

import (
	"cmp"
	"slices"

	"blockyard/sim/ec2"
)

// The widths and heights of what is in a zone, in pixels at 100 %.
const (
	zoneWidth      = 196 // at least
	spareWidth     = 132 // of an empty zone beyond the second, at least
	cardWidth      = 166 // of a card, at least
	iconWidth      = 158
	mostCardWidth  = 300
	zoneHead       = 30
	leastZone      = 130 // height
	instanceHeight = 84
	volumeHeight   = 62
	cableHeight    = 26 // between a card and what hangs on it
	leanCable      = 14 // the same where there is little room
	leanDisk       = 58 // height of a disk there
	iconHeight     = 28
	iconDisk       = 24 // height
)

// shownZones returns the zones of a region in rows: those that fit into the first, in use or not, so that none of them
// ever moves, and below them others that are in use. One that stands alone is in use, where any is.
func (c *charter) shownZones(r *regionView, w float64) (zones []*zoneView, across int, narrow bool) {
	gap := c.px(12)
	across = max(1, min(len(r.zones), 3, int((w+gap)/(c.px(zoneWidth)+gap))))
	if across == 2 && len(r.zones) > 2 && !r.zones[2].used() && w >= 2*c.px(zoneWidth)+2*gap+c.px(spareWidth) {
		across = 3
	}
	for i := range r.zones {
		if z := &r.zones[i]; i < across && across > 1 && !c.seesAllLanes() || z.used() {
			zones = append(zones, z)
		}
	}
	if len(zones) == 0 {
		zones = append(zones, &r.zones[0])
	}
	if c.seesAllLanes() {
		return zones, min(across, len(zones)), false
	}
	return zones, across, across == 3 && !zones[2].used()
}

// placeZones places zones side by side, in more rows where they do not fit. Every zone touches the shelf: those of the
// last row its upper edge, those above a spine of it at the left.
func (c *charter) placeZones(rc *regionChart, x, y, w float64) float64 {
	zones, across, narrow := c.shownZones(rc.regionView, w)
	gap, top := c.px(12), y
	spine := 0.0
	if len(zones) > across {
		spine = c.px(12)
	}
	for n := 0; n < len(zones); n += across {
		row := zones[n:min(n+across, len(zones))]
		widths := c.zoneWidths(w-spine, across, narrow && n == 0)
		y = c.zoneRow(rc, row, x+spine, y, widths, n+across >= len(zones))
		if n+across < len(zones) {
			y += gap
		}
	}
	if spine > 0 {
		rc.spine = Rect{x, top, spine, y - top}
	}
	return y
}

// zoneWidths returns how wide the zones of a row are; an empty third one is narrower.
func (c *charter) zoneWidths(w float64, across int, narrow bool) (widths [3]float64) {
	room := w - float64(across-1)*c.px(12)
	for i := range widths {
		widths[i] = room / float64(across)
	}
	if narrow {
		widths[2] = max(c.px(spareWidth), room*0.25)
		widths[0] = (room - widths[2]) / 2
		widths[1] = widths[0]
	}
	return widths
}

// zoneRow places zones of one height side by side and returns the y below them.
func (c *charter) zoneRow(rc *regionChart, row []*zoneView, x, y float64, widths [3]float64, last bool) float64 {
	end, first := y+c.px(leastZone), len(rc.zones)
	for i, z := range row {
		zc := zoneChart{zoneView: z, rect: Rect{x, y, widths[i], 0}, from: len(c.out.spots), lastRow: last}
		end = max(end, c.placeZone(rc, &zc, x, y, widths[i]))
		zc.to = len(c.out.spots)
		rc.zones = append(rc.zones, zc)
		x += widths[i] + c.px(12)
	}
	for i := first; i < len(rc.zones); i++ {
		rc.zones[i].rect.H = end - y
	}
	return end
}

// zonePad is what is left free at the sides of a zone, for cables at the left and links at the right.
func (c *charter) zonePad(w float64) float64 {
	if w < c.px(210) {
		return c.px(12)
	}
	return c.px(15)
}

// placeZone places what is in a zone: one's own, and below it what belongs to other accounts, each in a box.
func (c *charter) placeZone(rc *regionChart, z *zoneChart, x, y, w float64) float64 {
	pad := c.zonePad(w)
	y += c.px(zoneHead)
	if !z.used() {
		if end := c.zoneGhosts(rc, z, x+pad, y+c.px(2), w-2*pad); end > y+c.px(2) {
			return end + pad
		}
		z.empty = Rect{x + pad, y + c.px(2), w - 2*pad, 0}
		z.empty.H = c.invitationHeight(c.v.emptyZone(c.pen, rc.regionView, z.zoneView), z.empty.W)
		return z.empty.Bottom() + pad
	}
	accounts := c.accountsIn(z.zoneView)
	for _, account := range accounts {
		if account == homeAccount {
			y = c.placeThings(z, account, x+pad, y, w-2*pad) + c.tagRoom()
			continue
		}
		inset := c.px(5)
		box := accountBox{index: account, name: c.v.accountName(account), rect: Rect{x + inset, y, w - 2*inset, 0}, head: Rect{x + pad, y, w - 2*pad, c.px(26)}}
		y = c.placeThings(z, account, x+pad+c.px(4), box.head.Bottom(), w-2*pad-c.px(8)) + c.tagRoom()
		box.rect.H = y - box.rect.Y
		z.accounts = append(z.accounts, box)
		y += c.px(8)
	}
	return c.zoneGhosts(rc, z, x+pad, y, w-2*pad) + c.px(4)
}

// tagRoom is what is left free below the last thing, beside the gap that there is anyway, so that a tag has room there.
func (c *charter) tagRoom() float64 {
	if c.out.zoom == ZoomIcons || c.lean {
		return c.px(4) // no tags there
	}
	return c.px(12)
}

// accountsIn returns whose things are in a zone, the account at hand first.
func (c *charter) accountsIn(z *zoneView) (accounts []uint16) {
	note := func(ref ec2.Ref) {
		account, _ := c.v.cloud.Place(ref)
		if !slices.Contains(accounts, account) {
			accounts = append(accounts, account)
		}
	}
	for _, index := range z.instances {
		note(instanceRef(index))
	}
	for _, index := range z.volumes {
		note(volumeRef(index))
	}
	slices.Sort(accounts)
	return accounts
}

// columns returns how many cards fit side by side, how wide each is, and what lies from one to the next.
func (c *charter) columns(w float64) (across int, each, pitch float64) {
	least, gap, most := c.px(cardWidth), c.px(24), c.px(mostCardWidth)
	if c.out.zoom == ZoomIcons {
		least, gap = c.px(iconWidth), c.px(10)
	}
	across = max(1, int((w+gap)/(least+gap)))
	each = min((w-float64(across-1)*gap)/float64(across), most)
	return across, each, each + gap
}

// placeThings places an account's instances with what hangs on them, and what is attached to nothing, in rows in the order of creation.
func (c *charter) placeThings(z *zoneChart, account uint16, x, y, w float64) float64 {
	across, each, pitch := c.columns(w)
	end, n := y, 0
	for _, index := range z.instances {
		i := c.v.cloud.Instances().At(index)
		if i.Account != account {
			continue
		}
		if n%across == 0 {
			y = end
		}
		end = max(end, c.placeTower(z, index, i, x+float64(n%across)*pitch, y, each)+c.px(12))
		n++
	}
	return c.placeLoose(z, account, x, end, w)
}

// placeLoose places an account's volumes that are attached to nothing.
func (c *charter) placeLoose(z *zoneChart, account uint16, x, y, w float64) float64 {
	across, each, pitch := c.columns(w)
	end, n := y, 0
	for _, index := range z.volumes {
		if c.v.cloud.Volumes().At(index).Account != account {
			continue
		}
		if n == 0 {
			z.loose = append(z.loose, Rect{x, y, w, c.px(22)})
			end = y + c.px(24)
		}
		if n%across == 0 {
			y = end
		}
		s := spot{ref: volumeRef(index), host: -1, rect: Rect{x + float64(n%across)*pitch, y, each, c.diskHeight()}}
		end = max(end, c.hang(s)+c.looseGap())
		n++
	}
	return end
}

// looseGap is what is left free below a volume that is attached to nothing.
func (c *charter) looseGap() float64 {
	if c.out.zoom == ZoomIcons {
		return c.px(3)
	}
	return c.px(10)
}

// diskHeight is how high a disk is.
func (c *charter) diskHeight() float64 {
	switch {
	case c.out.zoom == ZoomIcons:
		return c.px(iconDisk)
	case c.lean:
		return c.px(leanDisk)
	}
	return c.px(volumeHeight)
}

// hang adds a disk with its note, and returns the y below it.
func (c *charter) hang(s spot) float64 {
	if c.lean {
		s.label = "" // its cable is too short for it
	} else if c.out.zoom == ZoomCards {
		s.note = c.noteBelow(s)
	}
	c.out.spots = append(c.out.spots, s)
	if s.note != "" {
		return s.rect.Bottom() + c.px(22)
	}
	return s.rect.Bottom()
}

// noteBelow says in a line what is on a disk, "" where its card says enough.
func (c *charter) noteBelow(s spot) string {
	switch {
	case s.disk > 0:
		i := c.v.cloud.Instances().At(s.ref.Index)
		return hostDiskNote(i, &i.Disks[s.disk-1])
	case s.label == rootLabel:
		return ""
	}
	return c.v.filesNote(c.v.cloud.Volumes().At(s.ref.Index))
}

// hostDiskNote says in a line what is on a disk of an instance's host: the file written last.
func hostDiskNote(i *ec2.Instance, d *ec2.Disk) string {
	list := d.Files.All()
	switch {
	case len(list) > 0:
		f := list[len(list)-1]
		return f.Name + " v" + count(int64(f.Version)) + " · " + f.Size.String()
	case d.Device == i.RootDevice:
		return "the operating system"
	}
	return "nothing written yet"
}

// placeTower places an instance, and below it, on cables, its volumes and the disks of its host.
func (c *charter) placeTower(z *zoneChart, index uint32, i *ec2.Instance, x, y, w float64) float64 {
	host := len(c.out.spots)
	r := Rect{x, y, w, c.px(instanceHeight)}
	if c.out.zoom == ZoomIcons {
		r.H = c.px(iconHeight)
	}
	c.out.spots = append(c.out.spots, spot{ref: instanceRef(index), rect: r, host: -1})
	y = r.Bottom()
	for _, d := range i.Devices {
		if at, ok := c.placedAlready(z, d.Volume); ok {
			z.shared = append(z.shared, sharedCable{host: host, volume: at})
			continue
		}
		y = c.placeDisk(spot{ref: volumeRef(d.Volume), host: host, label: c.cableLabel(i, d)}, r, y)
	}
	for n := range i.Disks {
		s := spot{ref: instanceRef(index), disk: n + 1, host: host}
		if i.Disks[n].Device == i.RootDevice {
			s.label = rootLabel
		}
		y = c.placeDisk(s, r, y)
	}
	if text := warningOf(i); text != "" && c.out.zoom == ZoomCards && !c.lean {
		icon := c.px(20)
		g := warning{of: host, text: text, lines: c.wrap(typeBody, text, w-icon, 4)}
		g.rect = Rect{x, y + c.px(4), w, float64(len(g.lines)) * c.lineHeight(typeBody)}
		z.warnings = append(z.warnings, g)
		y = g.rect.Bottom() + c.px(4)
	}
	return y
}

// placedAlready returns the place in spots of a volume that hangs on another instance, too, and is shown there.
func (c *charter) placedAlready(z *zoneChart, volume uint32) (at int, ok bool) {
	if len(c.v.cloud.Volumes().At(volume).Attachments) < 2 {
		return 0, false
	}
	for at = z.from; at < len(c.out.spots); at++ {
		if c.out.spots[at].ref == volumeRef(volume) {
			return at, true
		}
	}
	return 0, false
}

// placeDisk places a disk below what hangs on an instance already, and returns the y below it.
func (c *charter) placeDisk(s spot, host Rect, y float64) float64 {
	if c.out.zoom == ZoomIcons {
		indent := c.px(16)
		s.rect, s.cable = Rect{host.X + indent, y + c.px(3), host.W - indent, c.diskHeight()}, leftCable
		return c.hang(s)
	}
	s.rect, s.cable = Rect{host.X, y + c.cableRoom(), host.W, c.diskHeight()}, leftCable
	if y == host.Bottom() {
		s.cable = midCable
	}
	return c.hang(s)
}

// cableRoom is what is left free between a card and what hangs on it.
func (c *charter) cableRoom() float64 {
	if c.lean {
		return c.px(leanCable)
	}
	return c.px(cableHeight)
}

// rootLabel is what stands beside the cable to the volume that an instance boots from.
const rootLabel = "root"

// cableLabel says what an instance has a volume for.
func (c *charter) cableLabel(i *ec2.Instance, d ec2.Device) string {
	switch {
	case d.Name == i.RootDevice:
		return rootLabel
	case c.v.cloud.Name(volumeRef(d.Volume)) != "":
		return d.Name // since the card has the name
	}
	return "data"
}

// filesNote says in a line what is on a volume, "" where no file is.
func (v *view) filesNote(x *ec2.Volume) string {
	list := x.Files.All()
	switch {
	case len(x.Attachments) > 1:
		return "shared by " + plural(len(x.Attachments), "instance")
	case len(list) == 0:
		return ""
	}
	f := list[len(list)-1]
	used := v.cloud.Blocks().Total(x.Block) * 100 / max(1, uint64(x.GiB)*blocksPerGiB)
	share := count(int64(used))
	if used == 0 {
		share = "under 1"
	}
	return f.Name + " v" + count(int64(f.Version)) + " · " + share + " % used"
}

// warningOf returns the rule about the disks of an instance's host, "" where it has none.
func warningOf(i *ec2.Instance) string {
	switch {
	case len(i.Disks) == 0 || i.State == ec2.InstanceTerminated:
		return ""
	case i.RootKind == ec2.RootInstanceStore:
		return "cannot be stopped; its disk is lost when the host or the instance ends"
	case i.State == ec2.InstanceStopped:
		return "a stop has erased what was on " + cmp.Or(i.Disks[0].Virtual, i.Disks[0].Device)
	}
	return "what is on it is lost when the instance stops or ends"
}
