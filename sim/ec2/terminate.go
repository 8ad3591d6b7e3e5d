package ec2

import "blockyard/sim/catalog"

// TerminateInstancesInput holds the parameters of TerminateInstances.
type TerminateInstancesInput struct {
	InstanceIDs    []string `ec2:"InstanceIds,required,query=InstanceId,id=instance"`
	Force          bool     `ec2:"Force"`
	SkipOSShutdown bool     `ec2:"SkipOsShutdown"`
	DryRun         bool     `ec2:"DryRun"`
}

// TerminateInstancesOutput is the answer of TerminateInstances.
type TerminateInstancesOutput struct {
	TerminatingInstances []InstanceStateChange `ec2:"TerminatingInstances,xml=instancesSet"`
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
	changes := tx.move(free, func(index uint32) { tx.terminate(index, in.Force || in.SkipOSShutdown) })
	if refused == nil {
		return TerminateInstancesOutput{changes}, nil
	}
	if len(free) > 0 {
		refused = refused.Because("It is protected, and keeps the others of its zone that the call names; those of other zones are ending.")
	}
	return TerminateInstancesOutput{}, tx.Partial(refused)
}

// terminate ends an instance, with or without a shutdown of its operating system.
func (tx *Tx) terminate(index uint32, unsafe bool) {
	i, ref := tx.instances.At(index), Ref{KindInstance, index}
	if i.State == InstanceShuttingDown || i.State == InstanceTerminated {
		return
	}
	process := catalog.ShuttingDown
	unsafe = unsafe || i.Health().Impaired
	switch {
	case i.State == InstanceStopped:
		process = catalog.ForgetStopped
	case unsafe:
		process = catalog.PowerOff
	}
	tx.Emit(InstanceMoved{Index: index, On: "TerminateInstances", At: tx.Now, Reason: tx.initiated("User", ClientUserInitiatedShutdown), Unsafe: unsafe})
	tx.wake(WakeInstance, ref, tx.lasts(process, ref))
}

// terminated ends an instance: its volumes go or become available, its interface goes.
func (tx *Tx) terminated(index uint32) {
	ref := Ref{KindInstance, index}
	for _, d := range tx.instances.At(index).Devices {
		volume := Ref{KindVolume, d.Volume}
		a, _ := tx.volumes.At(d.Volume).Attachment(index)
		if a.DeleteOnTermination && len(tx.volumes.At(d.Volume).Attachments) == 1 {
			tx.Emit(VolumeMoved{d.Volume, "InstanceTerminated"})
			tx.wake(WakeVolume, volume, tx.lasts(catalog.VolumeDeleting, volume))
			continue
		}
		if a.State != Detaching {
			tx.Emit(AttachmentMoved{Volume: d.Volume, Instance: index, On: "DetachVolume"})
		}
		tx.Emit(AttachmentMoved{Volume: d.Volume, Instance: index, On: "VolumeDetached"})
		tx.awaitAttachments(d.Volume)
	}
	tx.Emit(DevicesChanged{index, nil})
	if elastic := tx.instances.At(index).Public.Elastic; elastic > 0 {
		tx.Emit(AddressDisassociated{elastic - 1, "InstanceTerminated"})
	}
	tx.Emit(InterfaceDeleted{tx.instances.At(index).Interface})
	tx.Emit(InstanceMoved{Index: index, On: "InstanceTerminated", At: tx.Now})
	tx.wake(WakeForget, ref, catalog.TerminatedVisible)
}
