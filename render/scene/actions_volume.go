package scene

import (
	"strings"

	"blockyard/sim/ec2"
	"blockyard/sim/guest"
)

// How many targets are offered without a form: instances that a volume is attached to, of which so many have buttons, and zones for a snapshot.
const (
	mostTargets     = 3
	mostMainTargets = 2
)

func (v *view) volumeActions(ref ec2.Ref) []deed {
	x := v.cloud.Volumes().At(ref.Index)
	deeds := []deed{v.deed("create-snapshot", "Snapshot", ref, "aws ec2 create-snapshot --volume-id $").asMain()}
	if len(x.Attachments) == 0 || x.MultiAttach {
		deeds = append(deeds, v.attachments(ref, x)...)
		deeds = append(deeds, v.formOf("attach-volume", "Attach", ref, "aws ec2 attach-volume --volume-id $").asMain())
	}
	deeds = append(deeds, v.detachments(ref, x)...)
	deeds = append(deeds, v.formOf("modify-volume", "Modify", ref, "aws ec2 modify-volume --volume-id $").asMain())
	deeds = append(deeds, v.deed("delete-volume", "Delete", ref, "aws ec2 delete-volume --volume-id $").dangerous().asMain())
	if x.MultiAttach || x.Files.WasShared() {
		deeds = append(deeds, v.deed("fsck", "Check its files", ref, "yard fsck --volume-id $"))
	}
	deeds = append(deeds, v.formOf("create-snapshot/form", "Snapshot with a name", ref, "aws ec2 create-snapshot --volume-id $"))
	deeds = append(deeds, v.volumeUpkeep(ref, x)...)
	deeds = append(deeds, v.writes(x)...)
	deeds = append(append(deeds, v.reads(x)...), v.loads(x)...)
	if len(x.Attachments) > 0 {
		deeds = append(deeds, v.deed("io", "Show its I/O", ref, "yard io --target $"))
	}
	return append(deeds, v.tagging(ref))
}

// volumeUpkeep returns what is seldom done with a volume: a copy in its zone, what is to be done after it has grown, and
// after AWS has found that its data may be inconsistent.
func (v *view) volumeUpkeep(ref ec2.Ref, x *ec2.Volume) (deeds []deed) {
	if x.FileSystemGiB() < x.GiB && len(x.Attachments) > 0 {
		a := x.Attachments[0]
		line := "yard grow-file-system --instance-id $ --path " + guest.MountPoint(v.cloud.Instances().At(a.Instance), a.Device)
		deeds = append(deeds, v.deed("grow-file-system", "Grow its file system", instanceRef(a.Instance), line).asMain())
	}
	if x.Impairment.Found {
		deeds = append(deeds, v.deed("enable-volume-io", "Enable its I/O", ref, "aws ec2 enable-volume-io --volume-id $").asMain())
	}
	deeds = append(deeds, v.formOf("copy-volumes", "Copy in its zone", ref, "aws ec2 copy-volumes --source-volume-id $"))
	return append(deeds, v.toggle(ref, "auto-enable-io", x.AutoEnableIO,
		"Have its I/O disabled if its data may be inconsistent", "aws ec2 modify-volume-attribute --volume-id $ --auto-enable-io Value=false",
		"Have its I/O enabled by itself", "aws ec2 modify-volume-attribute --volume-id $ --auto-enable-io Value=true"))
}

// detachments offers to detach a volume, from each of its instances where there are several.
func (v *view) detachments(ref ec2.Ref, x *ec2.Volume) (deeds []deed) {
	for _, a := range x.Attachments {
		d := v.deed("detach-volume", "Detach", ref, "aws ec2 detach-volume --volume-id $").asMain()
		if len(x.Attachments) > 1 {
			d = v.between("detach-volume", "Detach from ", ref, instanceRef(a.Instance), "aws ec2 detach-volume --volume-id $ --instance-id %")
			d.main = len(deeds) < mostMainTargets
		}
		d.danger = v.cloud.Instances().At(a.Instance).State == ec2.InstanceRunning // it is mounted
		deeds = append(deeds, d)
	}
	return deeds
}

