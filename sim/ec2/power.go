package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
)

// StartInstancesInput holds the parameters of StartInstances.
type StartInstancesInput struct {
	InstanceIDs []string `ec2:"InstanceIds,required,query=InstanceId,id=instance"`
	DryRun      bool     `ec2:"DryRun"`
}

// StopInstancesInput holds the parameters of StopInstances.
type StopInstancesInput struct {
	InstanceIDs    []string `ec2:"InstanceIds,required,query=InstanceId,id=instance"`
	Hibernate      bool     `ec2:"Hibernate"`
	SkipOSShutdown bool     `ec2:"SkipOsShutdown"`
	DryRun         bool     `ec2:"DryRun"`
	Force          bool     `ec2:"Force"`
}

// RebootInstancesInput holds the parameters of RebootInstances.
type RebootInstancesInput struct {
	InstanceIDs []string `ec2:"InstanceIds,required,query=InstanceId,id=instance"`
	DryRun      bool     `ec2:"DryRun"`
}

// An InstanceStateCode is a state with the number that clients see.
type InstanceStateCode struct {
	Code int64  `ec2:"Code"`
	Name string `ec2:"Name"`
}

// An InstanceStateChange says what a call did to one instance.
type InstanceStateChange struct {
	InstanceID    string            `ec2:"InstanceId"`
	CurrentState  InstanceStateCode `ec2:"CurrentState"`
	PreviousState InstanceStateCode `ec2:"PreviousState"`
}

// StartInstancesOutput is the answer of StartInstances.
type StartInstancesOutput struct {
	StartingInstances []InstanceStateChange `ec2:"StartingInstances,xml=instancesSet"`
}

// StopInstancesOutput is the answer of StopInstances.
type StopInstancesOutput struct {
	StoppingInstances []InstanceStateChange `ec2:"StoppingInstances,xml=instancesSet"`
}

// withCode returns a state with its number.
func (s InstanceState) withCode() InstanceStateCode {
	return InstanceStateCode{instanceStates[s].code, instanceStates[s].name}
}

// StartInstances starts stopped instances with an EBS root. One that is
// already running or starting is left as it is; one that cannot start refuses the whole call.
func StartInstances(tx *Tx, in StartInstancesInput) (StartInstancesOutput, error) {
	indices, err := tx.findInstances(in.InstanceIDs)
	if err != nil {
		return StartInstancesOutput{}, err
	}
	for _, index := range indices {
		if err := tx.checkStart(index); err != nil {
			return StartInstancesOutput{}, err
		}
	}
	if err := tx.roomToStart(indices); err != nil {
		return StartInstancesOutput{}, err
	}
	return StartInstancesOutput{tx.move(indices, tx.start)}, nil
}

// StartInstance starts one stopped instance as StartInstances does, by its index.
func (tx *Tx) StartInstance(index uint32) *apierr.Error {
	if err := tx.checkStart(index); err != nil {
		return err
	}
	if err := tx.roomToStart([]uint32{index}); err != nil {
		return err
	}
	tx.start(index)
	return nil
}

// start starts an instance that is stopped.
func (tx *Tx) start(index uint32) {
	if tx.instances.At(index).State == InstanceStopped {
		tx.dropOldHibernation(index)
		tx.Emit(InstanceMoved{Index: index, On: "StartInstances", At: tx.Now})
		tx.wake(WakeInstance, Ref{KindInstance, index}, tx.pendingTime(Ref{KindInstance, index}))
	}
}

