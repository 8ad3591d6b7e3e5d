package scene

import (
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// usualDeprecation is after what time an image is offered to be deprecated; the form lets choose another.
const usualDeprecation = 90 * unit.Day

// imageUpkeep returns what keeps an own image from being used or taken away by mistake.
func (v *view) imageUpkeep(ref ec2.Ref, m *ec2.Image) []deed {
	deeds := []deed{
		v.toggle(ref, "disable-image", m.State == ec2.ImageDisabled, "Enable", "aws ec2 enable-image --image-id $", "Disable", "aws ec2 disable-image --image-id $"),
		v.toggle(ref, "deregistration-protection", m.Protection.On,
			"Allow deregistration", "aws ec2 disable-image-deregistration-protection --image-id $",
			"Protect from deregistration", "aws ec2 enable-image-deregistration-protection --image-id $"),
	}
	if m.HasDeprecation {
		return append(deeds, v.deed("disable-image-deprecation", "Take the deprecation back", ref, "aws ec2 disable-image-deprecation --image-id $"))
	}
	at := v.world.Date(v.now.Add(usualDeprecation)).Day()
	return append(deeds, v.formOf("enable-image-deprecation", "Deprecate", ref, "aws ec2 enable-image-deprecation --image-id $ --deprecate-at "+at))
}

// registering returns the deed that makes an image of a snapshot: its form begins as a system of today needs it.
func (v *view) registering(ref ec2.Ref) deed {
	return v.formOf("register-image", "Register an image", ref, "aws ec2 register-image --name "+v.imageName(ref)+
		" --architecture x86_64 --virtualization-type hvm --ena-support --root-device-name /dev/xvda --block-device-mappings DeviceName=/dev/xvda,Ebs={SnapshotId=$}")
}
