package ec2

// MonitorInstancesInput holds the parameters of MonitorInstances.
type MonitorInstancesInput struct {
	InstanceIDs []string `ec2:"InstanceIds,required,query=InstanceId,id=instance"`
	DryRun      bool     `ec2:"DryRun"`
}

// UnmonitorInstancesInput holds the parameters of UnmonitorInstances.
type UnmonitorInstancesInput struct {
	InstanceIDs []string `ec2:"InstanceIds,required,query=InstanceId,id=instance"`
	DryRun      bool     `ec2:"DryRun"`
}

// MonitoringOutput is the answer of MonitorInstances and of UnmonitorInstances.
type MonitoringOutput struct {
	InstanceMonitorings []InstanceMonitoring `ec2:"InstanceMonitorings,xml=instancesSet"`
}

// An InstanceMonitoring says what a call did to the monitoring of one instance.
type InstanceMonitoring struct {
	InstanceID string          `ec2:"InstanceId"`
	Monitoring MonitoringState `ec2:"Monitoring"`
}

// MonitoringChanged turns detailed monitoring of an instance on or off.
type MonitoringChanged struct {
	Index   uint32
	Enabled bool
}

func (e MonitoringChanged) apply(s *State) { s.instance(e.Index).rebuild().Monitoring = e.Enabled }

// MonitorInstances turns detailed monitoring on. It is billed while the instances run.
//
// Simplified: it is on at once; AWS answers with pending, as here, and takes a moment.
func MonitorInstances(tx *Tx, in MonitorInstancesInput) (MonitoringOutput, error) {
	return tx.monitor(in.InstanceIDs, true, "pending", "enabled")
}

// UnmonitorInstances turns detailed monitoring off.
//
// Simplified: it is off at once; AWS answers with disabling, as here, and takes a moment.
func UnmonitorInstances(tx *Tx, in UnmonitorInstancesInput) (MonitoringOutput, error) {
	return tx.monitor(in.InstanceIDs, false, "disabling", "disabled")
}

// monitor turns detailed monitoring on or off, and answers with one word where
// that changes something and with another where it was so already.
func (tx *Tx) monitor(ids []string, enabled bool, changing, already string) (out MonitoringOutput, fault error) {
	indices, err := tx.findInstances(ids)
	if err != nil {
		return out, err
	}
	for _, index := range indices {
		state := already
		if tx.instances.At(index).Monitoring != enabled {
			tx.Emit(MonitoringChanged{index, enabled})
			state = changing
		}
		out.InstanceMonitorings = append(out.InstanceMonitorings, InstanceMonitoring{tx.ID(Ref{KindInstance, index}), MonitoringState{state}})
	}
	return out, nil
}
