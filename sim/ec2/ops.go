package ec2

import (
	"slices"

	"blockyard/sim/op"
)

// Ops is every operation of EC2, in the order of the manual. It is the only
// list of them: no door names an action.
var Ops = slices.Concat(generalOps, snapshotOps)

var generalOps = []*op.Operation{
	op.Define("RunInstances", RunInstances, op.About{
		Doc:   "Launches instances of an image. Each gets its own volumes, restored from the snapshots of the image's mapping, and one network interface.",
		Makes: "instance",
		Simplified: []string{
			"Subnets and security groups do not exist, so naming one is refused. Every instance is in its zone's default subnet.",
			"User data is a subset of sh, and what it installs takes a typical time by package. A script that a stop interrupts does not run again.",
			"Without a zone a launch goes to the region's first zone that offers the type, where AWS chooses one.",
			"Images of the Marketplace launch without a subscription.",
		},
		Params: []op.ParamDoc{
			{Name: "ImageId", Doc: "The image, for example @al2023."},
			{Name: "InstanceType", Doc: "The type, for example t3.micro. AWS's default is m1.small, an old type that few images fit."},
			{Name: "BlockDeviceMappings", Doc: "Changes to the image's own mapping, device by device."},
			{Name: "UserData", Doc: "A script for sh that runs once, at the first boot. Understood: yum, dnf and apt install, echo and cat into files, systemctl and service, mkdir, touch, sleep, sync, shutdown; what else it has is said in the console output and skipped."},
			{Name: "KeyName", Doc: "A key pair by name: aws ec2 create-key-pair makes one. Nobody needs it here."},
			{Name: "NetworkInterfaces", Doc: "DeviceIndex=0,AssociatePublicIpAddress=false launches without an automatic public address."},
			{Name: "DisableApiStop", Doc: "Protect the instances from StopInstances and TerminateInstances."},
			{Name: "DisableApiTermination", Doc: "Protect the instances from TerminateInstances."},
			{Name: "HibernationOptions", Doc: "Configured=true: the instances can hibernate. Their root must be encrypted and have room for the memory."},
			{Name: "EbsOptimized", Doc: "Bandwidth of its own to the volumes, for old types that can have it; newer ones always do."},
			{Name: "ClientToken", Doc: "The same token makes the same call once, however often it is sent."},
		},
	}),
	op.Define("DescribeInstances", DescribeInstances, op.About{Reads: true, Doc: "Lists instances by reservation. Terminated ones are listed for an hour."}),
	op.Define("DescribeInstanceStatus", DescribeInstanceStatus, op.About{
		Reads: true, Doc: "Shows what the status checks of running instances say, and what AWS has scheduled for them.",
		Params: []op.ParamDoc{{Name: "IncludeAllInstances", Doc: "Those that do not run, too; their status is not-applicable."}},
		Simplified: []string{
			"Both checks always find the same, and there is no status of attached volumes.",
			"AWS makes the checks every minute; here the first ones take about two, and a host that fails is noticed at once.",
		},
	}),
	op.Define("StartInstances", StartInstances, op.About{
		Doc:        "Starts stopped instances with an EBS root; one that hibernated goes on with its memory as it was. Each start is billed for at least a minute.",
		Simplified: []string{"The memory of an instance that has hibernated for more than 60 days is lost, and it boots; AWS does not say what happens then."},
	}),
	op.Define("StopInstances", StopInstances, op.About{
		Doc: "Stops running instances with an EBS root. Their volumes stay attached and keep costing; instance-store disks are erased.",
		Params: []op.ParamDoc{
			{Name: "Force", Doc: "Leave the guest no time to write back what it holds in memory, and switch off what is still stopping."},
			{Name: "Hibernate", Doc: "Keep the memory on the root volume, so that a start goes on where the instance was. It must have been enabled at launch."},
			{Name: "SkipOsShutdown", Doc: "Switch the instance off without a shutdown of its operating system."},
		},
		Simplified: []string{"With Force AWS first lets the guest try an ordinary shutdown; here it has no time for one."},
	}),
	op.Define("RebootInstances", RebootInstances, op.About{Doc: "Restarts the operating system of running instances. All disks stay, the bill goes on."}),
	op.Define("TerminateInstances", TerminateInstances, op.About{
		Doc: "Ends instances for ever. Volumes with DeleteOnTermination go with them; the others become available and keep costing. A protected instance keeps itself and those of its zone.",
		Params: []op.ParamDoc{
			{Name: "Force", Doc: "Leave the guest no time to write back what it holds in memory. Protection holds all the same."},
			{Name: "SkipOsShutdown", Doc: "End the instance without a shutdown of its operating system."},
		},
	}),
	op.Define("DescribeInstanceTypes", DescribeInstanceTypes, op.About{
		Reads: true, Doc: "Lists the instance types that the region offers, with what each has and can do.",
		Simplified: []string{
			"There are some thirty of AWS's types here, and demo.small, which is this sandbox's own.",
			"Of what AWS tells of a type, cores, network speed, GPUs and placement are left out; throughputs are texts.",
		},
	}),
	op.Define("DescribeInstanceTypeOfferings", DescribeInstanceTypeOfferings, op.About{
		Reads: true, Doc: "Lists which instance types the region offers, or each of its zones.",
		Params:     []op.ParamDoc{{Name: "LocationType", Doc: "By region, which is the default, by availability-zone or by availability-zone-id."}},
		Simplified: []string{"The zones of us-east-1 differ as AWS's do; those of another region all offer what it has."},
	}),
	op.Define("ModifyInstanceAttribute", ModifyInstanceAttribute, op.About{
		Doc: "Changes one attribute of an instance: what protects it, what becomes of its volumes, and, while it is stopped, its type and user data.",
		Simplified: []string{
			"The attributes kernel, ramdisk, groupSet, sriovNetSupport and enclaveOptions are not modelled.",
			"No packet passes, so SourceDestCheck can be set and shown, and does nothing else.",
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
			{Name: "EnaSupport", Doc: "The software has the driver for the network adapter of Nitro types. The instance must be stopped."},
		},
	}),
	op.Define("DescribeInstanceAttribute", DescribeInstanceAttribute, op.About{
		Reads: true, Doc: "Shows one attribute of an instance.",
		Simplified: []string{"The attributes kernel, ramdisk, groupSet, sriovNetSupport and enclaveOptions are not modelled."},
	}),
	op.Define("CreateVolume", CreateVolume, op.About{
		Doc: "Makes a volume in a zone: an empty one, or one with the content of a snapshot.", Makes: "volume",
		Params: []op.ParamDoc{
			{Name: "Size", Doc: "Size in GiB; at least that of the snapshot."},
			{Name: "Encrypted", Doc: "Encrypt the volume. One that is made of an encrypted snapshot is encrypted anyway."},
			{Name: "KmsKeyId", Doc: "The key: an id, an alias such as alias/mine, or an ARN. yard key makes one."},
			{Name: "MultiAttachEnabled", Doc: "Let up to 16 instances on Nitro have the volume at once; for io1 and io2."},
			{Name: "VolumeType", Doc: "The type; gp2 unless said otherwise."},
			{Name: "Throughput", Doc: "Throughput in MiB/s, for gp3 alone."},
			{Name: "VolumeInitializationRate", Doc: "How fast the blocks of the snapshot come, 100 to 300 MiB/s. Without it they come by and by, or with a credit of fast restore at once."},
		},
		Simplified: []string{"Without a rate blocks come at 20 MiB/s; AWS states no rate."},
	}),
	op.Define("DeleteVolume", DeleteVolume, op.About{Doc: "Deletes a volume that is not attached. Its snapshots stay."}),
	op.Define("AttachVolume", AttachVolume, op.About{
		Doc: "Attaches a volume to a running or stopped instance in the same zone. A volume with Multi-Attach goes on up to 16.",
	}),
	op.Define("DetachVolume", DetachVolume, op.About{
		Doc:        "Detaches a volume. The guest first writes back what it holds in memory, unless Force is set.",
		Simplified: []string{"A guest always gives the volume up at once; AWS's state busy does not occur."},
	}),
	op.Define("DescribeVolumes", DescribeVolumes, op.About{Reads: true, Doc: "Lists volumes with their attachments."}),
	op.Define("ModifyVolume", ModifyVolume, op.About{
		Doc: "Changes size, type or performance of a volume, attached or not. It can only grow, and its file system does not grow with it. What is asked for is billed at once.",
		Params: []op.ParamDoc{
			{Name: "Size", Doc: "The new size in GiB, not below the present one."},
			{Name: "VolumeType", Doc: "The new type. One that takes IOPS gets 3000 unless they are named."},
			{Name: "Iops", Doc: "The new IOPS; kept where the type stays."},
			{Name: "Throughput", Doc: "The new MiB/s of gp3; kept where the type stays."},
			{Name: "MultiAttachEnabled", Doc: "Whether several instances can have the volume; changeable for io2 while it is detached."},
		},
		Simplified: []string{
			"Optimizing takes six hours for each TiB that was ever written, at least a minute; at AWS a change of IOPS alone can take longer.",
			"While it is optimized, a volume has the lower of its old and its new performance; AWS says that it lies between the two.",
		},
	}),
	op.Define("DescribeVolumesModifications", DescribeVolumesModifications, op.About{
		Reads: true, Doc: "Shows the latest modification of each volume that ever had one, with its progress.",
		Simplified: []string{"The modification of a deleted volume is forgotten with it."},
	}),
	op.Define("CreateSnapshot", CreateSnapshot, op.About{
		Doc: "Takes a snapshot of a volume. Its content is fixed when the call returns; only blocks that changed since the volume's last snapshot are stored.", Makes: "snapshot",
	}),
	op.Define("CreateSnapshots", CreateSnapshots, op.About{
		Doc: "Takes snapshots of all volumes of an instance at one instant: crash consistent across them. What the guest holds in memory is in none.", Makes: "snapshot",
		Params: []op.ParamDoc{
			{Name: "InstanceSpecification", Doc: "The instance, and what is left out: InstanceId=@web,ExcludeBootVolume=true."},
			{Name: "InstanceSpecification.ExcludeDataVolumeIds", Doc: "Data volumes of the instance that are left out."},
			{Name: "CopyTagsFromSource", Doc: "volume: each snapshot gets the tags of its volume."},
		},
	}),
	op.Define("CopySnapshot", CopySnapshot, op.About{
		Doc:   "Copies a completed snapshot into this region. The first copy of a volume's snapshots from another region is whole; a later one moves what changed.",
		Makes: "snapshot",
		Simplified: []string{
			"AWS does not say what copying an older snapshot after a newer one moves; here that copy is whole.",
			"The transfer is billed when the copy begins.",
			"A copy with CompletionDurationMinutes takes as long as any, but no longer than that; AWS limits how much can be asked for at once.",
		},
		Params: []op.ParamDoc{
			{Name: "CompletionDurationMinutes", Doc: "The copy is done within so many minutes, in quarters of an hour from 15 to 2880, and each GB costs more."},
			{Name: "SourceRegion", Doc: "The region of the snapshot to copy. The copy lands in the region that is called: --region."},
			{Name: "Encrypted", Doc: "Encrypt the copy of a plain snapshot. It cannot be set to false."},
			{Name: "KmsKeyId", Doc: "The key of the copy: an id, an alias such as alias/mine, or an ARN. Under another key a copy is whole."},
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
		Params: []op.ParamDoc{
			{Name: "NoReboot", Doc: "Let the instance run on. What it holds in memory is then not in the image."},
			{Name: "BlockDeviceMappings", Doc: "Leave a volume out (NoDevice), say whether it goes with its instance (DeleteOnTermination), or add a device."},
		},
		Simplified: []string{"A reboot begins at once and the snapshots with it; AWS waits until the instance is down."},
	}),
	op.Define("RegisterImage", RegisterImage, op.About{
		Doc: "Makes an image of a root snapshot. The defaults are old ones: architecture i386, virtualization paravirtual, no driver for the network adapter of Nitro types.",
		Params: []op.ParamDoc{
			{Name: "Architecture", Doc: "What the software runs on; x86_64 for most types. AWS's default is i386."},
			{Name: "VirtualizationType", Doc: "hvm for all newer types. AWS's default is paravirtual."},
			{Name: "EnaSupport", Doc: "The software has the driver for the network adapter of Nitro types, such as t3."},
			{Name: "RootDeviceName", Doc: "The device to boot from, which the mapping must give a snapshot: /dev/xvda or /dev/sda1."},
			{Name: "ImageLocation", Doc: "The manifest of a bundle in S3."},
			{Name: "KernelId", Doc: "The kernel that boots a paravirtual image, for example aki-919dcaf8."},
			{Name: "RamdiskId", Doc: "The RAM disk that the kernel starts with, for example ari-a51cf9cc."},
		},
		Simplified: []string{"Images of bundles in S3 cannot be registered: no bucket holds one.", "Billing products and UEFI data are not modelled."},
	}),
	op.Define("CopyImage", CopyImage, op.About{
		Doc: "Copies an image into this region with all its snapshots. The copy has an id of its own; permissions do not come with it.",
		Simplified: []string{
			"The bundle of an instance-store image counts as large as its root disk, and the copy of it in S3 is not billed.",
		},
		Params: []op.ParamDoc{
			{Name: "SourceRegion", Doc: "The region of the image to copy. The copy lands in the region that is called: --region."},
			{Name: "SourceImageId", Doc: "The image to copy; a name is looked up in the source region."},
			{Name: "Encrypted", Doc: "Encrypt the copies of plain snapshots. It cannot be set to false."},
			{Name: "KmsKeyId", Doc: "The key of the copies: an id, an alias such as alias/mine, or an ARN."},
			{Name: "CopyImageTags", Doc: "Copy the tags of an own image, too."},
			{Name: "ClientToken", Doc: "The same token makes the same copy once, however often it is sent."},
		},
	}),
	op.Define("DeregisterImage", DeregisterImage, op.About{
		Doc:    "Takes an image away. Its snapshots stay and keep costing unless DeleteAssociatedSnapshots is set.",
		Params: []op.ParamDoc{{Name: "DeleteAssociatedSnapshots", Doc: "Delete its snapshots, too, but for those that another image uses. The answer says what became of each."}},
	}),
	op.Define("DescribeImages", DescribeImages, op.About{
		Reads: true, Doc: "Lists images with their block device mappings: own ones, those that others share, and public ones.",
		Params: []op.ParamDoc{
			{Name: "Owners", Doc: "Only those of these owners: account numbers, self, amazon or aws-marketplace."},
			{Name: "ExecutableUsers", Doc: "Only those shared with these accounts: account numbers, self, or all for everybody."},
			{Name: "IncludeDeprecated", Doc: "Those of others, too, whose deprecation date has passed. One's own are always listed."},
			{Name: "IncludeDisabled", Doc: "Disabled ones, too."},
		},
		Simplified: []string{"The images of the public catalogue are never deprecated."},
	}),
	op.Define("EnableImageDeprecation", EnableImageDeprecation, op.About{
		Doc:    "Sets the minute from which others are no longer shown an image when they list images. Who knows its id still launches it.",
		Params: []op.ParamDoc{{Name: "DeprecateAt", Doc: "The date, for example 2027-04-01T00:00:00Z: up to 10 years ahead, or 2 years after a public image was made."}},
	}),
	op.Define("DisableImageDeprecation", DisableImageDeprecation, op.About{Doc: "Takes the deprecation date of an image back."}),
	op.Define("DisableImage", DisableImage, op.About{
		Doc: "Takes an image out of use: nothing is launched from it, and whoever it was shared with loses it. What was launched goes on, and its snapshots keep costing.",
	}),
	op.Define("EnableImage", EnableImage, op.About{Doc: "Makes a disabled image available again. Its old permissions do not return."}),
	op.Define("EnableImageDeregistrationProtection", EnableImageDeregistrationProtection, op.About{
		Doc:    "Protects an image from DeregisterImage.",
		Params: []op.ParamDoc{{Name: "WithCooldown", Doc: "Let the protection hold for 24 hours after it is switched off."}},
	}),
	op.Define("DisableImageDeregistrationProtection", DisableImageDeregistrationProtection, op.About{
		Doc:        "Lets an image be deregistered again: at once, or 24 hours later where the protection has a cooldown.",
		Simplified: []string{"AWS does not document what it shows during a cooldown; here it is disabled."},
	}),
	op.Define("EnableImageBlockPublicAccess", EnableImageBlockPublicAccess, op.About{
		Doc:        "Lets no image of the account in the region be made public. Those that are public stay so.",
		Params:     []op.ParamDoc{{Name: "ImageBlockPublicAccessState", Doc: "The only state: block-new-sharing."}},
		Simplified: []string{"AWS has it on for new accounts; here it is off until it is enabled. There are no organizations that could manage it."},
	}),
	op.Define("DisableImageBlockPublicAccess", DisableImageBlockPublicAccess, op.About{Doc: "Lets images of the account in the region be made public again."}),
	op.Define("GetImageBlockPublicAccessState", GetImageBlockPublicAccessState, op.About{Reads: true, Doc: "Says whether images of the account in the region can be made public. A change takes some minutes to show."}),
	op.Define("ModifyImageAttribute", ModifyImageAttribute, op.About{
		Doc: "Shares an image with other accounts or with everybody, ends that, or changes its description. Others launch it without any permission on its snapshots.",
		Simplified: []string{
			"There are no organizations to share with.",
		},
		Params: []op.ParamDoc{
			{Name: "ImdsSupport", Doc: "v2.0: instances take tokens for their metadata. It cannot be taken back."},
			{Name: "Attribute", Doc: "description or imdsSupport, with Value, or launchPermission, with OperationType and UserIds or UserGroups; or use the attribute's own parameter."},
			{Name: "LaunchPermission", Doc: "Permissions to add or to remove: Add=[{UserId=210987654321}]."},
			{Name: "UserGroups", Doc: "The group all: every account there is."},
			{Name: "UserIds", Doc: "Account numbers."},
		},
	}),
	op.Define("DescribeImageAttribute", DescribeImageAttribute, op.About{
		Reads: true, Doc: "Shows one attribute of an own image.",
		Simplified: []string{"The attribute uefiData is not modelled."},
		Params:     []op.ParamDoc{{Name: "Attribute", Doc: "For example launchPermission, description, kernel, productCodes, bootMode, lastLaunchedTime. The mapping is no longer given so: see DescribeImages."}},
	}),
	op.Define("ResetImageAttribute", ResetImageAttribute, op.About{Doc: "Ends all sharing of an image."}),
	op.Define("GetConsoleOutput", GetConsoleOutput, op.About{
		Reads:      true,
		Doc:        "Shows what the guest of an instance has printed: its boot, and what its user data did. Without Latest it is the output up to the last finished boot or stop.",
		Params:     []op.ParamDoc{{Name: "Latest", Doc: "The output up to now; for Nitro types alone."}},
		Simplified: []string{"The lines are this sandbox's own, not those of a real kernel. The API answers them in base64, which the AWS CLI decodes; here they are text at once."},
	}),
	op.Define("MonitorInstances", MonitorInstances, op.About{
		Doc:        "Turns detailed monitoring of instances on. It is billed while they run.",
		Simplified: []string{"It is on at once, where AWS takes a moment. AWS bills each metric that is sent; here an instance is one unit, for which AWS's book has no price."},
	}),
	op.Define("UnmonitorInstances", UnmonitorInstances, op.About{Doc: "Turns detailed monitoring of instances off.", Simplified: []string{"It is off at once, where AWS takes a moment."}}),
	op.Define("AllocateAddress", AllocateAddress, op.About{
		Doc:        "Gives the account an Elastic IP address in the region, at most five unless a quota says otherwise. It is billed from now on, used or not.",
		Makes:      "elastic-ip",
		Simplified: []string{"Addresses come from ranges that nobody uses, and none is handed out twice."},
	}),
	op.Define("AssociateAddress", AssociateAddress, op.About{
		Doc: "Puts an Elastic IP address on an instance. The public address that the instance had is given back; an address on another instance moves.",
		Params: []op.ParamDoc{
			{Name: "AllocationId", Doc: "The address, for example @web-ip."},
			{Name: "AllowReassociation", Doc: "Set to false it lets no address move, and none take the place of another."},
		},
		Simplified: []string{"An instance has one interface with one private address, so PrivateIpAddress is not taken."},
	}),
	op.Define("DisassociateAddress", DisassociateAddress, op.About{
		Doc: "Takes an Elastic IP address off its instance, which gets an automatic one if it is on. The account keeps the address and pays for it.",
	}),
	op.Define("ReleaseAddress", ReleaseAddress, op.About{Doc: "Gives an Elastic IP address back for ever. Its billing ends."}),
	op.Define("DescribeAddresses", DescribeAddresses, op.About{Reads: true, Doc: "Lists the account's Elastic IP addresses. The automatic addresses of instances are not among them: see DescribeInstances."}),
	op.Define("CreateKeyPair", CreateKeyPair, op.About{
		Doc:        "Makes a key pair: a name that launches can give to instances.",
		Makes:      "key-pair",
		Simplified: []string{"Nobody logs in to an instance, so there is no key behind the name: KeyMaterial is a sentence that says so, and there is no fingerprint."},
	}),
	op.Define("DescribeKeyPairs", DescribeKeyPairs, op.About{Reads: true, Doc: "Lists key pairs.", Simplified: []string{"Key pairs have no fingerprints and no public keys."}}),
	op.Define("DeleteKeyPair", DeleteKeyPair, op.About{Doc: "Takes a key pair away. Instances that were launched with it run on, and keep its name. A name that does not exist is no error."}),
	op.Define("DescribeNetworkInterfaces", DescribeNetworkInterfaces, op.About{Reads: true, Doc: "Lists network interfaces."}),
	op.Define("CopyVolumes", CopyVolumes, op.About{
		Doc: "Makes a volume in the zone of another one with what this one has now. What a guest holds in memory is not in it.", Makes: "volume",
		Simplified: []string{
			"The copy has its source's encryption and key.",
			"Its blocks come at 100 MiB/s, and its first snapshot is incremental to what it shares with its source; AWS states neither. It is billed by the type of the copy, for all blocks that its source has written.",
		},
		Params: []op.ParamDoc{{Name: "VolumeType", Doc: "The type; gp2 unless said otherwise."}, {Name: "Size", Doc: "Size in GiB; at least that of the source."}},
	}),
	op.Define("CreateReplaceRootVolumeTask", CreateReplaceRootVolumeTask, op.About{
		Doc: "Replaces the root volume of a running instance: by what it was launched from, by a snapshot of that root, or by the root of an image. The instance reboots; the old volume stays unless told otherwise.",
		Params: []op.ParamDoc{
			{Name: "SnapshotId", Doc: "A snapshot of the root volume, or of one that it replaced."},
			{Name: "ImageId", Doc: "An image of the same product, platform, architecture and virtualization. The instance's ImageId stays."},
			{Name: "DeleteReplacedRootVolume", Doc: "Deletes the old root volume once the task has succeeded."},
			{Name: "VolumeInitializationRate", Doc: "MiB/s, 100 to 300, at which the blocks of the new volume come. It is billed."},
		},
		Simplified: []string{
			"User data does not run again, and no task leaves an instance without a root volume (failed-detached). ClientToken and TagSpecifications are not taken.",
			"Each step takes some seconds; AWS publishes no time.",
		},
	}),
	op.Define("DescribeReplaceRootVolumeTasks", DescribeReplaceRootVolumeTasks, op.About{Reads: true, Doc: "Shows how far the replacements of root volumes are."}),
	op.Define("DescribeVolumeStatus", DescribeVolumeStatus, op.About{
		Reads: true, Doc: "Shows what the checks of volumes say: whether I/O is enabled, whether one with provisioned IOPS is as fast as ordered, and how far its blocks have come.",
		Simplified: []string{"A volume with provisioned IOPS is shown as degraded while the blocks that are still coming leave it less than half of its throughput. There are no statuses by attachment."},
	}),
	op.Define("EnableVolumeIO", EnableVolumeIO, op.About{Doc: "Lets a volume be read and written again whose I/O AWS has disabled, since its data may be inconsistent."}),
	op.Define("ModifyVolumeAttribute", ModifyVolumeAttribute, op.About{
		Doc:    "Says whether a volume's I/O goes on by itself where AWS finds that its data may be inconsistent.",
		Params: []op.ParamDoc{{Name: "AutoEnableIO", Doc: "Value=true: it goes on."}},
	}),
	op.Define("DescribeVolumeAttribute", DescribeVolumeAttribute, op.About{Reads: true, Doc: "Shows one attribute of a volume: autoEnableIO or productCodes."}),
	op.Define("EnableFastSnapshotRestores", EnableFastSnapshotRestores, op.About{
		Doc: "Lets volumes be made of own snapshots in zones that have all their blocks at once. Each takes a credit; they fill by 1024 / GiB an hour, 10 at most. It is billed by the hour in each zone.",
		Simplified: []string{
			"Only the owner of a snapshot can enable it. It is billed from when it is enabled, not while it is optimized, and is of no use before.",
			"There is no quota of snapshots that have it.",
		},
	}),
	op.Define("DisableFastSnapshotRestores", DisableFastSnapshotRestores, op.About{Doc: "Ends fast restore of own snapshots in zones. Credits are lost; billing ends, after an hour at the least."}),
	op.Define("DescribeFastSnapshotRestores", DescribeFastSnapshotRestores, op.About{Reads: true, Doc: "Lists in which zones which snapshots can be restored fast, or will be."}),
	op.Define("EnableEbsEncryptionByDefault", EnableEbsEncryptionByDefault, op.About{Doc: "Has every volume and every copy of a snapshot that the account makes in the region encrypted. What there is stays as it is."}),
	op.Define("DisableEbsEncryptionByDefault", DisableEbsEncryptionByDefault, op.About{Doc: "Lets plain volumes be made again. What is encrypted stays so."}),
	op.Define("GetEbsEncryptionByDefault", GetEbsEncryptionByDefault, op.About{Reads: true, Doc: "Says whether what the account makes in the region is encrypted without being asked for."}),
	op.Define("ModifyEbsDefaultKmsKeyId", ModifyEbsDefaultKmsKeyID, op.About{
		Doc:    "Changes the key that encrypts where a call names none, for the account in the region.",
		Params: []op.ParamDoc{{Name: "KmsKeyId", Doc: "The key: an id, an alias such as alias/mine, or an ARN. One that does not exist is found out when a volume fails."}},
	}),
	op.Define("ResetEbsDefaultKmsKeyId", ResetEbsDefaultKmsKeyID, op.About{Doc: "Makes the key that AWS manages, alias/aws/ebs, the default one again."}),
	op.Define("GetEbsDefaultKmsKeyId", GetEbsDefaultKmsKeyID, op.About{Reads: true, Doc: "Says which key encrypts where a call names none."}),
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
	{Name: "instance-status-ok", Action: "DescribeInstanceStatus"},
	{Name: "instance-stopped", Action: "DescribeInstances"},
	{Name: "instance-terminated", Action: "DescribeInstances"},
	{Name: "snapshot-completed", Action: "DescribeSnapshots"},
	{Name: "system-status-ok", Action: "DescribeInstanceStatus"},
	{Name: "volume-available", Action: "DescribeVolumes"},
	{Name: "volume-deleted", Action: "DescribeVolumes"},
	{Name: "volume-in-use", Action: "DescribeVolumes"},
}
