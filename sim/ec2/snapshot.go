package ec2

import (
	"slices"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/block"
	"blockyard/sim/catalog"
	"blockyard/sim/lifecycle"
	"blockyard/sim/unit"
)

// A SnapshotState is a snapshot's lifecycle state, spelled as DescribeSnapshots spells it.
type SnapshotState string

// The states of a snapshot. The empty state means that there is no snapshot.
const (
	SnapshotPending     SnapshotState = "pending"
	SnapshotCompleted   SnapshotState = "completed"
	SnapshotError       SnapshotState = "error"
	SnapshotRecoverable SnapshotState = "recoverable" // in the Recycle Bin
	SnapshotRecovering  SnapshotState = "recovering"  // on its way out of it
)

// SnapshotLifecycle is every move a snapshot can make.
var SnapshotLifecycle = lifecycle.Table[SnapshotState]{
	{From: "", On: "CreateSnapshot", To: SnapshotPending, Why: "its content is fixed now; changed blocks are on their way"},
	{From: "", On: "StartSnapshot", To: SnapshotPending, Why: "its blocks are put into it one by one"},
	{From: "", On: "CopySnapshot", To: SnapshotPending, Why: "its content is the source's; blocks are on their way to this region"},
	{From: SnapshotPending, On: "SnapshotCompleted", To: SnapshotCompleted},
	{From: SnapshotPending, On: "SnapshotFailed", To: SnapshotError, Why: "a block could not be stored; nothing of it is kept"},
	{From: SnapshotError, On: "SnapshotDeleted", To: ""},
	{From: SnapshotPending, On: "SnapshotDeleted", To: "", Why: "asked for while pending, done once it was completed"},
	{From: SnapshotCompleted, On: "SnapshotDeleted", To: "", Why: "blocks that others need stay, billed to one of them"},
	{From: SnapshotCompleted, On: "SnapshotBinned", To: SnapshotRecoverable, Why: "deleted, and a retention rule keeps it"},
	{From: SnapshotRecoverable, On: "SnapshotDeleted", To: "", Why: "its time in the Recycle Bin is over"},
	{From: SnapshotRecoverable, On: "RestoreSnapshotFromRecycleBin", To: SnapshotRecovering},
	{From: SnapshotRecovering, On: "SnapshotRecovered", To: SnapshotCompleted},
}

// A Snapshot is a volume's content at one instant. It stores only the blocks
// that changed since the volume's snapshot before it, and still restores whole.
type Snapshot struct {
	Header
	State     SnapshotState
	GiB       int64  // size of the volume
	Volume    uint32 // the volume it was taken of
	HasVolume bool   // false for copies and for the snapshots of public images
	Source    uint32 // the snapshot that it is a copy of
	HasSource bool
	Encrypted bool
	Doomed    bool // DeleteSnapshot was called while it was pending
	Key       KeyID
	Block     block.SnapshotID
	Completes unit.Instant // when the last changed block arrives, while pending
	Files     *Files
	*Extras
}

// InCatalogue reports whether a snapshot belongs to an image of the public catalogue.
func (x *Snapshot) InCatalogue() bool { return !x.HasVolume && !x.HasSource && x.Direct == nil }

// SnapshotStarted fixes a volume's content as a snapshot.
type SnapshotStarted struct{ Snapshot Snapshot }

func (e SnapshotStarted) apply(s *State) {
	x := e.Snapshot
	x.State = SnapshotLifecycle.Must("", "CreateSnapshot")
	v := s.volume(x.Volume)
	x.Files, x.Encrypted, x.Key, x.Block = v.Files, v.Encrypted, v.Key, s.blocks.Snapshot(v.Block)
	x.contents(s.softwareOn(x.Volume), v.ProductCode, v.Platform, v.FileSystem)
	v.Snapped, v.WasSnapped = x.Created, true
	s.touch(KindSnapshot, s.snapshots.Append(x))
}

