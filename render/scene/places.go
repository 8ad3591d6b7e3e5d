package scene

import (
	"slices"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// A places says who is where in a world: what of a picture follows from the world's state alone.
type places struct {
	state
	stamp   uint64       // grows whenever the places are found anew; 0 means that they never were
	regions []regionView // in use, the one at hand first
	owners  []uint32     // by number in the block store: index of the snapshot plus one
	ranks   []uint8      // of each snapshot among those of its volume, counted round the hues

	taken  []uint8 // by volume: how many snapshots were taken of it
	needed []bool  // by image: an instance was launched from it
}

// A regionView is what is in a region, by index and in the order of creation.
type regionView struct {
	*catalog.Region
	zones     []zoneView
	snapshots []uint32
	images    []uint32 // of the accounts at hand, and public ones that are in use
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

// find finds who is where, unless that is known. home is the region that is first.
func (f *places) find(now state, home uint16) {
	if f.stamp > 0 && f.state == now {
		return
	}
	f.state, f.stamp = now, f.stamp+1
	f.regions = f.regions[:0]
	f.regionAt(home)
	cloud := now.world.Cloud()
	f.placeInstances(cloud)
	f.placeVolumes(cloud)
	f.placeSnapshots(cloud)
	f.placeImages(cloud)
}

// cleared returns a list of so many values, all zero, in the memory of another where that is enough.
func cleared[T any](list []T, n int) []T {
	list = slices.Grow(list[:0], n)[:n]
	clear(list)
	return list
}

// regionAt returns a region, which is in use from now on.
func (f *places) regionAt(index uint16) *regionView {
	for i := range f.regions {
		if uint16(f.regions[i].Index) == index {
			return &f.regions[i]
		}
	}
	if len(f.regions) == cap(f.regions) {
		f.regions = append(f.regions, regionView{})
	} else {
		f.regions = f.regions[:len(f.regions)+1] // with the lists of whatever region it was
	}
	r := &f.regions[len(f.regions)-1]
	r.begin(&catalog.Regions()[index])
	return r
}

// begin makes a region empty.
func (r *regionView) begin(region *catalog.Region) {
	zones := slices.Grow(r.zones[:0], len(region.Zones))[:len(region.Zones)]
	for i := range zones {
		zones[i] = zoneView{Zone: &region.Zones[i], instances: zones[i].instances[:0], volumes: zones[i].volumes[:0]}
	}
	*r = regionView{Region: region, zones: zones, snapshots: r.snapshots[:0], images: r.images[:0]}
}

func (f *places) placeInstances(cloud *ec2.State) {
	f.needed = cleared(f.needed, cloud.Images().Len())
	for index, i := range cloud.Instances().All() {
		if i.State != ec2.NoInstance {
			f.needed[i.Image] = true
			z := &f.regionAt(i.Region).zones[i.Zone]
			z.instances = append(z.instances, index)
		}
	}
}

func (f *places) placeVolumes(cloud *ec2.State) {
	for index, x := range cloud.Volumes().All() {
		switch z := x.Zone; {
		case x.State == "":
		case isHosted(cloud, x):
			f.regionAt(x.Region).zones[z].attached++
		default:
			at := &f.regionAt(x.Region).zones[z]
			at.volumes = append(at.volumes, index)
		}
	}
}

// isHosted reports whether a volume is drawn below an instance.
func isHosted(cloud *ec2.State, x *ec2.Volume) bool {
	for _, a := range x.Attachments {
		if cloud.Instances().At(a.Instance).State != ec2.NoInstance {
			return true
		}
	}
	return false
}

func (f *places) placeSnapshots(cloud *ec2.State) {
	f.ranks, f.owners = f.ranks[:0], f.owners[:0]
	f.taken = cleared(f.taken, cloud.Volumes().Len())
	for index, x := range cloud.Snapshots().All() {
		switch {
		case x.HasVolume:
			f.ranks = append(f.ranks, f.taken[x.Volume])
			f.taken[x.Volume]++
		case x.HasSource: // a copy has the hue of what it is a copy of
			f.ranks = append(f.ranks, f.ranks[x.Source])
		default:
			f.ranks = append(f.ranks, 0)
			continue // of a public image
		}
		if x.State == "" {
			continue
		}
		for int(x.Block) >= len(f.owners) {
			f.owners = append(f.owners, 0)
		}
		f.owners[x.Block] = index + 1
		r := f.regionAt(x.Region)
		r.snapshots = append(r.snapshots, index)
	}
}

func (f *places) placeImages(cloud *ec2.State) {
	for index, m := range cloud.Images().All() {
		if m.State != "" && (!m.Public || f.needed[index]) {
			r := f.regionAt(m.Region)
			r.images = append(r.images, index)
		}
	}
}
