package scene

import (
	"cmp"

	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A section is a part of the inspector below the facts: what a thing has to do with, under a heading.
type section struct {
	title string
	rows  []relation
}

// A relation is a thing that another has to do with, or a file on a disk.
type relation struct {
	name, note string
	right      string  // at the end of the line, such as a size
	ref        ec2.Ref // whose icon is painted; the zero Ref has none
	symbol     symbol  // painted instead where iconic
	iconic     bool
	leads      string // id of the thing's node, or ""
}

// An inspected is what the inspector tells of one thing that follows from the world's state alone.
type inspected struct {
	sections []section
	shares   []share
}

// An inspectedKey is what an inspected depends on.
type inspectedKey struct {
	state
	ref ec2.Ref
}

// inspected returns what the inspector tells of a thing beside its facts.
func (v *view) inspected(ref ec2.Ref) inspected {
	return v.memo.inspect.of(inspectedKey{stateOf(v.world), ref}, func() (x inspected) {
		x.sections = v.sections(ref)
		if ref.Kind == ec2.KindSnapshot {
			x.shares = v.shares(ref.Index)
		}
		return x
	})
}

// sections returns what a thing has to do with.
func (v *view) sections(ref ec2.Ref) []section {
	switch ref.Kind {
	case ec2.KindInstance:
		i := v.cloud.Instances().At(ref.Index)
		return []section{{"Storage", v.storageOf(ref, i)}, {"Images of it", v.imagesOf(ref)}}
	case ec2.KindVolume:
		x := v.cloud.Volumes().At(ref.Index)
		return []section{{"Files", filesOf(x.Files)}, {"Snapshots of it", v.relations(v.snapshotsOf(ref))}}
	case ec2.KindSnapshot:
		x := v.cloud.Snapshots().At(ref.Index)
		return []section{{"Files", filesOf(x.Files)}, {"Volumes made from it", v.volumesFrom(ref)}, {"Images that use it", v.imagesWith(ref)}, {"Copies of it", v.copiesOf(ref)}, {"Of the same instant", v.sameInstant(ref)}}
	case ec2.KindImage:
		return []section{{"Storage", v.mappingsOf(v.cloud.Images().At(ref.Index))}, {"Launched from it", v.launchedFrom(ref)}}
	case ec2.KindKeyPair:
		return []section{{"Launched with it", v.relations(v.launchedWith(ref.Index))}}
	case ec2.KindInterface, ec2.KindAddress, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAssociation:
	}
	return nil
}

// relation returns a thing as another has to do with it.
func (v *view) relation(ref ec2.Ref) relation {
	r := relation{name: v.name(ref), ref: ref, leads: v.nodeID(ref), note: v.cloud.StateOf(ref)}
	switch ref.Kind {
	case ec2.KindVolume:
		x := v.cloud.Volumes().At(ref.Index)
		r.right, r.note = gib(x.GiB), v.use(x)
	case ec2.KindSnapshot:
		x := v.cloud.Snapshots().At(ref.Index)
		r.right, r.note = stored(v.cloud.Blocks().Owned(x.Block)), v.when(x.Created)
	case ec2.KindInstance, ec2.KindImage, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return r
}

func (v *view) relations(refs []ec2.Ref) (rows []relation) {
	for _, ref := range refs {
		rows = append(rows, v.relation(ref))
	}
	return rows
}

// those returns the existing things of a kind for which a condition holds.
func (v *view) those(kind ec2.Kind, holds func(index uint32) bool) (refs []ec2.Ref) {
	for index := range v.cloud.Length(kind) {
		ref := ec2.Ref{Kind: kind, Index: index}
		if v.cloud.Exists(ref) && holds(index) {
			refs = append(refs, ref)
		}
	}
	return refs
}

// storageOf returns the disks of an instance: its volumes, and those of its host with what is on them.
func (v *view) storageOf(ref ec2.Ref, i *ec2.Instance) (rows []relation) {
	for _, d := range i.Devices {
		x := v.cloud.Volumes().At(d.Volume)
		row := v.relation(volumeRef(d.Volume))
		row.name, row.note = d.Name+" "+row.name, keepWords(x)
		rows = append(rows, row)
	}
	for n, d := range i.Disks {
		rows = append(rows, relation{
			name: cmp.Or(d.Virtual, d.Device), note: "gone when the instance stops or ends. " + filesText(d.Files), right: gib(d.GiB),
			symbol: symbolDisk, iconic: true, leads: v.diskCaption(ref.Index, i, n).id,
		})
	}
	return rows
}

// filesOf returns the files on a disk.
func filesOf(files *ec2.Files) (rows []relation) {
	for _, f := range files.All() {
		note := "version " + count(int64(f.Version))
		if f.Records > 0 {
			note += ", " + plural(int(f.Records), "record")
		}
		rows = append(rows, relation{name: f.Name, note: note, right: sized(f.Size)})
	}
	return rows
}

// sized returns an amount of data for people.
func sized(b unit.Bytes) string {
	if b%(512*unit.KiB) == 0 {
		return stored(uint64(b / (512 * unit.KiB)))
	}
	return b.String()
}

// snapshotsOf returns the snapshots that were taken of a volume, or that an image is made of.
func (v *view) snapshotsOf(ref ec2.Ref) (refs []ec2.Ref) {
	switch ref.Kind {
	case ec2.KindVolume:
		return v.those(ec2.KindSnapshot, func(index uint32) bool {
			x := v.cloud.Snapshots().At(index)
			return x.HasVolume && x.Volume == ref.Index
		})
	case ec2.KindImage:
		for _, m := range v.cloud.Images().At(ref.Index).Mappings {
			if m.HasSnapshot {
				refs = append(refs, snapshotRef(m.Snapshot))
			}
		}
	case ec2.KindInstance, ec2.KindSnapshot, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return refs
}

// volumesFrom returns the volumes that were made from a snapshot.
func (v *view) volumesFrom(ref ec2.Ref) []relation {
	return v.relations(v.those(ec2.KindVolume, func(index uint32) bool {
		x := v.cloud.Volumes().At(index)
		return x.HasSnapshot && x.Snapshot == ref.Index
	}))
}

// copiesOf returns the copies of a snapshot.
func (v *view) copiesOf(ref ec2.Ref) []relation {
	return v.relations(v.those(ec2.KindSnapshot, func(index uint32) bool {
		x := v.cloud.Snapshots().At(index)
		return x.HasSource && x.Source == ref.Index
	}))
}

// imagesWith returns the images whose mapping points at a snapshot.
func (v *view) imagesWith(ref ec2.Ref) []relation {
	return v.relations(v.those(ec2.KindImage, func(index uint32) bool {
		for _, m := range v.cloud.Images().At(index).Mappings {
			if m.HasSnapshot && m.Snapshot == ref.Index {
				return true
			}
		}
		return false
	}))
}

// imagesOf returns the images that were made of an instance.
func (v *view) imagesOf(ref ec2.Ref) []relation {
	return v.relations(v.those(ec2.KindImage, func(index uint32) bool {
		m := v.cloud.Images().At(index)
		return m.HasSource && m.Source == ref.Index
	}))
}

// launchedFrom returns the instances that were launched from an image.
func (v *view) launchedFrom(ref ec2.Ref) []relation {
	return v.relations(v.those(ec2.KindInstance, func(index uint32) bool { return v.cloud.Instances().At(index).Image == ref.Index }))
}

// mappingsOf returns what an image puts at which device of an instance.
func (v *view) mappingsOf(m *ec2.Image) (rows []relation) {
	for _, d := range m.Mappings {
		row := relation{name: d.Device, right: gib(d.GiB), symbol: symbolVolume, iconic: true, note: "an empty volume"}
		switch {
		case d.Virtual != "":
			row.name, row.right, row.symbol, row.note = d.Device+" "+d.Virtual, "", symbolDisk, "a disk of the host"
		case d.HasSnapshot:
			row.note = "a volume of " + v.snapshotText(d.Snapshot)
			if snapshot := snapshotRef(d.Snapshot); v.cloud.Exists(snapshot) && !v.cloud.Snapshots().At(d.Snapshot).InCatalogue() {
				row.leads = v.nodeID(snapshot)
			}
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 && m.RootGiB > 0 {
		rows = append(rows, relation{name: m.RootDevice, right: gib(m.RootGiB), symbol: symbolDisk, iconic: true, note: "a disk of the host"})
	}
	return rows
}
