package yard

import "blockyard/sim/ec2"

// KeyInput holds the parameters of Key.
type KeyInput struct {
	Name    string `ec2:"Name,required"`
	Share   string `ec2:"Share"`
	Disable bool   `ec2:"Disable"`
	Enable  bool   `ec2:"Enable"`
	DryRun  bool   `ec2:"DryRun"`
}

// SetKey makes a KMS key of the caller's own, shares it, disables or enables it.
func SetKey(tx *Tx, in KeyInput) (ec2.Empty, error) {
	if err := tx.SetKey(in.Name, in.Share, in.Disable, in.Enable); err != nil {
		return ec2.Empty{}, err
	}
	return ec2.Empty{}, nil
}

// KeysInput holds the parameters of Keys: none.
type KeysInput struct{}

// KeysOutput is the answer of Keys.
type KeysOutput struct {
	Keys []KeyDescription `ec2:"Keys"`
}

// A KeyDescription is a KMS key as Keys shows it.
type KeyDescription struct {
	Alias      string   `ec2:"Alias"`
	KmsKeyID   string   `ec2:"KmsKeyId"` // its ARN
	Owner      string   `ec2:"Owner"`
	State      string   `ec2:"State"` // "Enabled" or "Disabled"
	SharedWith []string `ec2:"SharedWith"`
}

// DescribeKeys lists the key that AWS manages for the caller in the region, its own and those shared with it.
func DescribeKeys(tx *Tx, _ KeysInput) (KeysOutput, error) {
	out := KeysOutput{Keys: []KeyDescription{{"alias/aws/ebs", tx.KeyARN(ec2.ManagedKey, tx.Account, tx.Region), tx.AccountNumber(tx.Account), "Enabled", []string{}}}}
	tx.EachKey(func(id ec2.KeyID, k ec2.Key) {
		if k.Region != tx.Region || !tx.SeesKey(k) {
			return
		}
		d := KeyDescription{"alias/" + k.Name, tx.KeyARN(id, k.Account, k.Region), tx.AccountNumber(k.Account), "Enabled", append([]string{}, k.Shared...)}
		if k.Disabled {
			d.State = "Disabled"
		}
		out.Keys = append(out.Keys, d)
	})
	return out, nil
}
