package ec2

import "blockyard/sim/op"

// snapshotOps is what can be done with snapshots beside taking, copying, sharing and deleting them.
var snapshotOps = []*op.Operation{
	op.Define("ModifySnapshotTier", ModifySnapshotTier, op.About{
		Doc:        "Archives a snapshot: all that it restores, whole, at a quarter of the price, for 90 days at least. It can be used only once it is restored.",
		Params:     []op.ParamDoc{{Name: "StorageTier", Doc: "archive. The way back is RestoreSnapshotTier."}},
		Simplified: []string{"Whom an archived snapshot was shared with sees it again once it is restored; AWS does not say."},
	}),
	op.Define("RestoreSnapshotTier", RestoreSnapshotTier, op.About{
		Doc: "Restores a snapshot from the archive tier, which takes up to 72 hours and costs by the GB: for some days, or for good.",
		Params: []op.ParamDoc{
			{Name: "TemporaryRestoreDays", Doc: "For so many days, 1 to 180, it is in both tiers, and billed for both. A new number counts from now on."},
			{Name: "PermanentRestore", Doc: "For good: it leaves the archive, and is whole in the standard tier."},
		},
		Simplified: []string{"The time is a typical one between a day and three; at AWS it depends on the size. What is retrieved is billed when it is there."},
	}),
	op.Define("DescribeSnapshotTierStatus", DescribeSnapshotTierStatus, op.About{Reads: true, Doc: "Lists the account's snapshots with their tiers, and how far the latest change of each is."}),
	op.Define("LockSnapshot", LockSnapshot, op.About{
		Doc: "Keeps a snapshot from being deleted until a date, or changes its lock. A lock of the mode compliance can only be made longer once its cooling-off period is over.",
		Params: []op.ParamDoc{
			{Name: "LockMode", Doc: "governance: it can be taken off again. compliance: it cannot, after the cooling-off period."},
			{Name: "CoolOffPeriod", Doc: "For compliance alone: 1 to 72 hours in which the lock can still be changed. Without it there are none."},
			{Name: "LockDuration", Doc: "For how many days, 1 to 36500; or give ExpirationDate."},
			{Name: "ExpirationDate", Doc: "Until when, for example 2027-04-01T00:00:00Z: a day ahead at least."},
		},
		Simplified: []string{"There are no users and policies, so every caller may take off a lock of the mode governance."},
	}),
	op.Define("UnlockSnapshot", UnlockSnapshot, op.About{Doc: "Takes the lock off a snapshot, unless it is of the mode compliance and its cooling-off period is over."}),
	op.Define("DescribeLockedSnapshots", DescribeLockedSnapshots, op.About{Reads: true, Doc: "Lists the account's snapshots with a lock, with what each lock says; also those whose lock has expired."}),
	op.Define("ListSnapshotsInRecycleBin", ListSnapshotsInRecycleBin, op.About{
		Reads: true, Doc: "Lists the deleted snapshots that retention rules keep: when each came into the Recycle Bin, and when it is deleted for good.",
	}),
	op.Define("RestoreSnapshotFromRecycleBin", RestoreSnapshotFromRecycleBin, op.About{
		Doc: "Takes a snapshot back out of the Recycle Bin, with its tags and permissions. A moment later it can be used.",
	}),
	op.Define("EnableSnapshotBlockPublicAccess", EnableSnapshotBlockPublicAccess, op.About{
		Doc:        "Lets no snapshot of the account in the region be made public.",
		Params:     []op.ParamDoc{{Name: "State", Doc: "block-new-sharing: those that are public stay so. block-all-sharing: they are not, while it holds."}},
		Simplified: []string{"There are no organizations that could manage it."},
	}),
	op.Define("DisableSnapshotBlockPublicAccess", DisableSnapshotBlockPublicAccess, op.About{
		Doc: "Lets snapshots of the account in the region be public again: those that were before are so at once.",
	}),
	op.Define("GetSnapshotBlockPublicAccessState", GetSnapshotBlockPublicAccessState, op.About{Reads: true, Doc: "Says whether snapshots of the account in the region can be public."}),
}
