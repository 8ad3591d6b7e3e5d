// Package yard is what this sandbox can do beside AWS: schedules that start
// and stop instances by the clock, quotas, and a budget. Its operations stand in the
// registry beside AWS's, as the service yard, together with those of guests.
package yard

import (
	"strconv"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/op"
	"blockyard/sim/store"
	"blockyard/sim/unit"
)

// WakeSchedule is the only wake-up of this package: a schedule looks what the clock says.
const WakeSchedule ec2.WakeKind = 128

// State is what the yard knows. Only events change it.
type State struct {
	schedules store.Table[Schedule]
	budget    Budget
}

// New returns a state without schedules.
func New() *State { return &State{} }

// Fork returns an independent copy, as store.Table does.
func (s *State) Fork() *State {
	return &State{s.schedules.Fork(), s.budget}
}

// Schedules returns the table of schedules, for reading.
func (s *State) Schedules() *store.Table[Schedule] { return &s.schedules }

// A Schedule keeps an instance running every day between two times of day
// (UTC), and stopped otherwise. Where the two are the same it never runs.
type Schedule struct {
	Gen      uint32
	Instance uint32
	From, To unit.ClockTime
	Off      bool // taken off, or replaced by a newer one
}

// String returns the schedule's hours, for example "09:00-13:00".
func (s Schedule) String() string { return s.From.String() + "-" + s.To.String() }

// Of returns the schedule of an instance, if it has one.
func (s *State) Of(instance uint32) (Schedule, bool) {
	for _, have := range s.schedules.All() {
		if have.Instance == instance && !have.Off {
			return *have, true
		}
	}
	return Schedule{}, false
}

// IsLive reports whether a wake-up still means something.
func (s *State) IsLive(w ec2.Wake) bool {
	have := s.schedules.At(w.Index)
	return have.Gen == w.Gen && !have.Off
}

// A Tx is a call or waking of the yard.
type Tx struct {
	*guest.Tx
	Yard *State
}

