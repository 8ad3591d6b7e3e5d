package guest

import "blockyard/sim/ec2"

// print adds lines to the console of an instance, each with the time since its
// boot began; over says that the boot ends with them.
func (tx *Tx) print(instance uint32, over bool, lines ...string) {
	passed := tx.Now.Sub(tx.Guests.machine(instance).Began)
	tx.Emit(ec2.ConsoleWritten{Index: instance, Text: ec2.ConsoleLines(passed, lines...), Over: over, At: tx.Now})
}
