package apierr

// An Entry of the catalogue describes one code.
type Entry struct {
	Code   Code
	Status int    // HTTP status; 0 means 400
	When   string // completes "This code is answered when …"
	Why    string // one plain sentence for the learner
}

// The codes. Source: the EC2 error codes page
// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html) unless an entry says otherwise.
const (
	AddressLimitExceeded                  Code = "AddressLimitExceeded"
	AttachmentLimitExceeded               Code = "AttachmentLimitExceeded"
	AuthFailure                           Code = "AuthFailure"
	BootForVolumeTypeUnsupported          Code = "BootForVolumeTypeUnsupported"
	ConcurrentCreateImageNoRebootLimit    Code = "ConcurrentCreateImageNoRebootLimitExceeded"
	ConcurrentSnapshotLimitExceeded       Code = "ConcurrentSnapshotLimitExceeded"
	ConflictException                     Code = "ConflictException"
	DryRunOperation                       Code = "DryRunOperation"
	EncryptedVolumesNotSupported          Code = "EncryptedVolumesNotSupported"
	FilterLimitExceeded                   Code = "FilterLimitExceeded"
	IdempotentInstanceTerminated          Code = "IdempotentInstanceTerminated"
	IdempotentParameterMismatch           Code = "IdempotentParameterMismatch"
	IncorrectInstanceState                Code = "IncorrectInstanceState"
	IncorrectModificationState            Code = "IncorrectModificationState"
	IncorrectState                        Code = "IncorrectState"
	InstanceLimitExceeded                 Code = "InstanceLimitExceeded"
	InsufficientInstanceCapacity          Code = "InsufficientInstanceCapacity"
	InsufficientVolumeCapacity            Code = "InsufficientVolumeCapacity"
	InternalError                         Code = "InternalError"
	InvalidAMIAttributeItemValue          Code = "InvalidAMIAttributeItemValue"
	InvalidAMIIDMalformed                 Code = "InvalidAMIID.Malformed"
	InvalidAMIIDNotFound                  Code = "InvalidAMIID.NotFound"
	InvalidAMIIDUnavailable               Code = "InvalidAMIID.Unavailable"
	InvalidAMINameDuplicate               Code = "InvalidAMIName.Duplicate"
	InvalidAMINameMalformed               Code = "InvalidAMIName.Malformed"
	InvalidAction                         Code = "InvalidAction"
	InvalidAddressNotFound                Code = "InvalidAddress.NotFound"
	InvalidAllocationIDNotFound           Code = "InvalidAllocationID.NotFound"
	InvalidAssociationIDNotFound          Code = "InvalidAssociationID.NotFound"
	InvalidAttachmentNotFound             Code = "InvalidAttachment.NotFound"
	InvalidBlockDeviceMapping             Code = "InvalidBlockDeviceMapping"
	InvalidGroupNotFound                  Code = "InvalidGroup.NotFound"
	InvalidID                             Code = "InvalidID"
	InvalidInstanceAttributeValue         Code = "InvalidInstanceAttributeValue"
	InvalidInstanceID                     Code = "InvalidInstanceID"
	InvalidInstanceIDMalformed            Code = "InvalidInstanceID.Malformed"
	InvalidInstanceIDNotFound             Code = "InvalidInstanceID.NotFound"
	InvalidInstanceType                   Code = "InvalidInstanceType"
	InvalidKeyPairDuplicate               Code = "InvalidKeyPair.Duplicate"
	InvalidKeyPairNotFound                Code = "InvalidKeyPair.NotFound"
	InvalidManifest                       Code = "InvalidManifest"
	InvalidMaxResults                     Code = "InvalidMaxResults"
	InvalidNetworkInterfaceIDMalformed    Code = "InvalidNetworkInterfaceId.Malformed"
	InvalidNetworkInterfaceIDNotFound     Code = "InvalidNetworkInterfaceID.NotFound"
	InvalidNextToken                      Code = "InvalidNextToken"
	InvalidParameterCombination           Code = "InvalidParameterCombination"
	InvalidParameterDependency            Code = "InvalidParameterDependency"
	InvalidParameterValue                 Code = "InvalidParameterValue"
	InvalidRegion                         Code = "InvalidRegion"
	InvalidRequest                        Code = "InvalidRequest"
	InvalidSnapshotInUse                  Code = "InvalidSnapshot.InUse"
	InvalidSnapshotNotFound               Code = "InvalidSnapshot.NotFound"
	InvalidSnapshotIDMalformed            Code = "InvalidSnapshotID.Malformed"
	InvalidSubnetIDNotFound               Code = "InvalidSubnetID.NotFound"
	InvalidTagKeyMalformed                Code = "InvalidTagKey.Malformed"
	InvalidUserDataMalformed              Code = "InvalidUserData.Malformed"
	InvalidUserIDMalformed                Code = "InvalidUserID.Malformed"
	InvalidVolumeNotFound                 Code = "InvalidVolume.NotFound"
	InvalidVolumeModificationNotFound     Code = "InvalidVolumeModification.NotFound"
	InvalidVolumeZoneMismatch             Code = "InvalidVolume.ZoneMismatch"
	InvalidZoneNotFound                   Code = "InvalidZone.NotFound"
	MaxIOPSLimitExceeded                  Code = "MaxIOPSLimitExceeded"
	MissingParameter                      Code = "MissingParameter"
	OperationNotPermitted                 Code = "OperationNotPermitted"
	PendingSnapshotLimitExceeded          Code = "PendingSnapshotLimitExceeded"
	ResourceAlreadyAssociated             Code = "Resource.AlreadyAssociated"
	ResourceCountExceeded                 Code = "ResourceCountExceeded"
	ResourceNotFoundException             Code = "ResourceNotFoundException"
	ResourceLimitExceeded                 Code = "ResourceLimitExceeded"
	ServiceQuotaExceededException         Code = "ServiceQuotaExceededException"
	SnapshotCreationPerVolumeRateExceeded Code = "SnapshotCreationPerVolumeRateExceeded"
	SnapshotLimitExceeded                 Code = "SnapshotLimitExceeded"
	TagLimitExceeded                      Code = "TagLimitExceeded"
	UnauthorizedOperation                 Code = "UnauthorizedOperation"
	UnknownParameter                      Code = "UnknownParameter"
	UnknownVolumeType                     Code = "UnknownVolumeType"
	Unsupported                           Code = "Unsupported"
	UnsupportedHibernationConfiguration   Code = "UnsupportedHibernationConfiguration"
	UnsupportedOperation                  Code = "UnsupportedOperation"
	ValidationException                   Code = "ValidationException"
	VcpuLimitExceeded                     Code = "VcpuLimitExceeded"
	VolumeInUse                           Code = "VolumeInUse"
	VolumeLimitExceeded                   Code = "VolumeLimitExceeded"
	VolumeModificationRateExceeded        Code = "VolumeModificationRateExceeded"
	VolumeModificationSizeLimitExceeded   Code = "VolumeModificationSizeLimitExceeded"
)

