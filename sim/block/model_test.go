package block

import (
	"maps"
	"slices"

	"github.com/stretchr/testify/require"
)

// The naive model: every write has an id of its own, every map is written out, and
// nothing knows of trees. The owner of a block is the oldest live snapshot of the
// family that has the same id there.

// modelBlocks is the number of blocks of a model map.
const modelBlocks = 150

// blockOf spreads them over the store's map, so that all levels of the tree take part.
func blockOf(i int) uint32 {
	switch {
	case i < 70:
		return uint32(i) + 30
	case i < 110:
		return uint32(i-70) + 4096 - 20
	default:
		return uint32(i-110) + 1<<26 - 10
	}
}

// runsOf yields the ranges of blocks that stand for the model's blocks a to b.
func runsOf(a, b int, yield func(from, to uint32)) {
	for i := a; i < b; {
		j := i + 1
		for j < b && blockOf(j) == blockOf(j-1)+1 {
			j++
		}
		yield(blockOf(i), blockOf(j-1)+1)
		i = j
	}
}

type modelMap [modelBlocks]int

type modelVolume struct {
	live    bool
	family  int // 0: none yet
	account Account
	content modelMap
	saved   modelMap // content of the last snapshot
}

type modelSnapshot struct {
	live, archived bool
	family         int
	age            int
	account        Account // in the standard tier
	billed         Account
	content        modelMap
	origin         int
	taken          int // place among all snapshots taken of volumes
}

type modelCopy struct {
	volume  int
	account Account
}

type model struct {
	volumes   []modelVolume
	snapshots []modelSnapshot
	copies    map[modelCopy]int // the latest copy
	writes    int
	families  int
	age       int
}

// modelAccounts: 0 to 4 are standard, 5 to 7 are archive tiers.
const modelAccounts = 8

func newModel() *model { return &model{copies: map[modelCopy]int{}} }

func (m *model) clone() *model {
	c := *m
	c.volumes = slices.Clone(m.volumes)
	c.snapshots = slices.Clone(m.snapshots)
	c.copies = maps.Clone(m.copies)
	return &c
}

func (m *model) newFamily() int { m.families++; return m.families }
func (m *model) nextAge() int   { m.age++; return m.age }

func (m *model) newVolume(a Account) {
	m.volumes = append(m.volumes, modelVolume{live: true, account: a})
}

func (m *model) write(v, from, to int) {
	m.writes++
	for i := from; i < to; i++ {
		m.volumes[v].content[i] = m.writes
	}
}

func (m *model) snapshot(v int) {
	o := &m.volumes[v]
	if o.family == 0 {
		o.family = m.newFamily()
	}
	o.saved = o.content
	age := m.nextAge()
	m.snapshots = append(m.snapshots, modelSnapshot{
		live: true, family: o.family, age: age, account: o.account, billed: o.account,
		content: o.content, origin: v, taken: age,
	})
}

func (m *model) restore(x int, a Account, lineage bool) {
	o := m.snapshots[x]
	v := modelVolume{live: true, account: a, content: o.content, saved: o.content}
	if lineage {
		v.family = o.family
	}
	m.volumes = append(m.volumes, v)
}

func (m *model) copyVolume(v int, lineage bool) {
	c := m.volumes[v]
	if !lineage {
		c.family = 0
	}
	m.volumes = append(m.volumes, c)
}

func (m *model) copy(x int, a Account) {
	c := m.snapshots[x]
	c.age = m.nextAge()
	if a != c.account {
		key := modelCopy{volume: c.origin, account: a}
		last, ok := m.copies[key]
		if l := m.snapshots[last]; ok && l.live && !l.archived && l.taken <= c.taken {
			c.family = l.family
		} else {
			c.family = m.newFamily()
		}
		m.copies[key] = len(m.snapshots)
	}
	c.account, c.billed = a, a
	m.snapshots = append(m.snapshots, c)
}

func (m *model) move(x int, to Account, archived bool) {
	o := &m.snapshots[x]
	o.archived, o.billed, o.family, o.age = archived, to, m.newFamily(), m.nextAge()
}

// holding is one content in one block of one family.
type holding struct{ family, block, write int }

// owners says who stores each holding.
func (m *model) owners() map[holding]int {
	who := map[holding]int{}
	for x := range m.snapshots {
		o := &m.snapshots[x]
		for b, w := range o.content {
			if !o.live || w == 0 {
				continue
			}
			h := holding{o.family, b, w}
			if other, ok := who[h]; !ok || m.snapshots[other].age > o.age {
				who[h] = x
			}
		}
	}
	return who
}

