package yard

import (
	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// RetireHostInput holds the parameters of RetireHost.
type RetireHostInput struct {
	InstanceID string `ec2:"InstanceId,required,id=instance"`
	In         string `ec2:"In"`
	DryRun     bool   `ec2:"DryRun"`
}

// retirementNotice is how long before a retirement AWS usually says so.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-retirement.html.
const retirementNotice = 14 * unit.Day

// RetireHost schedules the retirement of the host beneath a running instance.
func RetireHost(tx *Tx, in RetireHostInput) (ec2.Empty, error) {
	after := retirementNotice
	if in.In != "" {
		asked, fault := unit.ParseDuration(in.In)
		if fault != nil || asked < 0 || asked > 365*unit.Day {
			return ec2.Empty{}, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter in is invalid. Write a time of up to a year, such as 3d.", in.In).
				Because("AWS announces a retirement days or weeks before it; 0s is now.")
		}
		after = asked
	}
	return ec2.Empty{}, tx.RetireHost(in.InstanceID, after)
}

// FailHostInput holds the parameters of FailHost.
type FailHostInput struct {
	InstanceID string `ec2:"InstanceId,required,id=instance"`
	DryRun     bool   `ec2:"DryRun"`
}

// FailHost lets the host beneath a running instance fail.
func FailHost(tx *Tx, in FailHostInput) (ec2.Empty, error) {
	return ec2.Empty{}, tx.FailHost(in.InstanceID)
}
