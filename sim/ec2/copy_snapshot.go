package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/block"
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// SnapshotCopied makes a snapshot with the content that another one has now.
type SnapshotCopied struct{ Snapshot Snapshot }

func (e SnapshotCopied) apply(s *State) {
	x := e.Snapshot
	from := s.snapshots.At(x.Source)
	x.State = SnapshotLifecycle.Must("", "CopySnapshot")
	x.GiB, x.Files, x.Block = from.GiB, from.Files, s.blocks.Copy(from.Block, s.pool(x.Header, x.Key))
	x.contents(from.Software, from.ProductCode, from.Platform, from.FileSystem)
	own := x.extra()
	own.Copied = s.blocks.Owned(x.Block)
	if from.Region != x.Region {
		own.Moved = own.Copied
	}
	s.touch(KindSnapshot, s.snapshots.Append(x))
}

// CopySnapshotInput holds the parameters of CopySnapshot, which is called in the region that gets the copy.
type CopySnapshotInput struct {
	Description       string             `ec2:"Description"`
	DestinationRegion string             `ec2:"DestinationRegion"`
	Encrypted         *bool              `ec2:"Encrypted"`
	KmsKeyID          string             `ec2:"KmsKeyId"`
	SourceRegion      string             `ec2:"SourceRegion,required"`
	SourceSnapshotID  string             `ec2:"SourceSnapshotId,required,id=snapshot"`
	TagSpecifications []TagSpecification `ec2:"TagSpecifications,query=TagSpecification"`
	CompletionMinutes *int64             `ec2:"CompletionDurationMinutes"`
	DryRun            bool               `ec2:"DryRun"`
}

// CopySnapshotOutput is the answer of CopySnapshot.
type CopySnapshotOutput struct {
	Tags       []Tag  `ec2:"Tags,omitempty,xml=tagSet"`
	SnapshotID string `ec2:"SnapshotId"`
}

// CopySnapshot makes a snapshot in the caller's region with the content of a
// completed one in another region, or in the same.
//
// To another region the first copy of a volume's snapshots moves every written
// block; a later one moves what changed, if the copy before it is still there.
// Within a region and account nothing moves. The copy is a snapshot of its own:
// deleting either leaves the other whole.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copy-snapshot.html.
func CopySnapshot(tx *Tx, in CopySnapshotInput) (CopySnapshotOutput, error) {
	source, err := tx.snapshotToCopy(in)
	if err != nil {
		return CopySnapshotOutput{}, err
	}
	tags, err := specifiedTags(in.TagSpecifications, KindSnapshot, KindSnapshot)
	if err != nil {
		return CopySnapshotOutput{}, err
	}
	if err := checkCopyDecryption(in.Encrypted); err != nil {
		return CopySnapshotOutput{}, err
	}
	key, err := tx.keyOf(sealing{in.Encrypted, in.KmsKeyID}, source, true)
	if err != nil {
		return CopySnapshotOutput{}, err
	}
	within, err := copyWithin(in.CompletionMinutes)
	if err != nil {
		return CopySnapshotOutput{}, err
	}
	if err := tx.roomForCopies(1); err != nil {
		return CopySnapshotOutput{}, err
	}
	index := tx.copySnapshot(source, key, in.Description, tags, within)
	return CopySnapshotOutput{tags, tx.ID(Ref{KindSnapshot, index})}, nil
}

// snapshotToCopy finds the source of a copy. The order of the checks says which refusal wins.
func (tx *Tx) snapshotToCopy(in CopySnapshotInput) (uint32, *apierr.Error) {
	there, err := tx.in(in.SourceRegion)
	if err != nil {
		return 0, err
	}
	if here := tx.region().Name; in.DestinationRegion != "" && in.DestinationRegion != here {
		return 0, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter destinationRegion is invalid. The copy is made in the region that is called, %s.", in.DestinationRegion, here).
			Because("A copy lands where the call is made: call %s, and leave --destination-region out.", in.DestinationRegion).
			Suggest("aws ec2 copy-snapshot --source-region %s --source-snapshot-id %s --region %s", in.SourceRegion, in.SourceSnapshotID, in.DestinationRegion)
	}
	source, err := there.usableSnapshot(in.SourceSnapshotID)
	switch {
	case err == nil:
		return source, nil
	case err.Code == apierr.InvalidSnapshotNotFound:
		return 0, err.Because("The source region, %s, has no such snapshot; the id may be mistyped, or be of another region.", in.SourceRegion).
			Suggest("aws ec2 describe-snapshots --owner-ids self --region %s", in.SourceRegion)
	case err.Code == apierr.IncorrectState && there.snapshots.At(source).State != SnapshotCompleted:
		return 0, err.Because("A snapshot can be copied once all its changed blocks have arrived.").
			Suggest("aws ec2 wait snapshot-completed --snapshot-ids %s --region %s", in.SourceSnapshotID, in.SourceRegion)
	}
	return 0, err
}

