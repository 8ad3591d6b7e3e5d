package guest

import (
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// ShutdownInput holds the parameters of Shutdown.
type ShutdownInput struct {
	InstanceID string `ec2:"InstanceId,required,id=instance"`
	DryRun     bool   `ec2:"DryRun"`
}

// Shutdown shuts the operating system of a running instance down from inside, as
// `sudo shutdown -h now` does. What becomes of the instance then, its attributes say.
func Shutdown(tx *Tx, in ShutdownInput) (ec2.Empty, error) {
	instance, err := tx.up(in.InstanceID)
	if err != nil {
		return ec2.Empty{}, err
	}
	tx.ShutDownFromInside(instance)
	return ec2.Empty{}, nil
}

// UptimeInput holds the parameters of Uptime.
type UptimeInput struct {
	InstanceID string `ec2:"InstanceId,required,id=instance"`
}

// UptimeOutput is the answer of Uptime.
type UptimeOutput struct {
	Since   unit.Date `ec2:"Since"`   // when the kernel last started
	Uptime  string    `ec2:"Uptime"`  // how long ago that was
	Resumed bool      `ec2:"Resumed"` // it has hibernated since then, and its memory is as it was
}

// Uptime says since when the operating system of an instance has been up. A
// reboot and a start begin anew; hibernation goes on.
func Uptime(tx *Tx, in UptimeInput) (out UptimeOutput, err error) {
	instance, refused := tx.up(in.InstanceID)
	if refused != nil {
		return out, refused
	}
	m := tx.Guests.machine(instance)
	return UptimeOutput{tx.Date(m.Booted), tx.Now.Sub(m.Booted).String(), m.Resumed}, nil
}