// Ops is what the sandbox can do beside AWS, in the order of the manual.
var Ops = []*op.Operation{
	op.Define("Schedule", SetSchedule, op.About{
		Doc: "Keeps an instance running every day between two times of day (UTC), and stopped otherwise. It takes effect at once.",
		Params: []op.ParamDoc{
			{Name: "Daily", Doc: "The hours, for example 09:00-13:00."},
			{Name: "Hours", Doc: "How many hours from midnight on, for example 8 or 7.5, instead of Daily; 0 keeps it stopped."},
			{Name: "Off", Doc: "Take the schedule off instead."},
		},
		Simplified: []string{"AWS has no such call; there one builds it with EventBridge Scheduler or Instance Scheduler."},
	}),
	op.Define("Quota", SetQuota, op.About{
		Doc:    "Sets a quota of the account in the region, so that its refusals can be met. Without one nothing is limited.",
		Params: []op.ParamDoc{{Name: "Name", Doc: "The quota, for example vcpus; yard quotas lists them."}, {Name: "Limit", Doc: "The most there may be."}},
	}),
	op.Define("Quotas", DescribeQuotas, op.About{Reads: true, Doc: "Lists the quotas that can be set, and those that are."}),
	op.Define("Budget", SetBudget, op.About{
		Doc: "Sets what everything may cost, in all or in each day or month (UTC). It limits nothing: the bill and the chart of cost show it, and you are told when it is reached.",
		Params: []op.ParamDoc{
			{Name: "Amount", Doc: "Dollars, for example 20 or 0.50; off takes the budget away."},
			{Name: "Day", Doc: "The budget is of each day."},
			{Name: "Month", Doc: "The budget is of each calendar month."},
		},
		Simplified: []string{"At AWS the service AWS Budgets has them, whose alerts come by e-mail some hours late; here they come at the moment."},
	}),
	op.Define("FailSnapshot", FailSnapshot, op.About{
		Doc:        "Makes a pending snapshot fail. Nothing of it is kept, and an image that waits for it fails with it.",
		Simplified: []string{"AWS has no such call; there a snapshot fails by itself, for example when its key cannot be used."},
	}),
	op.Define("FailModification", FailModification, op.About{
		Doc:        "Makes the modification of a volume fail that has just begun. The volume stays what it was.",
		Simplified: []string{"AWS has no such call; there a modification fails by itself, and seldom."},
	}),
	op.Define("CatalogueDate", SetCatalogueDate, op.About{
		Doc:        "Lets AWS's limits be those of a date: what gp3 can do, and how often a volume can be modified.",
		Params:     []op.ParamDoc{{Name: "Date", Doc: "A day, for example 2025-06-30, or now for those of the present."}},
		Simplified: []string{"Nothing else of the catalogue is dated. What was made before keeps what it has."},
	}),
	op.Define("Key", SetKey, op.About{
		Doc: "Makes a KMS key of the account's own in the region, with which volumes, snapshots and copies can be encrypted as alias/NAME; shares one with another account, or disables it.",
		Params: []op.ParamDoc{
			{Name: "Name", Doc: "The alias of the key, without alias/."},
			{Name: "Share", Doc: "An account that may use it from now on."},
			{Name: "Disable", Doc: "Nothing new can be made under the key: volumes and copies fail, launches end."},
			{Name: "Enable", Doc: "Let a disabled key be used again."},
		},
		Simplified: []string{
			"At AWS the service KMS makes keys, and policies and grants share them; here this does.",
			"A disabled key stops what is made, not what is attached and runs.",
		},
	}),
	op.Define("Keys", DescribeKeys, op.About{Reads: true, Doc: "Lists the KMS keys that the account can name in the region, with their ARNs."}),
	op.Define("FastRestoreCredits", DescribeFastRestoreCredits, op.About{
		Reads: true, Doc: "Shows the credits of fast restore of an own snapshot in each zone: how many there are, how many fit, how fast they fill, when the next is there.",
		Simplified: []string{"AWS shows them as the metrics FastSnapshotRestoreCreditsBalance and FastSnapshotRestoreCreditsBucketSize of CloudWatch."},
	}),
	op.Define("ImpairVolume", ImpairVolume, op.About{
		Doc: "Lets AWS find that the data of a volume may be inconsistent. Its I/O is disabled until somebody enables it, unless the volume is set to have it enabled by itself.",
		Simplified: []string{
			"AWS finds this by itself, and seldom.",
			"What a guest held in memory before is still written.",
		},
	}),
	op.Define("RetireHost", RetireHost, op.About{
		Doc:    "Lets AWS announce that the host beneath a running instance is retired. On that day the instance is stopped, or ended where its root is on instance store; whoever stops and starts it before is on another host.",
		Params: []op.ParamDoc{{Name: "In", Doc: "How long until then, for example 3d; 14d unless said otherwise."}},
		Simplified: []string{
			"AWS decides which hosts it retires; here nothing is retired unless this asks for it.",
			"An event that is over is shown no longer; AWS shows it as completed for a while.",
		},
	}),
	op.Define("FailHost", FailHost, op.About{
		Doc: "Lets the host beneath a running instance fail. EBS volumes are safe; instance-store disks and what was in memory are lost. An instance of a type that can recover comes up on another host by itself.",
		Simplified: []string{
			"AWS does not say how long a recovery takes; here it is about five minutes.",
			"An instance whose host has failed goes on being billed until it is stopped.",
		},
	}),
	op.Define("FixId", FixID, op.About{Doc: "Gives a resource an id of your choice, so that a text can name it."}),
}

// ScheduleInput holds the parameters of Schedule.
type ScheduleInput struct {
	InstanceID string `ec2:"InstanceId,required,id=instance"`
	Daily      string `ec2:"Daily"`
	Hours      string `ec2:"Hours"`
	Off        bool   `ec2:"Off"`
	DryRun     bool   `ec2:"DryRun"`
}

// ScheduleChanged puts a schedule on an instance, in place of an earlier one.
type ScheduleChanged struct{ Schedule Schedule }

func (e ScheduleChanged) apply(s *State) {
	for index, have := range s.schedules.All() {
		if have.Instance == e.Schedule.Instance && !have.Off {
			s.schedules.Mut(index).Off = true
		}
	}
	if !e.Schedule.Off {
		s.schedules.Append(e.Schedule)
	}
}

