package scene

import "slices"

// instance paints the one instance of a lane with what hangs on it, in its zone: as cards, or as icons where there is less room.
func (l *laneView) instance(r Rect) {
	p, v := l.pen, l.view
	c := p.smallChart(v, ZoomCards, r)
	if c.height > r.H {
		c = p.smallChart(v, ZoomIcons, r)
	}
	if c.height > r.H {
		c = p.smallChart(v, ZoomIcons, Rect{r.X, r.Y, r.W - p.px(14), r.H}) // beside what it is scrolled with
	}
	if l.atHand {
		p.Zoom, p.Fits, p.Arrangement = c.zoom, c.zoom, Arrangement{c.placing}
	}
	places := len(p.Places)
	m := &mapper{pen: p, v: v, c: c}
	m.lineage = m.lineageOfFocus()
	p.scroll(p.worldExtent(), r, false, func(y float64) float64 {
		m.y, m.flying, p.Places = y, m.flying[:0], p.Places[:places]
		for i := range c.regions {
			for n := range c.regions[i].zones {
				m.zone(&c.regions[i], &c.regions[i].zones[n])
			}
		}
		m.land()
		return y + c.height
	})
	if !l.atHand {
		p.Places = p.Places[:places]
	}
}

// smallChart returns where the one instance of a world and its disks are, in a box of their zone that is as high as there is room.
func (p *pen) smallChart(v *view, zoom ZoomLevel, r Rect) *chart {
	key := p.chartKey(v, zoom, r)
	return v.memo.small[slices.Index(zoomLevels[:], zoom)].of(key, func() *chart {
		c := &charter{pen: p, v: v, out: newChart(zoom), lean: true}
		c.out.world, c.out.shape = v.world, key
		c.out.shape.stamp = 0
		for i := range v.regions {
			c.zonesInUse(&v.regions[i], Rect{r.X + 1, r.Y, r.W - 2, r.H - 1}) // the border stays in sight
		}
		c.out.index()
		return c.out
	})
}

// zonesInUse places the zones of a region in which anything is, one below the other.
func (c *charter) zonesInUse(region *regionView, r Rect) {
	rc := regionChart{regionView: region}
	for i := range region.zones {
		z := &region.zones[i]
		if !z.used() {
			continue
		}
		zc := zoneChart{zoneView: z, rect: Rect{r.X, c.out.height, r.W, 0}, from: len(c.out.spots)}
		c.placeZone(&rc, &zc, r.X, c.out.height, r.W)
		zc.to = len(c.out.spots)
		end := c.out.spots[zc.to-1].rect.Bottom() + c.px(8)
		zc.rect.H = max(end-c.out.height, r.H-c.out.height)
		c.out.height = end
		rc.zones = append(rc.zones, zc)
	}
	if len(rc.zones) > 0 {
		c.out.regions = append(c.out.regions, rc)
	}
}
