package scene

import (
	"blockyard/sim/ec2"
)

// threeDays is how many seconds a restore from the archive tier takes at most.
const threeDays = "259200"

// snapshotOf returns the snapshot that a call is about.
func (v *view) snapshotOf(r *refused) (ref ec2.Ref, ok bool) {
	for _, name := range []string{"SnapshotId", "SourceSnapshotId"} {
		if ref, ok = v.thing(r.param(name)); ok && ref.Kind == ec2.KindSnapshot {
			return ref, true
		}
	}
	return ref, false
}

// ownerOf returns whoever can change a thing, where it is.
func (v *view) ownerOf(ref ec2.Ref) ec2.Caller {
	account, region := v.cloud.Place(ref)
	return ec2.Caller{Account: account, Region: region}
}

// makeUsable brings a snapshot back from the archive tier, and waits for one that is on its way.
func (v *view) makeUsable(r *refused) [][]step {
	ref, ok := v.snapshotOf(r)
	if !ok || v.cloud.Snapshots().At(ref.Index).InStandard() {
		return v.waitFirst(r)
	}
	owner := v.ownerOf(ref)
	bring := does(owner, "Restore "+v.name(ref)+" from the archive", v.nodeID(ref), "restore-snapshot-tier", "--snapshot-id", v.cloud.ID(ref), "--temporary-restore-days", "7")
	wait := step{text: "Wait up to 72 hours until it is there", caller: owner, words: []string{"sleep", threeDays}}
	last := r.again("Do it again", "")
	return [][]step{{bring, wait, last}, {wait, last}}
}

// bringSnapshot takes a snapshot out of the Recycle Bin, or copies it to where it is wanted.
func (v *view) bringSnapshot(r *refused) [][]step {
	ref, ok := v.snapshotOf(r)
	if !ok || v.cloud.Snapshots().At(ref.Index).State != ec2.SnapshotRecoverable {
		return v.copySnapshotFirst(r)
	}
	id := v.cloud.ID(ref)
	back := does(v.ownerOf(ref), "Restore "+v.name(ref)+" from the Recycle Bin", v.nodeID(ref), "restore-snapshot-from-recycle-bin", "--snapshot-id", id).
		waiting("snapshot-completed", id)
	return [][]step{{back, r.again("Do it again", "")}}
}

// unlockFirst takes the lock off a snapshot and deletes it then.
func (v *view) unlockFirst(r *refused) [][]step {
	ref, ok := v.snapshotOf(r)
	if !ok {
		return nil
	}
	last := r.again("Delete it", v.nodeID(ref))
	last.danger = true
	return [][]step{{does(r.call.Caller, "Take its lock off", v.nodeID(ref), "unlock-snapshot", "--snapshot-id", v.cloud.ID(ref)), last}}
}

// allowPublicSnapshots lets snapshots of the account be made public again, and does the same again.
func (v *view) allowPublicSnapshots(r *refused) [][]step {
	ref, ok := v.snapshotOf(r)
	if !ok {
		return nil
	}
	allow := does(r.call.Caller, "Let snapshots be public", shelfID(r.call.Region), "disable-snapshot-block-public-access")
	return [][]step{{allow, r.again("Share it with everybody", v.nodeID(ref))}}
}

// detachFromFirst detaches a volume of several instances from the first of them.
func (v *view) detachFromFirst(r *refused) [][]step {
	volume, ok := v.thing(r.param("VolumeId"))
	if !ok || len(v.cloud.Volumes().At(volume.Index).Attachments) < 2 {
		return nil
	}
	first := instanceRef(v.cloud.Volumes().At(volume.Index).Attachments[0].Instance)
	return [][]step{{does(r.call.Caller, "Detach it from "+v.name(first), v.nodeID(first), "detach-volume", "--volume-id", v.cloud.ID(volume), "--instance-id", v.cloud.ID(first))}}
}
