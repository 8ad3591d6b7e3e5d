package sim

import (
	"reflect"

	"blockyard/sim/ec2"
)

// steerMachine mostly makes an image that is being registered one that types of today run.
func (p *player) steerMachine(in reflect.Value) {
	for name, value := range map[string]string{
		"Architecture": "x86_64", "VirtualizationType": "hvm", "ImageLocation": "", "KernelID": "", "RamdiskID": "", "TPMSupport": "",
	} {
		in.FieldByName(name).SetString(value)
	}
	in.FieldByName("ENASupport").SetBool(p.below(4, "old") < 3)
}

// steerImageChange lets a call change one attribute of an image beside its permissions.
func (p *player) steerImageChange(in reflect.Value) {
	in.FieldByName("LaunchPermission").SetZero()
	for _, name := range []string{"Attribute", "OperationType", "UserGroups", "UserIDs", "Description", "IMDSSupport"} {
		in.FieldByName(name).SetZero()
	}
	if p.below(2, "attribute") == 0 {
		in.FieldByName("Description").Set(reflect.ValueOf(&ec2.TextValue{Value: "described"}))
		return
	}
	in.FieldByName("IMDSSupport").Set(reflect.ValueOf(&ec2.TextValue{Value: "v2.0"}))
}
