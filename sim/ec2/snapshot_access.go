package ec2

import "blockyard/sim/apierr"

// blockAllSharing lets no snapshot of an account be public: those that were made public are so no longer, while it holds.
const blockAllSharing = "block-all-sharing"

// SnapshotAccess is what an account has said in a region about public snapshots.
type SnapshotAccess struct {
	Account, Region uint16
	Mode            string // block-all-sharing, block-new-sharing or unblocked
}

// SnapshotAccessSet replaces what an account has said in a region.
type SnapshotAccessSet struct{ Access SnapshotAccess }

func (e SnapshotAccessSet) apply(s *State) {
	for i, a := range s.snapshotAccess.All() {
		if a.Account == e.Access.Account && a.Region == e.Access.Region {
			*s.snapshotAccess.Mut(i) = e.Access
			return
		}
	}
	s.snapshotAccess.Append(e.Access)
}

// snapshotMode returns what an account has said in a region about public snapshots.
func (s *State) snapshotMode(account, region uint16) string {
	for _, a := range s.snapshotAccess.All() {
		if a.Account == account && a.Region == region {
			return a.Mode
		}
	}
	return unblocked
}

// EachSnapshotAccess calls a function with what each account has said in a
// region about public snapshots, in the order in which they first did.
func (s *State) EachSnapshotAccess(f func(SnapshotAccess)) {
	for _, a := range s.snapshotAccess.All() {
		f(*a)
	}
}

// sharedNow returns who may use a snapshot beside its owner. Its permissions
// stay as they were given while nobody can use them: in the Recycle Bin, in the archive
// and, for everybody, while its account lets no snapshot be public.
// Sources: https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html.
func (s *State) sharedNow(x *Snapshot) Permissions {
	shared := x.Shared
	if x.State == SnapshotRecoverable || !x.InStandard() {
		return Permissions{}
	}
	if shared.Everyone && s.snapshotMode(x.Account, x.Region) == blockAllSharing {
		shared.Everyone = false
	}
	return shared
}

// SnapshotAccessOutput is the answer of the calls that block public snapshots: what holds now.
type SnapshotAccessOutput struct {
	State     string `ec2:"State"`
	ManagedBy string `ec2:"ManagedBy"`
}

// EnableSnapshotBlockPublicAccessInput holds the parameters of EnableSnapshotBlockPublicAccess.
type EnableSnapshotBlockPublicAccessInput struct {
	State  string `ec2:"State,required,enum=block-all-sharing|block-new-sharing"`
	DryRun bool   `ec2:"DryRun"`
}

// EnableSnapshotBlockPublicAccess lets no snapshot of the account in the region
// be made public any more. With block-all-sharing those that are public cannot be
// used by others either, though their permissions stay as they are.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableSnapshotBlockPublicAccess.html.
func EnableSnapshotBlockPublicAccess(tx *Tx, in EnableSnapshotBlockPublicAccessInput) (SnapshotAccessOutput, error) {
	tx.Emit(SnapshotAccessSet{SnapshotAccess{tx.Account, tx.Region, in.State}})
	return SnapshotAccessOutput{State: in.State}, nil
}

// DisableSnapshotBlockPublicAccessInput holds the parameters of DisableSnapshotBlockPublicAccess.
type DisableSnapshotBlockPublicAccessInput struct {
	DryRun bool `ec2:"DryRun"`
}

// DisableSnapshotBlockPublicAccess lets snapshots be public again, also those that were before.
func DisableSnapshotBlockPublicAccess(tx *Tx, _ DisableSnapshotBlockPublicAccessInput) (SnapshotAccessOutput, error) {
	tx.Emit(SnapshotAccessSet{SnapshotAccess{tx.Account, tx.Region, unblocked}})
	return SnapshotAccessOutput{State: unblocked}, nil
}

// GetSnapshotBlockPublicAccessStateInput holds the parameters of GetSnapshotBlockPublicAccessState.
type GetSnapshotBlockPublicAccessStateInput struct {
	DryRun bool `ec2:"DryRun"`
}

// GetSnapshotBlockPublicAccessState says what holds in the account and region.
func GetSnapshotBlockPublicAccessState(tx *Tx, _ GetSnapshotBlockPublicAccessStateInput) (SnapshotAccessOutput, error) {
	return SnapshotAccessOutput{State: tx.snapshotMode(tx.Account, tx.Region), ManagedBy: "account"}, nil
}

// snapshotsBlocked refuses to make a snapshot public in an account that has ruled that out.
func (tx *Tx) snapshotsBlocked() *apierr.Error {
	return apierr.New(apierr.OperationNotPermitted, "Public sharing of snapshots is blocked for this account.").
		Because("The account has ruled out public snapshots in %s; share the snapshot with single accounts, or lift the block.", tx.region().Name).
		Suggest("aws ec2 disable-snapshot-block-public-access")
}
