package scene

import (
	"cmp"
	"slices"
	"strings"

	"blockyard/sim/ec2"
)

// mostOutcomes is how many things of the deed, and how many others, are told one by one.
const mostOutcomes = 4

// tell writes down what becomes of the deed: first of what it is done to, then of what goes with that, then of what stays.
func (c *comparison) tell() {
	for i, ref := range c.refs {
		if i == mostOutcomes {
			c.out.outcomes = append(c.out.outcomes, outcome{head: "and so do " + plural(len(c.refs)-i, "other")})
			break
		}
		c.tellTarget(ref)
	}
	c.tellGoing()
	c.tellVolumes()
	c.tellStaying()
}

// tellTarget tells what becomes of one of the things that the deed is done to.
func (c *comparison) tellTarget(ref ec2.Ref) {
	name, goes := c.name(ref), c.out.fates[ref].kind == fateGoes
	switch ref.Kind {
	case ec2.KindInstance:
		c.tellInstance(ref, name, goes)
	case ec2.KindVolume:
		c.tellVolume(ref, name, goes)
	case ec2.KindSnapshot:
		c.tellSnapshot(ref, name, goes)
	case ec2.KindImage:
		c.out.outcomes = append(c.out.outcomes, outcome{head: name + " is deregistered", rest: "nothing can be launched from it"})
	case ec2.KindAddress:
		c.tellAddress(ref, name)
	case ec2.KindKeyPair:
		c.out.outcomes = append(c.out.outcomes, outcome{head: name + " is deleted", rest: "for good"})
	case ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAssociation:
	}
}

// tellSnapshot tells what becomes of a snapshot: it may be kept in the Recycle Bin for a time.
func (c *comparison) tellSnapshot(ref ec2.Ref, name string, goes bool) {
	if x := c.with.Cloud().Snapshots().At(ref.Index); !goes && x.Bin != nil {
		o := outcome{good: true, head: name + " goes into the Recycle Bin", rest: "billed as before", because: "a rule keeps it until " + c.when(x.Bin.Leaves)}
		c.out.outcomes = append(c.out.outcomes, o)
		return
	}
	c.out.outcomes = append(c.out.outcomes, outcome{head: name + " is deleted", rest: "for good"})
	c.tellBlocks(ref)
}

// tellAddress tells what becomes of an Elastic IP address, and of the instance that it is on.
func (c *comparison) tellAddress(ref ec2.Ref, name string) {
	c.out.outcomes = append(c.out.outcomes, outcome{head: name + " is released", rest: "for good", because: "AWS gives the address to somebody else"})
	on, ok := c.cloud.Association(ref.Index)
	if !ok {
		return
	}
	o := outcome{head: c.name(instanceRef(on)) + " has no public address"}
	if address := c.with.Cloud().PublicAddress(on); address != "" {
		o = outcome{good: true, head: c.name(instanceRef(on)) + " gets an automatic address", rest: address}
	}
	c.out.outcomes = append(c.out.outcomes, o)
}

// tellInstance tells what becomes of an instance, of the disks of its host, and of what it serves.
func (c *comparison) tellInstance(ref ec2.Ref, name string, goes bool) {
	if goes {
		c.out.outcomes = append(c.out.outcomes, outcome{head: name + " ends", rest: "for good"})
	} else {
		c.out.outcomes = append(c.out.outcomes, outcome{good: true, head: name + " stops", rest: "and can be started again"})
	}
	before, after := c.without.Cloud().Instances().At(ref.Index), c.with.Cloud().Instances().At(ref.Index)
	for n, d := range before.Disks {
		if n < len(after.Disks) && after.Disks[n].Files == d.Files && (d.Files != nil || !goes && after.State == before.State) {
			continue
		}
		c.out.outcomes = append(c.out.outcomes, outcome{head: cmp.Or(d.Virtual, d.Device) + " is erased", rest: cmp.Or(lost(d.Files), "it was empty"), because: "it is a disk of the host"})
	}
	if address := c.without.Cloud().PublicAddress(ref.Index); !goes && address != "" && c.with.Cloud().PublicAddress(ref.Index) != address {
		c.out.outcomes = append(c.out.outcomes, outcome{head: "its address " + address + " goes", because: "a start brings another"})
	}
	c.tellServices(ref.Index)
}

// lost names the files that go with a disk; "" where there are none.
func lost(files *ec2.Files) string {
	var names []string
	for _, f := range files.All() {
		names = append(names, f.Name)
	}
	switch {
	case len(names) == 0:
		return ""
	case len(names) > 3:
		return "with " + plural(len(names), "file")
	}
	return "with " + strings.Join(names, ", ")
}

// tellServices tells what an instance serves no longer.
func (c *comparison) tellServices(index uint32) {
	served := func(w *view) []string { return w.services(index, w.cloud.Instances().At(index)) }
	before := served(&view{world: c.without, cloud: c.without.Cloud()})
	after := served(&view{world: c.with, cloud: c.with.Cloud()})
	for _, s := range before {
		if !slices.Contains(after, s) {
			c.out.outcomes = append(c.out.outcomes, outcome{head: s + " is no longer served"})
		}
	}
}

