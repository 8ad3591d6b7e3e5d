package scene

import (
	"encoding/base64"
	"strconv"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// A fact is one thing that is told in the inspector, under the name that AWS's console has for it.
type fact struct {
	name, value string
	leads       string // id of the node of the thing that the value names, or ""
}

// leadTo returns a fact that names a thing, and leads there while it exists.
func (v *view) leadTo(name string, ref ec2.Ref, value string) fact {
	if !v.cloud.Exists(ref) {
		return fact{name: name, value: value}
	}
	return fact{name, value, v.nodeID(ref)}
}

// placeFacts tells where a thing is, and whose it is. A zone of "" leaves it out.
func (v *view) placeFacts(ref ec2.Ref, zone string) (facts []fact) {
	_, region := v.cloud.Place(ref)
	name := catalog.Regions()[region].Name
	if zone != "" {
		facts = append(facts, fact{"Availability Zone", zone, zonePrefix + zone})
	}
	return append(facts, fact{"Region", name, regionPrefix + name}, fact{"Owner", v.ownerText(ref), v.accountNode(ref)})
}

// accountNode returns the id of the node of a thing's owner, or "" where that is nobody's that a learner can act for.
func (v *view) accountNode(ref ec2.Ref) string {
	owner, _ := v.cloud.Place(ref)
	if _, ok := catalog.ProfileOf(v.cloud.AccountNumber(owner)); ok {
		return accountPrefix + v.cloud.AccountNumber(owner)
	}
	return ""
}

// facts returns every fact about a thing.
func (v *view) facts(ref ec2.Ref) []fact {
	switch ref.Kind {
	case ec2.KindInstance:
		return v.instanceFacts(ref.Index, v.cloud.Instances().At(ref.Index))
	case ec2.KindVolume:
		return v.volumeFacts(ref, v.cloud.Volumes().At(ref.Index))
	case ec2.KindSnapshot:
		return v.snapshotFacts(ref, v.cloud.Snapshots().At(ref.Index))
	case ec2.KindImage:
		return v.imageFacts(ref, v.cloud.Images().At(ref.Index))
	case ec2.KindInterface:
		return v.interfaceFacts(ref, v.cloud.Interfaces().At(ref.Index))
	case ec2.KindAddress:
		return v.addressFacts(ref)
	case ec2.KindKeyPair:
		return v.keyPairFacts(ref)
	case ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAssociation:
	}
	return nil
}

func (v *view) instanceFacts(index uint32, i *ec2.Instance) []fact {
	m, ref := v.cloud.Images().At(i.Image), instanceRef(index)
	facts := []fact{
		{name: "Type", value: i.Type.Name + ", " + plural(int(i.Type.VCPUs), "vCPU") + ", " + memory(i.Type.Memory)},
		{name: "Serves", value: strings.Join(v.services(index, i), ", ")},
		{name: "Status", value: v.bootText(index) + v.bootShare(index)},
		{name: "In memory", value: v.dirty(index)},
		{name: "Schedule", value: v.schedule(index)},
		{name: "Workloads", value: v.workloads(index)},
		v.leadTo("Image", imageRef(i.Image), v.name(imageRef(i.Image))),
		{name: "Root device", value: rootKind(i.RootKind) + ", " + i.RootDevice},
		{name: "Launched", value: v.when(i.Created)},
		{name: "Last started", value: v.restarted(i)},
		{name: "Ran in all", value: about(v.runTime(index))},
		{name: "Last change", value: v.cloud.Reason(i).Text},
	}
	facts = append(facts, v.networkFacts(index, i)...)
	facts = append(facts, v.placeFacts(ref, zoneName(i.Region, i.Zone))...)
	return append(facts,
		fact{name: "Architecture", value: m.Architecture + ", " + platform(m)},
		fact{name: "Termination protection", value: enabled(i.DisableAPITermination)},
		fact{name: "Stop protection", value: enabled(i.DisableAPIStop)},
		fact{name: "Shutdown behavior", value: i.OnShutdown},
		fact{name: "Detailed monitoring", value: enabled(i.Monitoring)},
		v.keyPairOf(i),
		fact{name: "EBS optimization", value: enabled(i.EBSOptimized)},
		fact{name: "User data", value: v.userData(index, i)},
		fact{name: "Reservation", value: v.cloud.ID(ec2.Ref{Kind: ec2.KindReservation, Index: i.Launch})},
	)
}

// rootKind returns the kind of a root device for people.
func rootKind(kind string) string {
	if kind == ec2.RootEBS {
		return "EBS"
	}
	return "instance store"
}

// restarted tells when an instance was started last, if that was after its launch.
func (v *view) restarted(i *ec2.Instance) string {
	if i.Starts < 2 {
		return ""
	}
	return v.when(i.Started)
}

// userData says whether an instance has user data, how much, and whether it has run.
func (v *view) userData(index uint32, i *ec2.Instance) string {
	if i.UserData == "" {
		return "none"
	}
	text, _ := base64.StdEncoding.DecodeString(i.UserData) // what is no base64 is not run
	words := plural(len(text), "byte")
	if why := guest.NotRun(i.UserData, v.cloud.Images().At(i.Image).Platform); why != "" {
		return words + ", not run: " + why
	}
	switch m := v.machine(index); {
	case m.Script.Running:
		return words + ", running now"
	case m.Scripted:
		return words + ", ran at the first boot"
	}
	return words + ", runs at the first boot"
}

// networkFacts tells the addresses of an instance.
func (v *view) networkFacts(index uint32, i *ec2.Instance) []fact {
	ref := ec2.Ref{Kind: ec2.KindInterface, Index: i.Interface}
	if !v.cloud.Exists(ref) {
		return nil
	}
	facts := []fact{v.leadTo("Network interface", ref, v.name(ref)), {name: "Private IPv4", value: v.cloud.PrivateAddress(i.Interface)}}
	if i.Public.Elastic == 0 {
		return append(facts, fact{name: "Public IPv4", value: v.publicText(index, i)})
	}
	return append(facts,
		v.leadTo("Public IPv4", addressRef(i.Public.Elastic-1), v.cloud.PublicAddress(index)),
		fact{name: "Elastic IP", value: "kept until it is taken off, and billed until it is released"})
}

// publicText tells the automatic public address of an instance, and how long it keeps that.
func (v *view) publicText(index uint32, i *ec2.Instance) string {
	address := v.cloud.PublicAddress(index)
	switch {
	case address != "":
		return address + ", automatic: a stop gives it back"
	case i.Public.Off:
		return "none: launched without one"
	case i.State == ec2.InstanceStopped:
		return "none while stopped; a start brings another one"
	}
	return ""
}

// memory returns a size of memory in GiB.
func memory(b unit.Bytes) string {
	return strconv.FormatFloat(float64(b)/float64(unit.GiB), 'f', -1, 64) + " GiB"
}

// keepWords says what becomes of a volume when its instance ends.
func keepWords(x *ec2.Volume) string {
	if len(x.Attachments) > 0 && x.Attachments[0].DeleteOnTermination {
		return "deleted with the instance"
	}
	return "stays when the instance ends"
}

func (v *view) schedule(index uint32) string {
	s, ok := v.world.Yard().Of(index)
	if !ok {
		return ""
	}
	if s.From == s.To {
		return "never runs"
	}
	return "runs daily " + s.String()
}

func (v *view) workloads(index uint32) string {
	var all []string
	for _, w := range v.world.Guests().Workloads().All() {
		if w.Instance != index || w.Stopped {
			continue
		}
		if w.Kind != "" {
			all = append(all, w.Name+" on "+w.Path+", asks for "+strconv.FormatInt(w.Demand.MilliOps/1000, 10)+" IOPS of "+w.Demand.Size.String())
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

func (v *view) volumeFacts(ref ec2.Ref, x *ec2.Volume) []fact {
	store := v.cloud.Blocks()
	facts := []fact{
		{name: "Size", value: gib(x.GiB) + ", " + stored(store.Total(x.Block)) + " written"},
		{name: "Type", value: x.Type.Name},
		{name: "IOPS", value: count(x.IOPS)},
		{name: "Throughput", value: throughput(x.Throughput)},
	}
	for _, a := range x.Attachments {
		to := instanceRef(a.Instance)
		facts = append(facts,
			v.leadTo(v.attachedName(x, to), to, v.name(to)+" at "+a.Device+", "+string(a.State)))
		if len(x.Attachments) == 1 {
			facts = append(facts, fact{name: "At termination", value: keepWords(x)}, fact{name: "Attached", value: v.when(a.Since)})
		}
	}
	if x.HasSnapshot {
		from := snapshotRef(x.Snapshot)
		facts = append(facts, v.leadTo("Made from", from, v.snapshotText(x.Snapshot)))
	}
	changed := stored(store.Written(x.Block)) + " since it was made"
	if x.WasSnapped {
		changed = stored(store.Written(x.Block)) + " since the snapshot of " + v.when(x.Snapped)
	}
	facts = append(facts,
		fact{name: "Changed", value: changed},
		fact{name: "Initialized", value: initializedText(x.Initialization)},
		fact{name: "Last modification", value: v.lastModification(x)},
		fact{name: "Created", value: v.when(x.Created)},
		fact{name: "Product code", value: x.ProductCode},
	)
	return append(facts, v.placeFacts(ref, zoneName(x.Region, x.Zone))...)
}

// snapshotText names a snapshot, also one that is gone.
func (v *view) snapshotText(index uint32) string {
	if !v.cloud.Exists(snapshotRef(index)) {
		return "a snapshot that is deleted"
	}
	return "snapshot " + v.name(snapshotRef(index))
}

func (v *view) snapshotFacts(ref ec2.Ref, x *ec2.Snapshot) []fact {
	store := v.cloud.Blocks()
	var facts []fact
	if x.State == ec2.SnapshotPending {
		facts = append(facts, fact{name: "Progress", value: percent(v.progress(x)) + ", until " + v.when(x.Completes)})
	}
	switch {
	case x.HasSource:
		source := snapshotRef(x.Source)
		_, region := v.cloud.Place(source)
		facts = append(facts, v.leadTo("Copied from", source, v.snapshotText(x.Source)+" in "+catalog.Regions()[region].Name))
	case x.HasVolume:
		source := v.sourceOf(x)
		if !v.cloud.Exists(volumeRef(x.Volume)) {
			source += ", which is deleted"
		}
		facts = append(facts, v.leadTo("Of", volumeRef(x.Volume), source))
	}
	facts = append(facts,
		fact{name: "Size", value: gib(x.GiB) + ", " + stored(store.Full(x.Block)) + " of it written"},
		fact{name: "Stored for it", value: stored(store.Owned(x.Block))},
		fact{name: "Moved", value: moved(x.Moved)},
		fact{name: "Started", value: v.when(x.Created)},
		fact{name: "Description", value: x.Description},
		fact{name: "Shared with", value: sharedText(x.Shared)},
		fact{name: "Product code", value: x.ProductCode},
	)
	return append(facts, v.placeFacts(ref, "")...)
}

// moved returns how much a copy moved between regions; "" for nothing.
func moved(blocks uint64) string {
	if blocks == 0 {
		return ""
	}
	return stored(blocks) + " between regions"
}

// sharedText says who may use a snapshot or an image beside its owner.
func sharedText(shared ec2.Permissions) string {
	switch {
	case shared.Everyone:
		return "everybody"
	case len(shared.Accounts) == 0:
		return "nobody"
	}
	var all []string
	for _, account := range shared.Accounts {
		if profile, ok := catalog.ProfileOf(account); ok {
			account += " (" + profile.Name + ")"
		}
		all = append(all, account)
	}
	return strings.Join(all, ", ")
}

func (v *view) imageFacts(ref ec2.Ref, m *ec2.Image) []fact {
	facts := []fact{
		{name: "Name", value: m.Name},
		{name: "Root device", value: rootKind(m.RootKind) + ", " + m.RootDevice},
		{name: "Architecture", value: m.Architecture + ", " + platform(m)},
		{name: "Visibility", value: visibility(m)},
	}
	if !m.Public {
		facts = append(facts, fact{name: "Shared with", value: sharedText(m.Shared)})
	}
	if m.HasSource {
		made := "instance " + v.name(instanceRef(m.Source))
		if m.NoReboot {
			made += ", without a reboot"
		}
		facts = append(facts, v.leadTo("Made from", instanceRef(m.Source), made))
	}
	if m.HasSourceImage {
		facts = append(facts, v.leadTo("Source image", imageRef(m.SourceImage), v.name(imageRef(m.SourceImage))))
	}
	facts = append(facts,
		fact{name: "Created", value: v.madeAt(ref)},
		fact{name: "Virtualization", value: m.Virtualization},
		fact{name: "Moved", value: moved(m.Moved)},
		fact{name: "Description", value: m.Description},
		fact{name: "Product code", value: m.ProductCode},
	)
	return append(facts, v.placeFacts(ref, "")...)
}

func (v *view) interfaceFacts(ref ec2.Ref, n *ec2.Interface) []fact {
	facts := []fact{
		v.leadTo("Instance", instanceRef(n.Instance), v.name(instanceRef(n.Instance))),
		{name: "Private IPv4", value: v.cloud.PrivateAddress(ref.Index)},
		{name: "Public IPv4", value: v.cloud.PublicAddress(n.Instance)},
		{name: "MAC address", value: v.cloud.MACAddress(ref.Index)},
		{name: "Attached", value: v.when(n.Created)},
		{name: "At termination", value: "deleted with the instance"},
	}
	return append(facts, v.placeFacts(ref, zoneName(n.Region, n.Zone))...)
}
