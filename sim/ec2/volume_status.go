package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/io"
	"blockyard/sim/unit"
)

// An Impairment is what AWS has found of a volume whose data may be inconsistent:
// it disables the volume's I/O, so that nobody makes it worse, unless the volume
// is set to have it enabled by itself.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/monitoring-volume-checks.html.
type Impairment struct {
	Found      bool
	IODisabled bool
	Since      unit.Instant
}

// VolumeImpaired notes that a volume's data may be inconsistent; without an impairment all is well again.
type VolumeImpaired struct {
	Index      uint32
	Impairment Impairment
}

func (e VolumeImpaired) apply(s *State) { s.volume(e.Index).Impairment = e.Impairment }

// AutoEnableIOSet says whether a volume's I/O goes on where its data may be inconsistent.
type AutoEnableIOSet struct {
	Index uint32
	On    bool
}

func (e AutoEnableIOSet) apply(s *State) { s.volume(e.Index).AutoEnableIO = e.On }

// ImpairVolume lets AWS find that the data of an own volume may be inconsistent.
func (tx *Tx) ImpairVolume(id string) *apierr.Error {
	index, err := tx.findVolume(id)
	if err != nil {
		return err
	}
	v := tx.volumes.At(index)
	if v.State != VolumeAvailable && v.State != VolumeInUse {
		return notAvailable(id, v.State)
	}
	tx.Emit(VolumeImpaired{index, Impairment{Found: true, IODisabled: !v.AutoEnableIO, Since: tx.Now}})
	return nil
}

// EnableVolumeIOInput holds the parameters of EnableVolumeIO.
type EnableVolumeIOInput struct {
	DryRun   bool   `ec2:"DryRun"`
	VolumeID string `ec2:"VolumeId,required,id=volume"`
}

// EnableVolumeIO lets a volume be read and written again whose I/O was disabled. Look at its data first.
func EnableVolumeIO(tx *Tx, in EnableVolumeIOInput) (Empty, error) {
	index, err := tx.findVolume(in.VolumeID)
	if err != nil {
		return Empty{}, err
	}
	if tx.volumes.At(index).Impairment.Found {
		tx.Emit(VolumeImpaired{Index: index})
	}
	return Empty{}, nil
}

// attributeAutoEnableIO is the attribute of a volume that can be changed.
const attributeAutoEnableIO = "autoEnableIO"

// ModifyVolumeAttributeInput holds the parameters of ModifyVolumeAttribute.
type ModifyVolumeAttributeInput struct {
	AutoEnableIO *BoolValue `ec2:"AutoEnableIO"`
	VolumeID     string     `ec2:"VolumeId,required,id=volume"`
	DryRun       bool       `ec2:"DryRun"`
}

// ModifyVolumeAttribute says whether a volume's I/O goes on by itself where its data may be inconsistent.
func ModifyVolumeAttribute(tx *Tx, in ModifyVolumeAttributeInput) (Empty, error) {
	index, err := tx.findVolume(in.VolumeID)
	if err != nil {
		return Empty{}, err
	}
	if in.AutoEnableIO == nil {
		return Empty{}, apierr.New(apierr.InvalidParameterCombination, "No attributes specified.").
			Because("Say what to change: --auto-enable-io or --no-auto-enable-io.")
	}
	tx.Emit(AutoEnableIOSet{index, in.AutoEnableIO.Value})
	return Empty{}, nil
}

// DescribeVolumeAttributeInput holds the parameters of DescribeVolumeAttribute.
type DescribeVolumeAttributeInput struct {
	Attribute string `ec2:"Attribute,required,enum=autoEnableIO|productCodes,open"`
	VolumeID  string `ec2:"VolumeId,required,id=volume"`
	DryRun    bool   `ec2:"DryRun"`
}

// DescribeVolumeAttributeOutput is the answer of DescribeVolumeAttribute: the attribute that was asked for.
type DescribeVolumeAttributeOutput struct {
	AutoEnableIO *BoolValue    `ec2:"AutoEnableIO"`
	ProductCodes []ProductCode `ec2:"ProductCodes,omitnil"`
	VolumeID     string        `ec2:"VolumeId"`
}