// softwareOn returns what an instance would serve that boots from a volume: the
// software of the instance whose root it is, or of the snapshot that it was made from.
//
// Simplified: what user data installed is lost with a root volume that was
// detached before its snapshot was taken.
func (s *State) softwareOn(volume uint32) []catalog.Software {
	v := s.volumes.At(volume)
	for _, a := range v.Attachments {
		if i := s.instances.At(a.Instance); a.Device == i.RootDevice {
			return i.Software
		}
	}
	if v.HasSource {
		return s.softwareOn(v.Source)
	}
	if v.HasSnapshot {
		return s.snapshots.At(v.Snapshot).Software
	}
	return nil
}

// SnapshotTimed says when a pending snapshot will be completed.
type SnapshotTimed struct {
	Index     uint32
	Completes unit.Instant
}

func (e SnapshotTimed) apply(s *State) { s.snapshot(e.Index).Completes = e.Completes }

// SnapshotMoved takes a snapshot along its lifecycle.
type SnapshotMoved struct {
	Index uint32
	On    string
}

func (e SnapshotMoved) apply(s *State) {
	x := s.snapshot(e.Index)
	x.State = SnapshotLifecycle.Must(x.State, e.On)
	x.Gen++
	switch x.State {
	case SnapshotError:
		s.abandon(x)
		s.blocks.Discard(x.Block)
		x.Files, x.extra().Software = nil, nil
	case "":
		s.blocks.Delete(x.Block)
		x.Files = nil
	case SnapshotCompleted:
		if x.Bin != nil {
			x.extra().Bin = nil
		}
	case SnapshotPending, SnapshotRecoverable, SnapshotRecovering:
	}
}

// SnapshotDoomed marks a pending snapshot for deletion once it is completed.
type SnapshotDoomed struct{ Index uint32 }

func (e SnapshotDoomed) apply(s *State) { s.snapshot(e.Index).Doomed = true }

// CreateSnapshotInput holds the parameters of CreateSnapshot.
type CreateSnapshotInput struct {
	Description       string             `ec2:"Description"`
	VolumeID          string             `ec2:"VolumeId,required,id=volume"`
	TagSpecifications []TagSpecification `ec2:"TagSpecifications,query=TagSpecification"`
	DryRun            bool               `ec2:"DryRun"`
}

// CreateSnapshot takes a snapshot of a volume. The content is fixed when the
// call returns: later writes are not in it, and neither is what a guest still
// holds in memory. The volume can be used, detached or deleted meanwhile.
func CreateSnapshot(tx *Tx, in CreateSnapshotInput) (SnapshotDescription, error) {
	volume, err := tx.findVolume(in.VolumeID)
	if err != nil {
		return SnapshotDescription{}, err
	}
	tags, err := specifiedTags(in.TagSpecifications, KindSnapshot, KindSnapshot)
	if err != nil {
		return SnapshotDescription{}, err
	}
	if err := tx.checkSnapshots(volume); err != nil {
		return SnapshotDescription{}, err
	}
	index := tx.startSnapshot(volume, in.Description, tags)
	return tx.describeSnapshot(index), nil
}

// checkSnapshots refuses snapshots of volumes, one of each. The order says which refusal wins.
func (tx *Tx) checkSnapshots(volumes ...uint32) *apierr.Error {
	for _, volume := range volumes {
		if err := tx.checkSnapshot(volume); err != nil {
			return err
		}
	}
	if tx.quotas.Len() == 0 { // the usual case: nothing has to be counted
		return nil
	}
	return tx.checkSnapshotQuotas(volumes)
}

// checkSnapshot refuses a snapshot of a volume in its present state, or too soon after its last one.
func (tx *Tx) checkSnapshot(volume uint32) *apierr.Error {
	v, id := tx.volumes.At(volume), tx.ID(Ref{KindVolume, volume})
	if v.State != VolumeAvailable && v.State != VolumeInUse {
		return apierr.New(apierr.IncorrectState, "Volume '%s' is not in the 'available' or 'in-use' state.", id).
			Because("The volume is %s.", v.State).Suggest("aws ec2 wait volume-available --volume-ids %s", tx.Handle(Ref{KindVolume, volume}))
	}
	if v.WasSnapped && tx.Timing != catalog.None && tx.Now.Sub(v.Snapped) < catalog.SnapshotSpacing {
		return apierr.New(apierr.SnapshotCreationPerVolumeRateExceeded, "The maximum per volume CreateSnapshot request rate has been exceeded. Use an increasing or variable sleep interval between requests.").
			Because("Snapshots of one volume must be at least 15 seconds apart.").Suggest("sleep 15")
	}
	return nil
}

