package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
)

// multiAttachLimit is how many instances one volume can be attached to.
//
// Such a volume is an io1 or io2, its instances are on Nitro and in its zone,
// and none boots from it. They share its performance, and nothing keeps one
// from writing over what another one has in memory: that needs software made
// for it, such as a cluster file system.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volumes-multi.html.
const multiAttachLimit = 16

// notMultiAttach refuses Multi-Attach for a volume type that does not have it.
func notMultiAttach(kind *catalog.VolumeType) *apierr.Error {
	return apierr.New(apierr.InvalidParameterCombination, "The parameter multi-attach-enabled is not supported for %s volumes.", kind.Name).
		Because("Only io1 and io2 can be attached to several instances.").
		Suggest("aws ec2 create-volume --volume-type io2 --iops 100 --multi-attach-enabled")
}

// checkMultiAttach refuses to attach a volume with Multi-Attach where it cannot be.
// AWS publishes the rules; the wordings are this sandbox's.
func (tx *Tx) checkMultiAttach(volume, instance uint32, device string) *apierr.Error {
	v, i := tx.volumes.At(volume), tx.instances.At(instance)
	if !v.MultiAttach {
		return nil
	}
	volumeID, instanceID := tx.ID(Ref{KindVolume, volume}), tx.ID(Ref{KindInstance, instance})
	if _, attached := v.Attachment(instance); attached {
		return apierr.New(apierr.VolumeInUse, "%s is already attached to an instance", volumeID).
			Because("It is attached to %s itself; it can be attached to others, too.", shortName(tx.State, Ref{KindInstance, instance}))
	}
	switch {
	case !i.Type.Nitro():
		return apierr.New(apierr.UnsupportedOperation, "The volume '%s' has Multi-Attach enabled and cannot be attached to instance '%s' of type %s.", volumeID, instanceID, i.Type.Name).
			Because("Multi-Attach needs instances on the Nitro system, such as m5, t3 or c5.")
	case device == i.RootDevice:
		return apierr.New(apierr.UnsupportedOperation, "The volume '%s' has Multi-Attach enabled and cannot be the root volume of instance '%s'.", volumeID, instanceID).
			Because("Nothing boots from a volume that others write to as well.")
	case len(v.Attachments) >= multiAttachLimit:
		return apierr.New(apierr.AttachmentLimitExceeded, "The volume '%s' is attached to %d instances, and cannot be attached to more.", volumeID, multiAttachLimit).
			Because("Multi-Attach reaches up to %d instances.", multiAttachLimit)
	}
	return nil
}

// whichInstance asks from which of its instances a volume is to be detached.
func (tx *Tx) whichInstance(volume uint32) *apierr.Error {
	ref := Ref{KindVolume, volume}
	return apierr.New(apierr.MissingParameter, "The request must contain the parameter instanceId").
		Because("The volume is attached to %d instances: say from which it is to be detached.", len(tx.volumes.At(volume).Attachments)).
		Suggest("aws ec2 detach-volume --volume-id %s --instance-id %s", tx.Handle(ref), tx.Handle(Ref{KindInstance, tx.volumes.At(volume).Attachments[0].Instance}))
}

// isLeaving reports whether a volume is being detached from an instance.
func (tx *Tx) isLeaving(volume, instance uint32) bool {
	a, _ := tx.volumes.At(volume).Attachment(instance)
	return a.State == Detaching
}