// DescribeVolumeAttribute shows one attribute of a volume.
func DescribeVolumeAttribute(tx *Tx, in DescribeVolumeAttributeInput) (out DescribeVolumeAttributeOutput, _ error) {
	index, err := tx.findVolume(in.VolumeID)
	if err != nil {
		return out, err
	}
	out.VolumeID = in.VolumeID
	switch v := tx.volumes.At(index); in.Attribute {
	case attributeAutoEnableIO:
		out.AutoEnableIO = &BoolValue{v.AutoEnableIO}
	case attributeProductCodes:
		out.ProductCodes = listProduct(v.ProductCode)
	default:
		return out, apierr.New(apierr.InvalidParameterValue, "Unrecognized attribute.").
			Because("The attributes of a volume are %s and %s.", attributeAutoEnableIO, attributeProductCodes)
	}
	return out, nil
}

// DescribeVolumeStatusInput holds the parameters of DescribeVolumeStatus.
type DescribeVolumeStatusInput struct {
	MaxResults *int64   `ec2:"MaxResults"`
	NextToken  string   `ec2:"NextToken"`
	VolumeIDs  []string `ec2:"VolumeIds,query=VolumeId,id=volume"`
	DryRun     bool     `ec2:"DryRun"`
	Filters    []Filter `ec2:"Filters,query=Filter"`
}

// DescribeVolumeStatusOutput is the answer of DescribeVolumeStatus.
type DescribeVolumeStatusOutput struct {
	NextToken      string         `ec2:"NextToken"`
	VolumeStatuses []VolumeStatus `ec2:"VolumeStatuses,xml=volumeStatusSet"`
}

// A VolumeStatus is what the checks of a volume say.
type VolumeStatus struct {
	Actions          []VolumeAction        `ec2:"Actions,xml=actionsSet"`
	AvailabilityZone string                `ec2:"AvailabilityZone"`
	Events           []VolumeEvent         `ec2:"Events,xml=eventsSet"`
	VolumeID         string                `ec2:"VolumeId"`
	VolumeStatus     VolumeStatusInfo      `ec2:"VolumeStatus"`
	Initialization   *InitializationStatus `ec2:"InitializationStatusDetails"`
}

// A VolumeAction is something that should be done about a volume.
type VolumeAction struct {
	Code        string `ec2:"Code"`
	Description string `ec2:"Description"`
	EventID     string `ec2:"EventId"`
	EventType   string `ec2:"EventType"`
}

// A VolumeEvent is something that has happened to a volume.
type VolumeEvent struct {
	Description string    `ec2:"Description"`
	EventID     string    `ec2:"EventId"`
	EventType   string    `ec2:"EventType"`
	NotBefore   unit.Date `ec2:"NotBefore"`
}

// A VolumeStatusInfo sums up the checks of a volume: "ok", "impaired", "warning" or "insufficient-data".
type VolumeStatusInfo struct {
	Details []VolumeCheck `ec2:"Details"`
	Status  string        `ec2:"Status"`
}

// A VolumeCheck is what one check of a volume found.
type VolumeCheck struct {
	Name   string `ec2:"Name"`
	Status string `ec2:"Status"`
}

// An InitializationStatus is how far a volume has got with its blocks.
type InitializationStatus struct {
	Type     string `ec2:"InitializationType"`
	Progress int64  `ec2:"Progress"`                                   // percent
	Left     *int64 `ec2:"EstimatedTimeToCompleteInSeconds,omitempty"` // only with a rate that was asked for
}

// volumeStatusFields is what the status of volumes can be filtered by.
var volumeStatusFields = []field[VolumeStatus]{
	{"action.code", func(_ *Tx, _ uint32, s *VolumeStatus) (values []string) {
		for _, a := range s.Actions {
			values = append(values, a.Code)
		}
		return values
	}},
	{"availability-zone", func(_ *Tx, _ uint32, s *VolumeStatus) []string { return one(s.AvailabilityZone) }},
	{"event.event-type", func(_ *Tx, _ uint32, s *VolumeStatus) (values []string) {
		for _, e := range s.Events {
			values = append(values, e.EventType)
		}
		return values
	}},
	{"volume-status.details-name", ofVolumeCheck(func(c VolumeCheck) string { return c.Name })},
	{"volume-status.details-status", ofVolumeCheck(func(c VolumeCheck) string { return c.Status })},
	{"volume-status.status", func(_ *Tx, _ uint32, s *VolumeStatus) []string { return one(s.VolumeStatus.Status) }},
}