// Catalogue lists every code that an operation can answer, sorted by code.
var Catalogue = []Entry{
	{AddressLimitExceeded, 0, "the account has as many Elastic IP addresses in the region as it may", "Five are allowed unless a quota says otherwise; release one that is not needed."},
	{AttachmentLimitExceeded, 0, "an instance already holds as many volumes as its type can", "Each instance type has room for a fixed number of attachments."},
	{AuthFailure, 0, "the resource belongs to another account", "What another account owns can be used only in the ways that it shares."},
	{BootForVolumeTypeUnsupported, 0, "a root volume is of a type that cannot boot (st1, sc1)", "Throughput-optimised and cold HDD volumes can hold data, but no instance can boot from them."},
	{ConcurrentCreateImageNoRebootLimit, 0, "too many images are being made without a reboot", "Wait until one of the images in progress is available."},
	{ConcurrentSnapshotLimitExceeded, 0, "too many snapshots of one volume are pending", "Wait until one of the pending snapshots is completed."},
	{ConflictException, 409, "a rule of the Recycle Bin is locked, or is not; or a snapshot that is being written is complete already", "Look at its state first."},
	{DryRunOperation, 412, "DryRun was set and the call would have succeeded", "Nothing was changed: this is what a dry run answers when all is well."},
	{EncryptedVolumesNotSupported, 0, "an encrypted volume is meant for an instance type that cannot have any", "A few old instance types have no encrypted volumes."},
	{FilterLimitExceeded, 0, "a call has more than 10 filters or 200 filter values", "Ask for less at once."},
	{IdempotentInstanceTerminated, 0, "a client token is used again after its instance was terminated", "A client token stands for one launch for ever; a new launch needs a new token."},
	{IdempotentParameterMismatch, 0, "a client token is used again with other parameters", "A client token stands for one request; another request needs another token."},
	{IncorrectInstanceState, 0, "an instance is in a state that does not allow the operation", "Instances move through pending, running, stopping, stopped and shutting-down; wait until the move is over."},
	{IncorrectModificationState, 0, "a volume is still being modified", "One modification of a volume must be completed before the next can begin."},
	{IncorrectState, 0, "a volume, snapshot or attachment is in a state that does not allow the operation", "Wait until it has reached the state that the operation needs."},
	{InstanceLimitExceeded, 0, "the account's quota of instances is used up", "A quota of this sandbox was reached."},
	{InsufficientInstanceCapacity, 500, "a zone has no room for an instance type", "Another zone, another type or another time may work."},
	{InsufficientVolumeCapacity, 500, "a zone has no room for a volume type", "Another zone or another time may work."},
	{InternalError, 500, "the simulator found a fault in itself", "This is a fault of the sandbox, not yours; the world is as it was before the call."},
	{InvalidAMIAttributeItemValue, 0, "a permission names neither an account nor a group that there is", "Permissions go to account numbers of 12 digits, or to the group all, which is everybody."},
	{InvalidAMIIDMalformed, 0, "an image id is not written as ami- and 8 or 17 hex digits", "Image ids look like ami-0123456789abcdef0."},
	{InvalidAMIIDNotFound, 0, "an image does not exist in this region", "Images belong to one region and to one account, which must share them for another to see them."},
	{InvalidAMIIDUnavailable, 0, "an image is pending, failed or deregistered", "Only an available image can be used."},
	{InvalidAMINameDuplicate, 0, "an own image of that name exists in the region", "Image names are unique per account and region."},
	{InvalidAMINameMalformed, 0, "an image name has under 3 or over 128 characters, or one that is not allowed", "Image names have 3 to 128 letters, digits, spaces or ( ) [ ] . / - ' @ _."},
	{InvalidAction, 0, "there is no such operation", "The list of operations: yard ops."},
	{InvalidAddressNotFound, 0, "no Elastic IP address of the account is written so", "Only addresses that the account allocated can be named; automatic ones belong to nobody."},
	{InvalidAllocationIDNotFound, 0, "an Elastic IP address does not exist in this region", "A released address is gone for ever."},
	{InvalidAssociationIDNotFound, 0, "an association of an Elastic IP address does not exist", "An association ends when its address is moved, taken off or released."},
	{InvalidAttachmentNotFound, 0, "a volume is not attached where the call says", "Look at the volume's attachments first."},
	{InvalidBlockDeviceMapping, 0, "a block device mapping cannot be made", "Each device of a mapping is an EBS volume, an instance-store disk or left out."},
	{InvalidGroupNotFound, 0, "a security group does not exist", "Security groups are not modelled beyond the default one."},
	{InvalidID, 0, "an id is not one that can be tagged", "Tags go on instances, volumes, snapshots, images and network interfaces."},
	{InvalidInstanceAttributeValue, 0, "an attribute of an instance is given a value that it cannot have", "Look at what the instance has: aws ec2 describe-instance-attribute."},
	{InvalidInstanceID, 0, "an instance is in a state in which no address can be put on it", "Wait until the instance is running."},
	{InvalidInstanceIDMalformed, 0, "an instance id is not written as i- and 8 or 17 hex digits", "Instance ids look like i-0123456789abcdef0."},
	{InvalidInstanceIDNotFound, 0, "an instance does not exist in this region", "The id may be mistyped, belong to another region, or be of an instance terminated over an hour ago."},
	{InvalidInstanceType, 0, "a described instance type does not exist", "The name may be mistyped: describe-instance-types without names lists what the region has."},
	{InvalidKeyPairDuplicate, 0, "an own key pair of that name exists in the region", "Key pair names are unique per account and region."},
	{InvalidKeyPairNotFound, 0, "a key pair does not exist in this region", "Key pairs belong to one region and one account; no instance needs one here."},
	{InvalidManifest, 0, "an instance-store image has a manifest that cannot be read", "The manifest of an instance-store image lies in S3 and must be readable by EC2."},
	{InvalidMaxResults, 0, "MaxResults is outside 5 to 1000", "Pages have 5 to 1000 entries."},
	{InvalidNetworkInterfaceIDMalformed, 0, "a network interface id is not written as eni- and 8 or 17 hex digits", "Network interface ids look like eni-0123456789abcdef0."},
	{InvalidNetworkInterfaceIDNotFound, 0, "a network interface does not exist in this region", "An interface made at launch goes with its instance."},
	{InvalidNextToken, 0, "NextToken is not one that this call gave out", "A token continues the very call that returned it."},
	{InvalidParameterCombination, 0, "parameters exclude each other", "Leave one of them out."},
	{InvalidParameterDependency, 0, "a parameter needs another one", "Add the other parameter."},
	{InvalidParameterValue, 0, "a value is not one that the parameter takes", "Look at the parameter's allowed values."},
	{InvalidRegion, 0, "a region does not exist", "The regions: aws ec2 describe-regions."},
	{InvalidRequest, 0, "an image may not be copied", "Who may launch an image may not always copy it."},
	{InvalidSnapshotInUse, 0, "a snapshot belongs to a registered image", "The image needs its snapshots; deregister the image first."},
	{InvalidSnapshotNotFound, 0, "a snapshot does not exist in this region", "Snapshots belong to one region and to one account, which must share them for another to see them."},
	{InvalidSnapshotIDMalformed, 0, "a snapshot id is not written as snap- and 8 or 17 hex digits", "Snapshot ids look like snap-0123456789abcdef0."},
	{InvalidSubnetIDNotFound, 0, "a subnet does not exist", "Every zone has one default subnet; name the zone instead."},
	{InvalidTagKeyMalformed, 0, "a tag key is empty, too long or begins with aws:", "Tag keys have 1 to 128 characters; aws: is kept for AWS."},
	{InvalidUserDataMalformed, 0, "user data is not base64", "The API takes user data in base64; the command line encodes it for you."},
	{InvalidUserIDMalformed, 0, "an owner or user is neither an account number nor one of the words that the parameter takes", "Account numbers have 12 digits."},
	{InvalidVolumeNotFound, 0, "a volume does not exist in this region", "The id may be mistyped, belong to another region, or be of a deleted volume."},
	{InvalidVolumeModificationNotFound, 0, "a volume was never modified", "Only a volume that was modified has a modification to show."},
	{InvalidVolumeZoneMismatch, 0, "a volume and an instance are in different zones", "A volume lives in one zone for ever and can be attached only there. Its data travels through a snapshot."},
	{InvalidZoneNotFound, 0, "a zone does not exist in this region", "The zones: aws ec2 describe-availability-zones."},
	{MaxIOPSLimitExceeded, 0, "the region's quota of provisioned IOPS is used up", "A quota of this sandbox was reached."},
	{MissingParameter, 0, "a required parameter is missing", "Add the parameter."},
	{OperationNotPermitted, 0, "the operation is not allowed on this resource", "Something protects the resource from this operation."},
	{PendingSnapshotLimitExceeded, 0, "the account's quota of pending snapshots is used up", "Wait until one of the pending snapshots is completed."},
	{ResourceAlreadyAssociated, 0, "an address may not move, and is on an instance already", "AllowReassociation set to false lets nothing move."},
	{ResourceCountExceeded, 0, "a call asks for more than it may at once", "Ask for less at once."},
	{ResourceNotFoundException, 404, "there is no such retention rule, or no such snapshot for the direct calls", "Rules and snapshots belong to one region and one account."},
	{ResourceLimitExceeded, 0, "too many copies are in progress to one region", "Wait until one of the copies in progress is completed."},
	{ServiceQuotaExceededException, 402, "the account has as much in the region as the service allows", "Delete what is not needed."},
	{SnapshotCreationPerVolumeRateExceeded, 0, "a volume's last snapshot was asked for under 15 seconds ago", "Snapshots of one volume must be 15 seconds apart."},
	{SnapshotLimitExceeded, 0, "the account's quota of snapshots is used up", "A quota of this sandbox was reached."},
	{TagLimitExceeded, 0, "a resource would have more than 50 tags", "A resource can have 50 tags."},
	{UnauthorizedOperation, 403, "the caller may not do this", "The account that you act as is not allowed to do this."},
	{UnknownParameter, 0, "the operation has no such parameter", "The parameters of an operation: aws ec2 OPERATION help."},
	{UnknownVolumeType, 0, "there is no such volume type", "The types are gp3, gp2, io2, io1, st1, sc1 and standard."},
	{Unsupported, 0, "an instance asks for something that its type does not have", "Choose another instance type, or do without."},
	{UnsupportedHibernationConfiguration, 0, "an instance was not launched ready for hibernation", "Hibernation must be asked for at launch."},
	{UnsupportedOperation, 0, "a resource of this kind cannot do that", "What the resource is made of rules the operation out."},
	{ValidationException, 0, "a parameter of the Recycle Bin or of the direct calls cannot be", "Look at what the parameter takes."},
	{VcpuLimitExceeded, 0, "the account's quota of vCPUs is used up", "A quota of this sandbox was reached."},
	{VolumeInUse, 0, "a volume is attached", "Detach the volume first."},
	{VolumeLimitExceeded, 0, "the account's quota of volume storage is used up", "A quota of this sandbox was reached."},
	{VolumeModificationRateExceeded, 0, "a volume was modified as often as it can be for now", "A volume can be modified four times in any 24 hours; until the rule changed it was once in six hours."},
	{VolumeModificationSizeLimitExceeded, 0, "too much volume storage is being modified at once", "Wait until a modification is completed."},
}

// Lookup returns the entry of a code.
func Lookup(code Code) (Entry, bool) {
	for i := range Catalogue {
		if Catalogue[i].Code == code {
			return Catalogue[i], true
		}
	}
	return Entry{}, false
}
