package ec2

import "blockyard/sim/apierr"

// PartialActions lists the operations that may do part of their work and still
// be refused; no other may return an error after it has changed something.
var PartialActions = []string{"TerminateInstances"}

// Partial returns a refusal of an operation of PartialActions whose other part
// has been done. World.Do answers it as any refusal; what was done stays.
func (tx *Tx) Partial(refusal *apierr.Error) error {
	tx.partial = true
	return refusal
}

// checkStopProtection refuses to stop a running instance that is protected.
func (tx *Tx) checkStopProtection(index uint32) *apierr.Error {
	if i := tx.instances.At(index); i.State != InstanceRunning || !i.DisableAPIStop {
		return nil
	}
	return tx.protected(index, "stopped", "disableApiStop")
}

// checkTermination refuses to end an instance that is protected. Stop
// protection protects from that, too.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-stop-protection.html.
func (tx *Tx) checkTermination(index uint32) *apierr.Error {
	switch i := tx.instances.At(index); {
	case i.State == InstanceShuttingDown || i.State == InstanceTerminated:
		return nil
	case i.DisableAPITermination:
		return tx.protected(index, "terminated", "disableApiTermination")
	case i.DisableAPIStop:
		return tx.protected(index, "terminated", "disableApiStop")
	}
	return nil
}

func (tx *Tx) protected(index uint32, what, attribute string) *apierr.Error {
	ref := Ref{KindInstance, index}
	return apierr.New(apierr.OperationNotPermitted, "The instance '%s' may not be %s. Modify its '%s' instance attribute and try again.", tx.ID(ref), what, attribute).
		Because("It is protected against this until the protection is taken off.").
		Suggest("aws ec2 modify-instance-attribute --instance-id %s --attribute %s --value false", tx.Handle(ref), attribute)
}

// unprotected returns the instances that may be ended, and the refusal of the
// others: a protected one keeps every named instance of its zone.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html.
func (tx *Tx) unprotected(indices []uint32) (free []uint32, refused *apierr.Error) {
	var zones []uint8
	for _, index := range indices {
		if err := tx.checkTermination(index); err != nil {
			zones = appendNew(zones, tx.instances.At(index).Zone)
			if refused == nil {
				refused = err
			}
		}
	}
	for _, index := range indices {
		kept := false
		for _, zone := range zones {
			kept = kept || zone == tx.instances.At(index).Zone
		}
		if !kept {
			free = append(free, index)
		}
	}
	return free, refused
}
