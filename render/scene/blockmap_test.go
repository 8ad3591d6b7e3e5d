package scene

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// largest is a sandbox with the largest volume there is, with something written here and there.
func largest(writes int) *player {
	p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type m5.large --name web",
		"aws ec2 create-volume --size 65536 --volume-type io2 --iops 100 --availability-zone us-east-1a --name archive", "yard run 5m",
		"aws ec2 attach-volume --volume-id @archive --instance-id @web --device /dev/sdf", "yard run 5m")
	store, x := p.World().Cloud().Blocks(), p.viewOf().cloud.Volumes().At(1).Block
	for i := range writes {
		from := uint32(i) * 7919 * 131 % (1 << 27)
		store.Write(x, from, min(from+1+uint32(i%5), 1<<27))
	}
	return p
}

// mapFrame shows the block map of the selected thing, as far down as a way says.
func (p *player) mapFrame(way string) *Frame {
	p.Fields = []Choice{{blocksField, "yes"}, {"blocks/" + p.Selected, way}}
	return p.frame()
}

func (p *player) mapNow(way string) blockMap {
	p.mapFrame(way)
	pen := &pen{ui: &p.UI}
	v := p.viewOf()
	ref, _ := v.selected(p.Selected)
	return pen.mapOf(v, ref)
}

func TestTheWayDownEndsAtSingleBlocks(t *testing.T) {
	p := largest(0).pick(t, "Volume archive")
	m := p.mapNow("")
	require.Equal(t, 64, m.rows())
	require.Equal(t, uint64(1)<<21, m.rowSpan(), "a row is 1 TiB")
	require.Equal(t, uint64(32768), m.cell(), "a cell is 16 GiB")
	way := "22"
	for depth := 1; m.level > 0; depth++ {
		m = p.mapNow(way)
		require.Len(t, m.way, depth)
		require.LessOrEqual(t, m.rows(), mapRows)
		way += "/1"
	}
	require.Equal(t, uint64(1), m.cell())
	require.Equal(t, uint64(22)<<21, m.from-(m.from-uint64(22)<<21))
	last := p.mapNow(way)
	require.Equal(t, m.way, last.way, "there is nothing below a block")
	require.Contains(t, p.mapFrame(way).Node(m.field).Name, "cell = 512 KiB")
}

func TestAWayThatLeadsNowhereEndsThere(t *testing.T) {
	p := sandbox(busy...).pick(t, "Volume logs")
	whole := p.mapNow("")
	for _, way := range []string{"99", "-1", "x", "/", ":99", ":-1", ":", "1000000000000000000000:5x"} {
		m := p.mapNow(way)
		require.Equal(t, whole.from, m.from, way)
		require.Equal(t, whole.upTo, m.upTo, way)
		require.Equal(t, -1, m.row, way)
	}
	require.Equal(t, 3, p.mapNow(":3").row)
}

func TestAmountsAreExact(t *testing.T) {
	p := largest(2000).pick(t, "Volume archive")
	v := p.viewOf()
	x := v.cloud.Volumes().At(1).Block
	m := p.mapNow("")
	total := v.cloud.Blocks().Total(x)
	require.Greater(t, total, uint64(2000))
	amounts := v.mapAmounts(&m)
	require.Equal(t, total, amounts[0].blocks, "no snapshot has any")
	require.Equal(t, uint64(1<<27)-total, amounts[3].blocks)
	p.do("aws ec2 create-snapshot --volume-id @archive", "yard run 30d")
	v.cloud.Blocks().Write(x, 5, 8)
	amounts = p.viewOf().mapAmounts(&m)
	require.Equal(t, uint64(3), amounts[0].blocks)
	require.Equal(t, v.cloud.Blocks().Total(x)-3, amounts[1].blocks)
	p.Selected = p.viewOf().nodeID(snapshotRef(uint32(v.cloud.Snapshots().Len() - 1)))
	s := p.mapNow("")
	amounts = p.viewOf().mapAmounts(&s)
	require.Equal(t, []uint64{total, 0, 1<<27 - total}, []uint64{amounts[0].blocks, amounts[1].blocks, amounts[2].blocks})
}

// A row is chosen, gone into and left again by what its nodes do.
func TestRowsAreChosenAndGoneInto(t *testing.T) {
	p := largest(1).pick(t, "Volume archive")
	field := "blocks/" + p.Selected
	follow := func(id string) {
		n := p.frame().Node(id)
		require.NotNil(t, n, id)
		require.Equal(t, Fill, n.Action.Verb)
		_, value, _ := strings.Cut(n.Action.Arg, "=")
		p.Fields = []Choice{{blocksField, "yes"}, {field, value}}
	}
	p.mapFrame("")
	follow(field + "/row/0")
	require.True(t, p.frame().Node(field+"/row/0").Chosen)
	require.Equal(t, "Row 0, 0 B to 1 TiB: 1 of 64 cells written.", p.frame().Node(field+"/chosen").Name)
	follow(field + "/in")
	require.Contains(t, p.frame().Node(field).Name, "row = 16 GiB")
	follow(field + "/out")
	require.Contains(t, p.frame().Node(field).Name, "row = 1 TiB")
	require.True(t, p.frame().Node(field+"/row/0").Chosen, "where one came from")
	require.Nil(t, p.frame().Node(field+"/out"))
}

func BenchmarkBlockMap(b *testing.B) {
	for _, writes := range []int{100, 100_000} {
		p := largest(writes).pick(b, "Volume archive")
		p.mapFrame("")
		for _, kept := range []bool{false, true} {
			b.Run(strconv.Itoa(writes)+" writes, kept "+strconv.FormatBool(kept), func(b *testing.B) {
				b.ReportAllocs()
				p.Memo = new(Memo)
				v := p.viewOf()
				ref, _ := v.selected(p.Selected)
				for b.Loop() {
					if !kept {
						p.Memo.blocks.has = false
					}
					f := &Frame{}
					pen := &pen{Frame: f, palette: paletteOf(Dark), session: p.Session, ui: &p.UI, measure: roughly, k: 1}
					pen.blockMap(v, ref, 0, 0, 272)
				}
			})
		}
	}
}
