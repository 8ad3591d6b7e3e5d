package ec2

import "blockyard/sim/op"

// Ops is every operation of EC2, in the order of the manual. It is the only
// list of them: no door names an action.
var Ops = []*op.Operation{
	op.Define("RunInstances", RunInstances, op.About{
		Doc:   "Launches instances of an image. Each gets its own volumes, restored from the snapshots of the image's mapping, and one network interface.",
		Makes: "instance",
		Simplified: []string{
			"Key pairs, subnets and security groups do not exist, so naming one is refused.",
			"Without a zone a launch goes to the region's first zone, where AWS chooses one.",
		},
		Params: []op.ParamDoc{
			{Name: "ImageId", Doc: "The image, for example @al2023."},
			{Name: "InstanceType", Doc: "The type, for example t3.micro. AWS's default is m1.small, an old type that few images fit."},
			{Name: "BlockDeviceMappings", Doc: "Changes to the image's own mapping, device by device."},
			{Name: "UserData", Doc: "A script that runs once, at the first boot."},
			{Name: "ClientToken", Doc: "The same token makes the same call once, however often it is sent."},
		},
	}),
	op.Define("DescribeInstances", DescribeInstances, op.About{Reads: true, Doc: "Lists instances by reservation. Terminated ones are listed for an hour."}),
	op.Define("StartInstances", StartInstances, op.About{Doc: "Starts stopped instances with an EBS root. Each start is billed for at least a minute."}),
	op.Define("StopInstances", StopInstances, op.About{
		Doc:    "Stops running instances with an EBS root. Their volumes stay attached and keep costing; instance-store disks are erased.",
		Params: []op.ParamDoc{{Name: "Force", Doc: "Leave the guest no time to write back what it holds in memory."}},
	}),
	op.Define("RebootInstances", RebootInstances, op.About{Doc: "Restarts the operating system of running instances. All disks stay, the bill goes on."}),
	op.Define("TerminateInstances", TerminateInstances, op.About{Doc: "Ends instances for ever. Volumes with DeleteOnTermination go with them; the others become available and keep costing."}),
	op.Define("CreateVolume", CreateVolume, op.About{
		Doc: "Makes a volume in a zone: an empty one, or one with the content of a snapshot.", Makes: "volume",
		Params: []op.ParamDoc{
			{Name: "Size", Doc: "Size in GiB; at least that of the snapshot."},
			{Name: "VolumeType", Doc: "The type; gp2 unless said otherwise."},
			{Name: "Throughput", Doc: "Throughput in MiB/s, for gp3 alone."},
		},
	}),
	op.Define("DeleteVolume", DeleteVolume, op.About{Doc: "Deletes a volume that is not attached. Its snapshots stay."}),
	op.Define("AttachVolume", AttachVolume, op.About{
		Doc:        "Attaches a volume to a running or stopped instance in the same zone.",
		Simplified: []string{"A volume can be attached to one instance at a time."},
	}),
	op.Define("DetachVolume", DetachVolume, op.About{
		Doc:        "Detaches a volume. The guest first writes back what it holds in memory, unless Force is set.",
		Simplified: []string{"A guest always gives the volume up at once; AWS's state busy does not occur."},
	}),
	op.Define("DescribeVolumes", DescribeVolumes, op.About{Reads: true, Doc: "Lists volumes with their attachments."}),
	op.Define("CreateSnapshot", CreateSnapshot, op.About{
		Doc: "Takes a snapshot of a volume. Its content is fixed when the call returns; only blocks that changed since the volume's last snapshot are stored.", Makes: "snapshot",
	}),
	op.Define("DeleteSnapshot", DeleteSnapshot, op.About{Doc: "Deletes a snapshot that no image uses. Every other snapshot still restores whole."}),
	op.Define("DescribeSnapshots", DescribeSnapshots, op.About{
		Reads: true, Doc: "Lists snapshots with their progress.",
		Simplified: []string{"Public snapshots of other accounts are not listed."},
	}),
	op.Define("CreateImage", CreateImage, op.About{
		Doc: "Makes an image of an instance: a snapshot of each attached volume, and a mapping that points at them. A running instance is rebooted first unless NoReboot is set.",
	}),
	op.Define("RegisterImage", RegisterImage, op.About{
		Doc:        "Makes an image of a root snapshot. The defaults are old ones: architecture i386, virtualization paravirtual.",
		Simplified: []string{"Images of bundles in S3 cannot be registered."},
	}),
	op.Define("DeregisterImage", DeregisterImage, op.About{Doc: "Takes an image away. Its snapshots stay and keep costing unless DeleteAssociatedSnapshots is set."}),
	op.Define("DescribeImages", DescribeImages, op.About{Reads: true, Doc: "Lists own and public images with their block device mappings."}),
	op.Define("DescribeNetworkInterfaces", DescribeNetworkInterfaces, op.About{Reads: true, Doc: "Lists network interfaces."}),
	op.Define("CreateTags", CreateTags, op.About{Doc: "Adds tags to resources, or changes their values."}),
	op.Define("DeleteTags", DeleteTags, op.About{Doc: "Takes tags off resources. A tag given with a value goes only where it has that value."}),
	op.Define("DescribeTags", DescribeTags, op.About{Reads: true, Doc: "Lists the tags of all resources."}),
	op.Define("DescribeRegions", DescribeRegions, op.About{Reads: true, Doc: "Lists the regions."}),
	op.Define("DescribeAvailabilityZones", DescribeAvailabilityZones, op.About{Reads: true, Doc: "Lists the zones of the region."}),
}

// Waiters are the states that `aws ec2 wait` can wait for.
var Waiters = []op.Waiter{
	{Name: "image-available", Action: "DescribeImages"},
	{Name: "image-exists", Action: "DescribeImages"},
	{Name: "instance-exists", Action: "DescribeInstances"},
	{Name: "instance-running", Action: "DescribeInstances"},
	{Name: "instance-stopped", Action: "DescribeInstances"},
	{Name: "instance-terminated", Action: "DescribeInstances"},
	{Name: "snapshot-completed", Action: "DescribeSnapshots"},
	{Name: "volume-available", Action: "DescribeVolumes"},
	{Name: "volume-deleted", Action: "DescribeVolumes"},
	{Name: "volume-in-use", Action: "DescribeVolumes"},
}
