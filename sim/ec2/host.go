package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// RetirementScheduled says when the host beneath an instance is retired.
type RetirementScheduled struct {
	Index uint32
	At    unit.Instant
}

func (e RetirementScheduled) apply(s *State) {
	i := s.instance(e.Index)
	i.Gen++
	known := *i.Health()
	known.Retires, known.HasRetirement = e.At, true
	i.health = &known
}

// RetireHost announces that the host beneath a running instance is retired
// after a time. Then the instance is stopped, or, with an instance-store root,
// ended. One that is stopped and started before is on another host by then.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-retirement.html.
func (tx *Tx) RetireHost(id string, after unit.Duration) *apierr.Error {
	index, err := tx.onHost(id)
	if err != nil {
		return err
	}
	ref := Ref{KindInstance, index}
	wasChecked := tx.instances.At(index).Health().Checked
	tx.Emit(RetirementScheduled{index, tx.Now.Add(after)})
	tx.wake(WakeRetirement, ref, after)
	if !wasChecked { // the wake-up that was on its way has become stale
		tx.awaitChecks(index)
	}
	return nil
}

// FailHost lets the host beneath a running instance fail. Its EBS volumes are
// safe, its instance-store disks and what its guest held in memory are lost. It
// comes up on another host by itself where its type can recover; otherwise its
// status checks fail until it is stopped and started; one with an instance-store
// root ends.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-recover.html.
func (tx *Tx) FailHost(id string) *apierr.Error {
	index, err := tx.onHost(id)
	if err != nil {
		return err
	}
	ref := Ref{KindInstance, index}
	tx.Emit(InstanceMoved{Index: index, On: "HostFailed", At: tx.Now, Unsafe: true})
	switch i := tx.instances.At(index); {
	case i.RootKind == RootInstanceStore:
		tx.Emit(InstanceMoved{Index: index, On: "HostLost", At: tx.Now, Reason: tx.initiated("Service", ServerInternalError), Unsafe: true})
		tx.wake(WakeInstance, ref, tx.lasts(catalog.ShuttingDown, ref))
	case i.Type.Recovers():
		tx.wake(WakeRecovery, ref, tx.lasts(catalog.Recovery, ref))
	}
	return nil
}

// onHost returns the caller's instance with that id if it runs on a host that has not failed.
func (tx *Tx) onHost(id string) (uint32, *apierr.Error) {
	index, err := tx.findInstance(id)
	if err != nil {
		return 0, err
	}
	i, ref := tx.instances.At(index), Ref{KindInstance, index}
	switch {
	case i.State != InstanceRunning:
		refused := apierr.New(apierr.IncorrectInstanceState, "The instance '%s' is not in the 'running' state.", id).
			Because("The instance is %s; only a running one is on a host.", i.State)
		if i.State == InstanceStopped {
			return 0, refused.Suggest("aws ec2 start-instances --instance-ids %s", tx.Handle(ref))
		}
		return 0, refused
	case i.Health().Impaired:
		return 0, apierr.New(apierr.IncorrectInstanceState, "The host of the instance '%s' has failed already.", id).
			Because("A stop and a start bring the instance to another host.").Suggest("aws ec2 stop-instances --instance-ids %s", tx.Handle(ref))
	}
	return index, nil
}

// retire takes an instance off a host that is retired now.
func (tx *Tx) retire(index uint32) {
	ref, on, process := Ref{KindInstance, index}, "HostRetired", catalog.Stopping
	if tx.instances.At(index).RootKind == RootInstanceStore {
		on, process = "HostRetiredForGood", catalog.ShuttingDown
	}
	tx.Emit(InstanceMoved{Index: index, On: on, At: tx.Now, Reason: tx.initiated("Service", ServerScheduledStop)})
	tx.wake(WakeInstance, ref, tx.lasts(process, ref))
}

// recoverHost brings an instance of a failed host up on another one.
func (tx *Tx) recoverHost(index uint32) {
	tx.Emit(InstanceMoved{Index: index, On: "HostRecovered", At: tx.Now})
	tx.awaitChecks(index)
}

// eventID returns the id of the event that is scheduled for an instance.
func (tx *Tx) eventID(index uint32) string {
	return "instance-event-" + tx.ID(Ref{KindInstance, index})[len(KindInstance.Prefix()):]
}
