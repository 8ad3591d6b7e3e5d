package scene

import (
	"strconv"
	"strings"

	"blockyard/scripting/session"
	"blockyard/sim"
	"blockyard/sim/block"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A view is one world as a frame needs it: who is where, and what it costs.
type view struct {
	session *session.Session
	world   *sim.World
	cloud   *ec2.State
	now     unit.Instant
	region  uint16 // the one at hand
	bill    account
	things  int          // how many resources were ever made
	regions []regionView // in use, the one at hand first
	owners  []uint32     // by number in the block store: index of the snapshot plus one
	ranks   []uint8      // of each snapshot among those of its volume, counted round the hues
	pixels  []block.Pixel
}

// A regionView is what is in a region, by index and in the order of creation.
type regionView struct {
	*catalog.Region
	zones     []zoneView
	snapshots []uint32
	images    []uint32 // own ones, and others' that are in use
}

// A zoneView is what is in a zone.
type zoneView struct {
	*catalog.Zone
	instances []uint32
	volumes   []uint32 // that are attached to nothing
	attached  int
}

// used reports whether there is anything in the zone.
func (z *zoneView) used() bool { return len(z.instances)+len(z.volumes) > 0 }

func newView(s *session.Session, memo *Memo) *view {
	w := s.World()
	v := &view{session: s, world: w, cloud: w.Cloud(), now: w.Now()}
	home, _ := catalog.RegionNamed(session.DefaultRegion)
	v.region = uint16(home.Index)
	v.bill = memo.accountOf(w)
	v.things = int(v.cloud.Length(ec2.KindInstance) + v.cloud.Length(ec2.KindVolume))
	v.regionAt(v.region)
	v.placeInstances()
	v.placeVolumes()
	v.placeSnapshots()
	v.placeImages()
	return v
}

// regionAt returns a region, which is in use from now on.
func (v *view) regionAt(index uint16) *regionView {
	for i := range v.regions {
		if uint16(v.regions[i].Index) == index {
			return &v.regions[i]
		}
	}
	r := regionView{Region: &catalog.Regions()[index]}
	for i := range r.Zones {
		r.zones = append(r.zones, zoneView{Zone: &r.Zones[i]})
	}
	v.regions = append(v.regions, r)
	return &v.regions[len(v.regions)-1]
}

func (v *view) placeInstances() {
	for index, i := range v.cloud.Instances().All() {
		if i.State != "" {
			z := &v.regionAt(i.Region).zones[i.Zone]
			z.instances = append(z.instances, index)
		}
	}
}

func (v *view) placeVolumes() {
	for index, x := range v.cloud.Volumes().All() {
		switch z := x.Zone; {
		case x.State == "":
		case v.hostOf(x) >= 0:
			v.regionAt(x.Region).zones[z].attached++
		default:
			at := &v.regionAt(x.Region).zones[z]
			at.volumes = append(at.volumes, index)
		}
	}
}

// hostOf returns the index of the instance below which a volume is drawn, or -1.
func (v *view) hostOf(x *ec2.Volume) int64 {
	for _, a := range x.Attachments {
		if v.cloud.Instances().At(a.Instance).State != "" {
			return int64(a.Instance)
		}
	}
	return -1
}

func (v *view) placeSnapshots() {
	ranks := map[uint32]uint8{}
	for index, x := range v.cloud.Snapshots().All() {
		v.ranks = append(v.ranks, ranks[x.Volume])
		if !x.HasVolume {
			continue // of a public image
		}
		ranks[x.Volume]++
		if x.State == "" {
			continue
		}
		for int(x.Block) >= len(v.owners) {
			v.owners = append(v.owners, 0)
		}
		v.owners[x.Block] = index + 1
		r := v.regionAt(x.Region)
		r.snapshots = append(r.snapshots, index)
	}
}

func (v *view) placeImages() {
	needed := map[uint32]bool{}
	for _, i := range v.cloud.Instances().All() {
		if i.State != "" {
			needed[i.Image] = true
		}
	}
	for index, m := range v.cloud.Images().All() {
		if m.State != "" && (!m.Public && m.Account == 0 || needed[index]) {
			r := v.regionAt(m.Region)
			r.images = append(r.images, index)
		}
	}
}

// The references to things by kind.
func instanceRef(index uint32) ec2.Ref { return ec2.Ref{Kind: ec2.KindInstance, Index: index} }
func volumeRef(index uint32) ec2.Ref   { return ec2.Ref{Kind: ec2.KindVolume, Index: index} }
func snapshotRef(index uint32) ec2.Ref { return ec2.Ref{Kind: ec2.KindSnapshot, Index: index} }
func imageRef(index uint32) ec2.Ref    { return ec2.Ref{Kind: ec2.KindImage, Index: index} }

// nodeID returns the id of a thing's node, for example "instance/i-0a31c04be9d127f2".
func (v *view) nodeID(ref ec2.Ref) string { return ref.Kind.String() + "/" + v.cloud.ID(ref) }

// name returns what a thing is called: its name, that of an image, "web-root" for a root volume, else its id, shortened.
func (v *view) name(ref ec2.Ref) string {
	if name := v.ownName(ref); name != "" {
		return name
	}
	return shortID(v.cloud.ID(ref))
}

// ownName returns the name that a thing has, or "".
func (v *view) ownName(ref ec2.Ref) string {
	if name := v.cloud.Name(ref); name != "" {
		return name
	}
	switch ref.Kind {
	case ec2.KindImage:
		m := v.cloud.Images().At(ref.Index)
		if m.Alias != "" {
			return m.Alias
		}
		return m.Name
	case ec2.KindVolume:
		return v.rootName(ref.Index)
	case ec2.KindInstance, ec2.KindSnapshot, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment:
	}
	return ""
}

// rootName returns INSTANCE-root for the root volume of an instance with a name, as the shell does, and "" for others.
func (v *view) rootName(volume uint32) string {
	for _, a := range v.cloud.Volumes().At(volume).Attachments {
		i := v.cloud.Instances().At(a.Instance)
		if name := v.cloud.Name(instanceRef(a.Instance)); name != "" && a.Device == i.RootDevice {
			return name + "-root"
		}
	}
	return ""
}

// handle returns how a command names a thing: @ and its name where no other thing of the kind has it, else its id.
func (v *view) handle(ref ec2.Ref) string {
	name := v.ownName(ref)
	if name == "" || name == "last" || strings.ContainsFunc(name, unsafe) || !v.unique(ref, name) {
		return v.cloud.ID(ref)
	}
	return "@" + name
}

// unsafe reports whether a letter means something to the shell.
func unsafe(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./:", r))
}

// unique reports whether a name means one thing of its kind alone.
func (v *view) unique(ref ec2.Ref, name string) bool {
	if _, region := v.cloud.Place(ref); region != v.region {
		return false
	}
	for index := range v.cloud.Length(ref.Kind) {
		other := ec2.Ref{Kind: ref.Kind, Index: index}
		if index == ref.Index || !v.cloud.Exists(other) {
			continue
		}
		if v.ownName(other) == name || ref.Kind == ec2.KindImage && v.cloud.Images().At(index).Name == name {
			return false
		}
	}
	return true
}

// selected returns the thing whose node has an id, if it exists.
func (v *view) selected(node string) (ref ec2.Ref, ok bool) {
	kind, id, _ := strings.Cut(node, "/")
	for _, k := range []ec2.Kind{ec2.KindInstance, ec2.KindVolume, ec2.KindSnapshot, ec2.KindImage} {
		if k.String() != kind {
			continue
		}
		for index := range v.cloud.Length(k) {
			ref = ec2.Ref{Kind: k, Index: index}
			if v.cloud.Exists(ref) && v.cloud.ID(ref) == id {
				return ref, true
			}
		}
	}
	return ref, false
}

// zoneName returns the name of a zone of a region.
func zoneName(region uint16, zone uint8) string { return catalog.Regions()[region].Zones[zone].Name }

// gib returns a size in GiB with its unit.
func gib(n int64) string { return strconv.FormatInt(n, 10) + " GiB" }

// stored returns how much a number of blocks is, for people: "1.5 GiB", "512 MiB".
func stored(blocks uint64) string {
	const perGiB = 2048
	switch {
	case blocks == 0:
		return "0 GiB"
	case blocks%perGiB == 0:
		return gib(int64(blocks / perGiB))
	case blocks < perGiB:
		return strconv.FormatFloat(float64(blocks)/2, 'f', -1, 64) + " MiB"
	}
	return strings.TrimSuffix(strconv.FormatFloat(float64(blocks)/perGiB, 'f', 1, 64), ".0") + " GiB"
}

// plural returns a number with its noun.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