// SetSchedule puts a schedule on an instance or takes it off. An instance that
// cannot be stopped is refused as StopInstances refuses it.
func SetSchedule(tx *Tx, in ScheduleInput) (ec2.Empty, error) {
	instance, err := tx.Instance(in.InstanceID)
	if err != nil {
		return ec2.Empty{}, err
	}
	if in.Off {
		tx.change(ScheduleChanged{Schedule{Instance: instance, Off: true}})
		return ec2.Empty{}, nil
	}
	if in.Daily == "" && in.Hours == "" {
		return ec2.Empty{}, apierr.New(apierr.MissingParameter, "The request must contain the parameter daily").
			Because("A schedule needs its hours; --off takes it away.").Suggest("yard schedule %s --daily 09:00-13:00", tx.Handle(ec2.Ref{Kind: ec2.KindInstance, Index: instance}))
	}
	from, to, err := in.hours()
	if err != nil {
		return ec2.Empty{}, err
	}
	if err := tx.CanBeScheduled(instance); err != nil {
		return ec2.Empty{}, err
	}
	index := uint32(tx.Yard.schedules.Len())
	tx.change(ScheduleChanged{Schedule{Instance: instance, From: from, To: to}})
	tx.wakeSchedule(index)
	return ec2.Empty{}, nil
}

// hours reads which hours are asked for: two times of day, or how many from midnight on.
func (in *ScheduleInput) hours() (from, to unit.ClockTime, refusal *apierr.Error) {
	switch {
	case in.Hours == "":
		return hours(in.Daily)
	case in.Daily != "":
		return 0, 0, apierr.New(apierr.InvalidParameterCombination, "The parameter daily cannot be used with the parameter hours").
			Because("--hours counts from midnight on; --daily says from when to when.")
	}
	minutes, fault := unit.ParseRatio(in.Hours)
	whole, broken := strconv.Atoi(minutes.Times(unit.RatioOf(60, 1)).Exact())
	if fault == nil && broken == nil && whole >= 0 && whole <= 24*60 {
		return 0, unit.ClockTime(unit.Duration(whole) * unit.Minute), nil
	}
	return 0, 0, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter hours is invalid. Write a number from 0 to 24, such as 8 or 7.5.", in.Hours).
		Because("They are counted to the minute, from midnight on.")
}

// hours reads "09:00-13:00".
func hours(text string) (from, to unit.ClockTime, refusal *apierr.Error) {
	if len(text) == len("09:00-13:00") && text[5] == '-' {
		from, fault := unit.ParseClockTime(text[:5])
		to, fault2 := unit.ParseClockTime(text[6:])
		if fault == nil && fault2 == nil && from != to && unit.Duration(from) < unit.Day {
			return from, to, nil
		}
	}
	return 0, 0, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter daily is invalid. Write two times of day, such as 09:00-13:00.", text).
		Because("The hours are UTC, from 00:00 to 24:00; --off takes a schedule away.")
}

func (tx *Tx) change(e ScheduleChanged) {
	e.apply(tx.Yard)
	tx.Changed(e)
}

// Wake lets a schedule look at the clock.
func (tx *Tx) Wake(w ec2.Wake) { tx.wakeSchedule(w.Index) }

// retry is how soon a schedule looks again at an instance that is on its way somewhere else.
const retry = unit.Minute

// wakeSchedule starts or stops an instance as the time of day asks, and looks again when that changes.
func (tx *Tx) wakeSchedule(index uint32) {
	s := *tx.Yard.schedules.At(index)
	i := tx.Instances().At(s.Instance)
	if i.State == ec2.InstanceTerminated || i.State == ec2.InstanceShuttingDown || i.State == ec2.NoInstance {
		tx.change(ScheduleChanged{Schedule{Instance: s.Instance, Off: true}})
		return
	}
	now := tx.clock()
	wanted := s.wants(now)
	next := untilNext(now, s.From, s.To)
	if !tx.drive(s.Instance, i.State, wanted) {
		next = min(next, retry)
	}
	tx.WakeAt(tx.Now.Add(next), ec2.Wake{Kind: WakeSchedule, Index: index, Gen: s.Gen})
}

// clock returns the time of day.
func (tx *Tx) clock() unit.ClockTime {
	return unit.ClockTime(unit.Duration(tx.Date(tx.Now)) % unit.Day)
}

// wants reports whether the instance should run at a time of day; hours may go past midnight.
func (s Schedule) wants(now unit.ClockTime) bool {
	if s.From == s.To {
		return false
	}
	if s.From < s.To {
		return s.From <= now && now < s.To
	}
	return now >= s.From || now < s.To
}

