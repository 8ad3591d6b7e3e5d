package ec2

import (
	"blockyard/sim/unit"
)

// DescribeInstanceStatusInput holds the parameters of DescribeInstanceStatus.
type DescribeInstanceStatusInput struct {
	InstanceIDs         []string `ec2:"InstanceIds,query=InstanceId,id=instance"`
	MaxResults          *int64   `ec2:"MaxResults"`
	NextToken           string   `ec2:"NextToken"`
	DryRun              bool     `ec2:"DryRun"`
	Filters             []Filter `ec2:"Filters,query=Filter"`
	IncludeAllInstances bool     `ec2:"IncludeAllInstances"`
}

// DescribeInstanceStatusOutput is the answer of DescribeInstanceStatus.
type DescribeInstanceStatusOutput struct {
	InstanceStatuses []InstanceStatus `ec2:"InstanceStatuses,xml=instanceStatusSet"`
	NextToken        string           `ec2:"NextToken"`
}

// An InstanceStatus is what the status checks of an instance say, and what is scheduled for it.
type InstanceStatus struct {
	AvailabilityZone string            `ec2:"AvailabilityZone"`
	Events           []ScheduledEvent  `ec2:"Events,omitempty,xml=eventsSet"`
	InstanceID       string            `ec2:"InstanceId"`
	InstanceState    InstanceStateCode `ec2:"InstanceState"`
	InstanceStatus   StatusSummary     `ec2:"InstanceStatus"`
	SystemStatus     StatusSummary     `ec2:"SystemStatus"`
}

// A ScheduledEvent is something that AWS will do to an instance.
type ScheduledEvent struct {
	InstanceEventID string    `ec2:"InstanceEventId"`
	Code            string    `ec2:"Code"`
	Description     string    `ec2:"Description"`
	NotBefore       unit.Date `ec2:"NotBefore"`
}

// A StatusSummary sums up one of the two status checks: "ok", "impaired",
// "initializing", or "not-applicable" for an instance that does not run.
type StatusSummary struct {
	Details []StatusDetail `ec2:"Details,omitempty"`
	Status  string         `ec2:"Status"`
}

// A StatusDetail is what one check found: "passed", "failed" or "initializing".
type StatusDetail struct {
	ImpairedSince unit.Date `ec2:"ImpairedSince"`
	Name          string    `ec2:"Name"`
	Status        string    `ec2:"Status"`
}

// statusFields is what the status of instances can be filtered by.
var statusFields = []field[InstanceStatus]{
	{"availability-zone", func(_ *Tx, _ uint32, s *InstanceStatus) []string { return one(s.AvailabilityZone) }},
	{"event.code", ofEvent(func(e ScheduledEvent) string { return e.Code })},
	{"event.description", ofEvent(func(e ScheduledEvent) string { return e.Description })},
	{"event.instance-event-id", ofEvent(func(e ScheduledEvent) string { return e.InstanceEventID })},
	{"event.not-before", ofEvent(func(e ScheduledEvent) string { return e.NotBefore.Milliseconds() })},
	{"instance-state-code", func(_ *Tx, _ uint32, s *InstanceStatus) []string { return number(s.InstanceState.Code) }},
	{"instance-state-name", func(_ *Tx, _ uint32, s *InstanceStatus) []string { return one(s.InstanceState.Name) }},
	{"instance-status.reachability", ofCheck(func(s *InstanceStatus) StatusSummary { return s.InstanceStatus })},
	{"instance-status.status", func(_ *Tx, _ uint32, s *InstanceStatus) []string { return one(s.InstanceStatus.Status) }},
	{"system-status.reachability", ofCheck(func(s *InstanceStatus) StatusSummary { return s.SystemStatus })},
	{"system-status.status", func(_ *Tx, _ uint32, s *InstanceStatus) []string { return one(s.SystemStatus.Status) }},
}

// ofEvent makes a filter field of what is scheduled.
func ofEvent(value func(ScheduledEvent) string) func(*Tx, uint32, *InstanceStatus) []string {
	return func(_ *Tx, _ uint32, s *InstanceStatus) (values []string) {
		for _, e := range s.Events {
			values = append(values, value(e))
		}
		return values
	}
}

// ofCheck makes a filter field of what a check found.
func ofCheck(summary func(*InstanceStatus) StatusSummary) func(*Tx, uint32, *InstanceStatus) []string {
	return func(_ *Tx, _ uint32, s *InstanceStatus) (values []string) {
		for _, d := range summary(s).Details {
			values = append(values, d.Status)
		}
		return values
	}
}

// DescribeInstanceStatus shows the status checks of the caller's running
// instances in the region, or of all in whatever state, and what is scheduled for them.
func DescribeInstanceStatus(tx *Tx, in DescribeInstanceStatusInput) (out DescribeInstanceStatusOutput, err error) {
	if err := notWithLimit(in.InstanceIDs, in.MaxResults, "instancesSet"); err != nil {
		return out, err
	}
	indices, fault := tx.listed(KindInstance, in.InstanceIDs, tx.findInstances)
	if fault != nil {
		return out, fault
	}
	keep, fault := plainSieve(tx, in.Filters, statusFields)
	if fault != nil {
		return out, fault
	}
	statuses := []InstanceStatus{}
	for _, index := range indices {
		s := tx.describeStatus(index)
		if (in.IncludeAllInstances || s.InstanceState.Name == InstanceRunning.String()) && keep.keeps(index, &s) {
			statuses = append(statuses, s)
		}
	}
	out.InstanceStatuses, out.NextToken, fault = page("DescribeInstanceStatus", statuses, in.MaxResults, in.NextToken)
	return out, orNil(fault)
}

// describeStatus shows the status of one instance.
func (tx *Tx) describeStatus(index uint32) InstanceStatus {
	i := tx.instances.At(index)
	summary := i.checks(tx.shown(i.Health().Since))
	s := InstanceStatus{
		AvailabilityZone: zoneName(i.Region, i.Zone), InstanceID: tx.ID(Ref{KindInstance, index}), InstanceState: i.State.withCode(),
		InstanceStatus: summary, SystemStatus: summary,
	}
	if i.Health().HasRetirement {
		s.Events = []ScheduledEvent{{tx.eventID(index), "instance-retirement", "The instance is running on degraded hardware", tx.shown(i.Health().Retires)}}
	}
	return s
}

// checks sums up both checks, which here find the same: the host is there and
// the guest answers, or neither.
func (i *Instance) checks(since unit.Date) StatusSummary {
	switch {
	case i.State != InstanceRunning:
		return StatusSummary{Status: "not-applicable"}
	case i.Health().Impaired:
		return StatusSummary{[]StatusDetail{{since, "reachability", "failed"}}, "impaired"}
	case !i.Health().Checked:
		return StatusSummary{[]StatusDetail{{0, "reachability", "initializing"}}, "initializing"}
	}
	return StatusSummary{[]StatusDetail{{0, "reachability", "passed"}}, "ok"}
}
