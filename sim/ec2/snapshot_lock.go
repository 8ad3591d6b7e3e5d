package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/unit"
)

// The modes of a lock, and the states that AWS shows of one.
const (
	lockGovernance = "governance"         // whoever may can shorten it or take it off
	lockCompliance = "compliance"         // nobody can, once its cooling-off period is over
	lockCoolingOff = "compliance-cooloff" // the mode compliance before that
	lockExpired    = "expired"            // it holds nothing any more
)

// The limits of a lock.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LockSnapshot.html.
const (
	maxLockDays    = 36500
	maxCoolOffHour = 72
)

// A Lock keeps a snapshot from being deleted for a time. It is never changed in
// place, so that forks share it.
type Lock struct {
	Mode       string
	Created    unit.Instant
	Starts     unit.Instant // Created, or when a snapshot that was pending then is completed
	Expires    unit.Instant
	CoolOff    int64        // hours; 0: none
	CooledDown unit.Instant // when the cooling-off period is over
}

// state returns the state that AWS shows of a lock.
func (k *Lock) state(now unit.Instant) string {
	switch {
	case now >= k.Expires:
		return lockExpired
	case k.Mode == lockCompliance && now < k.CooledDown:
		return lockCoolingOff
	}
	return k.Mode
}

// days returns for how many days a lock was asked; a date counts as the days until then, begun ones too.
func (k *Lock) days() int64 { return int64((k.Expires.Sub(k.Starts) + unit.Day - 1) / unit.Day) }

// SnapshotLocked replaces the lock of a snapshot; nil takes it off.
type SnapshotLocked struct {
	Index uint32
	Lock  *Lock
}

func (e SnapshotLocked) apply(s *State) { s.snapshot(e.Index).extra().Lock = e.Lock }

// LockSnapshotInput holds the parameters of LockSnapshot.
type LockSnapshotInput struct {
	SnapshotID     string `ec2:"SnapshotId,required,id=snapshot"`
	DryRun         bool   `ec2:"DryRun"`
	LockMode       string `ec2:"LockMode,required,enum=compliance|governance"`
	CoolOffPeriod  *int64 `ec2:"CoolOffPeriod"` // hours
	LockDuration   *int64 `ec2:"LockDuration"`  // days
	ExpirationDate string `ec2:"ExpirationDate"`
}

// A SnapshotLock is what AWS says of a snapshot's lock.
type SnapshotLock struct {
	OwnerID                string    `ec2:"OwnerId"`
	SnapshotID             string    `ec2:"SnapshotId"`
	LockState              string    `ec2:"LockState"`
	LockDuration           int64     `ec2:"LockDuration"` // days
	CoolOffPeriod          int64     `ec2:"CoolOffPeriod,omitempty"`
	CoolOffPeriodExpiresOn unit.Date `ec2:"CoolOffPeriodExpiresOn"`
	LockCreatedOn          unit.Date `ec2:"LockCreatedOn"`
	LockDurationStartTime  unit.Date `ec2:"LockDurationStartTime"`
	LockExpiresOn          unit.Date `ec2:"LockExpiresOn"`
}

// LockSnapshot keeps an own snapshot from being deleted until a date, or changes
// the lock that it has. What the mode governance locks, whoever may can unlock;
// a lock of the mode compliance can only be made longer once its cooling-off
// period is over. The lock of a pending snapshot counts from its completion.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LockSnapshot.html.
func LockSnapshot(tx *Tx, in LockSnapshotInput) (SnapshotLock, error) {
	index, err := tx.ownSnapshot(in.SnapshotID)
	if err != nil {
		return SnapshotLock{}, err
	}
	switch x := tx.snapshots.At(index); {
	case x.State == SnapshotError:
		return SnapshotLock{}, apierr.New(apierr.IncorrectState, "Snapshot is in invalid state - %s", x.State).
			Because("The snapshot failed, and nothing of it is kept.")
	case x.Doomed:
		return SnapshotLock{}, apierr.New(apierr.IncorrectState, "Snapshot is in invalid state - %s", x.State).
			Because("Its deletion was asked for, and takes place when it is completed.")
	}
	lock, err := tx.newLock(index, in)
	if err != nil {
		return SnapshotLock{}, err
	}
	if err := tx.checkRelock(index, lock); err != nil {
		return SnapshotLock{}, err
	}
	tx.Emit(SnapshotLocked{index, lock})
	out := tx.describeLock(index)
	out.OwnerID = "" // AWS says it in lists alone
	return out, nil
}

