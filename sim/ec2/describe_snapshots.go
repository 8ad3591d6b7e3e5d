package ec2

import (
	"slices"
	"strconv"

	"blockyard/sim/apierr"
	"blockyard/sim/block"
	"blockyard/sim/unit"
)

// DescribeSnapshotsInput holds the parameters of DescribeSnapshots.
type DescribeSnapshotsInput struct {
	MaxResults          *int64   `ec2:"MaxResults"`
	NextToken           string   `ec2:"NextToken"`
	OwnerIDs            []string `ec2:"OwnerIds,query=Owner"`
	RestorableByUserIDs []string `ec2:"RestorableByUserIds,query=RestorableBy"`
	SnapshotIDs         []string `ec2:"SnapshotIds,query=SnapshotId,id=snapshot"`
	DryRun              bool     `ec2:"DryRun"`
	Filters             []Filter `ec2:"Filters,query=Filter"`
}

// DescribeSnapshotsOutput is the answer of DescribeSnapshots.
type DescribeSnapshotsOutput struct {
	Snapshots []SnapshotDescription `ec2:"Snapshots,xml=snapshotSet"`
	NextToken string                `ec2:"NextToken"`
}

// A SnapshotDescription is a snapshot as DescribeSnapshots shows it.
type SnapshotDescription struct {
	Tags                    []Tag         `ec2:"Tags,omitempty,xml=tagSet"`
	StorageTier             string        `ec2:"StorageTier"`
	RestoreExpiryTime       unit.Date     `ec2:"RestoreExpiryTime"`
	FullSnapshotSizeInBytes int64         `ec2:"FullSnapshotSizeInBytes"` // all blocks ever written, not what it stores
	SnapshotID              string        `ec2:"SnapshotId"`
	VolumeID                string        `ec2:"VolumeId"`
	State                   SnapshotState `ec2:"State,xml=status"`
	StateMessage            string        `ec2:"StateMessage,xml=statusMessage"` // why it failed
	StartTime               unit.Date     `ec2:"StartTime"`
	Progress                string        `ec2:"Progress"`
	OwnerID                 string        `ec2:"OwnerId"`
	Description             string        `ec2:"Description"`
	VolumeSize              int64         `ec2:"VolumeSize"` // GiB
	Encrypted               bool          `ec2:"Encrypted"`
	KmsKeyID                string        `ec2:"KmsKeyId,omitempty"`
	TransferType            string        `ec2:"TransferType,omitempty"` // "standard" or "time-based"; "" for what is no copy
	CompletionMinutes       *int64        `ec2:"CompletionDurationMinutes,omitempty"`
}

// snapshotFields is what snapshots can be filtered by.
var snapshotFields = []field[Snapshot]{
	{"description", func(_ *Tx, _ uint32, x *Snapshot) []string { return one(x.Description) }},
	{"encrypted", func(_ *Tx, _ uint32, x *Snapshot) []string { return truth(x.Encrypted) }},
	{"owner-id", func(tx *Tx, _ uint32, x *Snapshot) []string { return one(tx.accounts[x.Account]) }},
	{"progress", func(tx *Tx, _ uint32, x *Snapshot) []string { return one(percent(tx.progress(x))) }},
	{"snapshot-id", func(tx *Tx, index uint32, _ *Snapshot) []string { return one(tx.ID(Ref{KindSnapshot, index})) }},
	{"start-time", func(tx *Tx, _ uint32, x *Snapshot) []string { return tx.moment(x.Created) }},
	{"status", func(_ *Tx, _ uint32, x *Snapshot) []string { return one(string(x.State)) }},
	{"storage-tier", func(_ *Tx, _ uint32, x *Snapshot) []string { return one(x.Tier()) }},
	{"volume-id", func(tx *Tx, _ uint32, x *Snapshot) []string { return one(tx.takenOf(x)) }},
	{"volume-size", func(_ *Tx, _ uint32, x *Snapshot) []string { return number(x.GiB) }},
}

