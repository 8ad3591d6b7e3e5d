package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// HibernationOptions says whether instances can hibernate; it is fixed at launch.
type HibernationOptions struct {
	Configured bool `ec2:"Configured"`
}

// Hibernation is what an instance has of it: whether it can, and whether its
// memory is on its root volume now.
type Hibernation struct {
	Enabled bool
	Asleep  bool // from StopInstances on, until it runs again
}

// IsBilled reports whether an instance is billed by the hour now: while it runs
// and, when it hibernates, until its memory is on the disk.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html.
func (i *Instance) IsBilled() bool {
	return i.State == InstanceRunning || i.State == InstanceStopping && i.Hibernation.Asleep
}

// The bounds of hibernation.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/hibernating-prerequisites.html.
const (
	hibernationMemory = 150 * unit.GiB // instances have less
	hibernationDays   = 60 * unit.Day  // AWS keeps it no longer
)

// HibernationFailed says that the memory of an instance did not get onto its root volume, or is there no longer.
type HibernationFailed struct{ Index uint32 }

func (e HibernationFailed) apply(s *State) { s.instance(e.Index).Hibernation.Asleep = false }

// checkHibernation refuses a launch of instances that could never hibernate.
func checkHibernation(in RunInstancesInput, m *Image, kind *catalog.InstanceType, plan plannedDevices) *apierr.Error {
	if in.HibernationOptions == nil || !in.HibernationOptions.Configured {
		return nil
	}
	refused := func(message string, args ...any) *apierr.Error {
		return apierr.New(apierr.UnsupportedHibernationConfiguration, message, args...)
	}
	if m.RootKind == RootInstanceStore {
		return refused("Hibernation is only supported for instances with an EBS root volume.").
			Because("The memory is kept on the root volume, and an instance-store root is gone with its host.")
	}
	if !kind.Hibernation || kind.Memory >= hibernationMemory {
		return refused("The instance type '%s' does not support hibernation.", kind.Name).
			Because("DescribeInstanceTypes shows which types do: HibernationSupported.").
			Suggest("aws ec2 describe-instance-types --filters Name=hibernation-supported,Values=true --query 'InstanceTypes[].InstanceType'")
	}
	root := plan.root(m.RootDevice)
	if need := int64((kind.Memory + unit.GiB - 1) / unit.GiB); root.GiB < need {
		return refused("The root volume of %d GiB is smaller than the %d GiB of memory that hibernation keeps on it.", root.GiB, need).
			Because("Give %s a larger volume: room for the memory beside everything else.", m.RootDevice)
	}
	if !root.Encrypted {
		return refused("The root volume must be encrypted to enable hibernation.").
			Because("What a program holds in memory may be secret, and hibernation writes it to the disk.").
			Suggest("aws ec2 run-instances --image-id %s --instance-type %s --hibernation-options Configured=true --block-device-mappings 'DeviceName=%s,Ebs={Encrypted=true}'", in.ImageID, kind.Name, m.RootDevice)
	}
	return nil
}

// root returns the volume that a launch makes at a device.
func (p *plannedDevices) root(device string) *Volume {
	for n, d := range p.devices {
		if d == device {
			return &p.volumes[n]
		}
	}
	panic("ec2: a launch without a root volume")
}

// checkHibernate refuses to hibernate an instance that cannot, or not yet.
func (tx *Tx) checkHibernate(index uint32) *apierr.Error {
	i, ref := tx.instances.At(index), Ref{KindInstance, index}
	if !i.Hibernation.Enabled {
		return apierr.New(apierr.UnsupportedHibernationConfiguration, "The instance '%s' was not enabled for hibernation at launch.", tx.ID(ref)).
			Because("Hibernation is asked for at launch, with --hibernation-options Configured=true, and never later.").
			Suggest("aws ec2 stop-instances --instance-ids %s", tx.Handle(ref))
	}
	if i.State == InstanceRunning && !i.Health().Impaired && tx.Now < i.Started.Add(tx.hibernationReady(i)) {
		return apierr.New(apierr.UnsupportedHibernationConfiguration, "The instance '%s' is not ready to hibernate yet. Please try again in a few minutes.", tx.ID(ref)).
			Because("After a start it takes a Linux instance about two minutes, and a Windows one about five, to get ready for it.").
			Suggest("sleep 2m")
	}
	return nil
}

// hibernationReady returns how long after its start an instance can hibernate.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshoot-instance-hibernate.html.
func (tx *Tx) hibernationReady(i *Instance) unit.Duration {
	switch {
	case tx.Timing == catalog.None:
		return 0
	case tx.images.At(i.Image).Platform == "windows":
		return 5 * unit.Minute
	}
	return 2 * unit.Minute
}

// dropOldHibernation lets an instance that has hibernated for too long boot anew.
//
// Simplified: AWS does not say what becomes of the memory after the 60 days for
// which it keeps an instance in hibernation; here it is lost.
func (tx *Tx) dropOldHibernation(index uint32) {
	if i := tx.instances.At(index); i.Hibernation.Asleep && tx.Now.Sub(i.Stopped) > hibernationDays {
		tx.Emit(HibernationFailed{index})
	}
}