// newLock returns the lock that a call asks for.
func (tx *Tx) newLock(index uint32, in LockSnapshotInput) (*Lock, *apierr.Error) {
	x, lock := tx.snapshots.At(index), &Lock{Mode: in.LockMode, Created: tx.Now, Starts: tx.Now, CooledDown: tx.Now}
	if x.State == SnapshotPending {
		lock.Starts = max(tx.Now, x.Completes)
	}
	switch {
	case (in.LockDuration == nil) == (in.ExpirationDate == ""):
		return nil, apierr.New(apierr.InvalidParameterCombination, "You must specify either LockDuration or ExpirationDate, but not both.").
			Because("A lock ends after a number of days, or on a date.")
	case in.CoolOffPeriod != nil && in.LockMode != lockCompliance:
		return nil, apierr.New(apierr.InvalidParameterCombination, "The parameter CoolOffPeriod can be specified only for the lock mode compliance.").
			Because("The mode governance needs no cooling-off period: whoever may can take the lock off at any time.")
	case in.CoolOffPeriod != nil && (*in.CoolOffPeriod < 1 || *in.CoolOffPeriod > maxCoolOffHour):
		return nil, apierr.New(apierr.InvalidParameterValue, "Value (%d) for parameter coolOffPeriod is invalid. It must be between 1 and %d hours.", *in.CoolOffPeriod, maxCoolOffHour)
	case in.LockDuration != nil && (*in.LockDuration < 1 || *in.LockDuration > maxLockDays):
		return nil, apierr.New(apierr.InvalidParameterValue, "Value (%d) for parameter lockDuration is invalid. It must be between 1 and %d days.", *in.LockDuration, maxLockDays)
	}
	if in.CoolOffPeriod != nil {
		lock.CoolOff = *in.CoolOffPeriod
		lock.CooledDown = tx.Now.Add(unit.Duration(lock.CoolOff) * unit.Hour)
	}
	if in.LockDuration != nil {
		lock.Expires = lock.Starts.Add(unit.Duration(*in.LockDuration) * unit.Day)
		return lock, nil
	}
	return tx.lockUntil(lock, in.ExpirationDate)
}

// lockUntil lets a lock end on a date, which must be at least a day ahead.
func (tx *Tx) lockUntil(lock *Lock, date string) (*Lock, *apierr.Error) {
	bad := apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter expirationDate is invalid.", date)
	at, fault := unit.ParseDate(date)
	first, last := tx.Date(lock.Starts.Add(unit.Day)), tx.Date(lock.Starts.Add(maxLockDays*unit.Day))
	switch {
	case fault != nil:
		return nil, bad.Because("%s.", fault)
	case at < first || at > last:
		return nil, bad.Because("A lock lasts from a day to %d days: until %s at the earliest.", maxLockDays, first)
	}
	lock.Expires = unit.Instant(at - tx.Start)
	return lock, nil
}

// checkRelock refuses to weaken a lock that nobody can weaken any more.
func (tx *Tx) checkRelock(index uint32, lock *Lock) *apierr.Error {
	before := tx.snapshots.At(index).Lock
	if before == nil || before.state(tx.Now) != lockCompliance {
		return nil
	}
	if lock.Mode != lockCompliance || lock.CoolOff > 0 || lock.Expires < before.Expires {
		return apierr.New(apierr.OperationNotPermitted, "The snapshot %s is locked in compliance mode: its lock can only be extended.", tx.ID(Ref{KindSnapshot, index})).
			Because("The cooling-off period is over, so nobody can shorten the lock, take it off or change its mode before it expires on %s.", tx.Date(before.Expires))
	}
	return nil
}

// describeLock shows the lock of a snapshot, which must have one.
func (tx *Tx) describeLock(index uint32) SnapshotLock {
	x := tx.snapshots.At(index)
	k := x.Lock
	out := SnapshotLock{
		OwnerID: tx.accounts[x.Account], SnapshotID: tx.ID(Ref{KindSnapshot, index}), LockState: k.state(tx.Now), LockDuration: k.days(), CoolOffPeriod: k.CoolOff,
		LockCreatedOn: tx.shown(k.Created), LockDurationStartTime: tx.shown(k.Starts), LockExpiresOn: tx.shown(k.Expires),
	}
	if k.CoolOff > 0 {
		out.CoolOffPeriodExpiresOn = tx.shown(k.CooledDown)
	}
	return out
}

