package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/unit"
)

// maxFastGiB is the size of the largest volume whose snapshots can be restored fast.
const maxFastGiB = 16384

// EnableFastSnapshotRestoresInput holds the parameters of EnableFastSnapshotRestores.
type EnableFastSnapshotRestoresInput struct {
	AvailabilityZones []string `ec2:"AvailabilityZones,required,query=AvailabilityZone"`
	SourceSnapshotIDs []string `ec2:"SourceSnapshotIds,required,query=SourceSnapshotId,id=snapshot"`
	DryRun            bool     `ec2:"DryRun"`
}

// DisableFastSnapshotRestoresInput holds the parameters of DisableFastSnapshotRestores.
type DisableFastSnapshotRestoresInput struct {
	AvailabilityZones []string `ec2:"AvailabilityZones,required,query=AvailabilityZone"`
	SourceSnapshotIDs []string `ec2:"SourceSnapshotIds,required,query=SourceSnapshotId,id=snapshot"`
	DryRun            bool     `ec2:"DryRun"`
}

// FastRestoresOutput is the answer of the calls that enable and disable fast
// restore: what became of each snapshot in each zone.
type FastRestoresOutput struct {
	Successful   []FastRestoreDescription `ec2:"Successful"`
	Unsuccessful []FastRestoreRefusal     `ec2:"Unsuccessful"`
}

// A FastRestoreDescription is fast restore of a snapshot in a zone as DescribeFastSnapshotRestores shows it.
type FastRestoreDescription struct {
	SnapshotID            string           `ec2:"SnapshotId"`
	AvailabilityZone      string           `ec2:"AvailabilityZone"`
	State                 FastRestoreState `ec2:"State"`
	StateTransitionReason string           `ec2:"StateTransitionReason"`
	OwnerID               string           `ec2:"OwnerId"`
	EnablingTime          *unit.Date       `ec2:"EnablingTime"`
	OptimizingTime        *unit.Date       `ec2:"OptimizingTime"`
	EnabledTime           *unit.Date       `ec2:"EnabledTime"`
	DisablingTime         *unit.Date       `ec2:"DisablingTime"`
	DisabledTime          *unit.Date       `ec2:"DisabledTime"`
}

// A FastRestoreRefusal says why fast restore of a snapshot stays as it is in some zones.
type FastRestoreRefusal struct {
	SnapshotID string                 `ec2:"SnapshotId"`
	Errors     []FastRestoreZoneError `ec2:"FastSnapshotRestoreStateErrors,xml=fastSnapshotRestoreStateErrorSet"`
}

// A FastRestoreZoneError is such a reason in one zone.
type FastRestoreZoneError struct {
	AvailabilityZone string           `ec2:"AvailabilityZone"`
	Error            FastRestoreError `ec2:"Error"`
}

// A FastRestoreError is a refusal inside an answer.
type FastRestoreError struct {
	Code    string `ec2:"Code"`
	Message string `ec2:"Message"`
}

// EnableFastSnapshotRestores enables fast restore of own snapshots in zones. It takes a while; what cannot be enabled is said item by item.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableFastSnapshotRestores.html.
func EnableFastSnapshotRestores(tx *Tx, in EnableFastSnapshotRestoresInput) (FastRestoresOutput, error) {
	return tx.switchFastRestores(in.AvailabilityZones, in.SourceSnapshotIDs, "EnableFastSnapshotRestores")
}

// DisableFastSnapshotRestores disables fast restore of own snapshots in zones. Its credits are lost, its billing ends.
func DisableFastSnapshotRestores(tx *Tx, in DisableFastSnapshotRestoresInput) (FastRestoresOutput, error) {
	return tx.switchFastRestores(in.AvailabilityZones, in.SourceSnapshotIDs, "DisableFastSnapshotRestores")
}

func (tx *Tx) switchFastRestores(zones, ids []string, on string) (FastRestoresOutput, error) {
	out := FastRestoresOutput{[]FastRestoreDescription{}, []FastRestoreRefusal{}}
	if len(zones) == 0 || len(ids) == 0 {
		return out, apierr.New(apierr.MissingParameter, "The request must contain the parameters AvailabilityZone and SourceSnapshotId")
	}
	var places []uint8
	for _, name := range zones {
		zone, err := tx.zone(name)
		if err != nil {
			return out, err
		}
		places = append(places, zone)
	}
	snapshots, err := eachID(tx.ownSnapshot)(ids)
	if err != nil {
		return out, err
	}
	for _, snapshot := range snapshots {
		refused := FastRestoreRefusal{tx.ID(Ref{KindSnapshot, snapshot}), nil}
		for _, zone := range places {
			index, fault := tx.switchFastRestore(snapshot, zone, on)
			if fault != nil {
				refused.Errors = append(refused.Errors, FastRestoreZoneError{zoneName(tx.Region, zone), *fault})
				continue
			}
			out.Successful = append(out.Successful, tx.describeFastRestore(index))
		}
		if len(refused.Errors) > 0 {
			out.Unsuccessful = append(out.Unsuccessful, refused)
		}
	}
	return out, nil
}