// checkSnapshotQuotas refuses snapshots of volumes, one of each, that exceed a quota of the account in the region.
func (tx *Tx) checkSnapshotQuotas(volumes []uint32) *apierr.Error {
	more := int64(len(volumes))
	all, pending := more, more
	ofVolume := make([]int64, len(volumes)) // those in progress, with the new one
	for n := range ofVolume {
		ofVolume[n] = 1
	}
	for i, x := range tx.snapshots.All() {
		if !tx.mine(Ref{KindSnapshot, i}) {
			continue
		}
		all++
		if x.State == SnapshotPending {
			pending++
			if at := slices.Index(volumes, x.Volume); x.HasVolume && at >= 0 {
				ofVolume[at]++
			}
		}
	}
	switch {
	case slices.Max(ofVolume) > tx.limit(QuotaPendingPerVolume):
		return apierr.New(apierr.ConcurrentSnapshotLimitExceeded, "Maximum allowed in-progress snapshots for a single volume exceeded.")
	case pending > tx.limit(QuotaPendingSnapshots):
		return apierr.New(apierr.PendingSnapshotLimitExceeded, "You have reached the limit of %d pending snapshots.", tx.limit(QuotaPendingSnapshots))
	case all > tx.limit(QuotaSnapshots):
		return apierr.New(apierr.SnapshotLimitExceeded, "You have reached the limit of %d snapshots.", tx.limit(QuotaSnapshots))
	}
	return nil
}

// startSnapshot takes a snapshot that has been checked, and returns its index.
func (tx *Tx) startSnapshot(volume uint32, description string, tags []Tag) uint32 {
	v := tx.volumes.At(volume)
	x := Snapshot{Header: tx.newHeader(), GiB: v.GiB, Volume: volume, HasVolume: true, Extras: plain}
	x.describe(description, tags)
	ref := Ref{KindSnapshot, tx.Length(KindSnapshot)}
	tx.Emit(SnapshotStarted{x})
	changed := unit.Bytes(tx.blocks.Owned(tx.snapshots.At(ref.Index).Block)) * block.Size
	takes := catalog.SnapshotUpload.PerGiB(changed, tx.Timing, tx.stream(catalog.SnapshotUpload), tx.position(ref))
	tx.Emit(SnapshotTimed{ref.Index, tx.Now.Add(takes)})
	tx.wake(WakeSnapshot, ref, takes)
	return ref.Index
}

// wakeSnapshot completes a pending snapshot, and deletes it if that was asked
// for; deletes one for good whose time in the Recycle Bin is over; and lets one go on that was taken out of it.
func (tx *Tx) wakeSnapshot(index uint32) {
	switch x := tx.snapshots.At(index); x.State {
	case SnapshotPending:
		if x.Direct != nil && !x.Direct.Sealed {
			tx.wakeDirect(index)
			return
		}
		if x.HasSource && !tx.canSeal(x.Key, x.Account, x.Source, true) {
			tx.failSnapshot(index)
			return
		}
		if x.Doomed && tx.retention(index) == 0 {
			tx.Emit(SnapshotMoved{index, "SnapshotDeleted"})
			return
		}
		tx.Emit(SnapshotMoved{index, "SnapshotCompleted"})
		if x.Doomed {
			tx.removeSnapshot(index)
		}
	case SnapshotRecoverable:
		tx.Emit(SnapshotMoved{index, "SnapshotDeleted"})
	case SnapshotRecovering:
		tx.Emit(SnapshotMoved{index, "SnapshotRecovered"})
		tx.awaitTiering(index)
	case SnapshotCompleted:
		tx.wakeTiering(index)
	case SnapshotError, "":
	}
}

// FailSnapshot makes an own pending snapshot fail: nothing of it is kept, and
// the images that wait for it fail with it.
func (tx *Tx) FailSnapshot(id string) *apierr.Error {
	index, err := tx.ownSnapshot(id)
	if err != nil {
		return err
	}
	if state := tx.snapshots.At(index).State; state != SnapshotPending {
		return apierr.New(apierr.IncorrectState, "Snapshot is in invalid state - %s", state).
			Because("Only a snapshot whose blocks are still on their way can fail; this one is %s.", state)
	}
	tx.failSnapshot(index)
	return nil
}

