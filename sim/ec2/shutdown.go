package ec2

import "blockyard/sim/catalog"

// ShutDownFromInside does what a shutdown of the operating system comes to: the
// instance stops, or ends where its InstanceInitiatedShutdownBehavior says so or
// its root is on instance store. Neither protection keeps it from that.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html.
func (tx *Tx) ShutDownFromInside(index uint32) {
	ref, on, process := Ref{KindInstance, index}, "GuestShutdown", catalog.Stopping
	if tx.instances.At(index).OnShutdown == "terminate" {
		on, process = "GuestTermination", catalog.ShuttingDown
	}
	tx.Emit(InstanceMoved{Index: index, On: on, At: tx.Now, Reason: Reason{Code: ClientInstanceInitiatedShutdown}})
	tx.wake(WakeInstance, ref, tx.lasts(process, ref))
}

// failLaunch ends an instance whose launch was accepted and cannot be carried out.
func (tx *Tx) failLaunch(index uint32) {
	ref, code := Ref{KindInstance, index}, tx.instances.At(index).Doomed
	tx.Emit(InstanceMoved{Index: index, On: "LaunchFailed", At: tx.Now, Reason: Reason{Code: code}})
	tx.wake(WakeInstance, ref, tx.lasts(catalog.ShuttingDown, ref))
}