// checkStart refuses an instance that cannot be started.
func (tx *Tx) checkStart(index uint32) *apierr.Error {
	i, ref := tx.instances.At(index), Ref{KindInstance, index}
	if i.RootKind == RootInstanceStore {
		return apierr.New(apierr.UnsupportedOperation, "The instance '%s' does not have an 'ebs' root device type and cannot be started.", tx.ID(ref)).
			Because("An instance-store root cannot be stopped, so there is nothing to start.")
	}
	switch i.State {
	case InstanceStopped:
	case InstancePending, InstanceRunning:
		return nil
	case InstanceStopping:
		return apierr.New(apierr.IncorrectInstanceState, "The instance '%s' is not in a state from which it can be started.", tx.ID(ref)).
			Because("The instance is still stopping.").Suggest("aws ec2 wait instance-stopped --instance-ids %s", tx.Handle(Ref{KindInstance, index}))
	case InstanceShuttingDown, InstanceTerminated, NoInstance:
		return apierr.New(apierr.IncorrectInstanceState, "The instance '%s' is not in a state from which it can be started.", tx.ID(ref)).
			Because("The instance is %s, and that is for ever.", i.State)
	}
	root, ok := i.device(i.RootDevice)
	if !ok || tx.isLeaving(root, index) {
		return noRoot(tx.ID(ref), i).Because("Its root volume was detached, so it has nothing to boot from.")
	}
	if i.EBSOptimized && i.Type.EBS.Optimized == "unsupported" {
		return notOptimized("The requested configuration is currently not supported.", i.Type).
			Suggest("aws ec2 modify-instance-attribute --instance-id %s --no-ebs-optimized", tx.Handle(Ref{KindInstance, index}))
	}
	if err := tx.checkOffered(i.Type, i.Zone); err != nil {
		return err
	}
	if zone := zoneName(i.Region, i.Zone); tx.zoneLimit(QuotaInstanceCapacity, zone) < 1 {
		return noCapacity(i.Type, zone)
	}
	return nil
}

// roomToStart refuses to start instances that exceed the quota of vCPUs.
func (tx *Tx) roomToStart(indices []uint32) *apierr.Error {
	if tx.quotas.Len() == 0 {
		return nil
	}
	_, vcpus := tx.countInstances()
	for _, index := range indices {
		if i := tx.instances.At(index); i.State == InstanceStopped {
			vcpus += int64(i.Type.VCPUs)
			if vcpus > tx.limit(QuotaVCPUs) {
				return tx.tooManyVCPUs()
			}
		}
	}
	return nil
}

func noRoot(id string, i *Instance) *apierr.Error {
	return apierr.New(apierr.InvalidParameterValue, "Invalid value '%s' for instanceId. Instance does not have a volume attached at root (%s)", id, i.RootDevice)
}

// StopInstances stops running instances with an EBS root. Their volumes stay
// attached and keep costing; instance-store data disks are erased. With Hibernate
// their memory is kept on the root volume. With Force one that is still stopping
// is switched off.
func StopInstances(tx *Tx, in StopInstancesInput) (StopInstancesOutput, error) {
	indices, err := tx.findInstances(in.InstanceIDs)
	if err != nil {
		return StopInstancesOutput{}, err
	}
	for _, index := range indices {
		if err := tx.checkStop(index, in.Hibernate); err != nil {
			return StopInstancesOutput{}, err
		}
	}
	return StopInstancesOutput{tx.move(indices, func(index uint32) { tx.stop(index, in) })}, nil
}

// StopInstance stops one running instance as StopInstances does, by its index.
func (tx *Tx) StopInstance(index uint32) *apierr.Error {
	if err := tx.checkStop(index, false); err != nil {
		return err
	}
	tx.stop(index, StopInstancesInput{})
	return nil
}

// stop stops an instance that runs, or switches off one that is stopping. One
// whose host has failed has nothing left to shut down.
func (tx *Tx) stop(index uint32, in StopInstancesInput) {
	ref, i := Ref{KindInstance, index}, tx.instances.At(index)
	switch {
	case i.State == InstanceRunning:
		m, code := InstanceMoved{Index: index, On: "StopInstances", At: tx.Now}, ClientUserInitiatedShutdown
		m.Unsafe = in.Force || in.SkipOSShutdown || i.Health().Impaired
		if m.Hibernate = in.Hibernate && !m.Unsafe; m.Hibernate {
			code = ClientUserInitiatedHibernate
		}
		m.Reason = tx.initiated("User", code)
		tx.Emit(m)
		tx.wake(WakeInstance, ref, tx.lasts(tx.stopping(m), ref))
	case i.State == InstanceStopping && in.Force:
		tx.Emit(InstanceMoved{Index: index, On: "ForceStop", At: tx.Now, Unsafe: true})
		tx.wake(WakeInstance, ref, tx.lasts(catalog.PowerOff, ref))
	}
}