// untilNext returns the time until the next of two times of day.
func untilNext(now, a, b unit.ClockTime) unit.Duration {
	until := func(c unit.ClockTime) unit.Duration {
		d := unit.Duration(c-now) % unit.Day
		if d <= 0 {
			d += unit.Day
		}
		return d
	}
	return min(until(a), until(b))
}

// drive starts or stops an instance where it has to, and reports whether it is where it should be or on its way there.
func (tx *Tx) drive(instance uint32, state ec2.InstanceState, run bool) bool {
	switch {
	case run && state == ec2.InstanceStopped:
		return tx.StartInstance(instance) == nil
	case !run && state == ec2.InstanceRunning:
		return tx.StopInstance(instance) == nil
	}
	return run == (state == ec2.InstanceRunning || state == ec2.InstancePending)
}

// QuotaInput holds the parameters of Quota.
type QuotaInput struct {
	Name             string `ec2:"Name,required"`
	Limit            int64  `ec2:"Limit,required"`
	AvailabilityZone string `ec2:"AvailabilityZone"`
}

// SetQuota sets a quota, in one zone or everywhere in the region.
func SetQuota(tx *Tx, in QuotaInput) (ec2.Empty, error) {
	if err := ec2.CheckQuotaName(in.Name); err != nil {
		return ec2.Empty{}, err
	}
	if in.Limit < 0 {
		return ec2.Empty{}, apierr.New(apierr.InvalidParameterValue, "Value (%d) for parameter limit is invalid. It must be 0 or more.", in.Limit).
			Because("A quota of 0 allows nothing at all.")
	}
	if in.AvailabilityZone != "" {
		region := catalog.Regions()[tx.Region]
		if _, ok := catalog.ZoneNamed(&region, in.AvailabilityZone); !ok {
			return ec2.Empty{}, apierr.New(apierr.InvalidZoneNotFound, "The zone '%s' does not exist.", in.AvailabilityZone)
		}
	}
	tx.Emit(ec2.QuotaSet{Quota: ec2.Quota{Account: tx.Account, Region: tx.Region, Name: in.Name, Zone: in.AvailabilityZone, Limit: in.Limit}})
	return ec2.Empty{}, nil
}

// QuotasInput holds the parameters of Quotas: none.
type QuotasInput struct{}

// QuotasOutput is the answer of Quotas.
type QuotasOutput struct {
	Quotas []QuotaDescription `ec2:"Quotas"`
}

// A QuotaDescription is a quota, with its limit where one is set.
type QuotaDescription struct {
	Name             string `ec2:"Name"`
	Limits           string `ec2:"Limits"`
	AvailabilityZone string `ec2:"AvailabilityZone"`
	Limit            *int64 `ec2:"Limit"`
}

// DescribeQuotas lists the quotas that can be set, and what they are set to.
func DescribeQuotas(tx *Tx, _ QuotasInput) (QuotasOutput, error) {
	out := QuotasOutput{}
	for _, q := range ec2.QuotaNames {
		found := false
		for _, set := range tx.Quotas() {
			if set.Name == q.Name {
				found = true
				out.Quotas = append(out.Quotas, QuotaDescription{q.Name, q.Limits, set.Zone, &set.Limit})
			}
		}
		if !found {
			out.Quotas = append(out.Quotas, QuotaDescription{Name: q.Name, Limits: q.Limits})
		}
	}
	return out, nil
}

// FixIDInput holds the parameters of FixId.
type FixIDInput struct {
	Target string `ec2:"Target,required,id=any"`
	ID     string `ec2:"Id,required"`
}

// FixID gives a resource an id of its kind that nothing has yet.
func FixID(tx *Tx, in FixIDInput) (ec2.Empty, error) {
	ref, err := tx.Find(in.Target)
	if err != nil {
		return ec2.Empty{}, err
	}
	if !ref.Kind.WellFormed(in.ID) {
		return ec2.Empty{}, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter id is invalid. It must be %s and 8 or 17 hex digits.", in.ID, ref.Kind.Prefix()).
			Because("A fixed id looks like one that AWS gives out.")
	}
	if tx.IsTaken(ref.Kind, in.ID) {
		return ec2.Empty{}, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter id is invalid. Another resource has it.", in.ID)
	}
	tx.Emit(ec2.IDFixed{Ref: ref, ID: in.ID})
	return ec2.Empty{}, nil
}
