package sim

import (
	"slices"
	"strings"

	"github.com/stretchr/testify/require"

	"blockyard/sim/block"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// checkInvariants fails unless everything holds that must hold of a world between two calls.
func checkInvariants(t require.TestingT, w *World) {
	c := invariants{t, w, w.liveWakes()}
	for index, i := range w.Cloud().Instances().All() {
		c.instance(index, i)
	}
	for index, v := range w.Cloud().Volumes().All() {
		c.volume(index, v)
	}
	for index, x := range w.Cloud().Snapshots().All() {
		c.snapshot(index, x)
	}
	for index, m := range w.Cloud().Images().All() {
		c.image(index, m)
	}
	for index, n := range w.Cloud().Interfaces().All() {
		c.idReadsBack(ec2.Ref{Kind: ec2.KindInterface, Index: index}, n.State != "")
		i := w.Cloud().Instances().At(n.Instance)
		gone := i.State == ec2.NoInstance || i.State == ec2.InstanceTerminated
		require.Equal(t, gone, n.State == "", "interface %d of an instance that is %q", index, i.State)
		require.Equal(t, index, i.Interface)
	}
	for instance, m := range w.Guests().Machines().All() {
		c.machine(instance, m)
		c.boot(instance, m)
	}
	for index, a := range w.Cloud().Addresses().All() {
		c.address(index, a)
	}
	c.io()
}

type invariants struct {
	t     require.TestingT
	w     *World
	wakes map[ec2.Wake]bool // by kind and index
}

// liveWakes returns what the agenda holds that still means something.
func (w *World) liveWakes() map[ec2.Wake]bool {
	wakes := map[ec2.Wake]bool{}
	for _, due := range w.agenda.All() {
		if wake := (ec2.Wake{Kind: ec2.WakeKind(due.Kind), Index: due.Index, Gen: due.Gen}); w.isLive(wake) {
			wakes[ec2.Wake{Kind: wake.Kind, Index: wake.Index}] = true
		}
	}
	return wakes
}

// goesOn fails unless a resource in a transitional state will wake.
func (c invariants) goesOn(kind ec2.WakeKind, index uint32, state string) {
	require.True(c.t, c.wakes[ec2.Wake{Kind: kind, Index: index}], "wake %d of resource %d, which is %s, is lost", kind, index, state)
}

// idReadsBack fails unless the id of a resource names it.
func (c invariants) idReadsBack(ref ec2.Ref, exists bool) {
	account, region := c.w.Cloud().Place(ref)
	tx := ec2.NewTx(c.w.Cloud(), &c.w.host, ec2.Caller{Account: account, Region: region})
	found, err := tx.Find(c.w.Cloud().ID(ref))
	if !exists {
		require.NotNil(c.t, err, "%v is gone", ref)
		return
	}
	require.Nil(c.t, err, "%v", ref)
	require.Equal(c.t, ref, found)
}

func (c invariants) instance(index uint32, i *ec2.Instance) {
	c.idReadsBack(ec2.Ref{Kind: ec2.KindInstance, Index: index}, i.State != ec2.NoInstance)
	c.lease(index, i)
	names := map[string]bool{}
	for _, d := range i.Disks {
		require.False(c.t, names[d.Device], "instance %d has two disks at %s", index, d.Device)
		names[d.Device] = true
		c.files(d.Files, d.GiB)
	}
	for _, d := range i.Devices {
		require.False(c.t, names[d.Name], "instance %d has two disks at %s", index, d.Name)
		names[d.Name] = true
		v := c.w.Cloud().Volumes().At(d.Volume)
		a, attached := v.Attachment(index)
		require.True(c.t, attached, "volume %d of instance %d", d.Volume, index)
		require.Equal(c.t, d.Name, a.Device)
		require.Equal(c.t, []any{i.Region, i.Zone, i.Account}, []any{v.Region, v.Zone, v.Account})
	}
	c.health(index, i)
	switch i.State {
	case ec2.InstanceRunning:
		require.True(c.t, names[i.RootDevice], "instance %d runs without a root disk", index)
	case ec2.InstancePending, ec2.InstanceStopping, ec2.InstanceShuttingDown:
		c.goesOn(ec2.WakeInstance, index, i.State.String())
	case ec2.InstanceTerminated:
		c.goesOn(ec2.WakeForget, index, i.State.String())
		require.Empty(c.t, i.Devices)
	case ec2.InstanceStopped, ec2.NoInstance:
		for _, d := range i.Disks {
			require.Nil(c.t, d.Files, "instance %d kept its instance store", index)
		}
	}
}

// health fails unless what is known of an instance's host goes with its state, and what is to come of it will.
func (c invariants) health(index uint32, i *ec2.Instance) {
	h := *i.Health()
	if i.State != ec2.InstanceRunning {
		require.Equal(c.t, ec2.Health{}, h, "instance %d is %s and on no host", index, i.State)
	} else if !h.Checked && !h.Impaired {
		c.goesOn(ec2.WakeChecks, index, "being checked")
	}
	if h.HasRetirement {
		c.goesOn(ec2.WakeRetirement, index, "on a host that is retired")
	}
	if i.Hibernation.Asleep {
		require.True(c.t, i.Hibernation.Enabled)
		require.Contains(c.t, []ec2.InstanceState{ec2.InstanceStopping, ec2.InstanceStopped, ec2.InstancePending}, i.State)
	}
}

func (c invariants) volume(index uint32, v *ec2.Volume) {
	c.idReadsBack(ec2.Ref{Kind: ec2.KindVolume, Index: index}, v.State != "")
	require.Equal(c.t, v.State == ec2.VolumeInUse, len(v.Attachments) > 0, "volume %d is %q", index, v.State)
	require.True(c.t, len(v.Attachments) <= 1 || v.MultiAttach && len(v.Attachments) <= 16, "volume %d is attached to %d instances", index, len(v.Attachments))
	for _, a := range v.Attachments {
		i := c.w.Cloud().Instances().At(a.Instance)
		require.Contains(c.t, i.Devices, ec2.Device{Name: a.Device, Volume: index})
		if a.State == ec2.Detaching || a.State == ec2.Attaching && i.State != ec2.InstancePending && i.State != ec2.InstanceShuttingDown {
			c.goesOn(ec2.WakeAttachment, index, string(a.State))
		}
	}
	if v.State == ec2.VolumeCreating || v.State == ec2.VolumeDeleting {
		c.goesOn(ec2.WakeVolume, index, string(v.State))
	}
	if v.State == "" {
		require.Nil(c.t, v.Files)
		require.Nil(c.t, v.Modification)
		return
	}
	if v.Modification.UnderWay() && v.State != ec2.VolumeDeleting {
		c.goesOn(ec2.WakeModification, index, string(v.Modification.State))
	}
	require.Less(c.t, v.FileSystem, v.GiB, "volume %d", index)
	c.files(v.Files, v.GiB)
	written := c.w.Cloud().Blocks().Total(v.Block)
	require.LessOrEqual(c.t, written, uint64(v.GiB)*2048)
	for _, f := range v.Files.All() {
		for at := unit.Bytes(0); at < f.Size; at += block.Size {
			require.NotZero(c.t, c.w.Cloud().Blocks().Content(v.Block, blockAt(f, at)), "%s on volume %d has a block that was never written", f.Name, index)
			if at > 8*block.Size { // the rest is like it
				break
			}
		}
	}
}

// blockAt returns the block of a disk that holds an offset of a file.
func blockAt(f ec2.File, at unit.Bytes) uint32 {
	n := uint32(at / block.Size)
	for _, x := range f.Extents {
		if n < x.To-x.From {
			return x.From + n
		}
		n -= x.To - x.From
	}
	panic("beyond the file's blocks")
}

// files fails unless the extents of files lie inside their disk, hold their sizes and do not overlap.
func (c invariants) files(files *ec2.Files, gib int64) {
	used := map[uint32]bool{}
	for _, f := range files.All() {
		blocks := uint32(0)
		for _, x := range f.Extents {
			require.Less(c.t, x.From, x.To, f.Name)
			require.LessOrEqual(c.t, x.To, files.Used(), f.Name)
			require.False(c.t, used[x.From] || used[x.To-1], "%s shares blocks with another file", f.Name)
			used[x.From], used[x.To-1] = true, true
			blocks += x.To - x.From
		}
		require.LessOrEqual(c.t, f.Size, unit.Bytes(blocks)*block.Size, f.Name)
	}
	require.LessOrEqual(c.t, int64(files.Used()), gib*2048)
}

func (c invariants) snapshot(index uint32, x *ec2.Snapshot) {
	if x.State == "" || x.InCatalogue() { // gone, or that of a public image
		return
	}
	c.idReadsBack(ec2.Ref{Kind: ec2.KindSnapshot, Index: index}, x.State != ec2.SnapshotRecoverable)
	if t := x.Tiering; t != nil && x.State == ec2.SnapshotCompleted && (strings.HasSuffix(t.Status, "in-progress") || t.Restored) {
		c.goesOn(ec2.WakeSnapshot, index, t.Status)
	}
	if !x.InStandard() {
		require.Equal(c.t, c.w.Cloud().Blocks().Full(x.Block), c.w.Cloud().Blocks().Owned(x.Block), "snapshot %d is in the archive", index)
	}
	require.Equal(c.t, x.State == ec2.SnapshotRecoverable || x.State == ec2.SnapshotRecovering, x.Bin != nil, "snapshot %d is %s", index, x.State)
	require.LessOrEqual(c.t, c.w.Cloud().Blocks().Owned(x.Block), c.w.Cloud().Blocks().Full(x.Block))
	if x.State != ec2.SnapshotCompleted && x.State != ec2.SnapshotError {
		c.goesOn(ec2.WakeSnapshot, index, string(x.State))
	}
}

func (c invariants) image(index uint32, m *ec2.Image) {
	if m.Public {
		return
	}
	c.idReadsBack(ec2.Ref{Kind: ec2.KindImage, Index: index}, m.State != "")
	if m.State == "" {
		return
	}
	if m.State == ec2.ImagePending {
		c.goesOn(ec2.WakeImage, index, string(m.State))
	}
	require.True(c.t, m.State != ec2.ImageDisabled || !m.Shared.Everyone && len(m.Shared.Accounts) == 0, "image %d is disabled and shared", index)
	require.Equal(c.t, m.State == ec2.ImageFailed, m.Reason != "", "image %d", index)
	root := m.RootKind == ec2.RootInstanceStore
	for _, b := range m.Mappings {
		root = root || b.Device == m.RootDevice && b.HasSnapshot
		if b.HasSnapshot {
			state := c.w.Cloud().Snapshots().At(b.Snapshot).State
			require.NotEmpty(c.t, state, "image %d maps a deleted snapshot", index)
			open := m.State == ec2.ImagePending || m.State == ec2.ImageFailed
			require.True(c.t, open || state == ec2.SnapshotCompleted, "image %d is available before its snapshots", index)
		}
	}
	require.True(c.t, root, "image %d has nothing to boot from", index)
}

// machine fails unless a guest is up only in a running instance, and what it
// holds in memory belongs to a disk that it has mounted and will be written.
func (c invariants) machine(instance uint32, m *guest.Machine) {
	i := c.w.Cloud().Instances().At(instance)
	if m.Up || len(m.Dirty) > 0 {
		require.Equal(c.t, ec2.InstanceRunning, i.State)
	}
	if len(m.Dirty) > 0 {
		c.goesOn(guest.WakeFlush, instance, "holding data in memory")
	}
	for _, view := range m.Views {
		require.True(c.t, c.hasMounted(i, view.Device), "instance %d knows a disk at %s that it does not have", instance, view.Device)
		c.files(view.Files, 1<<14)
	}
	for _, d := range m.Dirty {
		require.True(c.t, c.hasMounted(i, d.Device), "instance %d holds data for %s, which it does not have", instance, d.Device)
	}
}

func (c invariants) hasMounted(i *ec2.Instance, device string) bool {
	for _, d := range i.Devices {
		if d.Name == device {
			a, _ := c.w.Cloud().Volumes().At(d.Volume).Attachment(c.w.Cloud().Interfaces().At(i.Interface).Instance)
			return a.State == ec2.Attached
		}
	}
	for _, d := range i.Disks {
		if d.Device == device {
			return true
		}
	}
	return false
}

// isSettled reports whether nothing is on its way to another state any more.
func (w *World) isSettled() bool {
	for _, i := range w.Cloud().Instances().All() {
		switch i.State {
		case ec2.InstancePending, ec2.InstanceStopping, ec2.InstanceShuttingDown, ec2.InstanceTerminated:
			return false
		case ec2.InstanceRunning, ec2.InstanceStopped, ec2.NoInstance:
		}
	}
	for _, v := range w.Cloud().Volumes().All() {
		busy := slices.ContainsFunc(v.Attachments, func(a ec2.Attachment) bool { return a.State != ec2.Attached })
		if v.State == ec2.VolumeCreating || v.State == ec2.VolumeDeleting || busy {
			return false
		}
	}
	for _, x := range w.Cloud().Snapshots().All() {
		if x.State == ec2.SnapshotPending {
			return false
		}
	}
	for _, m := range w.Cloud().Images().All() {
		if m.State == ec2.ImagePending {
			return false
		}
	}
	return true
}
