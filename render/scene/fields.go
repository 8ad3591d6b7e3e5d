package scene

import (
	"strconv"
	"strings"

	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// fields returns every fact about a thing that matters.
func (v *view) fields(ref ec2.Ref) []field {
	switch ref.Kind {
	case ec2.KindInstance:
		return v.instanceFields(ref.Index, v.cloud.Instances().At(ref.Index))
	case ec2.KindVolume:
		return v.volumeFields(v.cloud.Volumes().At(ref.Index))
	case ec2.KindSnapshot:
		return v.snapshotFields(v.cloud.Snapshots().At(ref.Index))
	case ec2.KindImage:
		return v.imageFields(v.cloud.Images().At(ref.Index))
	case ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment:
	}
	return nil
}

func (v *view) instanceFields(index uint32, i *ec2.Instance) []field {
	fields := []field{
		{"State", string(i.State)},
		{"Zone", zoneName(i.Region, i.Zone)},
		{"Type", i.Type.Name + ", " + plural(int(i.Type.VCPUs), "vCPU") + ", " + memory(i.Type.Memory)},
		{"Image", v.name(imageRef(i.Image))},
		{"Root device", i.RootKind + ", " + i.RootDevice},
		{"Launched", v.when(i.Created)},
		{"Ran in all", about(v.runTime(index))},
		{"Last change", i.Reason},
		{"Serves", strings.Join(v.services(index, i), ", ")},
		{"Schedule", v.schedule(index)},
		{"Workloads", v.workloads(index)},
		{"In memory", v.dirty(index)},
	}
	for _, d := range i.Devices {
		x := v.cloud.Volumes().At(d.Volume)
		fields = append(fields, field{d.Name, v.name(volumeRef(d.Volume)) + ", " + gib(x.GiB) + keepWords(x)})
	}
	for _, d := range i.Disks {
		fields = append(fields, field{d.Device, "instance store " + gib(d.GiB) + ". " + filesText(d.Files)})
	}
	return fields
}

// memory returns a size of memory in GiB.
func memory(b unit.Bytes) string {
	return strconv.FormatFloat(float64(b)/float64(unit.GiB), 'f', -1, 64) + " GiB"
}

// keepWords says what becomes of a volume when its instance ends.
func keepWords(x *ec2.Volume) string {
	if len(x.Attachments) > 0 && x.Attachments[0].DeleteOnTermination {
		return ", deleted with the instance"
	}
	return ", stays when the instance ends"
}

func (v *view) schedule(index uint32) string {
	s, ok := v.world.Yard().Of(index)
	if !ok {
		return ""
	}
	return "runs daily " + s.String()
}

func (v *view) workloads(index uint32) string {
	var all []string
	for _, w := range v.world.Guests().Workloads().All() {
		if w.Instance != index || w.Stopped {
			continue
		}
		text := w.Name + " every " + w.Every.String() + ", " + plural(int(w.Records), "record")
		if w.Lost > 0 {
			text += ", " + strconv.Itoa(int(w.Lost)) + " lost"
		}
		all = append(all, text)
	}
	return strings.Join(all, "; ")
}

// dirty names the files whose newest version is not on a disk yet.
func (v *view) dirty(index uint32) string {
	var all []string
	for _, d := range v.world.Guests().Dirty(index) {
		all = append(all, d.File+" ("+d.Device+")")
	}
	if len(all) == 0 {
		return ""
	}
	return strings.Join(all, ", ") + ": not on a disk yet"
}

func (v *view) volumeFields(x *ec2.Volume) []field {
	store := v.cloud.Blocks()
	fields := []field{
		{"State", string(x.State)},
		{"Zone", zoneName(x.Region, x.Zone)},
		{"Size", gib(x.GiB) + ", " + stored(store.Total(x.Block)) + " written"},
		{"Type", x.Type.Name},
	}
	if x.IOPS > 0 {
		fields = append(fields, field{"IOPS", strconv.FormatInt(x.IOPS, 10)})
	}
	if x.Throughput > 0 {
		fields = append(fields, field{"Throughput", strconv.FormatInt(x.Throughput, 10) + " MiB/s"})
	}
	if len(x.Attachments) > 0 {
		fields = append(fields, field{"Use", v.use(x) + keepWords(x)})
	}
	if x.HasSnapshot {
		fields = append(fields, field{"Made from", v.snapshotText(x.Snapshot)})
	}
	changed := stored(store.Written(x.Block)) + " since " + "it was made"
	if x.WasSnapped {
		changed = stored(store.Written(x.Block)) + " since the snapshot of " + v.when(x.Snapped)
	}
	return append(fields, field{"Changed", changed}, field{"Created", v.when(x.Created)}, field{"Files", fileLines(x.Files)})
}

// snapshotText names a snapshot, also one that is gone.
func (v *view) snapshotText(index uint32) string {
	if !v.cloud.Exists(snapshotRef(index)) {
		return "a snapshot that is deleted"
	}
	return "snapshot " + v.name(snapshotRef(index))
}

// fileLines lists the files on a disk, one a line.
func fileLines(files *ec2.Files) string {
	var lines []string
	for _, f := range files.All() {
		line := f.Name + " " + f.Size.String() + ", v" + strconv.Itoa(int(f.Version))
		if f.Records > 0 {
			line += ", " + plural(int(f.Records), "record")
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func (v *view) snapshotFields(x *ec2.Snapshot) []field {
	store := v.cloud.Blocks()
	fields := []field{{"State", string(x.State)}}
	if x.State == ec2.SnapshotPending {
		fields = append(fields, field{"Progress", percent(v.progress(x)) + ", until " + v.when(x.Completes)})
	}
	source := v.sourceOf(x)
	if x.HasVolume && !v.cloud.Exists(volumeRef(x.Volume)) {
		source += ", which is deleted"
	}
	return append(fields,
		field{"Of", source},
		field{"Size", gib(x.GiB) + ", " + stored(store.Full(x.Block)) + " of it written"},
		field{"Stored for it", stored(store.Owned(x.Block)) + ", the rest by other snapshots"},
		field{"Taken", v.when(x.Created)},
		field{"Description", x.Description},
		field{"Files", fileLines(x.Files)},
	)
}

func (v *view) imageFields(m *ec2.Image) []field {
	owner := "you"
	if m.Public {
		owner = ownerWords(m) + ", public"
	}
	fields := []field{
		{"State", string(m.State)},
		{"Name", m.Name},
		{"Owner", owner},
		{"Root device", m.RootKind + ", " + m.RootDevice},
		{"Architecture", m.Architecture},
		{"Description", m.Description},
	}
	for _, d := range m.Mappings {
		switch {
		case d.HasSnapshot && v.cloud.Snapshots().At(d.Snapshot).HasVolume:
			fields = append(fields, field{d.Device, v.snapshotText(d.Snapshot) + ", " + gib(d.GiB)})
		case d.Virtual != "":
			fields = append(fields, field{d.Device, "instance store " + d.Virtual})
		default:
			fields = append(fields, field{d.Device, gib(d.GiB)})
		}
	}
	if m.HasSource {
		made := "instance " + v.name(instanceRef(m.Source))
		if m.NoReboot {
			made += ", without a reboot"
		}
		fields = append(fields, field{"Made from", made}, field{"Created", v.when(m.Created)})
	}
	return fields
}