// switchFastRestore enables or disables fast restore of a snapshot in a zone, or says why not.
func (tx *Tx) switchFastRestore(snapshot uint32, zone uint8, on string) (uint32, *FastRestoreError) {
	x := tx.snapshots.At(snapshot)
	index, known := tx.fastRestore(snapshot, zone)
	var state FastRestoreState
	if known {
		state = tx.fastRestores.At(index).State
	}
	if _, fits := FastRestoreLifecycle.Next(state, on); !fits {
		return 0, &FastRestoreError{string(apierr.IncorrectState), "Fast snapshot restore is " + orDefault(string(state), "not enabled") + " in this Availability Zone."}
	}
	if on == "EnableFastSnapshotRestores" {
		if x.State != SnapshotCompleted {
			return 0, &FastRestoreError{string(apierr.IncorrectState), "The snapshot is " + string(x.State) + ", not completed."}
		}
		if !x.InStandard() {
			return 0, &FastRestoreError{string(apierr.IncorrectState), "The snapshot is in the archive tier."}
		}
		if x.GiB > maxFastGiB {
			return 0, &FastRestoreError{string(apierr.InvalidParameterValue), "The snapshot is larger than 16 TiB."}
		}
	}
	if !known {
		index = uint32(tx.fastRestores.Len())
		tx.Emit(FastRestoreAsked{FastRestore{Account: tx.Account, Region: tx.Region, Snapshot: snapshot, Zone: zone}})
	}
	tx.moveFastRestore(index, on, "Client.UserInitiated")
	return index, nil
}

// describeFastRestore shows fast restore of a snapshot in a zone.
func (tx *Tx) describeFastRestore(index uint32) FastRestoreDescription {
	r := tx.fastRestores.At(index)
	d := FastRestoreDescription{
		SnapshotID: tx.ID(Ref{KindSnapshot, r.Snapshot}), AvailabilityZone: zoneName(r.Region, r.Zone), State: r.State,
		StateTransitionReason: r.Reason, OwnerID: tx.accounts[r.Account],
	}
	for n, field := range []**unit.Date{&d.EnablingTime, &d.OptimizingTime, &d.EnabledTime, &d.DisablingTime, &d.DisabledTime} {
		if r.Reached[n] {
			at := tx.Date(r.Times[n])
			*field = &at
		}
	}
	return d
}

// DescribeFastSnapshotRestoresInput holds the parameters of DescribeFastSnapshotRestores.
type DescribeFastSnapshotRestoresInput struct {
	Filters    []Filter `ec2:"Filters,query=Filter"`
	MaxResults *int64   `ec2:"MaxResults"`
	NextToken  string   `ec2:"NextToken"`
	DryRun     bool     `ec2:"DryRun"`
}

// DescribeFastSnapshotRestoresOutput is the answer of DescribeFastSnapshotRestores.
type DescribeFastSnapshotRestoresOutput struct {
	FastSnapshotRestores []FastRestoreDescription `ec2:"FastSnapshotRestores,xml=fastSnapshotRestoreSet"`
	NextToken            string                   `ec2:"NextToken"`
}

// fastRestoreFields is what fast restore can be filtered by.
var fastRestoreFields = []field[FastRestoreDescription]{
	{"availability-zone", func(_ *Tx, _ uint32, d *FastRestoreDescription) []string { return one(d.AvailabilityZone) }},
	{"owner-id", func(_ *Tx, _ uint32, d *FastRestoreDescription) []string { return one(d.OwnerID) }},
	{"snapshot-id", func(_ *Tx, _ uint32, d *FastRestoreDescription) []string { return one(d.SnapshotID) }},
	{"state", func(_ *Tx, _ uint32, d *FastRestoreDescription) []string { return one(string(d.State)) }},
}

// DescribeFastSnapshotRestores lists the fast restore of the caller's snapshots in the region, in the order in which it was first enabled.
func DescribeFastSnapshotRestores(tx *Tx, in DescribeFastSnapshotRestoresInput) (out DescribeFastSnapshotRestoresOutput, err error) {
	keep, fault := plainSieve(tx, in.Filters, fastRestoreFields)
	if fault != nil {
		return out, fault
	}
	all := []FastRestoreDescription{}
	for index, r := range tx.fastRestores.All() {
		if d := tx.describeFastRestore(index); r.Account == tx.Account && r.Region == tx.Region && keep.keeps(index, &d) {
			all = append(all, d)
		}
	}
	out.FastSnapshotRestores, out.NextToken, fault = page("DescribeFastSnapshotRestores", all, in.MaxResults, in.NextToken)
	return out, orNil(fault)
}

// FastRestoreCredits returns in words how many credits fast restore of an own
// snapshot has in each zone where it is enabled.
func (tx *Tx) FastRestoreCredits(id string) (all []FastRestoreCredit, _ *apierr.Error) {
	snapshot, err := tx.ownSnapshot(id)
	if err != nil {
		return nil, err
	}
	b := BucketOf(tx.snapshots.At(snapshot).GiB)
	all = []FastRestoreCredit{}
	for _, r := range tx.fastRestores.All() {
		if r.Snapshot != snapshot {
			continue
		}
		have := b.Held(r, tx.Now)
		c := FastRestoreCredit{
			AvailabilityZone: zoneName(r.Region, r.Zone), State: r.State, Credits: decimal(have, b.One), BucketSize: decimal(b.Size, b.One),
			PerHour: decimal(b.Fill*uint64(unit.Hour), b.One), Volumes: int64(have / b.One),
		}
		if r.State == FastEnabled && have < b.Size {
			next := (have/b.One + 1) * b.One
			if next <= b.Size {
				c.Next = unit.Duration((next - have + b.Fill - 1) / b.Fill).String()
			}
		}
		all = append(all, c)
	}
	return all, nil
}

func decimal(n, of uint64) string { return unit.RatioOf(int64(n), int64(of)).Decimal(2) }

// A FastRestoreCredit is what the bucket of fast restore of a snapshot in a zone holds.
type FastRestoreCredit struct {
	AvailabilityZone string           `ec2:"AvailabilityZone"`
	State            FastRestoreState `ec2:"State"`
	Credits          string           `ec2:"Credits"`
	BucketSize       string           `ec2:"BucketSize"`
	PerHour          string           `ec2:"PerHour"`
	Volumes          int64            `ec2:"Volumes"` // how many can be restored fast now
	Next             string           `ec2:"Next"`    // how long until one more can
}
