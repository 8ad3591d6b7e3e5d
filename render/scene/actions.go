package scene

import (
	"errors"
	"strconv"
	"strings"

	"blockyard/scripting/session"
	"blockyard/sim"
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// A deed is something that can be done with a thing: a command as it is
// written, and the same with ids for names, as the registry reads it.
type deed struct {
	id, text string
	command  string
	words    []string
	region   uint16
	danger   bool // it cannot be taken back
}

// deed returns a deed from its words. "$" stands for the thing, as commands name it and by its id.
func (v *view) deed(id, text string, ref ec2.Ref, line string) deed {
	d := deed{
		id: id, text: text,
		command: strings.ReplaceAll(line, "$", v.handle(ref)),
		words:   strings.Fields(strings.ReplaceAll(line, "$", v.cloud.ID(ref))),
	}
	if _, d.region = v.cloud.Place(ref); d.region != v.region {
		d.command += " --region " + catalog.Regions()[d.region].Name
	}
	return d
}

// dangerous returns a deed as one that cannot be taken back.
func (d deed) dangerous() deed {
	d.danger = true
	return d
}

// actionsOf returns what can be done with things of a kind, whether or not the world would let it be.
func (v *view) actionsOf(ref ec2.Ref) []deed {
	switch ref.Kind {
	case ec2.KindInstance:
		return v.instanceActions(ref)
	case ec2.KindVolume:
		return v.volumeActions(ref)
	case ec2.KindSnapshot:
		return v.snapshotActions(ref)
	case ec2.KindImage:
		return v.imageActions(ref)
	case ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment:
	}
	return nil
}

func (v *view) instanceActions(ref ec2.Ref) []deed {
	image := "image-" + strconv.Itoa(int(v.cloud.Length(ec2.KindImage)))
	if name := v.cloud.Name(ref); name != "" && !strings.ContainsFunc(name, unsafe) {
		image = name + "-" + image
	}
	return []deed{
		v.deed("start-instances", "Start", ref, "aws ec2 start-instances --instance-ids $"),
		v.deed("stop-instances", "Stop", ref, "aws ec2 stop-instances --instance-ids $"),
		v.deed("reboot-instances", "Reboot", ref, "aws ec2 reboot-instances --instance-ids $"),
		v.deed("create-image", "Create image", ref, "aws ec2 create-image --instance-id $ --name "+image),
		v.deed("write", "Write a 1 GiB file", ref, "yard write --instance-id $ --path data.db --size 1GiB"),
		v.deed("terminate-instances", "Terminate", ref, "aws ec2 terminate-instances --instance-ids $").dangerous(),
	}
}

// mostTargets is how many instances a volume is offered to, or zones a snapshot.
const mostTargets = 3

func (v *view) volumeActions(ref ec2.Ref) []deed {
	deeds := []deed{v.deed("create-snapshot", "Snapshot", ref, "aws ec2 create-snapshot --volume-id $")}
	if x := v.cloud.Volumes().At(ref.Index); len(x.Attachments) == 0 {
		deeds = append(deeds, v.attachments(ref, x)...)
	} else {
		deeds = append(deeds, v.deed("detach-volume", "Detach", ref, "aws ec2 detach-volume --volume-id $"))
	}
	return append(deeds, v.deed("delete-volume", "Delete", ref, "aws ec2 delete-volume --volume-id $").dangerous())
}

// attachments offers a volume to the first instances of its region: also where the zone will refuse it, since that is the rule to learn.
func (v *view) attachments(ref ec2.Ref, x *ec2.Volume) (deeds []deed) {
	for index, i := range v.cloud.Instances().All() {
		if i.State == "" || i.State == ec2.InstanceTerminated || i.Region != x.Region || len(deeds) == mostTargets {
			continue
		}
		to := instanceRef(index)
		d := v.deed("attach-volume/"+v.cloud.ID(to), "Attach to "+v.name(to), ref, "aws ec2 attach-volume --volume-id $ --instance-id % --device "+v.freeDevice(i))
		d.command = strings.ReplaceAll(d.command, "%", v.handle(to))
		for n, w := range d.words {
			if w == "%" {
				d.words[n] = v.cloud.ID(to)
			}
		}
		deeds = append(deeds, d)
	}
	return deeds
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

func (v *view) snapshotActions(ref ec2.Ref) []deed {
	var deeds []deed
	_, region := v.cloud.Place(ref)
	zones := catalog.Regions()[region].Zones
	for i := range zones[:min(mostTargets, len(zones))] {
		z := zones[i].Name
		deeds = append(deeds, v.deed("create-volume/"+z, "Volume in "+z, ref, "aws ec2 create-volume --snapshot-id $ --availability-zone "+z))
	}
	return append(deeds, v.deed("delete-snapshot", "Delete", ref, "aws ec2 delete-snapshot --snapshot-id $").dangerous())
}

func (v *view) imageActions(ref ec2.Ref) []deed {
	m := v.cloud.Images().At(ref.Index)
	deeds := []deed{v.deed("run-instances", "Launch", ref, "aws ec2 run-instances --image-id $ --instance-type "+v.typeFor(ref.Index, m))}
	if !m.Public {
		deeds = append(deeds, v.deed("deregister-image", "Deregister", ref, "aws ec2 deregister-image --image-id $").dangerous())
	}
	return deeds
}

// typeFor returns an instance type for an image: that of an instance which was launched from it or which it was made from.
func (v *view) typeFor(index uint32, m *ec2.Image) string {
	if m.HasSource {
		return v.cloud.Instances().At(m.Source).Type.Name
	}
	for _, i := range v.cloud.Instances().All() {
		if i.Image == index {
			return i.Type.Name
		}
	}
	return "t3.micro"
}

// refusal returns why a deed would be refused now, or "". Nothing is guessed: the lesson is asked, and the world, by a dry run.
func (v *view) refusal(d deed) string {
	call, err := sim.ParseCall(dry(d.words))
	if err != nil {
		return reason(err)
	}
	if l := v.session.Lesson(); l != nil {
		if say, ok := l.Permits(call.Op.Service, call.Op.Verb); !ok {
			return session.Plain(say)
		}
	}
	call.Region = d.region
	world := v.world
	if !call.Op.DryRun(call.In) {
		world = world.Fork() // the sandbox's own operations that have no dry run are tried on a world that is dropped
	}
	if _, err := world.Do(call); err != nil {
		return reason(err)
	}
	return ""
}

// dry returns the words of a command with those that make it a dry run, where it has one.
func dry(words []string) []string {
	service, verb := words[0], words[1]
	if service == "aws" {
		service, verb = words[1], words[2]
	}
	for _, o := range sim.Operations().All() {
		if o.Service != service || o.Verb != verb {
			continue
		}
		for _, f := range o.Flags() {
			if f.Name == "dry-run" {
				return append(words[:len(words):len(words)], "--dry-run")
			}
		}
	}
	return words
}

// reason returns what a refusal says; that a dry run would have succeeded is none.
func reason(err error) string {
	var refusal *apierr.Error
	switch {
	case !errors.As(err, &refusal):
		return err.Error()
	case refusal.Code == apierr.DryRunOperation:
		return ""
	}
	return refusal.Message
}
