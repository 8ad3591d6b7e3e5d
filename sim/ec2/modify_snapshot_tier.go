package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/block"
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// ModifySnapshotTierInput holds the parameters of ModifySnapshotTier.
type ModifySnapshotTierInput struct {
	SnapshotID  string `ec2:"SnapshotId,required,id=snapshot"`
	StorageTier string `ec2:"StorageTier,enum=archive"`
	DryRun      bool   `ec2:"DryRun"`
}

// ModifySnapshotTierOutput is the answer of ModifySnapshotTier.
type ModifySnapshotTierOutput struct {
	SnapshotID       string    `ec2:"SnapshotId"`
	TieringStartTime unit.Date `ec2:"TieringStartTime"`
}

// ModifySnapshotTier archives an own completed snapshot: after a while all that
// it restores lies in the archive tier, whole, and it can be used only once it is
// restored from there. It is billed for 90 days at least.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-archive.html.
func ModifySnapshotTier(tx *Tx, in ModifySnapshotTierInput) (out ModifySnapshotTierOutput, _ error) {
	index, err := tx.ownSnapshot(in.SnapshotID)
	if err != nil {
		return out, err
	}
	if in.StorageTier == "" {
		return out, apierr.New(apierr.MissingParameter, "The request must contain the parameter storageTier").Because("The only tier to move a snapshot to is archive.")
	}
	if err := tx.checkArchive(index); err != nil {
		return out, err
	}
	ref, x := Ref{KindSnapshot, index}, tx.snapshots.At(index)
	whole := unit.Bytes(tx.blocks.Full(x.Block)) * block.Size
	takes := catalog.SnapshotArchiving.PerGiB(whole, tx.Timing, tx.stream(catalog.SnapshotArchiving), tx.position(ref))
	t := Tiering{Status: archiving, Began: tx.Now, Ends: tx.Now.Add(takes)}
	if x.Tiering != nil {
		t.Retrieved = x.Tiering.Retrieved
	}
	tx.tier(index, t)
	return ModifySnapshotTierOutput{in.SnapshotID, tx.shown(tx.Now)}, nil
}

// checkArchive refuses to archive a snapshot that cannot be.
func (tx *Tx) checkArchive(index uint32) *apierr.Error {
	x, id := tx.snapshots.At(index), tx.ID(Ref{KindSnapshot, index})
	if err := tx.checkSettled(index); err != nil {
		return err
	}
	if x.InArchive() {
		return apierr.New(apierr.IncorrectState, "The snapshot %s is already in the archive tier.", id)
	}
	if image, used := tx.imageOf(index); used {
		return apierr.New(apierr.InvalidSnapshotInUse, "The snapshot %s is currently in use by %s", id, tx.ID(Ref{KindImage, image})).
			Because("%s A copy of the snapshot can be archived.", tx.unfitForArchive(index)).
			Suggest("aws ec2 copy-snapshot --source-region %s --source-snapshot-id %s", tx.region().Name, id)
	}
	if tx.quotas.Len() == 0 { // the usual case: nothing has to be counted
		return nil
	}
	return tx.checkArchiveQuotas(index)
}

// unfitForArchive says why a snapshot cannot be archived: "" if it can.
func (tx *Tx) unfitForArchive(index uint32) string {
	if image, used := tx.imageOf(index); used {
		return "The image " + shortName(tx.State, Ref{KindImage, image}) + " needs it in the standard tier."
	}
	return ""
}

// checkSettled refuses a change of tier for a snapshot that is on its way somewhere.
func (tx *Tx) checkSettled(index uint32) *apierr.Error {
	switch x := tx.snapshots.At(index); {
	case x.State != SnapshotCompleted:
		return apierr.New(apierr.IncorrectState, "Snapshot is in invalid state - %s", x.State).
			Because("The tier of a completed snapshot can be changed, and of no other.").
			Suggest("aws ec2 wait snapshot-completed --snapshot-ids %s", tx.Handle(Ref{KindSnapshot, index}))
	case x.Tiering.isMoving():
		return apierr.New(apierr.IncorrectState, "The snapshot %s has a tiering operation in progress: %s.", tx.ID(Ref{KindSnapshot, index}), x.Tiering.Status).
			Because("It will be done on %s.", tx.Date(x.Tiering.Ends)).Suggest("aws ec2 describe-snapshot-tier-status")
	}
	return nil
}

// checkArchiveQuotas refuses what exceeds a quota of the account in the region.
func (tx *Tx) checkArchiveQuotas(index uint32) *apierr.Error {
	mine := tx.snapshots.At(index)
	var ofVolume, moving int64 = 1, 1
	for i, x := range tx.snapshots.All() {
		if x.Tiering == nil || !tx.mine(Ref{KindSnapshot, i}) {
			continue
		}
		if x.Tiering.Status == archiving {
			moving++
		}
		if (x.InArchive() || x.Tiering.Status == archiving) && x.HasVolume && mine.HasVolume && x.Volume == mine.Volume {
			ofVolume++
		}
	}
	switch {
	case ofVolume > tx.limit(QuotaArchivedPerVolume):
		return apierr.New(apierr.ResourceLimitExceeded, "You have reached the limit of %d archived snapshots for the volume.", tx.limit(QuotaArchivedPerVolume))
	case moving > tx.limit(QuotaArchiving):
		return apierr.New(apierr.ResourceLimitExceeded, "You have reached the limit of %d in-progress snapshot archives.", tx.limit(QuotaArchiving))
	}
	return nil
}

