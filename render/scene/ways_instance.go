package scene

import (
	"blockyard/sim/ec2"
)

// instanceOf returns the instance that a call is about.
func (v *view) instanceOf(r *refused) (ref ec2.Ref, ok bool) {
	for _, name := range []string{"InstanceId", "InstanceIds"} {
		if ref, ok = v.thing(r.param(name)); ok {
			return ref, true
		}
	}
	return ref, false
}

// terminateInstead ends an instance that cannot be stopped: there is no other way not to pay for it.
func (v *view) terminateInstead(r *refused) [][]step {
	instance, ok := v.instanceOf(r)
	if !ok {
		return nil
	}
	s := does(r.call.Caller, "Terminate it: its disks are lost", v.nodeID(instance), "terminate-instances", "--instance-ids", v.cloud.ID(instance))
	s.danger = true
	return [][]step{{s}}
}

// startInstead starts an instance that does not run, which boots it just so.
func (v *view) startInstead(r *refused) [][]step {
	instance, ok := v.instanceOf(r)
	if !ok {
		return nil
	}
	id := v.cloud.ID(instance)
	start := does(r.call.Caller, "Start it", v.nodeID(instance), "start-instances", "--instance-ids", id).waiting("instance-running", id)
	wait := step{text: "Wait until it is stopped", caller: r.call.Caller, at: v.nodeID(instance)}.waiting("instance-stopped", id)
	return append([][]step{{start}, {wait, start}}, v.waitFirst(r)...)
}

// stopPlainly stops an instance that cannot hibernate.
func (v *view) stopPlainly(r *refused) [][]step {
	instance, ok := v.instanceOf(r)
	if !ok {
		return nil
	}
	s := v.stopping(r, instance)
	s.text += ": its memory is lost"
	return [][]step{{s}}
}

// liftProtection takes the protection off and does the same again.
func (v *view) liftProtection(r *refused) [][]step {
	instance, ok := v.instanceOf(r)
	if !ok {
		return nil
	}
	lift := func(flag string) step {
		return does(r.call.Caller, "Take the protection off", v.nodeID(instance), "modify-instance-attribute", "--instance-id", v.cloud.ID(instance), flag)
	}
	termination, stop := lift("--no-disable-api-termination"), lift("--no-disable-api-stop")
	if r.call.Op.Action == "StopInstances" {
		return [][]step{{stop, r.again("Stop it", v.nodeID(instance))}}
	}
	last := r.again("Terminate it", v.nodeID(instance))
	last.danger = endings[r.call.Op.Action]
	return [][]step{{termination, last}, {stop, last}, {termination, stop, last}} // stop protection protects from this, too
}

// changeStopped changes what can be changed of a stopped instance alone.
func (v *view) changeStopped(r *refused) [][]step {
	instance, ok := v.instanceOf(r)
	if !ok {
		return nil
	}
	id := v.cloud.ID(instance)
	start := does(r.call.Caller, "Start it again", v.nodeID(instance), "start-instances", "--instance-ids", id).waiting("instance-running", id)
	return [][]step{{v.stopping(r, instance), r.again("Change it", v.nodeID(instance)), start}}
}