// in returns a transaction of the same caller in another region, to look around there.
func (tx *Tx) in(region string) (*Tx, *apierr.Error) {
	r, ok := catalog.RegionNamed(region)
	if !ok || !r.Usable() {
		return nil, apierr.New(apierr.InvalidRegion, "The region '%s' does not exist or is not one that the account can use.", region).
			Suggest("aws ec2 describe-regions")
	}
	there := *tx
	there.Region = uint16(r.Index)
	return &there, nil
}

// roomForCopies refuses snapshot copies that exceed a quota of the account in the region.
func (tx *Tx) roomForCopies(more int64) *apierr.Error {
	if tx.quotas.Len() == 0 { // the usual case: nothing has to be counted
		return nil
	}
	all, copying := more, more
	for i, x := range tx.snapshots.All() {
		if !tx.mine(Ref{KindSnapshot, i}) {
			continue
		}
		all++
		if x.HasSource && x.State == SnapshotPending {
			copying++
		}
	}
	switch {
	case copying > tx.limit(QuotaSnapshotCopies):
		return apierr.New(apierr.ResourceLimitExceeded, "Too many snapshot copies in progress. The limit is %d for this destination region.", tx.limit(QuotaSnapshotCopies))
	case all > tx.limit(QuotaSnapshots):
		return apierr.New(apierr.SnapshotLimitExceeded, "You have reached the limit of %d snapshots.", tx.limit(QuotaSnapshots))
	}
	return nil
}

// The times within which a copy can be asked for.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/time-based-copies.html.
const (
	leastCopyMinutes = 15
	mostCopyMinutes  = 48 * 60
)

// copyWithin returns the time within which a copy must be done, or 0 for any.
func copyWithin(minutes *int64) (unit.Duration, *apierr.Error) {
	switch {
	case minutes == nil:
		return 0, nil
	case *minutes < leastCopyMinutes || *minutes > mostCopyMinutes || *minutes%leastCopyMinutes != 0:
		return 0, apierr.New(apierr.InvalidParameterValue, "Value (%d) for parameter completionDurationMinutes is invalid. Specify a value from %d to %d, in increments of %d.", *minutes, leastCopyMinutes, mostCopyMinutes, leastCopyMinutes).
			Because("A time-based copy is done within quarters of an hour, up to two days.")
	}
	return unit.Duration(*minutes) * unit.Minute, nil
}

// copySnapshot makes a copy that has been checked, and returns its index. With a
// time within which it must be done it is done then at the latest.
func (tx *Tx) copySnapshot(source uint32, key KeyID, description string, tags []Tag, within unit.Duration) uint32 {
	x := Snapshot{Header: tx.newHeader(), Source: source, HasSource: true, Encrypted: key != NoKey, Key: key, Extras: &Extras{Within: within}}
	x.describe(description, tags)
	ref := Ref{KindSnapshot, tx.Length(KindSnapshot)}
	tx.Emit(SnapshotCopied{x})
	stored := unit.Bytes(tx.blocks.Owned(tx.snapshots.At(ref.Index).Block)) * block.Size
	takes := catalog.RegionCopy.PerGiB(stored, tx.Timing, tx.stream(catalog.RegionCopy), tx.position(ref))
	if within > 0 {
		takes = min(takes, within)
	}
	tx.Emit(SnapshotTimed{ref.Index, tx.Now.Add(takes)})
	tx.wake(WakeSnapshot, ref, takes)
	return ref.Index
}