// writes offers to let each instance of a volume write a file on it.
func (v *view) writes(x *ec2.Volume) (deeds []deed) {
	for _, a := range x.Attachments {
		id, text, to := "write", "Write a file on it", instanceRef(a.Instance)
		if len(x.Attachments) > 1 {
			id, text = id+"/"+v.cloud.ID(to), "Let "+v.name(to)+" write a file on it"
		}
		line := "yard write --instance-id $ --path " + guest.MountPoint(v.cloud.Instances().At(a.Instance), a.Device) + "data.db --size 1GiB"
		deeds = append(deeds, v.formOf(id, text, to, line))
	}
	return deeds
}

// reads offers to say how long each instance of a volume would take to read the file that was written last.
func (v *view) reads(x *ec2.Volume) (deeds []deed) {
	files := x.Files.All()
	if len(files) == 0 {
		return nil
	}
	name := files[len(files)-1].Name
	for _, a := range x.Attachments {
		to, suffix := instanceRef(a.Instance), ""
		if len(x.Attachments) > 1 {
			suffix = " from " + v.name(to)
		}
		line := "yard read --instance-id $ --path " + guest.MountPoint(v.cloud.Instances().At(a.Instance), a.Device) + name
		deeds = append(deeds, v.deed("read/"+v.cloud.ID(to), "How long to read "+name+suffix, to, line))
	}
	return deeds
}

// loads offers to let each instance of a volume use it as a database does, and to end that.
func (v *view) loads(x *ec2.Volume) (deeds []deed) {
	for _, a := range x.Attachments {
		to := instanceRef(a.Instance)
		mount := guest.MountPoint(v.cloud.Instances().At(a.Instance), a.Device)
		line := "yard workload --instance-id $ --path " + mount
		suffix := ""
		if len(x.Attachments) > 1 {
			suffix = " from " + v.name(to)
		}
		deeds = append(deeds, v.formOf("workload/"+v.cloud.ID(to), "Put a load on it"+suffix, to, line+" --kind database --iops 3000"))
		if v.isLoaded(a.Instance, mount) {
			deeds = append(deeds, v.deed("workload/stop/"+v.cloud.ID(to), "End the load on it"+suffix, to, line+" --stop"))
		}
	}
	return deeds
}

// isLoaded reports whether a workload by rate uses the disk of an instance that is mounted at a path.
func (v *view) isLoaded(instance uint32, mount string) bool {
	for _, w := range v.world.Guests().Workloads().All() {
		if w.Instance == instance && w.Kind != "" && w.IsOn(mount) && !w.Stopped {
			return true
		}
	}
	return false
}

// attachments offers a volume to the first instances of its region: also where the zone will refuse it, since that is the rule to learn.
func (v *view) attachments(ref ec2.Ref, x *ec2.Volume) (deeds []deed) {
	for index, i := range v.cloud.Instances().All() {
		if i.State == ec2.NoInstance || i.State == ec2.InstanceTerminated || i.Region != x.Region || i.Account != x.Account {
			continue
		}
		if _, holds := x.Attachment(index); holds {
			continue
		}
		if len(deeds) == mostTargets {
			break
		}
		d := v.attachment(ref, instanceRef(index), i)
		d.main = len(deeds) < mostMainTargets
		deeds = append(deeds, d)
	}
	return deeds
}

// attachment offers a volume to one instance.
func (v *view) attachment(ref, to ec2.Ref, i *ec2.Instance) deed {
	return v.between("attach-volume", "Attach to ", ref, to, "aws ec2 attach-volume --volume-id $ --instance-id % --device "+v.freeDevice(i))
}

// between returns a deed that is about a thing and an instance; "%" stands for the instance.
func (v *view) between(id, text string, ref, to ec2.Ref, line string) deed {
	d := v.deed(id+"/"+v.cloud.ID(to), text+v.name(to), ref, line)
	d.command = strings.ReplaceAll(d.command, "%", v.handle(to))
	for n, w := range d.words {
		if w == "%" {
			d.words[n] = v.cloud.ID(to)
		}
	}
	return d
}

// freeDevice returns the first of the usual names for data disks that an instance does not use.
func (v *view) freeDevice(i *ec2.Instance) string {
	for letter := 'f'; letter < 'z'; letter++ {
		name, taken := "/dev/sd"+string(letter), false
		for _, d := range i.Devices {
			taken = taken || d.Name == name
		}
		for _, d := range i.Disks {
			taken = taken || d.Device == name
		}
		if !taken {
			return name
		}
	}
	return "/dev/sdz"
}
