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
	InstanceIDs []string `ec2:"InstanceIds,required,query=InstanceId,id=instance"`
	Hibernate   bool     `ec2:"Hibernate"`
	Force       bool     `ec2:"Force"`
	DryRun      bool     `ec2:"DryRun"`
}

// RebootInstancesInput holds the parameters of RebootInstances.
type RebootInstancesInput struct {
	InstanceIDs []string `ec2:"InstanceIds,required,query=InstanceId,id=instance"`
	DryRun      bool     `ec2:"DryRun"`
}

// TerminateInstancesInput holds the parameters of TerminateInstances.
type TerminateInstancesInput struct {
	InstanceIDs []string `ec2:"InstanceIds,required,query=InstanceId,id=instance"`
	DryRun      bool     `ec2:"DryRun"`
}

// An InstanceStateCode is a state with the number that clients see.
type InstanceStateCode struct {
	Code int64         `ec2:"Code"`
	Name InstanceState `ec2:"Name"`
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

// TerminateInstancesOutput is the answer of TerminateInstances.
type TerminateInstancesOutput struct {
	TerminatingInstances []InstanceStateChange `ec2:"TerminatingInstances,xml=instancesSet"`
}

// withCode returns a state with its number.
func (s InstanceState) withCode() InstanceStateCode {
	for _, c := range stateCodes {
		if c.state == s {
			return InstanceStateCode{c.code, s}
		}
	}
	panic("ec2: instance state without a code: " + string(s))
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
	changes := tx.move(indices, func(index uint32) {
		if tx.instances.At(index).State == InstanceStopped {
			tx.Emit(InstanceMoved{Index: index, On: "StartInstances", At: tx.Now})
			tx.wake(WakeInstance, Ref{KindInstance, index}, tx.pendingTime(Ref{KindInstance, index}))
		}
	})
	return StartInstancesOutput{changes}, nil
}

// checkStart refuses an instance that cannot be started.
func (tx *Tx) checkStart(index uint32) *apierr.Error {
	i, id := tx.instances.At(index), tx.ID(Ref{KindInstance, index})
	if i.RootKind == RootInstanceStore {
		return apierr.New(apierr.UnsupportedOperation, "The instance '%s' does not have an 'ebs' root device type and cannot be started.", id).
			Because("An instance-store root cannot be stopped, so there is nothing to start.")
	}
	switch i.State {
	case InstanceStopped:
	case InstancePending, InstanceRunning:
		return nil
	case InstanceStopping:
		return apierr.New(apierr.IncorrectInstanceState, "The instance '%s' is not in a state from which it can be started.", id).
			Because("The instance is still stopping.").Suggest("aws ec2 wait instance-stopped --instance-ids %s", tx.Handle(Ref{KindInstance, index}))
	case InstanceShuttingDown, InstanceTerminated, "":
		return apierr.New(apierr.IncorrectInstanceState, "The instance '%s' is not in a state from which it can be started.", id).
			Because("The instance is %s, and that is for ever.", i.State)
	}
	root, ok := i.device(i.RootDevice)
	if !ok || tx.volumes.At(root).Attachments[0].State == Detaching {
		return noRoot(id, i).Because("Its root volume was detached, so it has nothing to boot from.")
	}
	if i.EBSOptimized && i.Type.EBS.Optimized == "unsupported" {
		return notOptimized("The requested configuration is currently not supported.", i.Type).
			Suggest("aws ec2 modify-instance-attribute --instance-id %s --no-ebs-optimized", tx.Handle(Ref{KindInstance, index}))
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
// attached and keep costing; instance-store data disks are erased.
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
	changes := tx.move(indices, func(index uint32) {
		if tx.instances.At(index).State == InstanceRunning {
			tx.Emit(InstanceMoved{Index: index, On: "StopInstances", At: tx.Now, Reason: tx.userInitiated(), Unsafe: in.Force})
			tx.wake(WakeInstance, Ref{KindInstance, index}, tx.lasts(catalog.Stopping, Ref{KindInstance, index}))
		}
	})
	return StopInstancesOutput{changes}, nil
}

// userInitiated returns the StateTransitionReason of what a caller asks for.
func (tx *Tx) userInitiated() string {
	text := tx.Date(tx.Now).Timestamp()
	return "User initiated (" + text[:10] + " " + text[11:19] + " GMT)"
}

// checkStop refuses an instance that cannot be stopped.
func (tx *Tx) checkStop(index uint32, hibernate bool) *apierr.Error {
	i, id := tx.instances.At(index), tx.ID(Ref{KindInstance, index})
	if i.RootKind == RootInstanceStore {
		return apierr.New(apierr.UnsupportedOperation, "The instance '%s' does not have an 'ebs' root device type and cannot be stopped.", id).
			Because("Its root disk is on the host itself: stopping would lose it, so this instance can only be rebooted or terminated.").
			Suggest("aws ec2 terminate-instances --instance-ids %s", tx.Handle(Ref{KindInstance, index}))
	}
	if hibernate {
		return apierr.New(apierr.UnsupportedHibernationConfiguration, "The instance '%s' was not enabled for hibernation at launch.", id).
			Suggest("aws ec2 stop-instances --instance-ids %s", tx.Handle(Ref{KindInstance, index}))
	}
	switch i.State {
	case InstanceRunning, InstanceStopping, InstanceStopped:
		return tx.checkStopProtection(index)
	case InstancePending, InstanceShuttingDown, InstanceTerminated, "":
	}
	refused := apierr.New(apierr.IncorrectInstanceState, "This instance '%s' is not in a state from which it can be stopped.", id)
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
		case InstancePending, InstanceStopping, InstanceStopped, "":
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

// TerminateInstances ends instances for ever. Volumes with DeleteOnTermination
// go with them, the others become available; one unknown id refuses the whole
// call. To terminate a terminated instance is no error. One that is protected
// keeps itself and the others of its zone; those of other zones end all the same.
func TerminateInstances(tx *Tx, in TerminateInstancesInput) (TerminateInstancesOutput, error) {
	indices, err := tx.findInstances(in.InstanceIDs)
	if err != nil {
		return TerminateInstancesOutput{}, err
	}
	free, refused := tx.unprotected(indices)
	changes := tx.move(free, tx.terminate)
	if refused == nil {
		return TerminateInstancesOutput{changes}, nil
	}
	if len(free) > 0 {
		refused = refused.Because("It is protected, and keeps the others of its zone that the call names; those of other zones are ending.")
	}
	return TerminateInstancesOutput{}, tx.Partial(refused)
}

func (tx *Tx) terminate(index uint32) {
	i, ref := tx.instances.At(index), Ref{KindInstance, index}
	if i.State == InstanceShuttingDown || i.State == InstanceTerminated {
		return
	}
	process := catalog.ShuttingDown
	if i.State == InstanceStopped {
		process = catalog.ForgetStopped
	}
	tx.Emit(InstanceMoved{Index: index, On: "TerminateInstances", At: tx.Now, Reason: tx.userInitiated()})
	tx.wake(WakeInstance, ref, tx.lasts(process, ref))
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

// Wake lets a resource go on: whoever is awake decides again from the state it now has.
func (tx *Tx) Wake(w Wake) {
	switch w.Kind {
	case WakeInstance:
		tx.wakeInstance(w.Index)
	case WakeForget:
		tx.Emit(InstanceMoved{Index: w.Index, On: "InstanceForgotten", At: tx.Now})
	case WakeVolume:
		tx.wakeVolume(w.Index)
	case WakeAttachment:
		tx.wakeAttachment(w.Index)
	case WakeSnapshot:
		tx.wakeSnapshot(w.Index)
	case WakeImage:
		tx.wakeImage(w.Index)
	}
}

// Resource returns the kind of resource that a wake-up of this package is for.
func (k WakeKind) Resource() Kind {
	return [...]Kind{
		WakeInstance: KindInstance, WakeForget: KindInstance, WakeVolume: KindVolume,
		WakeAttachment: KindVolume, WakeSnapshot: KindSnapshot, WakeImage: KindImage,
	}[k]
}

// IsLive reports whether a wake-up still means something: its resource has not moved on since.
func (s *State) IsLive(w Wake) bool {
	return s.header(Ref{w.Kind.Resource(), w.Index}).Gen&0xffffff == w.Gen&0xffffff
}

// wakeInstance takes an instance to its next state.
func (tx *Tx) wakeInstance(index uint32) {
	switch i := tx.instances.At(index); i.State {
	case InstancePending:
		tx.Emit(InstanceMoved{Index: index, On: "InstanceRunning", At: tx.Now})
		for _, d := range i.Devices {
			if tx.volumes.At(d.Volume).Attachments[0].State == Attaching {
				tx.Emit(AttachmentMoved{Volume: d.Volume, On: "VolumeAttached"})
			}
		}
	case InstanceStopping:
		tx.Emit(InstanceMoved{Index: index, On: "InstanceStopped", At: tx.Now})
	case InstanceShuttingDown:
		tx.terminated(index)
	case InstanceRunning, InstanceStopped, InstanceTerminated, "":
	}
}

// terminated ends an instance: its volumes go or become available, its interface goes.
func (tx *Tx) terminated(index uint32) {
	ref := Ref{KindInstance, index}
	for _, d := range tx.instances.At(index).Devices {
		volume := Ref{KindVolume, d.Volume}
		a := tx.volumes.At(d.Volume).Attachments[0]
		if a.DeleteOnTermination {
			tx.Emit(VolumeMoved{d.Volume, "InstanceTerminated"})
			tx.wake(WakeVolume, volume, tx.lasts(catalog.VolumeDeleting, volume))
			continue
		}
		if a.State != Detaching {
			tx.Emit(AttachmentMoved{Volume: d.Volume, On: "DetachVolume"})
		}
		tx.Emit(AttachmentMoved{Volume: d.Volume, On: "VolumeDetached"})
	}
	tx.Emit(DevicesChanged{index, nil})
	tx.Emit(InterfaceDeleted{tx.instances.At(index).Interface})
	tx.Emit(InstanceMoved{Index: index, On: "InstanceTerminated", At: tx.Now})
	tx.wake(WakeForget, ref, catalog.TerminatedVisible)
}
