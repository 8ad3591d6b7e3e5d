package guest

import (
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// BootInput holds the parameters of Boot.
type BootInput struct {
	InstanceID string `ec2:"InstanceId,required,id=instance"`
}

// BootOutput is the answer of Boot.
type BootOutput struct {
	Parts []BootPart `ec2:"Parts"`
	Took  string     `ec2:"Took"` // all parts together, so far
	Done  bool       `ec2:"Done"`
}

// A BootPart is a part of a boot as Boot shows it.
type BootPart struct {
	Name   string    `ec2:"Name"`
	Began  unit.Date `ec2:"Began"`
	Took   string    `ec2:"Took"`   // so far
	Status string    `ec2:"Status"` // "done", "under way" or "to come"
	Doc    string    `ec2:"Doc"`
}

// partDocs says what each part is spent on.
var partDocs = []struct {
	name PartName
	text string
}{
	{PartFetch, "the whole image is fetched from S3 before anything runs"},
	{PartPlace, "a host is found and the root volume attached; none of its blocks has to be there yet"},
	{PartLoad, "the blocks that the boot reads come from the snapshot, for the first time on this volume"},
	{PartKernel, "the operating system starts"},
	{PartRestart, "down and up again on the same host; the disks are as they were"},
	{PartResume, "the memory comes back from the root volume"},
	{PartServices, "what the image brings is started; nothing has to be installed"},
	{PartScript, "the script of the first boot; once per instance"},
}

// DescribeBoot shows the parts of the latest boot of an instance.
func DescribeBoot(tx *Tx, in BootInput) (BootOutput, error) {
	out := BootOutput{Parts: []BootPart{}, Took: unit.Duration(0).String()}
	instance, err := tx.Instance(in.InstanceID)
	if err != nil {
		return out, err
	}
	parts := tx.Guests.Boot(instance)
	booting := tx.isBooting(instance)
	out.Done = len(parts) > 0 && !booting
	for n, p := range parts {
		shown := BootPart{Name: string(p.Name), Began: tx.Date(p.From), Took: p.To.Sub(p.From).String(), Status: "done"}
		switch {
		case p.From > tx.Now:
			shown.Took, shown.Status = unit.Duration(0).String(), "to come"
		case p.To > tx.Now || booting && n == len(parts)-1:
			shown.Took, shown.Status = tx.Now.Sub(p.From).String(), "under way"
		}
		for _, d := range partDocs {
			if d.name == p.Name {
				shown.Doc = d.text
			}
		}
		out.Parts = append(out.Parts, shown)
	}
	if len(parts) > 0 {
		end := parts[len(parts)-1].To
		if booting {
			end = tx.Now
		}
		out.Took = end.Sub(parts[0].From).String()
	}
	return out, nil
}

// isBooting reports whether an instance is on its way up: until its services and its user data are done.
func (tx *Tx) isBooting(instance uint32) bool {
	m := tx.Guests.machine(instance)
	switch tx.Instances().At(instance).State {
	case ec2.InstancePending:
		return true
	case ec2.InstanceRunning:
		return !m.Serving || m.Script.Running
	case ec2.InstanceStopping, ec2.InstanceStopped, ec2.InstanceShuttingDown, ec2.InstanceTerminated, ec2.NoInstance:
	}
	return false
}