// notArchived refuses to use a snapshot whose blocks are in the archive tier alone.
func (tx *Tx) notArchived(index uint32) *apierr.Error {
	if tx.snapshots.At(index).InStandard() {
		return nil
	}
	id := tx.ID(Ref{KindSnapshot, index})
	return apierr.New(apierr.IncorrectState, "The snapshot %s is in the archive tier.", id).
		Because("It can be used once it is restored from there, which takes days.").
		Suggest("aws ec2 restore-snapshot-tier --snapshot-id %s --temporary-restore-days 5", tx.Handle(Ref{KindSnapshot, index}))
}

// RestoreSnapshotTierInput holds the parameters of RestoreSnapshotTier.
type RestoreSnapshotTierInput struct {
	SnapshotID           string `ec2:"SnapshotId,required,id=snapshot"`
	TemporaryRestoreDays *int64 `ec2:"TemporaryRestoreDays"`
	PermanentRestore     bool   `ec2:"PermanentRestore"`
	DryRun               bool   `ec2:"DryRun"`
}

// RestoreSnapshotTierOutput is the answer of RestoreSnapshotTier.
type RestoreSnapshotTierOutput struct {
	SnapshotID         string    `ec2:"SnapshotId"`
	RestoreStartTime   unit.Date `ec2:"RestoreStartTime"`
	RestoreDuration    int64     `ec2:"RestoreDuration,omitempty"` // days
	IsPermanentRestore bool      `ec2:"IsPermanentRestore"`
}

// RestoreSnapshotTier makes an archived snapshot usable again: for some days, in
// which it is in both tiers, or for good. That takes days, too. For one that is
// restored for a time it changes, at once, how long that is.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RestoreSnapshotTier.html.
func RestoreSnapshotTier(tx *Tx, in RestoreSnapshotTierInput) (out RestoreSnapshotTierOutput, _ error) {
	index, err := tx.ownSnapshot(in.SnapshotID)
	if err != nil {
		return out, err
	}
	if err := tx.checkRestore(index, in); err != nil {
		return out, err
	}
	t, days := *tx.snapshots.At(index).Tiering, int64(0)
	if in.TemporaryRestoreDays != nil {
		days = *in.TemporaryRestoreDays
	}
	t.Days, t.Began = days, tx.Now
	switch ref := (Ref{KindSnapshot, index}); {
	case t.Restored && in.PermanentRestore:
		t.Status, t.Archived, t.Restored, t.Ends = restoredForGood, false, false, tx.Now
	case t.Restored:
		t.Expires, t.Ends = tx.Now.Add(unit.Duration(days)*unit.Day), tx.Now
	default:
		t.Status, t.Ends = restoring, tx.Now.Add(tx.lasts(catalog.ArchiveRestoring, ref))
		if in.PermanentRestore {
			t.Status = restoringForGood
		}
	}
	tx.tier(index, t)
	return RestoreSnapshotTierOutput{in.SnapshotID, tx.shown(tx.Now), days, in.PermanentRestore}, nil
}

// checkRestore refuses to restore what is not archived, or in no way that there is.
func (tx *Tx) checkRestore(index uint32, in RestoreSnapshotTierInput) *apierr.Error {
	if (in.TemporaryRestoreDays != nil) == in.PermanentRestore {
		return apierr.New(apierr.InvalidParameterCombination, "You must specify either TemporaryRestoreDays or PermanentRestore, but not both.").
			Because("A snapshot is restored for some days, or for good.")
	}
	if days := in.TemporaryRestoreDays; days != nil && (*days < 1 || *days > maxTemporaryDays) {
		return apierr.New(apierr.InvalidParameterValue, "Value (%d) for parameter temporaryRestoreDays is invalid. It must be between 1 and %d.", *days, maxTemporaryDays)
	}
	if err := tx.checkSettled(index); err != nil {
		return err
	}
	if !tx.snapshots.At(index).InArchive() {
		return apierr.New(apierr.IncorrectState, "The snapshot %s is not in the archive tier.", in.SnapshotID).
			Because("It can be used as it is.")
	}
	if tx.quotas.Len() == 0 { // the usual case: nothing has to be counted
		return nil
	}
	moving := int64(1)
	for i, x := range tx.snapshots.All() {
		if x.Tiering.isMoving() && x.Tiering.Status != archiving && tx.mine(Ref{KindSnapshot, i}) {
			moving++
		}
	}
	if moving > tx.limit(QuotaArchiveRestoring) {
		return apierr.New(apierr.ResourceLimitExceeded, "You have reached the limit of %d in-progress snapshot restores.", tx.limit(QuotaArchiveRestoring))
	}
	return nil
}

