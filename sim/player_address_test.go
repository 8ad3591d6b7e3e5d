package sim

import (
	"encoding/base64"
	"reflect"

	"blockyard/sim/ec2"
)

// scripts are user data that a player gives to instances.
var scripts = []any{
	"", "", encoded("#!/bin/sh\nyum install -y httpd\nsystemctl enable --now httpd\necho hello > /var/www/index.html\n"),
	encoded("#!/bin/bash -e\nsleep 40\necho more >> /var/log/boot.log\napt-get install -y nothing\nsystemctl start nginx\n"),
	encoded("#!/bin/sh\ndnf install -y nginx\nwhile true\ndo echo x\ndone\nshutdown -h now\n"), encoded("no script"),
}

func encoded(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// steerAddress lets a call take an association, or put an address on an instance, that there is.
func (p *player) steerAddress(action string, in reflect.Value, c ec2.Caller) {
	out, err := p.world.Do(Call{Caller: c, Op: p.find("DescribeAddresses"), In: ec2.DescribeAddressesInput{}})
	if err != nil {
		p.t.Fatalf("%v", err)
	}
	var associations []string
	for _, a := range out.(ec2.DescribeAddressesOutput).Addresses {
		if a.AssociationID != "" {
			associations = append(associations, a.AssociationID)
		}
	}
	switch {
	case action == "DisassociateAddress" && len(associations) > 0:
		in.FieldByName("AssociationID").SetString(pick(p, "association", associations))
		in.FieldByName("PublicIP").SetString("")
	case action == "AssociateAddress":
		in.FieldByName("PublicIP").SetString("")
		in.FieldByName("NetworkInterfaceID").SetString("")
		for _, f := range [][2]string{{"AllocationID", "address"}, {"InstanceID", "instance"}} {
			if ids := p.ids(f[1], c); len(ids) > 0 {
				p.steerID(action, in.FieldByName(f[0]), ids)
			}
		}
	}
}