// DescribeSnapshots lists the snapshots that the caller can see in the region:
// own ones, those that are shared with it, and public ones, in order of creation.
//
// Simplified: the snapshots of the public catalogue's images are not public; at AWS many are.
func DescribeSnapshots(tx *Tx, in DescribeSnapshotsInput) (out DescribeSnapshotsOutput, err error) {
	if err := notWithLimit(in.SnapshotIDs, in.MaxResults, "snapshotsSet"); err != nil {
		return out, err
	}
	indices, fault := tx.listedSnapshots(in.SnapshotIDs)
	if fault != nil {
		return out, fault
	}
	if fault := checkUsers(in.OwnerIDs, "self", "amazon", "aws-marketplace"); fault != nil {
		return out, fault
	}
	if fault := checkUsers(in.RestorableByUserIDs, "self", everyone); fault != nil {
		return out, fault
	}
	keep, fault := newSieve(tx, KindSnapshot, in.Filters, snapshotFields)
	if fault != nil {
		return out, fault
	}
	snapshots := []SnapshotDescription{}
	for _, index := range indices {
		x := tx.snapshots.At(index)
		if tx.isOwner(in.OwnerIDs, x.Account, "") && tx.canRestore(in.RestorableByUserIDs, index) && keep.keeps(index, x) {
			snapshots = append(snapshots, tx.describeSnapshot(index))
		}
	}
	out.Snapshots, out.NextToken, fault = page("DescribeSnapshots", snapshots, in.MaxResults, in.NextToken)
	return out, orNil(fault)
}

// listedSnapshots returns the snapshots that a call names, or all that the caller sees.
func (tx *Tx) listedSnapshots(ids []string) (indices []uint32, err *apierr.Error) {
	if len(ids) > 0 {
		return eachID(tx.visibleSnapshot)(ids)
	}
	for index, x := range tx.snapshots.All() {
		if x.State != "" && x.State != SnapshotRecoverable && tx.sees(Ref{KindSnapshot, index}) {
			indices = append(indices, index)
		}
	}
	return indices, nil
}

// canRestore reports whether a snapshot is among those of which users may make
// volumes. Unlike for images, the caller's own count as the caller's.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html.
func (tx *Tx) canRestore(users []string, index uint32) bool {
	own := tx.snapshots.At(index).Account == tx.Account
	asked := slices.Contains(users, "self") || slices.Contains(users, tx.accounts[tx.Account])
	return own && asked || tx.isFor(users, Ref{KindSnapshot, index})
}

// isOwner reports whether one of the owners that a call names is the account; no owners mean any.
func (tx *Tx) isOwner(owners []string, account uint16, alias string) bool {
	return len(owners) == 0 || slices.Contains(owners, tx.accounts[account]) ||
		account == tx.Account && slices.Contains(owners, "self") || alias != "" && slices.Contains(owners, alias)
}

// describeSnapshot shows one snapshot.
func (tx *Tx) describeSnapshot(index uint32) SnapshotDescription {
	x, message := tx.snapshots.At(index), ""
	if x.State == SnapshotError {
		message = "The snapshot failed: a block could not be stored."
		if x.HasSource && !tx.canSeal(x.Key, x.Account, x.Source, true) {
			message = "Given key ID is not accessible"
		}
	}
	d := SnapshotDescription{
		Tags: tx.shownTags(Ref{KindSnapshot, index}), StorageTier: x.Tier(), RestoreExpiryTime: tx.restoreExpiry(x), FullSnapshotSizeInBytes: int64(tx.blocks.Full(x.Block)) * block.Size,
		Encrypted: x.Encrypted, KmsKeyID: tx.KeyARN(x.Key, x.Account, x.Region), SnapshotID: tx.ID(Ref{KindSnapshot, index}), VolumeID: tx.takenOf(x), State: x.State, StateMessage: message, StartTime: tx.shown(x.Created),
		Progress: percent(tx.progress(x)), OwnerID: tx.accounts[x.Account], Description: x.Description, VolumeSize: x.GiB,
	}
	if x.HasSource {
		d.TransferType = "standard"
	}
	if x.Within > 0 {
		minutes := int64(x.Within / unit.Minute)
		d.TransferType, d.CompletionMinutes = "time-based", &minutes
	}
	return d
}

// takenOf returns the id of the volume that a snapshot was taken of; AWS shows
// an arbitrary one where there is none.
func (tx *Tx) takenOf(x *Snapshot) string {
	if !x.HasVolume {
		return "vol-ffffffff"
	}
	return tx.ID(Ref{KindVolume, x.Volume})
}

func percent(n int64) string { return strconv.FormatInt(n, 10) + "%" }
