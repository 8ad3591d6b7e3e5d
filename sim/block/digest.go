package block

import (
	"encoding/binary"
	"io"
)

// DigestTo writes the state of the store to w, for a hash: two stores that were
// given the same calls write the same bytes, whether or not they were forked in between.
//
// It writes live volumes and snapshots in the order of their ids, what they own
// and how they descend from each other, and their maps word by word. Numbers of
// nodes and vertices depend on when forks happened, and what TakeChanged has not
// yet taken is not state; neither is written. Within one store equal content is
// one node, so what was written before is only referred to, by the order of the
// first visits: the cost is that of the memory, not of the snapshots.
func (s *Store) DigestTo(w io.Writer) error {
	d := digest{
		store:    s,
		w:        w,
		nodes:    make([]uint32, len(s.pages)*pageLen),
		versions: make([]uint32, s.versions.Len()),
		members:  make([]uint32, s.members.Len()),
	}
	d.put(uint32(s.epoch), s.age, uint32(s.volumes.Len()), uint32(s.snapshots.Len()), uint32(len(s.stored)))
	for _, blocks := range s.stored {
		d.put(uint32(blocks>>32), uint32(blocks))
	}
	for _, v := range s.volumes.All() {
		d.volume(v)
	}
	for _, x := range s.snapshots.All() {
		d.snapshot(x)
	}
	d.flush()
	return d.err
}

// A digest is one DigestTo in progress. The slices hold the order of first visits, from 1.
type digest struct {
	store             *Store
	w                 io.Writer
	buffer            []byte
	err               error
	nodes             []uint32
	nodesSeen         uint32
	versions, members []uint32
	versionsSeen      uint32
	membersSeen       uint32
}

// flushAt keeps the writes to w few and the buffer small.
const flushAt = 16 << 10

func (d *digest) put(values ...uint32) {
	for _, v := range values {
		d.buffer = binary.LittleEndian.AppendUint32(d.buffer, v)
	}
	if len(d.buffer) >= flushAt {
		d.flush()
	}
}

func (d *digest) flush() {
	if d.err == nil {
		_, d.err = d.w.Write(d.buffer)
	}
	d.buffer = d.buffer[:0]
}

// volume writes a volume. Of a deleted one only the copies of its snapshots
// matter: they decide whether the next copy is incremental.
func (d *digest) volume(v *volume) {
	for k := v.copies; k != noCopy; k = d.store.copies.At(k).next {
		c := d.store.copies.At(k)
		d.put(1, uint32(c.account), uint32(c.snapshot), uint32(c.taken))
	}
	d.put(0)
	if !v.live {
		d.put(0)
		return
	}
	d.put(uint32(v.epoch), uint32(v.saved), v.dirty, v.total, uint32(v.account))
	d.versionPath(v.version)
	d.memberPath(v.member)
	d.words(d.store.mapOf(v.version))
}

func (d *digest) snapshot(x *snapshot) {
	d.put(uint32(x.state))
	if x.state == deleted {
		return
	}
	m := d.store.members.At(x.member).data
	d.put(x.full, uint32(x.account), uint32(x.origin), uint32(x.taken))
	d.put(m.age, uint32(m.account), m.owned)
	d.versionPath(x.version)
	d.memberPath(x.member)
	d.words(d.store.mapOf(x.version))
}

// versionPath writes the way up from v, as far as it has not been written yet.
func (d *digest) versionPath(v uint32) {
	for v != noVertex && d.versions[v] == 0 {
		d.versionsSeen++
		d.versions[v] = d.versionsSeen
		n := d.store.versions.At(v)
		d.put(uint32(n.state), uint32(n.epoch))
		v = n.up
	}
	d.put(d.versions[v])
}

// memberPath does for a family what versionPath does.
func (d *digest) memberPath(m uint32) {
	for m != noVertex && d.members[m] == 0 {
		d.membersSeen++
		d.members[m] = d.membersSeen
		n := d.store.members.At(m)
		d.put(uint32(n.state), uint32(n.epoch))
		m = n.up
	}
	d.put(d.members[m])
}

// words writes the map below w: an epoch as it is, a node seen before by the
// order of its first visit, any other node as a mark and its eight words.
func (d *digest) words(w word) {
	const mark = ^uint32(0)
	if w&isNode == 0 {
		d.put(uint32(w))
		return
	}
	seen := &d.nodes[w.node()]
	if *seen != 0 {
		d.put(uint32(isNode) | *seen)
		return
	}
	d.nodesSeen++
	*seen = d.nodesSeen
	d.put(mark)
	for _, c := range *d.store.words(w.node()) {
		d.words(c)
	}
}
