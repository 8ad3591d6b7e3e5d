package lesson

import (
	"slices"

	glua "github.com/yuin/gopher-lua"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/yard"
)

// regionOf returns the region of a zone, or the setup's where none is named.
func (b *build) regionOf(state *glua.LState, zone string) *catalog.Region {
	for i := range catalog.Regions() {
		region := &catalog.Regions()[i]
		if zone == "" && region.Name == b.setup.Region {
			return region
		}
		for _, z := range region.Zones {
			if z.Name == zone {
				return region
			}
		}
	}
	state.RaiseError("there is no zone `%s`; write one such as \"us-east-1a\"", clip(zone))
	return nil
}

// regionNameOf returns the region of a thing.
func regionNameOf(lane Lane, ref ec2.Ref) string {
	_, region := lane.World.Cloud().Place(ref)
	return catalog.Regions()[region].Name
}

// newest returns what was made last of a kind.
func newest(lane Lane, kind ec2.Kind) ec2.Ref {
	return ec2.Ref{Kind: kind, Index: lane.World.Cloud().Length(kind) - 1}
}

func (b *build) id(lane Lane, ref ec2.Ref) string { return lane.World.Cloud().ID(ref) }

// named returns the thing of some kinds that a text names, by name or id.
func (b *build) named(state *glua.LState, lane Lane, name, macro string, kinds ...ec2.Kind) ec2.Ref {
	var found []ec2.Ref
	var known []string
	for _, o := range b.objects(lane, kinds) {
		b.machine.spend(state, &b.left, 50)
		if o.name() == name || o.id() == name {
			found = append(found, o.ref())
		}
		known = append(known, o.name())
	}
	switch len(found) {
	case 0:
		state.RaiseError("%s: there is no %s `%s`%s", macro, kinds[0], clip(name), hint(name, known))
	case 1:
	default:
		state.RaiseError("%s: %d things are called `%s`; give them different names", macro, len(found), clip(name))
	}
	return found[0]
}

// objects returns the things of some kinds that were made and are not gone.
func (b *build) objects(lane Lane, of []ec2.Kind) []object {
	var list []object
	for i := range kinds {
		kind := &kinds[i]
		if !slices.Contains(of, kind.kind) {
			continue
		}
		for index := range lane.World.Cloud().Length(kind.kind) {
			o := object{lane.Name, lane.World, kind, index}
			if !o.isGone() && !o.isPublic() {
				list = append(list, o)
			}
		}
	}
	return list
}

// made gives a thing its fixed id where it has one, and returns its id to the lesson.
func (b *build) made(state *glua.LState, r record, lane Lane, region string, ref ec2.Ref) int {
	if id := r.text("id"); id != "" {
		b.do(state, r.schema.Name, lane, region, yard.FixIDInput{Target: b.id(lane, ref), ID: id})
	}
	state.Push(glua.LString(b.id(lane, ref)))
	return 1
}

// imageFor returns the image of an instance: the one that it names, or the usual one for its type and root.
func (b *build) imageFor(state *glua.LState, lane Lane, region *catalog.Region, r, root record) uint32 {
	name := r.text("image")
	if name == "" {
		name = usualImage(r.text("type"), root.text("kind"))
	}
	var known []string
	for index, image := range lane.World.Cloud().Images().All() {
		if image.Region != uint16(region.Index) || image.State == "" {
			continue
		}
		if image.Alias == name || image.Name == name || b.id(lane, ec2.Ref{Kind: ec2.KindImage, Index: index}) == name {
			return index
		}
		if known = append(known, image.Name); image.Alias != "" {
			known[len(known)-1] = image.Alias
		}
	}
	state.RaiseError("w.instance: there is no image `%s` in %s%s", clip(name), region.Name, hint(name, known))
	return 0
}

// usualImage returns the short name of the public image that fits a type and a kind of root.
func usualImage(typeName, root string) string {
	kind, ok := catalog.InstanceTypeNamed(typeName)
	switch {
	case typeName == "demo.small" && root == ec2.RootInstanceStore:
		return "demo-instance-store"
	case typeName == "demo.small":
		return "demo-ebs"
	case root == ec2.RootInstanceStore:
		return "amzn-s3"
	case ok && !kind.Runs("x86_64"):
		return "al2023-arm64"
	}
	return "al2023"
}

// tagsOf returns the tags of a record in the order of its table.
func tagsOf(r record) []ec2.Tag {
	var tags []ec2.Tag
	if t := r.child("tags"); t != nil {
		for key, value := t.Next(glua.LNil); key != glua.LNil; key, value = t.Next(key) {
			tags = append(tags, ec2.Tag{Key: keyName(key), Value: printed(value)})
		}
	}
	return tags
}

// specification returns the name and the tags of a record as a call that makes a thing takes them.
func specification(r record, kind ec2.Kind) []ec2.TagSpecification {
	tags := append([]ec2.Tag{{Key: "Name", Value: r.text("name")}}, tagsOf(r)...)
	return []ec2.TagSpecification{{ResourceType: kind.String(), Tags: tags}}
}