// ofVolumeCheck makes a filter field of what the checks of a volume found.
func ofVolumeCheck(value func(VolumeCheck) string) func(*Tx, uint32, *VolumeStatus) []string {
	return func(_ *Tx, _ uint32, s *VolumeStatus) (values []string) {
		for _, c := range s.VolumeStatus.Details {
			values = append(values, value(c))
		}
		return values
	}
}

// DescribeVolumeStatus shows what the checks of the caller's volumes in the region say.
func DescribeVolumeStatus(tx *Tx, in DescribeVolumeStatusInput) (out DescribeVolumeStatusOutput, err error) {
	if err := notWithLimit(in.VolumeIDs, in.MaxResults, "volumesSet"); err != nil {
		return out, err
	}
	indices, fault := tx.listed(KindVolume, in.VolumeIDs, eachID(tx.findVolume))
	if fault != nil {
		return out, fault
	}
	keep, fault := plainSieve(tx, in.Filters, volumeStatusFields)
	if fault != nil {
		return out, fault
	}
	statuses := []VolumeStatus{}
	for _, index := range indices {
		if s := tx.volumeStatus(index); keep.keeps(index, &s) {
			statuses = append(statuses, s)
		}
	}
	out.VolumeStatuses, out.NextToken, fault = page("DescribeVolumeStatus", statuses, in.MaxResults, in.NextToken)
	return out, orNil(fault)
}

// volumeStatus shows the status of one volume. One with provisioned IOPS may have
// less than half of what was ordered while its blocks are still coming, and AWS then warns.
func (tx *Tx) volumeStatus(index uint32) VolumeStatus {
	v := tx.volumes.At(index)
	i, enabled, performance, overall := v.Initialization, "passed", "not-applicable", "ok"
	missing := i.Missing(tx.Now) > 0
	if v.Type.IOPS == catalog.Required {
		performance = "normal"
		if missing && v.isHampered() {
			performance, overall = "degraded", "warning"
		}
	}
	if v.State == VolumeCreating || v.State == VolumeError {
		performance, overall = "insufficient-data", "insufficient-data"
	}
	s := VolumeStatus{Actions: []VolumeAction{}, AvailabilityZone: zoneName(v.Region, v.Zone), Events: []VolumeEvent{}, VolumeID: tx.ID(Ref{KindVolume, index})}
	if v.Impairment.Found {
		event := "evol-" + s.VolumeID[len(KindVolume.Prefix()):]
		const kind = "potential-data-inconsistency"
		s.Events = append(s.Events, VolumeEvent{"The data of the volume may be inconsistent", event, kind, tx.Date(v.Impairment.Since)})
		if v.Impairment.IODisabled {
			enabled, overall = "failed", "impaired"
			s.Actions = append(s.Actions, VolumeAction{"enable-volume-io", "Enable IO for this volume", event, kind})
		}
	}
	s.VolumeStatus = VolumeStatusInfo{[]VolumeCheck{{"io-enabled", enabled}, {"io-performance", performance}}, overall}
	if i.Method != "" {
		s.Initialization = &InitializationStatus{Type: i.Method, Progress: i.Progress(tx.Now)}
		state := "completed"
		if missing {
			state = "initializing"
		}
		if i.Method == InitializedByRate {
			left := int64((max(0, i.Ends().Sub(tx.Now)) + unit.Second - 1) / unit.Second)
			s.Initialization.Left = &left
		}
		s.VolumeStatus.Details = append(s.VolumeStatus.Details, VolumeCheck{"initialization-state", state})
	}
	return s
}

// isHampered reports whether the blocks that are still coming leave a volume less
// than half of what it can do on an instance of the Nitro system.
func (v *Volume) isHampered() bool {
	return io.OfVolume(v.Type, v.GiB, v.IOPS, v.Throughput, true).LoadingAt(v.Initialization.Rate).Hampered()
}