// stopping returns what a stop takes: a shutdown, the writing of the memory to
// the root volume where that is under way, or nothing but the power.
func (tx *Tx) stopping(m InstanceMoved) catalog.Process {
	switch {
	case m.Unsafe:
		return catalog.PowerOff
	case tx.instances.At(m.Index).Hibernation.Asleep:
		return catalog.Hibernating
	}
	return catalog.Stopping
}

// checkStop refuses an instance that cannot be stopped.
func (tx *Tx) checkStop(index uint32, hibernate bool) *apierr.Error {
	i, ref := tx.instances.At(index), Ref{KindInstance, index}
	if i.RootKind == RootInstanceStore {
		return apierr.New(apierr.UnsupportedOperation, "The instance '%s' does not have an 'ebs' root device type and cannot be stopped.", tx.ID(ref)).
			Because("Its root disk is on the host itself: stopping would lose it, so this instance can only be rebooted or terminated.").
			Suggest("aws ec2 terminate-instances --instance-ids %s", tx.Handle(Ref{KindInstance, index}))
	}
	if hibernate {
		if err := tx.checkHibernate(index); err != nil {
			return err
		}
	}
	switch i.State {
	case InstanceRunning, InstanceStopping, InstanceStopped:
		return tx.checkStopProtection(index)
	case InstancePending, InstanceShuttingDown, InstanceTerminated, NoInstance:
	}
	refused := apierr.New(apierr.IncorrectInstanceState, "This instance '%s' is not in a state from which it can be stopped.", tx.ID(ref))
	if i.State == InstancePending {
		return refused.Because("The instance is still pending; it can be stopped once it is running.").
			Suggest("aws ec2 wait instance-running --instance-ids %s", tx.Handle(Ref{KindInstance, index}))
	}
	return refused.Because("The instance is %s, and that is for ever.", i.State)
}

// RebootInstances restarts the operating system of running instances: on the
// same host, with all disks, at no extra charge. A terminated one is ignored.
func RebootInstances(tx *Tx, in RebootInstancesInput) (Empty, error) {
	indices, err := tx.findInstances(in.InstanceIDs)
	if err != nil {
		return Empty{}, err
	}
	for _, index := range indices {
		switch i := tx.instances.At(index); i.State {
		case InstanceRunning, InstanceShuttingDown, InstanceTerminated:
		case InstancePending, InstanceStopping, InstanceStopped, NoInstance:
			return Empty{}, apierr.New(apierr.IncorrectInstanceState, "The instance '%s' is not in a state from which it can be rebooted.", tx.ID(Ref{KindInstance, index})).
				Because("The instance is %s; only a running one can be rebooted.", i.State)
		}
	}
	for _, index := range indices {
		if tx.instances.At(index).State == InstanceRunning {
			tx.Emit(InstanceMoved{Index: index, On: "RebootInstances", At: tx.Now})
		}
	}
	return Empty{}, nil
}

// move does something to each instance and says how its state changed.
func (tx *Tx) move(indices []uint32, do func(uint32)) []InstanceStateChange {
	changes := make([]InstanceStateChange, 0, len(indices))
	for _, index := range indices {
		before := tx.instances.At(index).State
		do(index)
		changes = append(changes, InstanceStateChange{
			tx.ID(Ref{KindInstance, index}), tx.instances.At(index).State.withCode(), before.withCode(),
		})
	}
	return changes
}
