package sim

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/block"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// A naiveDisk is what a volume or snapshot holds if everything is written out:
// for each block the number of the write that made it, and the files.
type naiveDisk struct {
	blocks map[uint32]int
	files  map[string]ec2.File
}

func (d naiveDisk) clone() naiveDisk {
	c := naiveDisk{map[uint32]int{}, map[string]ec2.File{}}
	for b, write := range d.blocks {
		c.blocks[b] = write
	}
	for name, f := range d.files {
		c.files[name] = f
	}
	return c
}

// A historian makes a history of volumes and snapshots that branches, through
// operations alone, and keeps the naive model of it.
type historian struct {
	*lab
	draws     *rapid.T
	writer    string // the instance that has all volumes
	volumes   map[string]naiveDisk
	snapshots map[string]naiveDisk
	order     []string // ids of what exists, so that draws are the same in each run
	writes    int
}

func newHistorian(t *rapid.T) *historian {
	h := &historian{lab: instantLab(t), draws: t, volumes: map[string]naiveDisk{}, snapshots: map[string]naiveDisk{}}
	h.writer = h.launch("demo-ebs", "demo.small")
	return h
}

// freeDevice returns the writer's first free device, or "".
func (h *historian) freeDevice() string {
	for letter := 'f'; letter <= 'p'; letter++ {
		name, free := fmt.Sprintf("/dev/sd%c", letter), true
		for _, d := range h.instanceOf(h.writer).Devices {
			free = free && d.Name != name
		}
		if free {
			return name
		}
	}
	return ""
}

// keep attaches a new volume to the writer and notes what it must hold.
func (h *historian) keep(volume, device string, holds naiveDisk) {
	h.attach(volume, h.writer, device)
	h.volumes[volume], h.order = holds, append(h.order, volume)
}

// pick draws one of the ids that a map holds.
func (h *historian) pick(of map[string]naiveDisk) (string, bool) {
	var ids []string
	for _, id := range h.order {
		if _, ok := of[id]; ok {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return "", false
	}
	return ids[rapid.Uint64().Draw(h.draws, "which")%uint64(len(ids))], true
}

func (h *historian) create() {
	if device := h.freeDevice(); device != "" {
		h.keep(h.newVolume(1), device, naiveDisk{}.clone())
	}
}

func (h *historian) restore() {
	device := h.freeDevice()
	if id, ok := h.pick(h.snapshots); ok && device != "" {
		out := ask[ec2.VolumeDescription](h.lab, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: id})
		h.keep(out.VolumeID, device, h.snapshots[id].clone())
	}
}

func (h *historian) write() {
	id, ok := h.pick(h.volumes)
	if !ok {
		return
	}
	name := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(h.draws, "file")
	size := rapid.SampledFrom([]string{"1B", "512KiB", "3MiB", "1300KiB", "0B"}).Draw(h.draws, "size")
	device := h.volumeOf(id).Attachments[0].Device
	h.do(guest.WriteInput{InstanceID: h.writer, Path: "/mnt/" + device[len("/dev/"):] + "/" + name, Size: size})
	f, found := h.volumeOf(id).Files.Find(name)
	require.True(h, found)
	h.writes++
	for n := range uint32((f.Size + block.Size - 1) / block.Size) {
		h.volumes[id].blocks[blockAt(f, block.Size*unit.Bytes(n))] = h.writes
	}
	h.volumes[id].files[name] = f
}

func (h *historian) snap() {
	if id, ok := h.pick(h.volumes); ok {
		x := h.lab.snapshot(id)
		h.snapshots[x], h.order = h.volumes[id].clone(), append(h.order, x)
	}
}

func (h *historian) deleteSnapshot() {
	if id, ok := h.pick(h.snapshots); ok {
		h.do(ec2.DeleteSnapshotInput{SnapshotID: id})
		delete(h.snapshots, id)
	}
}

func (h *historian) deleteVolume() {
	if id, ok := h.pick(h.volumes); ok {
		h.do(ec2.DetachVolumeInput{VolumeID: id})
		h.do(ec2.DeleteVolumeInput{VolumeID: id})
		delete(h.volumes, id)
	}
}

// check compares everything that exists with the model.
func (h *historian) check() {
	epochs := map[string]int{} // of a block's content, to the write that made it
	same := func(where string, b uint32, epoch block.Epoch, write int) {
		if write == 0 || epoch == 0 {
			require.Equal(h, write == 0, epoch == 0, "block %d of %s", b, where)
			return
		}
		key := fmt.Sprint(b, "/", epoch)
		if known, ok := epochs[key]; ok {
			require.Equal(h, known, write, "block %d of %s", b, where)
		}
		epochs[key] = write
	}
	for id, d := range h.volumes {
		v := h.volumeOf(id)
		require.Len(h, v.Files.All(), len(d.files))
		require.Equal(h, uint64(len(d.blocks)), h.Cloud().Blocks().Total(v.Block))
		for b := range uint32(64) {
			same(id, b, h.Cloud().Blocks().Content(v.Block, b), d.blocks[b])
		}
	}
	stored, owned := map[string]bool{}, uint64(0)
	for id, d := range h.snapshots {
		x := h.snapshotOf(id)
		h.sameFiles(x.Files, d)
		require.Equal(h, uint64(len(d.blocks)), h.Cloud().Blocks().Full(x.Block))
		owned += h.Cloud().Blocks().Owned(x.Block)
		for b := range uint32(64) {
			same(id, b, h.Cloud().Blocks().SnapshotContent(x.Block, b), d.blocks[b])
		}
		for b, write := range d.blocks {
			stored[fmt.Sprint(b, "/", write)] = true
		}
	}
	require.Equal(h, uint64(len(stored)), owned, "blocks stored")
}

func (h *historian) sameFiles(files *ec2.Files, d naiveDisk) {
	require.Len(h, files.All(), len(d.files))
	for _, f := range files.All() {
		require.Equal(h, d.files[f.Name], f)
	}
}

// Whatever the history, volumes and snapshots hold what a plain copy of every
// disk would hold, each different block is stored once, and deleting a
// snapshot changes no other.
func TestBranchingHistoriesAgreeWithPlainCopies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := newHistorian(t)
		h.create()
		steps := []func(){h.write, h.write, h.write, h.write, h.snap, h.snap, h.restore, h.deleteSnapshot, h.create, h.deleteVolume}
		for range 30 {
			h.pass(1)
			steps[rapid.Uint64().Draw(t, "step")%uint64(len(steps))]()
		}
		h.check()
	})
}