// DescribeSnapshotTierStatusInput holds the parameters of DescribeSnapshotTierStatus.
type DescribeSnapshotTierStatusInput struct {
	Filters    []Filter `ec2:"Filters,query=Filter"`
	DryRun     bool     `ec2:"DryRun"`
	NextToken  string   `ec2:"NextToken"`
	MaxResults *int64   `ec2:"MaxResults"`
}

// DescribeSnapshotTierStatusOutput is the answer of DescribeSnapshotTierStatus.
type DescribeSnapshotTierStatusOutput struct {
	SnapshotTierStatuses []SnapshotTierStatus `ec2:"SnapshotTierStatuses,xml=snapshotTierStatusSet"`
	NextToken            string               `ec2:"NextToken"`
}

// A SnapshotTierStatus is the tier of a snapshot and the latest change of it.
type SnapshotTierStatus struct {
	SnapshotID                       string        `ec2:"SnapshotId"`
	VolumeID                         string        `ec2:"VolumeId"`
	Status                           SnapshotState `ec2:"Status"`
	OwnerID                          string        `ec2:"OwnerId"`
	Tags                             []Tag         `ec2:"Tags,omitempty,xml=tagSet"`
	StorageTier                      string        `ec2:"StorageTier"`
	LastTieringStartTime             unit.Date     `ec2:"LastTieringStartTime"`
	LastTieringProgress              *int64        `ec2:"LastTieringProgress"` // percent
	LastTieringOperationStatus       string        `ec2:"LastTieringOperationStatus"`
	LastTieringOperationStatusDetail string        `ec2:"LastTieringOperationStatusDetail"`
	ArchivalCompleteTime             unit.Date     `ec2:"ArchivalCompleteTime"`
	RestoreExpiryTime                unit.Date     `ec2:"RestoreExpiryTime"`
}

// tierFields is what tiers can be filtered by.
var tierFields = []field[Snapshot]{
	{"last-tiering-operation-status", func(_ *Tx, _ uint32, x *Snapshot) []string {
		if x.Tiering == nil {
			return nil
		}
		return one(x.Tiering.Status)
	}},
	{"snapshot-id", func(tx *Tx, index uint32, _ *Snapshot) []string { return one(tx.ID(Ref{KindSnapshot, index})) }},
	{"volume-id", func(tx *Tx, _ uint32, x *Snapshot) []string { return one(tx.takenOf(x)) }},
}

// DescribeSnapshotTierStatus lists the caller's snapshots with their tiers.
func DescribeSnapshotTierStatus(tx *Tx, in DescribeSnapshotTierStatusInput) (out DescribeSnapshotTierStatusOutput, _ error) {
	keep, fault := newSieve(tx, KindSnapshot, in.Filters, tierFields)
	if fault != nil {
		return out, fault
	}
	statuses := []SnapshotTierStatus{}
	for index, x := range tx.snapshots.All() {
		if tx.mine(Ref{KindSnapshot, index}) && x.State != SnapshotRecoverable && keep.keeps(index, x) {
			statuses = append(statuses, tx.describeTier(index))
		}
	}
	out.SnapshotTierStatuses, out.NextToken, fault = page("DescribeSnapshotTierStatus", statuses, in.MaxResults, in.NextToken)
	return out, orNil(fault)
}

// describeTier shows the tier of a snapshot.
func (tx *Tx) describeTier(index uint32) SnapshotTierStatus {
	ref, x := Ref{KindSnapshot, index}, tx.snapshots.At(index)
	d := SnapshotTierStatus{
		SnapshotID: tx.ID(ref), VolumeID: tx.takenOf(x), Status: x.State, OwnerID: tx.accounts[x.Account], Tags: tx.shownTags(ref), StorageTier: x.Tier(),
	}
	t := x.Tiering
	if t == nil {
		return d
	}
	d.LastTieringStartTime, d.LastTieringOperationStatus, d.LastTieringOperationStatusDetail = tx.shown(t.Began), t.Status, t.Detail
	progress := int64(100)
	if t.isMoving() && t.Ends > t.Began {
		progress = min(100, int64(tx.Now.Sub(t.Began))*100/int64(t.Ends.Sub(t.Began)))
	}
	d.LastTieringProgress = &progress
	if t.Archived {
		d.ArchivalCompleteTime = tx.shown(t.Since)
	}
	d.RestoreExpiryTime = tx.restoreExpiry(x)
	return d
}

// restoreExpiry returns when a snapshot that is restored for a time goes back, and no date for others.
func (tx *Tx) restoreExpiry(x *Snapshot) unit.Date {
	if x.Tiering == nil || !x.Tiering.Restored {
		return 0
	}
	return tx.shown(x.Tiering.Expires)
}
