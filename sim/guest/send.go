package guest

import (
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// SendInput holds the parameters of Send.
type SendInput struct {
	InstanceID   string `ec2:"InstanceId,required,id=instance"`
	Path         string `ec2:"Path,required"`
	ToInstanceID string `ec2:"ToInstanceId,required,id=instance"`
	ToPath       string `ec2:"ToPath"` // "" for the same path
	DryRun       bool   `ec2:"DryRun"`
}

// SendOutput is the answer of Send.
type SendOutput struct {
	Size        string `ec2:"Size"`
	FromZone    string `ec2:"FromZone"`
	ToZone      string `ec2:"ToZone"`
	Transferred string `ec2:"Transferred"` // what each of the two has on its bill: nothing within a zone
}

// Send copies a file from one running instance to another over the network, as
// scp does, to its private address: into the memory of the other, which writes
// it to its disk as it does any file. Within a zone that is free; between two,
// each instance is billed for it
// (https://aws.amazon.com/ec2/pricing/on-demand/, Data Transfer within the same AWS Region).
func Send(tx *Tx, in SendInput) (SendOutput, error) {
	from, size, err := tx.sent(in)
	if err != nil {
		return SendOutput{}, err
	}
	to, err := tx.up(in.ToInstanceID)
	if err != nil {
		return SendOutput{}, err
	}
	if in.ToPath == "" {
		in.ToPath = in.Path
	}
	d, name, err := tx.locate(to, in.ToPath)
	if err != nil {
		return SendOutput{}, err
	}
	if err := checkName(name); err != nil {
		return SendOutput{}, err
	}
	if err := tx.write(to, d, name, size, 0); err != nil {
		return SendOutput{}, err
	}
	return tx.cross(from, to, size), nil
}

// sent returns the instance that sends a file, and how large the file's newest version is.
func (tx *Tx) sent(in SendInput) (from uint32, size unit.Bytes, err *apierr.Error) {
	if from, err = tx.up(in.InstanceID); err != nil {
		return 0, 0, err
	}
	d, name, err := tx.locate(from, in.Path)
	if err != nil {
		return 0, 0, err
	}
	for _, e := range tx.Guests.Dirty(from) {
		if e.Device == d.device && e.File == name {
			return from, e.Size, nil
		}
	}
	file, found := d.files.Find(name)
	if !found {
		return 0, 0, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter path is invalid. There is no such file on %s.", in.Path, d.device).
			Because("A file has to be there, in memory or on the disk, to be sent.").
			Suggest("yard ls %s", tx.Handle(ec2.Ref{Kind: ec2.KindInstance, Index: from}))
	}
	return from, file.Size, nil
}

// cross counts what goes from one zone to another, and says which way it went.
func (tx *Tx) cross(from, to uint32, size unit.Bytes) SendOutput {
	a, b := tx.Instances().At(from), tx.Instances().At(to)
	zones := catalog.Regions()[a.Region].Zones
	out := SendOutput{Size: size.String(), FromZone: zones[a.Zone].Name, ToZone: zones[b.Zone].Name, Transferred: unit.Bytes(0).String()}
	if a.Zone != b.Zone {
		out.Transferred = size.String()
		tx.Emit(ec2.DataCrossed{From: from, To: to, Blocks: uint64(blocksOf(size))})
	}
	return out
}