// failSnapshot lets a pending snapshot fail, and the images that wait for it know.
func (tx *Tx) failSnapshot(index uint32) {
	tx.Emit(SnapshotMoved{index, "SnapshotFailed"})
	if tx.snapshots.At(index).Doomed {
		tx.Emit(SnapshotMoved{index, "SnapshotDeleted"})
	}
	for i, m := range tx.images.All() {
		if m.State == ImagePending && slices.Contains(snapshotsOf(m.Mappings), index) {
			tx.wake(WakeImage, Ref{KindImage, i}, 0)
		}
	}
}

// ownSnapshot returns the caller's own snapshot with that id.
func (tx *Tx) ownSnapshot(id string) (uint32, *apierr.Error) {
	index, err := tx.visibleSnapshot(id)
	if err != nil {
		return 0, err
	}
	if owner := tx.snapshots.At(index).Account; owner != tx.Account {
		return 0, apierr.New(apierr.AuthFailure, "Unauthorized attempt to access restricted resource").
			Because("The snapshot belongs to %s, which shares it: volumes and copies can be made of it, and all else is the owner's to do.", tx.accounts[owner])
	}
	return index, nil
}

// visibleSnapshot returns the snapshot with that id if the caller can see it: an own one, or one that is shared with it.
func (tx *Tx) visibleSnapshot(id string) (uint32, *apierr.Error) {
	if !strings.HasPrefix(id, KindSnapshot.Prefix()) {
		return 0, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter snapshotId is invalid. Expected: 'snap-...'.", id).
			Because("Snapshot ids look like snap-0123456789abcdef0.").Suggest("aws ec2 describe-snapshots --owner-ids self")
	}
	if !KindSnapshot.WellFormed(id) {
		return 0, apierr.New(apierr.InvalidSnapshotIDMalformed, "Value ( %s ) for parameter SNAPSHOT is invalid.", id)
	}
	index, ok := tx.names.Find(tx.Region, KindSnapshot, id)
	unknown := apierr.New(apierr.InvalidSnapshotNotFound, "The snapshot '%s' does not exist.", id)
	switch ref := (Ref{KindSnapshot, index}); {
	case !ok || !tx.Exists(ref) || !tx.sees(ref):
		return 0, unknown.Suggest("aws ec2 describe-snapshots --owner-ids self")
	case tx.snapshots.At(index).State == SnapshotRecoverable:
		return 0, unknown.Because("It was deleted and is in the Recycle Bin until %s.", tx.Date(tx.snapshots.At(index).Bin.Leaves)).
			Suggest("aws ec2 restore-snapshot-from-recycle-bin --snapshot-id %s", tx.Handle(ref))
	}
	return index, nil
}

// usableSnapshot returns the completed snapshot with that id, own or shared, from which a volume can be made: one that is not archived.
// The index is right, too, where its state or tier is the reason of the refusal.
func (tx *Tx) usableSnapshot(id string) (uint32, *apierr.Error) {
	index, err := tx.visibleSnapshot(id)
	if err != nil {
		return 0, err
	}
	if state := tx.snapshots.At(index).State; state != SnapshotCompleted {
		return index, apierr.New(apierr.IncorrectState, "Snapshot is in invalid state - %s", state).
			Because("A volume can be made once all changed blocks of the snapshot have arrived.").
			Suggest("aws ec2 wait snapshot-completed --snapshot-ids %s", tx.Handle(Ref{KindSnapshot, index}))
	}
	return index, tx.notArchived(index)
}

// progress returns how much of a pending snapshot has arrived, in percent.
func (tx *Tx) progress(x *Snapshot) int64 {
	switch {
	case x.State == SnapshotPending && x.Direct != nil && !x.Direct.Sealed:
		return x.Direct.Progress
	case x.State == SnapshotError:
		return 0 // nothing of it is kept
	case x.State != SnapshotPending, x.Completes <= x.Created:
		return 100
	}
	return int64(tx.Now.Sub(x.Created)) * 100 / int64(x.Completes.Sub(x.Created))
}