// bills counts what each snapshot and each account stores.
func (m *model) bills(who map[holding]int) (owned []uint64, stored [modelAccounts]uint64) {
	owned = make([]uint64, len(m.snapshots))
	for _, x := range who {
		owned[x]++
		stored[m.snapshots[x].billed]++
	}
	return owned, stored
}

// storedIn counts what account a stores.
func (m *model) storedIn(a Account) uint64 {
	_, stored := m.bills(m.owners())
	return stored[a]
}

func count(a, b *modelMap) (differences uint64) {
	for i := range a {
		if a[i] != b[i] {
			differences++
		}
	}
	return differences
}

// agree checks everything that can be seen of s against the model.
func (m *model) agree(t require.TestingT, s *Store, deep bool) {
	who := m.owners()
	owned, stored := m.bills(who)
	for a := range Account(modelAccounts) {
		require.Equal(t, stored[a], s.Stored(a), "stored in account %d", a)
	}
	for x := range m.snapshots {
		require.Equal(t, owned[x], s.Owned(SnapshotID(x)), "owned by snapshot %d", x)
	}
	if !deep {
		return
	}
	previous := -1
	for x := range m.snapshots {
		if m.snapshots[x].live {
			m.agreeOnSnapshot(t, s, x, who)
			if previous >= 0 {
				m.agreeOnChanges(t, s, previous, x)
			}
			previous = x
		}
	}
	for v := range m.volumes {
		if m.volumes[v].live {
			m.agreeOnVolume(t, s, v, who)
		}
	}
	checkInvariants(t, s)
}

func (m *model) agreeOnSnapshot(t require.TestingT, s *Store, x int, who map[holding]int) {
	o := &m.snapshots[x]
	id := SnapshotID(x)
	require.Equal(t, count(&o.content, &modelMap{}), s.Full(id), "full size of snapshot %d", x)
	var written modelMap
	s.SnapshotBlocks(id, 0, markIn(&written))
	pixels := s.Strip(id, blockOf(0), 70, 0, nil)
	for b, w := range o.content {
		require.Equal(t, w != 0, s.SnapshotContent(id, blockOf(b)) != 0, "content of block %d of snapshot %d", b, x)
		require.Equal(t, w != 0, written[b] != 0, "SnapshotBlocks: block %d of snapshot %d", b, x)
		owner, ok := s.OwnerOf(id, blockOf(b))
		require.Equal(t, w != 0, ok)
		if ok {
			require.Equal(t, who[holding{o.family, b, w}], int(owner), "owner of block %d of snapshot %d", b, x)
		}
		if b < len(pixels) {
			want := Pixel{Newest: s.SnapshotContent(id, blockOf(b)), Stored: ok, Owner: owner}
			if ok {
				want.Written = 1
			}
			require.Equal(t, want, pixels[b], "pixel %d of snapshot %d", b, x)
		}
	}
}

func (m *model) agreeOnVolume(t require.TestingT, s *Store, v int, who map[holding]int) {
	o := &m.volumes[v]
	id := VolumeID(v)
	require.Equal(t, count(&o.content, &modelMap{}), s.Total(id), "total of volume %d", v)
	require.Equal(t, count(&o.content, &o.saved), s.Written(id), "written to volume %d", v)
	pixels := s.VolumeStrip(id, blockOf(70), 40, 0, nil)
	for b, w := range o.content {
		require.Equal(t, w != 0, s.Content(id, blockOf(b)) != 0, "content of block %d of volume %d", b, v)
		if k := b - 70; k >= 0 && k < len(pixels) {
			owner, stored := who[holding{o.family, b, w}]
			require.Equal(t, stored && w != 0, pixels[k].Stored, "block %d of volume %d", b, v)
			if stored && w != 0 {
				require.Equal(t, owner, int(pixels[k].Owner), "owner of block %d of volume %d", b, v)
			}
		}
	}
}

func (m *model) agreeOnChanges(t require.TestingT, s *Store, x, y int) {
	a, b := &m.snapshots[x], &m.snapshots[y]
	var changed modelMap
	err := s.ChangedBlocks(SnapshotID(x), SnapshotID(y), 0, markIn(&changed))
	related := s.Related(SnapshotID(x), SnapshotID(y))
	if !related {
		require.ErrorIs(t, err, ErrUnrelated)
		return
	}
	require.NoError(t, err)
	require.Equal(t, a.family, b.family, "snapshots %d and %d", x, y)
	for i := range a.content {
		require.Equal(t, a.content[i] != b.content[i], changed[i] != 0, "ChangedBlocks %d, %d: block %d", x, y, i)
	}
}

// markIn returns a yield that marks the model's blocks in m.
func markIn(m *modelMap) func(from, to uint32) bool {
	return func(from, to uint32) bool {
		for i := range m {
			if b := blockOf(i); from <= b && b < to {
				m[i] = 1
			}
		}
		return true
	}
}
