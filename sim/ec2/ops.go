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
			"Images of the Marketplace launch without a subscription, and the fees for their software are not on the bill yet.",
		},
		Params: []op.ParamDoc{
			{Name: "ImageId", Doc: "The image, for example @al2023."},
			{Name: "InstanceType", Doc: "The type, for example t3.micro. AWS's default is m1.small, an old type that few images fit."},
			{Name: "BlockDeviceMappings", Doc: "Changes to the image's own mapping, device by device."},
			{Name: "UserData", Doc: "A script that runs once, at the first boot."},
			{Name: "DisableApiStop", Doc: "Protect the instances from StopInstances and TerminateInstances."},
			{Name: "DisableApiTermination", Doc: "Protect the instances from TerminateInstances."},
			{Name: "EbsOptimized", Doc: "Bandwidth of its own to the volumes, for old types that can have it; newer ones always do."},
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
	op.Define("TerminateInstances", TerminateInstances, op.About{Doc: "Ends instances for ever. Volumes with DeleteOnTermination go with them; the others become available and keep costing. A protected instance keeps itself and those of its zone."}),
	op.Define("ModifyInstanceAttribute", ModifyInstanceAttribute, op.About{
		Doc: "Changes one attribute of an instance: what protects it, what becomes of its volumes, and, while it is stopped, its type and user data.",
		Simplified: []string{
			"The attributes kernel, ramdisk, sourceDestCheck, groupSet, sriovNetSupport, enaSupport and enclaveOptions are not modelled.",
			"No guest shuts itself down, so InstanceInitiatedShutdownBehavior can be set and shown, and does nothing else.",
			"EBS optimization costs nothing and changes no speed.",
		},
		Params: []op.ParamDoc{
			{Name: "Attribute", Doc: "The attribute, with its new value in Value; or use the attribute's own parameter."},
			{Name: "DisableApiTermination", Doc: "Protect the instance from TerminateInstances."},
			{Name: "DisableApiStop", Doc: "Protect the instance from StopInstances and TerminateInstances."},
			{Name: "InstanceType", Doc: "Another instance type, for example t3.small. The instance must be stopped."},
			{Name: "UserData", Doc: "Other user data, in base64. It does not run again. The instance must be stopped."},
			{Name: "BlockDeviceMappings", Doc: "Which volumes are deleted with the instance: DeviceName=/dev/sdf,Ebs={DeleteOnTermination=true}."},
			{Name: "InstanceInitiatedShutdownBehavior", Doc: "What a shutdown from inside does: stop or terminate."},
		},
	}),
	op.Define("DescribeInstanceAttribute", DescribeInstanceAttribute, op.About{
		Reads: true, Doc: "Shows one attribute of an instance.",
		Simplified: []string{"The attributes kernel, ramdisk, sourceDestCheck, groupSet, sriovNetSupport, enaSupport and enclaveOptions are not modelled."},
	}),
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
	op.Define("CopySnapshot", CopySnapshot, op.About{
		Doc:   "Copies a completed snapshot into this region. The first copy of a volume's snapshots from another region is whole; a later one moves what changed.",
		Makes: "snapshot",
		Simplified: []string{
			"Nothing is encrypted, so Encrypted and KmsKeyId are not taken.",
			"AWS does not say what copying an older snapshot after a newer one moves; here that copy is whole.",
			"The transfer is billed when the copy begins.",
		},
		Params: []op.ParamDoc{
			{Name: "SourceRegion", Doc: "The region of the snapshot to copy. The copy lands in the region that is called: --region."},
			{Name: "SourceSnapshotId", Doc: "The snapshot to copy; a name is looked up in the source region."},
			{Name: "DestinationRegion", Doc: "Deprecated: the region that is called, and no other."},
		},
	}),
	op.Define("DeleteSnapshot", DeleteSnapshot, op.About{Doc: "Deletes a snapshot that no image uses. Every other snapshot still restores whole."}),
	op.Define("DescribeSnapshots", DescribeSnapshots, op.About{
		Reads: true, Doc: "Lists snapshots with their progress: own ones, and those that others share.",
		Simplified: []string{"The snapshots of the public catalogue's images are not public; at AWS many are."},
		Params: []op.ParamDoc{
			{Name: "OwnerIds", Doc: "Only those of these owners: account numbers, or self."},
			{Name: "RestorableByUserIds", Doc: "Only those that these accounts can make volumes of: account numbers, self, or all for everybody."},
		},
	}),
	op.Define("ModifySnapshotAttribute", ModifySnapshotAttribute, op.About{
		Doc: "Shares a snapshot with other accounts or with everybody, or ends that. Volumes that others made of it are theirs and stay.",
		Params: []op.ParamDoc{
			{Name: "Attribute", Doc: "createVolumePermission, with OperationType and UserIds or GroupNames; or use CreateVolumePermission."},
			{Name: "CreateVolumePermission", Doc: "Permissions to add or to remove: Add=[{UserId=210987654321}]."},
			{Name: "GroupNames", Doc: "The group all: every account there is."},
			{Name: "UserIds", Doc: "Account numbers."},
		},
	}),
	op.Define("DescribeSnapshotAttribute", DescribeSnapshotAttribute, op.About{Reads: true, Doc: "Shows with whom an own snapshot is shared, or its product code."}),
	op.Define("ResetSnapshotAttribute", ResetSnapshotAttribute, op.About{Doc: "Ends all sharing of a snapshot."}),
	op.Define("CreateImage", CreateImage, op.About{
		Doc: "Makes an image of an instance: a snapshot of each attached volume, and a mapping that points at them. A running instance is rebooted first unless NoReboot is set.",
	}),
	op.Define("RegisterImage", RegisterImage, op.About{
		Doc:        "Makes an image of a root snapshot. The defaults are old ones: architecture i386, virtualization paravirtual.",
		Simplified: []string{"Images of bundles in S3 cannot be registered."},
	}),
	op.Define("CopyImage", CopyImage, op.About{
		Doc: "Copies an image into this region with all its snapshots. The copy has an id of its own; permissions do not come with it.",
		Simplified: []string{
			"Nothing is encrypted, so Encrypted and KmsKeyId are not taken.",
			"The bundle of an instance-store image counts as large as its root disk, and the copy of it in S3 is not billed.",
		},
		Params: []op.ParamDoc{
			{Name: "SourceRegion", Doc: "The region of the image to copy. The copy lands in the region that is called: --region."},
			{Name: "SourceImageId", Doc: "The image to copy; a name is looked up in the source region."},
			{Name: "CopyImageTags", Doc: "Copy the tags of an own image, too."},
			{Name: "ClientToken", Doc: "The same token makes the same copy once, however often it is sent."},
		},
	}),
	op.Define("DeregisterImage", DeregisterImage, op.About{Doc: "Takes an image away. Its snapshots stay and keep costing unless DeleteAssociatedSnapshots is set."}),
	op.Define("DescribeImages", DescribeImages, op.About{
		Reads: true, Doc: "Lists images with their block device mappings: own ones, those that others share, and public ones.",
		Params: []op.ParamDoc{
			{Name: "Owners", Doc: "Only those of these owners: account numbers, self, amazon or aws-marketplace."},
			{Name: "ExecutableUsers", Doc: "Only those shared with these accounts: account numbers, self, or all for everybody."},
		},
	}),
	op.Define("ModifyImageAttribute", ModifyImageAttribute, op.About{
		Doc: "Shares an image with other accounts or with everybody, ends that, or changes its description. Others launch it without any permission on its snapshots.",
		Simplified: []string{
			"There are no organizations to share with, and the attributes productCodes and imdsSupport cannot be changed.",
		},
		Params: []op.ParamDoc{
			{Name: "Attribute", Doc: "description, with Value, or launchPermission, with OperationType and UserIds or UserGroups; or use the attribute's own parameter."},
			{Name: "LaunchPermission", Doc: "Permissions to add or to remove: Add=[{UserId=210987654321}]."},
			{Name: "UserGroups", Doc: "The group all: every account there is."},
			{Name: "UserIds", Doc: "Account numbers."},
		},
	}),
	op.Define("DescribeImageAttribute", DescribeImageAttribute, op.About{
		Reads: true, Doc: "Shows one attribute of an own image.",
		Simplified: []string{"The attributes are description, launchPermission and productCodes."},
	}),
	op.Define("ResetImageAttribute", ResetImageAttribute, op.About{Doc: "Ends all sharing of an image."}),
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
