package sim

import (
	"fmt"
	"maps"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/block"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// A naiveDisk is what a volume or snapshot holds if everything is written out:
// for each block the number of the write that made it, and the files. Region
// and family say with what else it shares what is stored.
type naiveDisk struct {
	blocks map[uint32]int
	files  map[string]ec2.File
	region string
	family int    // 0 for volumes that were made empty: no write is twice among them
	origin string // of a snapshot and its copies: the volume that it was taken of
	taken  int    // of a snapshot and its copies: when it was taken
}

func (d naiveDisk) clone() naiveDisk {
	c := d
	c.blocks, c.files = map[uint32]int{}, map[string]ec2.File{}
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
	binned    map[string]naiveDisk // snapshots in the Recycle Bin
	archived  map[string]naiveDisk // snapshots in the archive tier
	loaned    map[string]bool      // snapshots that are restored from there for a day
	order     []string             // ids of what exists, so that draws are the same in each run
	writes    int
	latest    map[string]string // the latest copy of a volume's snapshots in a region, by both
	families  int
}

func newHistorian(t *rapid.T) *historian {
	h := &historian{lab: instantLab(t), draws: t, volumes: map[string]naiveDisk{}, snapshots: map[string]naiveDisk{}, binned: map[string]naiveDisk{}, archived: map[string]naiveDisk{}, loaned: map[string]bool{}, latest: map[string]string{}}
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

// keep attaches a new volume to the writer, which is in us-east-1, and notes what it must hold.
func (h *historian) keep(volume, device string, holds naiveDisk) {
	if holds.region == "us-east-1" {
		h.attach(volume, h.writer, device)
	}
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
		h.keep(h.newVolume(1), device, naiveDisk{region: "us-east-1"}.clone())
	}
}

func (h *historian) restore() {
	device := h.freeDevice()
	if id, ok := h.pick(h.snapshots); ok && device != "" {
		h.move(h.snapshots[id].region)
		out := ask[ec2.VolumeDescription](h.lab, ec2.CreateVolumeInput{AvailabilityZone: h.snapshots[id].region + "a", SnapshotID: id})
		h.keep(out.VolumeID, device, h.snapshots[id].clone())
		h.move("us-east-1")
	}
}

func (h *historian) write() {
	id, ok := h.pick(h.volumes)
	if !ok || h.volumes[id].region != "us-east-1" {
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
		h.move(h.volumes[id].region)
		x, d := h.lab.snapshot(id), h.volumes[id].clone()
		d.origin, d.taken = id, len(h.order)
		h.snapshots[x], h.order = d, append(h.order, x)
		h.move("us-east-1")
	}
}

// copy copies a snapshot to a region. Within its region the copy is of the same
// family; elsewhere of that of the latest copy of its volume there, if that is
// still there and not of a later snapshot, and else of a new one.
func (h *historian) copy() {
	id, ok := h.pick(h.snapshots)
	if !ok {
		return
	}
	d, to := h.snapshots[id].clone(), rapid.SampledFrom([]string{"us-east-1", "eu-west-1", "eu-west-1"}).Draw(h.draws, "to")
	h.move(to)
	x := ask[ec2.CopySnapshotOutput](h.lab, ec2.CopySnapshotInput{SourceRegion: d.region, SourceSnapshotID: id}).SnapshotID
	if to != d.region {
		latest, exists := h.snapshots[h.latest[d.origin+to]]
		if !exists { // in the Recycle Bin it is still there
			latest, exists = h.binned[h.latest[d.origin+to]]
		}
		if d.family = latest.family; !exists || latest.taken > d.taken {
			h.families++
			d.family = h.families
		}
		h.latest[d.origin+to] = x
	}
	d.region = to
	h.snapshots[x], h.order = d, append(h.order, x)
	h.move("us-east-1")
}

func (h *historian) deleteSnapshot() {
	if id, ok := h.pick(h.snapshots); ok {
		h.move(h.snapshots[id].region)
		h.do(ec2.DeleteSnapshotInput{SnapshotID: id})
		h.move("us-east-1")
		delete(h.snapshots, id)
		delete(h.loaned, id)
	}
}

// bin deletes a snapshot that a retention rule keeps for a day.
func (h *historian) bin() {
	id, ok := h.pick(h.snapshots)
	if !ok || h.loaned[id] {
		return
	}
	h.move(h.snapshots[id].region)
	h.do(ec2.CreateTagsInput{Resources: one(id), Tags: []ec2.Tag{{Key: "keep", Value: "yes"}}})
	rule := ec2.CreateRuleInput{
		RetentionPeriod: ec2.RetentionPeriod{Value: 1, Unit: "DAYS"}, ResourceType: "EBS_SNAPSHOT", ResourceTags: []ec2.ResourceTag{{Key: "keep", Value: "yes"}},
	}
	made := ask[ec2.RuleDescription](h.lab, rule).Identifier
	h.do(ec2.DeleteSnapshotInput{SnapshotID: id})
	h.do(ec2.DeleteRuleInput{RuleInput: ec2.RuleInput{Identifier: made}})
	h.move("us-east-1")
	h.binned[id] = h.snapshots[id]
	delete(h.snapshots, id)
}

// unbin takes a snapshot out of the Recycle Bin.
func (h *historian) unbin() {
	if id, ok := h.pick(h.binned); ok {
		h.move(h.binned[id].region)
		h.do(ec2.RestoreSnapshotFromRecycleBinInput{SnapshotID: id})
		h.move("us-east-1")
		h.snapshots[id] = h.binned[id]
		delete(h.binned, id)
	}
}

// empty lets a day pass, after which the Recycle Bin holds nothing, and what was restored from the archive is there alone.
func (h *historian) empty() {
	h.pass(unit.Day)
	clear(h.binned)
	for id := range h.loaned {
		h.store(id)
	}
	clear(h.loaned)
}

// store notes that a snapshot is in the archive: whole, and in a family of its own.
func (h *historian) store(id string) {
	h.families++
	d := h.snapshots[id]
	d.family = h.families
	h.archived[id] = d
	delete(h.snapshots, id)
}

// archive moves a snapshot into the archive tier.
func (h *historian) archive() {
	if id, ok := h.pick(h.snapshots); ok && !h.loaned[id] {
		h.move(h.snapshots[id].region)
		h.do(ec2.ModifySnapshotTierInput{SnapshotID: id, StorageTier: "archive"})
		h.move("us-east-1")
		h.store(id)
	}
}

// unarchive takes a snapshot back out of the archive tier: whole, for good or for a day.
func (h *historian) unarchive() {
	id, ok := h.pick(h.archived)
	if !ok {
		return
	}
	in := ec2.RestoreSnapshotTierInput{SnapshotID: id, PermanentRestore: rapid.Bool().Draw(h.draws, "for good")}
	if !in.PermanentRestore {
		in.TemporaryRestoreDays = pointer(int64(1))
		h.loaned[id] = true
	}
	d := h.archived[id]
	h.move(d.region)
	h.do(in)
	h.move("us-east-1")
	h.families++
	d.family = h.families
	h.snapshots[id] = d
	delete(h.archived, id)
}

// discard deletes a snapshot that is in the archive.
func (h *historian) discard() {
	if id, ok := h.pick(h.archived); ok {
		h.move(h.archived[id].region)
		h.do(ec2.DeleteSnapshotInput{SnapshotID: id})
		h.move("us-east-1")
		delete(h.archived, id)
	}
}

// direct writes a snapshot block by block on top of another one, whose family it joins.
func (h *historian) direct() {
	id, ok := h.pick(h.snapshots)
	if !ok {
		return
	}
	d := h.snapshots[id].clone()
	h.move(d.region)
	x := ask[ec2.StartSnapshotOutput](h.lab, ec2.StartSnapshotInput{VolumeSize: 1, ParentSnapshotID: id}).SnapshotID
	put := map[uint32]bool{}
	for range rapid.IntRange(0, 3).Draw(h.draws, "puts") {
		b := rapid.Uint32Range(0, 12).Draw(h.draws, "block")
		h.do(ec2.PutSnapshotBlockInput{SnapshotID: x, BlockIndex: int64(b), BlockData: "anything", DataLength: block.Size})
		put[b] = true
	}
	if rapid.IntRange(0, 4).Draw(h.draws, "give up") == 0 {
		h.pass(unit.Hour)
		require.Equal(h, "error", h.state(x))
		h.move("us-east-1")
		return
	}
	h.do(ec2.CompleteSnapshotInput{SnapshotID: x, ChangedBlocksCount: int64(len(put))})
	h.writes++
	for b := range put {
		d.blocks[b] = h.writes
	}
	for _, f := range h.snapshotOf(x).Files.All() {
		d.files[f.Name] = f
	}
	h.move("us-east-1")
	d.origin, d.taken = x, len(h.order)
	h.snapshots[x], h.order = d, append(h.order, x)
}

func (h *historian) deleteVolume() {
	if id, ok := h.pick(h.volumes); ok {
		h.move(h.volumes[id].region)
		if h.volumes[id].region == "us-east-1" {
			h.do(ec2.DetachVolumeInput{VolumeID: id})
		}
		h.do(ec2.DeleteVolumeInput{VolumeID: id})
		h.move("us-east-1")
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
	for id, d := range h.kept() {
		x := h.snapshotOf(id)
		h.sameFiles(x.Files, d)
		require.Equal(h, uint64(len(d.blocks)), h.Cloud().Blocks().Full(x.Block))
		owned += h.Cloud().Blocks().Owned(x.Block)
		for b := range uint32(64) {
			same(id, b, h.Cloud().Blocks().SnapshotContent(x.Block, b), d.blocks[b])
		}
		for b, write := range d.blocks {
			stored[fmt.Sprint(d.region, "/", d.family, "/", b, "/", write)] = true
		}
	}
	require.Equal(h, uint64(len(stored)), owned, "blocks stored")
}

// kept returns the snapshots that hold something: also those in the Recycle Bin and in the archive.
func (h *historian) kept() map[string]naiveDisk {
	all := map[string]naiveDisk{}
	maps.Copy(all, h.snapshots)
	maps.Copy(all, h.binned)
	maps.Copy(all, h.archived)
	return all
}

func (h *historian) sameFiles(files *ec2.Files, d naiveDisk) {
	require.Len(h, files.All(), len(d.files))
	for _, f := range files.All() {
		require.Equal(h, d.files[f.Name], f)
	}
}

// Whatever the history, volumes and snapshots hold what a plain copy of every
// disk would hold, each different block is stored once in its lineage and
// region, and deleting a snapshot changes no other.
func TestBranchingHistoriesAgreeWithPlainCopies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := newHistorian(t)
		h.create()
		steps := []func(){h.write, h.write, h.write, h.write, h.snap, h.snap, h.copy, h.copy, h.restore, h.deleteSnapshot, h.bin, h.unbin, h.empty, h.archive, h.unarchive, h.discard, h.direct, h.direct, h.create, h.deleteVolume}
		for range 40 {
			h.pass(1)
			steps[rapid.Uint64().Draw(t, "step")%uint64(len(steps))]()
		}
		h.check()
	})
}
