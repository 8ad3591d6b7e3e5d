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
	words    []string // nil where the command is not whole: then nobody can say whether it would be refused
	form     string   // the command with which its form is opened, where it needs choices; else ""
	region   uint16
	account  uint16 // that does it, by its index
	danger   bool   // it cannot be taken back
	main     bool   // it has a button of its own; the others are in the menu
}

// deed returns a deed from its words. "$" stands for the thing, as commands name it and by its id.
func (v *view) deed(id, text string, ref ec2.Ref, line string) deed {
	d := deed{
		id: id, text: text,
		command: strings.ReplaceAll(line, "$", v.word(ref)) + v.placeOf(ref),
		words:   strings.Fields(strings.ReplaceAll(line, "$", v.cloud.ID(ref))),
	}
	d.account, d.region = v.actor(ref)
	return d
}

// formOf returns a deed that needs choices: its form is opened with what is known of it.
func (v *view) formOf(id, text string, ref ec2.Ref, line string) deed {
	d := v.deed(id, text, ref, line)
	d.form, d.words = d.command, nil
	return d
}

// word returns how a command names a thing. Names are looked up in the account at hand, so another's things go by their ids.
func (v *view) word(ref ec2.Ref) string {
	if account, _ := v.actor(ref); account != 0 {
		return v.cloud.ID(ref)
	}
	return v.handle(ref)
}

// actor returns the account that acts on a thing, its owner where a learner can act for that one, and the region it is in.
func (v *view) actor(ref ec2.Ref) (account, region uint16) {
	owner, region := v.cloud.Place(ref)
	if _, ok := catalog.ProfileOf(v.cloud.AccountNumber(owner)); ok {
		return owner, region
	}
	return 0, region
}

// placeOf returns the flags of a command that say in which region, and for which account, a thing is.
func (v *view) placeOf(ref ec2.Ref) (flags string) {
	account, region := v.actor(ref)
	if region != v.region {
		flags = " --region " + catalog.Regions()[region].Name
	}
	if profile, ok := catalog.ProfileOf(v.cloud.AccountNumber(account)); ok && account != 0 {
		flags += " --profile " + profile.Name
	}
	return flags
}

// dangerous returns a deed as one that cannot be taken back.
func (d deed) dangerous() deed {
	d.danger = true
	return d
}

// asMain returns a deed as one with a button of its own.
func (d deed) asMain() deed {
	d.main = true
	return d
}

// node returns the id of the node of a deed's button.
func (d *deed) node() string { return "action/" + d.id }

// label returns what a deed's button says: dots promise a question before anything happens.
func (d *deed) label(off string) string {
	if d.form != "" || d.danger && off == "" {
		return d.text + ellipsis
	}
	return d.text
}

// action returns what a deed's button does. Where a form is needed it is opened, and what cannot be taken back is
// looked at before it is done; previewed is the node whose deed is looked at already. What the world would refuse is
// run all the same: its refusal is worth reading.
func (d *deed) action(off, previewed string) Action {
	switch {
	case d.form != "":
		return Action{d.text, OpenForm, d.form}
	case d.danger && off == "" && previewed != d.node():
		return Action{d.text, Preview, d.node()}
	}
	return Action{d.text, Command, d.command}
}

// actionsOf returns what can be done with a thing, whether or not the world would let it be: what its inspector has
// buttons for, and what only its menu has.
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
	case ec2.KindInterface:
		return []deed{v.tagging(ref)}
	case ec2.KindAddress:
		return v.addressActions(ref)
	case ec2.KindKeyPair:
		return v.keyPairActions(ref)
	case ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAssociation:
	}
	return nil
}

// tagging returns the deed that gives a thing a tag.
func (v *view) tagging(ref ec2.Ref) deed {
	return v.formOf("create-tags", "Add a tag", ref, "aws ec2 create-tags --resources $")
}

// imageName returns a name for an image of a thing that no image has yet: "web-image", and then "web-image-2"; "golden-copy" for a copy.
func (v *view) imageName(ref ec2.Ref) string {
	what := "image"
	if ref.Kind == ec2.KindImage {
		what = "copy"
	}
	base := what
	if name := v.ownName(ref); name != "" && !strings.ContainsFunc(name, unsafe) {
		base = name + "-" + what
	}
	name := base
	for n := 2; v.isImageName(name); n++ {
		name = base + "-" + strconv.Itoa(n)
	}
	return name
}

// isImageName reports whether an image has a name.
func (v *view) isImageName(name string) bool {
	for index := range v.cloud.Length(ec2.KindImage) {
		if v.cloud.Exists(imageRef(index)) && v.cloud.Images().At(index).Name == name {
			return true
		}
	}
	return false
}

// copyTargets are the regions that copies are offered to: the first, or the second from there.
var copyTargets = [...]string{"us-west-2", "us-east-1"}

// copying returns the deed that copies a thing to another region: it is done there.
func (v *view) copying(id string, ref ec2.Ref, line string) deed {
	d := v.formOf(id, "Copy to another region", ref, line)
	account, home := v.actor(ref)
	regions := catalog.Regions()
	to, _ := catalog.RegionNamed(copyTargets[0])
	if uint16(to.Index) == home {
		to, _ = catalog.RegionNamed(copyTargets[1])
	}
	d.command = strings.ReplaceAll(line, "$", v.word(ref)) + " --source-region " + regions[home].Name + " --region " + to.Name
	if profile, ok := catalog.ProfileOf(v.cloud.AccountNumber(account)); ok && account != 0 {
		d.command += " --profile " + profile.Name
	}
	d.form, d.region = d.command, uint16(to.Index)
	return d
}

func (v *view) imageActions(ref ec2.Ref) []deed {
	m := v.cloud.Images().At(ref.Index)
	line := "aws ec2 run-instances --image-id $ --instance-type " + v.typeFor(ref.Index, m)
	deeds := []deed{v.deed("run-instances", "Launch", ref, line).asMain(), v.formOf("run-instances/form", "Launch with choices", ref, line).asMain()}
	if !m.Public {
		deeds = append(deeds,
			v.copying("copy-image", ref, "aws ec2 copy-image --source-image-id $ --name "+v.imageName(ref)).asMain(),
			v.formOf("modify-image-attribute", "Share", ref, "aws ec2 modify-image-attribute --image-id $ --attribute launchPermission --operation-type add").asMain(),
			v.deed("deregister-image", "Deregister", ref, "aws ec2 deregister-image --image-id $").dangerous().asMain(),
			v.deed("deregister-image/snapshots", "Deregister with its snapshots", ref, "aws ec2 deregister-image --image-id $ --delete-associated-snapshots").dangerous(),
		)
		deeds = append(append(deeds, v.imageUpkeep(ref, m)...), v.tagging(ref))
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
	if d.words == nil {
		return ""
	}
	call, err := sim.ParseCall(dry(d.words))
	if err != nil {
		return reason(err)
	}
	if l := v.session.Lesson(); l != nil {
		if say, ok := l.Permits(call.Op.Service, call.Op.Verb); !ok {
			return session.Plain(say)
		}
	}
	call.Region, call.Account = d.region, d.account
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
