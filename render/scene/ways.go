package scene

import (
	"slices"
	"strconv"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// ways says, by operation and refusal, with which steps what was refused can be reached. Each returns the ways to be
// tried, the shortest first; only one that goes well is shown. None means that this very refusal has no way round it.
var ways = []struct {
	action string
	code   apierr.Code
	steps  func(*view, *refused) [][]step
}{
	{"AttachVolume", apierr.InvalidVolumeZoneMismatch, (*view).throughSnapshot},
	{"AttachVolume", apierr.InvalidInstanceIDNotFound, (*view).throughCopy},
	{"AttachVolume", apierr.InvalidVolumeNotFound, (*view).throughCopy},
	{"AttachVolume", apierr.VolumeInUse, (*view).detachFirst},
	{"AttachVolume", apierr.IncorrectState, (*view).waitFirst},
	{"AttachVolume", apierr.InvalidParameterValue, (*view).anotherDevice},
	{"AttachVolume", apierr.OperationNotPermitted, (*view).stopFirst},
	{"DetachVolume", apierr.OperationNotPermitted, (*view).stopFirst},
	{"DeleteVolume", apierr.VolumeInUse, (*view).detachFirst},
	{"DeleteVolume", apierr.IncorrectState, (*view).waitFirst},
	{"CreateSnapshot", apierr.IncorrectState, (*view).waitFirst},
	{"CreateSnapshot", apierr.SnapshotCreationPerVolumeRateExceeded, (*view).pauseFirst},
	{"CreateSnapshot", apierr.InvalidVolumeNotFound, (*view).snapshotAbroad},
	{"DeleteSnapshot", apierr.InvalidSnapshotInUse, (*view).deregisterFirst},
	{"DeleteSnapshot", apierr.OperationNotPermitted, (*view).unlockFirst},
	{"ModifySnapshotAttribute", apierr.OperationNotPermitted, (*view).allowPublicSnapshots},
	{"ModifySnapshotTier", apierr.IncorrectState, (*view).waitFirst},
	{"ModifyVolume", apierr.IncorrectState, (*view).waitFirst},
	{"DetachVolume", apierr.MissingParameter, (*view).detachFromFirst},
	{"CreateVolume", apierr.IncorrectState, (*view).makeUsable},
	{"CreateVolume", apierr.InvalidSnapshotNotFound, (*view).bringSnapshot},
	{"CreateVolume", apierr.InvalidZoneNotFound, (*view).callItsRegion},
	{"CopySnapshot", apierr.IncorrectState, (*view).makeUsable},
	{"CopyImage", apierr.InvalidAMIIDUnavailable, (*view).makeAvailable},
	{"DeregisterImage", apierr.OperationNotPermitted, (*view).liftImageProtection},
	{"ModifyImageAttribute", apierr.OperationNotPermitted, (*view).allowPublic},
	{"RunInstances", apierr.InvalidAMIIDNotFound, (*view).copyImageFirst},
	{"RunInstances", apierr.InvalidAMIIDUnavailable, (*view).makeAvailable},
	{"RunInstances", apierr.InvalidKeyPairNotFound, (*view).makeKeyPair},
	{"CreateKeyPair", apierr.InvalidKeyPairDuplicate, (*view).anotherKeyName},
	{"AssociateAddress", apierr.ResourceAlreadyAssociated, (*view).moveAddress},
	{"AssociateAddress", apierr.InvalidInstanceID, (*view).waitFirst},
	{"AllocateAddress", apierr.AddressLimitExceeded, (*view).releaseFirst},
	{"RunInstances", apierr.InvalidParameterValue, (*view).typeThatFits},
	{"CreateImage", apierr.IncorrectInstanceState, (*view).waitFirst},
	{"CreateImage", apierr.InvalidAMINameDuplicate, (*view).anotherName},
	{"StartInstances", apierr.IncorrectInstanceState, (*view).waitFirst},
	{"StopInstances", apierr.IncorrectInstanceState, (*view).waitFirst},
	{"StopInstances", apierr.UnsupportedOperation, (*view).terminateInstead},
	{"StopInstances", apierr.UnsupportedHibernationConfiguration, (*view).stopPlainly},
	{"StopInstances", apierr.OperationNotPermitted, (*view).liftProtection},
	{"RebootInstances", apierr.IncorrectInstanceState, (*view).startInstead},
	{"TerminateInstances", apierr.OperationNotPermitted, (*view).liftProtection},
	{"ModifyInstanceAttribute", apierr.IncorrectInstanceState, (*view).changeStopped},
}

// does returns a step of a call: "aws ec2 …", word by word.
func does(caller ec2.Caller, text, at string, words ...string) step {
	return step{text: text, caller: caller, at: at, words: append([]string{"aws", "ec2"}, words...)}
}

// making returns the step as one that makes something which later steps know as a name, and waits until that is ready.
func (s step) making(name, waiter string) step {
	s.makes, s.waiter, s.on = name, waiter, "$"+name
	return s
}

// waiting returns the step with what is waited for after it.
func (s step) waiting(waiter, on string) step {
	s.waiter, s.on = waiter, on
	return s
}

// again returns the refused call as a step, with other words for some of its words: old, new, old, new.
func (r *refused) again(text, at string, instead ...string) step {
	words := slices.Clone(r.call.Op.Words(r.call.In))
	for i, word := range words {
		for n := 0; n+1 < len(instead); n += 2 {
			if word == instead[n] {
				words[i] = instead[n+1]
			}
		}
	}
	return step{text: text, caller: r.call.Caller, at: at, words: words}
}

// in returns who called, but in a region.
func (r *refused) in(region uint16) ec2.Caller {
	return ec2.Caller{Account: r.call.Account, Region: region}
}

// throughSnapshot is how a volume's data comes to another zone.
func (v *view) throughSnapshot(r *refused) [][]step {
	volume, _ := v.thing(r.param("VolumeId"))
	instance, _ := v.thing(r.param("InstanceId"))
	i := v.cloud.Instances().At(instance.Index)
	zone := zoneName(i.Region, i.Zone)
	return v.orWait(instance, []step{
		does(r.call.Caller, "Snapshot it", shelfID(i.Region), "create-snapshot", "--volume-id", r.param("VolumeId")).making("SNAPSHOT", "snapshot-completed"),
		does(r.call.Caller, "Make a volume in "+zone, "zone/"+zone, append([]string{"create-volume", "--availability-zone", zone, "--snapshot-id", "$SNAPSHOT"}, v.likeness(volume)...)...).
			making("VOLUME", "volume-available"),
		r.again("Attach it to "+v.name(instance), v.nodeID(instance), r.param("VolumeId"), "$VOLUME"),
	})
}

// orWait returns steps as they are, and with a wait before the last one, for an instance that is on its way to another state.
func (v *view) orWait(instance ec2.Ref, steps []step) [][]step {
	all, last := [][]step{steps}, len(steps)-1
	for _, waiter := range ready[ec2.KindInstance] {
		_, state, _ := strings.Cut(waiter, "-")
		wait := step{text: "Wait until " + v.name(instance) + " is " + state, caller: steps[last].caller, at: v.nodeID(instance)}.waiting(waiter, v.cloud.ID(instance))
		all = append(all, append(slices.Clone(steps[:last]), wait, steps[last]))
	}
	return all
}

// likeness returns the flags that make a volume of the same type as another.
func (v *view) likeness(volume ec2.Ref) (flags []string) {
	x := v.cloud.Volumes().At(volume.Index)
	if x.Type.Name != "gp2" {
		flags = append(flags, "--volume-type", x.Type.Name)
	}
	switch x.Type.Name {
	case "io1", "io2", "gp3":
		flags = append(flags, "--iops", strconv.FormatInt(x.IOPS, 10))
	}
	return flags
}

// throughCopy is how a volume's data comes to another region.
func (v *view) throughCopy(r *refused) [][]step {
	volume, has := v.thing(r.param("VolumeId"))
	instance, hasInstance := v.thing(r.param("InstanceId"))
	if !has || !hasInstance {
		return nil
	}
	x, i := v.cloud.Volumes().At(volume.Index), v.cloud.Instances().At(instance.Index)
	if x.Region == i.Region {
		return nil
	}
	here, there, zone := r.in(x.Region), r.in(i.Region), zoneName(i.Region, i.Zone)
	last := r.again("Attach it to "+v.name(instance), v.nodeID(instance), r.param("VolumeId"), "$VOLUME")
	last.caller = there
	return v.orWait(instance, []step{
		does(here, "Snapshot it", shelfID(x.Region), "create-snapshot", "--volume-id", r.param("VolumeId")).making("SNAPSHOT", "snapshot-completed"),
		copying(there, here, "$SNAPSHOT"),
		does(there, "Make a volume in "+zone, "zone/"+zone, append([]string{"create-volume", "--availability-zone", zone, "--snapshot-id", "$COPY"}, v.likeness(volume)...)...).
			making("VOLUME", "volume-available"),
		last,
	})
}

// shelfID returns the id of the place where a region's snapshots and images lie.
func shelfID(region uint16) string { return "shelf/" + catalog.Regions()[region].Name }

// copying returns the step that copies a snapshot to another region.
func copying(to, from ec2.Caller, snapshot string) step {
	name := catalog.Regions()[to.Region].Name
	return does(to, "Copy it to "+name, shelfID(to.Region), "copy-snapshot", "--source-region", catalog.Regions()[from.Region].Name, "--source-snapshot-id", snapshot).
		making("COPY", "snapshot-completed")
}

// detachFirst takes a volume off its instance, which is stopped first where it cannot run without it.
func (v *view) detachFirst(r *refused) [][]step {
	volume, ok := v.thing(r.param("VolumeId"))
	if !ok || len(v.cloud.Volumes().At(volume.Index).Attachments) == 0 {
		return nil
	}
	holder := instanceRef(v.cloud.Volumes().At(volume.Index).Attachments[0].Instance)
	id := r.param("VolumeId")
	off := does(r.call.Caller, "Detach it from "+v.name(holder), v.nodeID(holder), "detach-volume", "--volume-id", id).waiting("volume-available", id)
	last := r.again("Delete it", "")
	last.danger = r.call.Op.Action == "DeleteVolume"
	if target, ok := v.thing(r.param("InstanceId")); ok {
		last = r.again("Attach it to "+v.name(target), v.nodeID(target))
	}
	all := [][]step{{off, last}}
	if target, ok := v.thing(r.param("InstanceId")); ok {
		all = v.orWait(target, all[0])
	}
	return append(all, []step{v.stopping(r, holder), off, last})
}

// stopping returns the step that stops an instance.
func (v *view) stopping(r *refused, instance ec2.Ref) step {
	id := v.cloud.ID(instance)
	s := does(r.call.Caller, "Stop "+v.name(instance), v.nodeID(instance), "stop-instances", "--instance-ids", id).waiting("instance-stopped", id)
	s.danger = len(v.cloud.Instances().At(instance.Index).Disks) > 0
	return s
}

// stopFirst stops the instance that a volume is or would be attached to.
func (v *view) stopFirst(r *refused) [][]step {
	instance, ok := v.thing(r.param("InstanceId"))
	if volume, has := v.thing(r.param("VolumeId")); !ok && has {
		if list := v.cloud.Volumes().At(volume.Index).Attachments; len(list) > 0 {
			instance, ok = instanceRef(list[0].Instance), true
		}
	}
	if !ok {
		return nil
	}
	text := "Attach it"
	if r.call.Op.Action == "DetachVolume" {
		text = "Detach it"
	}
	return [][]step{{v.stopping(r, instance), r.again(text, v.nodeID(instance))}}
}

// ready says how long is waited for things of a kind: until they are in a state that does not pass by itself.
var ready = map[ec2.Kind][]string{
	ec2.KindVolume: {"volume-available"}, ec2.KindSnapshot: {"snapshot-completed"}, ec2.KindImage: {"image-available"},
	ec2.KindInstance: {"instance-running", "instance-stopped"},
}

// waitFirst waits until something is over, and does the same again. What is waited for may be anything that the call
// names, wherever it is: what is ready already takes no time.
func (v *view) waitFirst(r *refused) (all [][]step) {
	for _, name := range []string{"VolumeId", "SnapshotId", "SourceSnapshotId", "ImageId", "SourceImageId", "InstanceId", "InstanceIds"} {
		id := r.param(name)
		ref, ok := v.thing(id)
		if !ok {
			continue
		}
		_, region := v.cloud.Place(ref)
		for _, waiter := range ready[ref.Kind] {
			_, state, _ := strings.Cut(waiter, "-")
			if v.cloud.StateOf(ref) == state {
				continue
			}
			wait := step{text: "Wait until " + v.name(ref) + " is " + state, caller: r.in(region), at: v.nodeID(ref)}.waiting(waiter, id)
			again := r.again("Do it again", "")
			again.danger = endings[r.call.Op.Action]
			all = append(all, []step{wait, again})
		}
	}
	return all
}

// endings are the operations that cannot be taken back.
var endings = map[string]bool{"DeleteVolume": true, "DeleteSnapshot": true, "TerminateInstances": true, "DeregisterImage": true}

// pauseFirst waits as long as AWS wants there to be between two snapshots of a volume.
func (v *view) pauseFirst(r *refused) [][]step {
	return [][]step{{{text: "Wait 15 seconds", caller: r.call.Caller, words: []string{"sleep", "15"}}, r.again("Snapshot it", shelfID(r.call.Region))}}
}

// anotherDevice attaches a volume at a name that is free.
func (v *view) anotherDevice(r *refused) [][]step {
	instance, ok := v.thing(r.param("InstanceId"))
	if !ok {
		return nil
	}
	free := v.freeDevice(v.cloud.Instances().At(instance.Index))
	if free == r.param("Device") {
		return nil
	}
	return [][]step{{r.again("Attach it as "+free, v.nodeID(instance), r.param("Device"), free)}}
}

// snapshotAbroad takes a snapshot where the volume is, and copies it to where it was wanted.
func (v *view) snapshotAbroad(r *refused) [][]step {
	volume, ok := v.thing(r.param("VolumeId"))
	if !ok {
		return nil
	}
	_, region := v.cloud.Place(volume)
	here := r.in(region)
	take := r.again("Snapshot it in "+catalog.Regions()[region].Name, shelfID(region)).making("SNAPSHOT", "snapshot-completed")
	take.caller = here
	return [][]step{{take, copying(r.call.Caller, here, "$SNAPSHOT")}}
}

// deregisterFirst deregisters the images that need a snapshot, and deletes it then.
func (v *view) deregisterFirst(r *refused) [][]step {
	snapshot, ok := v.thing(r.param("SnapshotId"))
	if !ok {
		return nil
	}
	var steps []step
	for index, m := range v.cloud.Images().All() {
		for _, d := range m.Mappings {
			if d.HasSnapshot && d.Snapshot == snapshot.Index && m.State != "" && m.Account == r.call.Account {
				ref := imageRef(index)
				s := does(r.call.Caller, "Deregister "+v.name(ref), v.nodeID(ref), "deregister-image", "--image-id", v.cloud.ID(ref))
				s.danger = true
				steps = append(steps, s)
				break
			}
		}
	}
	last := r.again("Delete it", v.nodeID(snapshot))
	last.danger = true
	return [][]step{append(steps, last)}
}

// copySnapshotFirst copies a snapshot to the region in which a volume is to be made from it.
func (v *view) copySnapshotFirst(r *refused) [][]step {
	snapshot, ok := v.thing(r.param("SnapshotId"))
	if !ok {
		return nil
	}
	_, region := v.cloud.Place(snapshot)
	zone := r.param("AvailabilityZone")
	return [][]step{{copying(r.call.Caller, r.in(region), r.param("SnapshotId")), r.again("Make a volume in "+zone, "zone/"+zone, r.param("SnapshotId"), "$COPY")}}
}

// callItsRegion makes a volume where the zone is that was asked for, from a copy where it is made from a snapshot.
func (v *view) callItsRegion(r *refused) [][]step {
	zone := r.param("AvailabilityZone")
	for i := range catalog.Regions() {
		region := &catalog.Regions()[i]
		for n := range region.Zones {
			if region.Zones[n].Name != zone || uint16(region.Index) == r.call.Region {
				continue
			}
			there := r.in(uint16(region.Index))
			last := r.again("Make it in "+region.Name, "zone/"+zone)
			last.caller = there
			if id := r.param("SnapshotId"); id != "" {
				last = r.again("Make a volume in "+zone, "zone/"+zone, id, "$COPY")
				last.caller = there
				return [][]step{{copying(there, r.call.Caller, id), last}}
			}
			return [][]step{{last}}
		}
	}
	return nil
}

// copyImageFirst copies an image to the region in which it is to be launched.
func (v *view) copyImageFirst(r *refused) [][]step {
	id := r.param("ImageId")
	image, ok := v.thing(id)
	if !ok {
		return nil
	}
	m := v.cloud.Images().At(image.Index)
	there := catalog.Regions()[r.call.Region].Name
	bring := does(r.call.Caller, "Copy it to "+there, shelfID(r.call.Region), "copy-image", "--name", m.Name,
		"--source-image-id", id, "--source-region", catalog.Regions()[m.Region].Name).making("IMAGE", "image-available")
	return [][]step{{bring, r.again("Launch the copy", "region/"+there, id, "$IMAGE")}}
}

// typeThatFits launches an image with an instance type of its own architecture.
func (v *view) typeThatFits(r *refused) (all [][]step) {
	for _, name := range []string{"t3.micro", "t4g.micro", "m1.small"} {
		if name != r.param("InstanceType") {
			all = append(all, []step{r.again("Launch it as "+name, "region/"+catalog.Regions()[r.call.Region].Name, r.param("InstanceType"), name)})
		}
	}
	return all
}

// anotherName makes an image under a name that no other image has.
func (v *view) anotherName(r *refused) (all [][]step) {
	for n := 2; n < 10; n++ {
		name := r.param("Name") + "-" + strconv.Itoa(n)
		all = append(all, []step{r.again("Call it "+name, shelfID(r.call.Region), r.param("Name"), name)})
	}
	return all
}
