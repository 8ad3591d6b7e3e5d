package scene

import (
	"strconv"

	"blockyard/sim/block"
)

// A share is how many of a snapshot's blocks one snapshot stores.
type share struct {
	snapshot uint32 // its index
	blocks   uint64
	own      bool // the snapshot itself stores them
}

// A span is a half-open range of blocks.
type span struct{ from, to uint32 }

// shares returns which of a snapshot's blocks it stores itself, and which it borrows from whom, oldest lender first.
//
// A block is stored once in a family of snapshots, for the oldest that has it
// with the same content. So the older relatives are asked in the order of
// their age for what they have of the blocks that nobody older had; what
// remains is the snapshot's own. The amounts are exact, and take time by the
// number of stretches in which something was written, not by blocks.
func (v *view) shares(index uint32) (list []share) {
	store, x := v.cloud.Blocks(), v.cloud.Snapshots().At(index).Block
	rest := written(store, x)
	for older := uint32(0); older < index && len(rest) > 0; older++ {
		o := v.cloud.Snapshots().At(older)
		if o.State == "" || o.InCatalogue() || !store.Related(o.Block, x) {
			continue
		}
		changed := changes(store, o.Block, x)
		left := meet(rest, changed)
		if lent := length(rest) - length(left); lent > 0 {
			list = append(list, share{snapshot: older, blocks: lent})
		}
		rest = left
	}
	if own := length(rest); own > 0 {
		list = append(list, share{index, own, true})
	}
	return list
}

// written returns the stretches of a snapshot in which anything was written.
func written(store *block.Store, x block.SnapshotID) (spans []span) {
	store.SnapshotBlocks(x, 0, func(from, to uint32) bool {
		spans = append(spans, span{from, to})
		return true
	})
	return spans
}

// changes returns the stretches in which two related snapshots differ.
func changes(store *block.Store, a, b block.SnapshotID) (spans []span) {
	_ = store.ChangedBlocks(a, b, 0, func(from, to uint32) bool { // related ones are never refused
		spans = append(spans, span{from, to})
		return true
	})
	return spans
}

// meet returns what two ascending lists of stretches have in common.
func meet(a, b []span) (both []span) {
	for len(a) > 0 && len(b) > 0 {
		if from, to := max(a[0].from, b[0].from), min(a[0].to, b[0].to); from < to {
			both = append(both, span{from, to})
		}
		if a[0].to < b[0].to {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return both
}

// length returns how many blocks stretches have.
func length(spans []span) (blocks uint64) {
	for _, s := range spans {
		blocks += uint64(s.to - s.from)
	}
	return blocks
}

// sharesOf paints which of a snapshot's blocks it stores, and which it borrows from whom.
func (p *pen) sharesOf(v *view, list []share, x, y, w float64) float64 {
	if len(list) == 0 {
		return y
	}
	y = p.sectionHead("Who stores its blocks", x, y, w)
	for i, s := range list[:min(len(list), mostRelations)] {
		ref := snapshotRef(s.snapshot)
		row := relation{name: "borrowed from " + v.name(ref), right: stored(s.blocks), ref: ref, leads: v.nodeID(ref)}
		if s.own {
			row.name, row.leads = "stored by itself", ""
		}
		y = p.relation(v, "share/"+strconv.Itoa(i+1), &row, x, y, w)
	}
	if more := len(list) - mostRelations; more > 0 {
		return p.prose("share/more", x, y, w, typeBody, p.muted, "and from "+plural(more, "more snapshot")) + p.px(4)
	}
	return y
}