// tellVolume tells what becomes of a volume, and of what no snapshot has of it.
func (c *comparison) tellVolume(ref ec2.Ref, name string, goes bool) {
	x := c.cloud.Volumes().At(ref.Index)
	if goes {
		c.out.outcomes = append(c.out.outcomes, outcome{head: name + " is deleted", rest: gib(x.GiB)})
		if only := c.sinceSnapshot(x.Block); only > 0 {
			c.out.outcomes = append(c.out.outcomes, outcome{head: stored(only) + " of it are in no snapshot", rest: lost(x.Files)})
		}
		return
	}
	c.out.outcomes = append(c.out.outcomes, outcome{good: true, head: name + " stays", rest: "detached, still billed"})
	for _, a := range x.Attachments {
		instance := c.name(instanceRef(a.Instance))
		c.out.outcomes = append(c.out.outcomes, outcome{head: instance + " no longer sees " + a.Device, rest: lost(x.Files)})
		c.tellServices(a.Instance)
	}
}

// tellBlocks tells to whom the blocks of a snapshot are handed on, and how many nobody else needs.
func (c *comparison) tellBlocks(ref ec2.Ref) {
	before, after := c.without.Cloud(), c.with.Cloud()
	freed := before.Blocks().Owned(before.Snapshots().At(ref.Index).Block)
	for index, x := range before.Snapshots().All() {
		if x.State == "" || index == ref.Index || !isThere(c.with, snapshotRef(index)) {
			continue
		}
		if had, has := before.Blocks().Owned(x.Block), after.Blocks().Owned(x.Block); has > had {
			freed -= min(freed, has-had)
			c.out.outcomes = append(c.out.outcomes, outcome{true, stored(has-had) + " handed on to " + c.name(snapshotRef(index)), "", "its blocks belong to others, too"})
		}
	}
	if freed > 0 {
		c.out.outcomes = append(c.out.outcomes, outcome{head: stored(freed) + " are freed", because: "no other snapshot has them"})
	}
}

// tellGoing tells what goes with the things of the deed.
func (c *comparison) tellGoing() {
	told, interfaces := 0, 0
	for _, ref := range c.goes {
		switch {
		case ref.Kind == ec2.KindInterface:
			interfaces++
		case told < mostOutcomes:
			told++
			o := outcome{head: c.short(ref) + " is deleted"}
			if ref.Kind == ec2.KindVolume {
				o.rest, o.because = gib(c.cloud.Volumes().At(ref.Index).GiB), "DeleteOnTermination is on"
			}
			c.out.outcomes = append(c.out.outcomes, o)
		}
	}
	if rest := len(c.goes) - told - interfaces; rest > 0 {
		c.out.outcomes = append(c.out.outcomes, outcome{head: "and " + plural(rest, "thing") + " more"})
	}
	switch {
	case interfaces == 1:
		c.out.outcomes = append(c.out.outcomes, outcome{head: "its network interface goes"})
	case interfaces > 1:
		c.out.outcomes = append(c.out.outcomes, outcome{head: plural(interfaces, "network interface") + " go"})
	}
}

// tellVolumes tells which volumes of an instance stay, and why.
func (c *comparison) tellVolumes() {
	if !c.instances {
		return
	}
	told := 0
	for _, ref := range c.stays {
		if ref.Kind != ec2.KindVolume {
			continue
		}
		if told++; told > mostOutcomes {
			continue
		}
		o := outcome{good: true, head: c.short(ref) + " stays", rest: "attached, still billed"}
		if c.out.fates[ref].kind == fateChanges {
			o.rest, o.because = "detached, still billed", "DeleteOnTermination is off"
		}
		c.out.outcomes = append(c.out.outcomes, o)
	}
	if told > mostOutcomes {
		c.out.outcomes = append(c.out.outcomes, outcome{good: true, head: plural(told-mostOutcomes, "volume") + " more stay"})
	}
}

// tellStaying tells what else stays, by kind.
func (c *comparison) tellStaying() {
	count := map[ec2.Kind]int{}
	for _, ref := range c.stays {
		count[ref.Kind]++
	}
	snapshots, images := count[ec2.KindSnapshot], count[ec2.KindImage]
	if addresses := count[ec2.KindAddress]; addresses > 0 {
		c.out.outcomes = append(c.out.outcomes, outcome{good: true, head: plural(addresses, "Elastic IP address") + stay(addresses), rest: "still billed"})
	}
	switch {
	case c.pictures && snapshots > 0:
		c.out.outcomes = append(c.out.outcomes, outcome{true, plural(snapshots, "snapshot") + stay(snapshots), "still billed", "deregistering leaves them"})
	case snapshots > 0 && images > 0:
		c.out.outcomes = append(c.out.outcomes, outcome{good: true, head: plural(snapshots, "snapshot") + ", " + plural(images, "image") + " stay"})
	case snapshots > 0:
		c.out.outcomes = append(c.out.outcomes, outcome{good: true, head: plural(snapshots, "snapshot") + stay(snapshots), rest: "complete"})
	case images > 0:
		c.out.outcomes = append(c.out.outcomes, outcome{good: true, head: plural(images, "image") + stay(images)})
	}
	if volumes := count[ec2.KindVolume]; c.snapshots && volumes > 0 {
		c.out.outcomes = append(c.out.outcomes, outcome{true, plural(volumes, "volume") + " made from it" + stay(volumes), "", "a volume has blocks of its own"})
	}
	if instances := count[ec2.KindInstance]; c.pictures && instances > 0 {
		c.out.outcomes = append(c.out.outcomes, outcome{true, plural(instances, "instance") + " launched from it" + stay(instances), "", "the disks are the instances' own"})
	}
}

// stay returns the verb for a number of things.
func stay(n int) string {
	if n == 1 {
		return " stays"
	}
	return " stay"
}
