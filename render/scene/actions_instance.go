package scene

import (
	"blockyard/sim/ec2"
)

func (v *view) instanceActions(ref ec2.Ref) []deed {
	i := v.cloud.Instances().At(ref.Index)
	image := v.deed("create-image", "Create image", ref, "aws ec2 create-image --instance-id $ --name "+v.imageName(ref))
	image.form = image.command
	stop := v.deed("stop-instances", "Stop", ref, "aws ec2 stop-instances --instance-ids $").asMain()
	stop.danger = len(i.Disks) > 0 // what is on them is erased
	deeds := []deed{stop}
	if i.Hibernation.Enabled {
		deeds = append(deeds, v.hibernating(ref).asMain())
	}
	deeds = append(deeds, v.deed("reboot-instances", "Reboot", ref, "aws ec2 reboot-instances --instance-ids $").asMain(), image.asMain())
	for _, d := range i.Devices {
		if d.Name == i.RootDevice {
			root := v.deed("create-snapshot", "Snapshot", volumeRef(d.Volume), "aws ec2 create-snapshot --volume-id $")
			deeds = append(deeds, root.asMain())
		}
	}
	deeds = append(deeds,
		v.deed("start-instances", "Start", ref, "aws ec2 start-instances --instance-ids $").asMain(),
		v.deed("terminate-instances", "Terminate", ref, "aws ec2 terminate-instances --instance-ids $").dangerous().asMain(),
		v.formOf("attach-volume", "Attach a volume", ref, "aws ec2 attach-volume --instance-id $"),
		v.formOf("modify-instance-attribute", "Modify", ref, "aws ec2 modify-instance-attribute --instance-id $"),
		v.formOf("create-replace-root-volume-task", "Replace its root volume", ref, "aws ec2 create-replace-root-volume-task --instance-id $"),
		v.formOf("run-instances", "Launch more like this", imageRef(i.Image), "aws ec2 run-instances --image-id $ --instance-type "+i.Type.Name),
		v.deed("write", "Write a 1 GiB file", ref, "yard write --instance-id $ --path data.db --size 1GiB"),
		v.deed("flush", "Flush memory to the disks", ref, "yard flush --instance-id $"),
		v.deed("io", "Show its I/O", ref, "yard io --target $"),
		v.deed("create-snapshots", "Snapshot all volumes at once", ref, "aws ec2 create-snapshots --instance-specification InstanceId=$ --copy-tags-from-source volume"),
	)
	return append(append(deeds, v.powerActions(ref, i)...), append(v.settingActions(ref, i), v.tagging(ref))...)
}

// hibernating returns the deed that hibernates an instance.
func (v *view) hibernating(ref ec2.Ref) deed {
	return v.deed("stop-instances/hibernate", "Hibernate", ref, "aws ec2 stop-instances --instance-ids $ --hibernate")
}

// powerActions returns the ways to switch an instance off that are seldom needed: those that leave its operating system no time.
func (v *view) powerActions(ref ec2.Ref, i *ec2.Instance) (deeds []deed) {
	if !i.Hibernation.Enabled {
		deeds = append(deeds, v.hibernating(ref)) // refused, with the reason
	}
	return append(deeds,
		v.deed("stop-instances/force", "Force stop", ref, "aws ec2 stop-instances --instance-ids $ --force").dangerous(),
		v.deed("terminate-instances/skip", "Terminate without an OS shutdown", ref, "aws ec2 terminate-instances --instance-ids $ --skip-os-shutdown").dangerous(),
		v.deed("get-console-output", "Console output", ref, "aws ec2 get-console-output --instance-id $"),
	)
}

// settingActions returns what can be switched on or off of an instance: protection, monitoring and its address.
func (v *view) settingActions(ref ec2.Ref, i *ec2.Instance) []deed {
	set := "aws ec2 modify-instance-attribute --instance-id $ "
	deeds := []deed{
		v.toggle(ref, "protect", i.DisableAPITermination,
			"Allow termination", set+"--no-disable-api-termination", "Protect from termination", set+"--disable-api-termination"),
		v.toggle(ref, "protect-stop", i.DisableAPIStop, "Allow stop", set+"--no-disable-api-stop", "Protect from stop", set+"--disable-api-stop"),
		v.toggle(ref, "monitor", i.Monitoring,
			"Disable detailed monitoring", "aws ec2 unmonitor-instances --instance-ids $", "Enable detailed monitoring", "aws ec2 monitor-instances --instance-ids $"),
	}
	if i.Public.Elastic > 0 {
		return append(deeds, v.deed("disassociate-address", "Take the Elastic IP address off", ref, "aws ec2 disassociate-address --public-ip "+ec2.ElasticAddress(i.Public.Elastic-1)))
	}
	return append(deeds, v.formOf("associate-address", "Put an Elastic IP address on it", ref, "aws ec2 associate-address --instance-id $"))
}

// toggle returns the deed that switches something off where it is on, and on where it is off.
func (v *view) toggle(ref ec2.Ref, id string, on bool, offText, offLine, onText, onLine string) deed {
	if on {
		return v.deed(id+"/off", offText, ref, offLine)
	}
	return v.deed(id+"/on", onText, ref, onLine)
}
