package sim

import (
	"github.com/stretchr/testify/require"

	"blockyard/sim/ec2"
	"blockyard/sim/guest"
)

// address fails unless an Elastic IP address and its instance know of each other.
func (c invariants) address(index uint32, a *ec2.Address) {
	c.idReadsBack(ec2.Ref{Kind: ec2.KindAddress, Index: index}, a.State != "")
	instance, on := c.w.Cloud().Association(index)
	require.Equal(c.t, a.State == ec2.AddressInUse, on)
	if !on {
		return
	}
	i := c.w.Cloud().Instances().At(instance)
	require.Equal(c.t, index+1, i.Public.Elastic, "instance %d of address %d", instance, index)
	require.Equal(c.t, []uint16{i.Account, i.Region}, []uint16{a.Account, a.Region})
	require.NotContains(c.t, []ec2.InstanceState{ec2.InstanceTerminated, ec2.NoInstance}, i.State)
}

// lease fails unless an instance has at most one public address, and an automatic one only while it is on.
func (c invariants) lease(index uint32, i *ec2.Instance) {
	on := i.State == ec2.InstancePending || i.State == ec2.InstanceRunning || i.State == ec2.InstanceStopping
	require.Equal(c.t, on && !i.Public.Off && i.Public.Elastic == 0, i.Public.Held, "instance %d is %q", index, i.State)
	if i.Public.Elastic > 0 {
		on, ok := c.w.Cloud().Association(i.Public.Elastic - 1)
		require.True(c.t, ok)
		require.Equal(c.t, index, on)
	}
}

// boot fails unless the parts of a boot follow each other, and user data runs
// only in a running instance, waiting for something.
func (c invariants) boot(instance uint32, m *guest.Machine) {
	i := c.w.Cloud().Instances().At(instance)
	for n, part := range m.Parts {
		require.LessOrEqual(c.t, part.From, part.To, "%s of instance %d", part.Name, instance)
		require.True(c.t, n == 0 || m.Parts[n-1].To <= part.From, "%s of instance %d begins too early", part.Name, instance)
	}
	if m.Script.Running && !m.Asleep && m.Up {
		require.Equal(c.t, ec2.InstanceRunning, i.State)
		require.True(c.t, m.Script.Waiting)
		c.goesOn(guest.WakeScript, instance, "running user data")
	}
}