// UnlockSnapshotInput holds the parameters of UnlockSnapshot.
type UnlockSnapshotInput struct {
	SnapshotID string `ec2:"SnapshotId,required,id=snapshot"`
	DryRun     bool   `ec2:"DryRun"`
}

// UnlockSnapshotOutput is the answer of UnlockSnapshot.
type UnlockSnapshotOutput struct {
	SnapshotID string `ec2:"SnapshotId"`
}

// UnlockSnapshot takes the lock off an own snapshot: one of the mode governance,
// one of the mode compliance during its cooling-off period, or one that has expired.
func UnlockSnapshot(tx *Tx, in UnlockSnapshotInput) (UnlockSnapshotOutput, error) {
	index, err := tx.ownSnapshot(in.SnapshotID)
	if err != nil {
		return UnlockSnapshotOutput{}, err
	}
	switch lock := tx.snapshots.At(index).Lock; {
	case lock == nil:
		return UnlockSnapshotOutput{}, apierr.New(apierr.IncorrectState, "The snapshot %s is not locked.", in.SnapshotID).
			Suggest("aws ec2 describe-locked-snapshots")
	case lock.state(tx.Now) == lockCompliance:
		return UnlockSnapshotOutput{}, apierr.New(apierr.OperationNotPermitted, "The snapshot %s is locked in compliance mode and cannot be unlocked.", in.SnapshotID).
			Because("The cooling-off period is over, so nobody can take the lock off before it expires on %s.", tx.Date(lock.Expires))
	}
	tx.Emit(SnapshotLocked{Index: index})
	return UnlockSnapshotOutput{in.SnapshotID}, nil
}

// notLocked refuses to delete a snapshot that a lock protects.
func (tx *Tx) notLocked(index uint32) *apierr.Error {
	x, id := tx.snapshots.At(index), tx.ID(Ref{KindSnapshot, index})
	lock := x.Lock
	if lock == nil || lock.state(tx.Now) == lockExpired || x.State == SnapshotError {
		return nil
	}
	refused := apierr.New(apierr.OperationNotPermitted, "The snapshot %s cannot be deleted: snapshot is locked", id).
		Because("Its lock, of the mode %s, expires on %s.", lock.Mode, tx.Date(lock.Expires))
	if lock.state(tx.Now) == lockCompliance {
		return refused
	}
	return refused.Suggest("aws ec2 unlock-snapshot --snapshot-id %s", tx.Handle(Ref{KindSnapshot, index}))
}

// DescribeLockedSnapshotsInput holds the parameters of DescribeLockedSnapshots.
type DescribeLockedSnapshotsInput struct {
	Filters     []Filter `ec2:"Filters,query=Filter"`
	MaxResults  *int64   `ec2:"MaxResults"`
	NextToken   string   `ec2:"NextToken"`
	SnapshotIDs []string `ec2:"SnapshotIds,query=SnapshotId,id=snapshot"`
	DryRun      bool     `ec2:"DryRun"`
}

// DescribeLockedSnapshotsOutput is the answer of DescribeLockedSnapshots.
type DescribeLockedSnapshotsOutput struct {
	Snapshots []SnapshotLock `ec2:"Snapshots,xml=snapshotSet"`
	NextToken string         `ec2:"NextToken"`
}

// lockFields is what locked snapshots can be filtered by.
var lockFields = []field[Snapshot]{
	{"lock-state", func(tx *Tx, _ uint32, x *Snapshot) []string { return one(x.Lock.state(tx.Now)) }},
}

// DescribeLockedSnapshots lists the caller's snapshots with a lock, also one that has expired.
func DescribeLockedSnapshots(tx *Tx, in DescribeLockedSnapshotsInput) (out DescribeLockedSnapshotsOutput, err error) {
	if err := notWithLimit(in.SnapshotIDs, in.MaxResults, "snapshotsSet"); err != nil {
		return out, err
	}
	indices, fault := tx.listed(KindSnapshot, in.SnapshotIDs, eachID(tx.ownSnapshot))
	if fault != nil {
		return out, fault
	}
	keep, fault := plainSieve(tx, in.Filters, lockFields)
	if fault != nil {
		return out, fault
	}
	locked := []SnapshotLock{}
	for _, index := range indices {
		if x := tx.snapshots.At(index); x.Lock != nil && keep.keeps(index, x) {
			locked = append(locked, tx.describeLock(index))
		}
	}
	out.Snapshots, out.NextToken, fault = page("DescribeLockedSnapshots", locked, in.MaxResults, in.NextToken)
	return out, orNil(fault)
}
