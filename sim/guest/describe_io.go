package guest

import (
	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/io"
	"blockyard/sim/unit"
)

// IOInput holds the parameters of Io.
type IOInput struct {
	Target string `ec2:"Target,required,id=any"`
}

// IOOutput is the answer of Io: a volume, or an instance and its volumes.
type IOOutput struct {
	Channels []ChannelDescription `ec2:"Channels"`
}

// A ChannelDescription is the I/O of a volume, or of an instance with all its volumes.
type ChannelDescription struct {
	ID    string             `ec2:"Id"`
	Name  string             `ec2:"Name"`
	Kind  string             `ec2:"Kind"` // "volume" or "instance"
	Spans []SpellDescription `ec2:"Spans"`
}

// A SpellDescription is a time during which the rates did not change.
type SpellDescription struct {
	From            string `ec2:"From"` // since the beginning of the world
	To              string `ec2:"To"`   // "" while it goes on
	Iops            string `ec2:"Iops"`
	IopsAsked       string `ec2:"IopsAsked"`
	IopsLimit       string `ec2:"IopsLimit"`
	Throughput      string `ec2:"Throughput"` // MiB/s
	ThroughputAsked string `ec2:"ThroughputAsked"`
	ThroughputLimit string `ec2:"ThroughputLimit"`
	HeldBy          string `ec2:"HeldBy"`
	BurstBalance    string `ec2:"BurstBalance"` // percent at its beginning and at its end or now
}

// DescribeIO shows the I/O of a volume or of an instance and its volumes: what was
// asked for, what was moved, what limited it, and what is left of the credits.
func DescribeIO(tx *Tx, in IOInput) (IOOutput, error) {
	out := IOOutput{Channels: []ChannelDescription{}}
	ref, err := tx.Find(in.Target)
	switch {
	case err != nil:
		return out, err
	case ref.Kind != ec2.KindInstance && ref.Kind != ec2.KindVolume:
		return out, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter target is invalid. Name an instance or a volume.", in.Target)
	}
	out.Channels = append(out.Channels, tx.describeChannel(ref))
	if ref.Kind == ec2.KindInstance {
		for _, d := range tx.Instances().At(ref.Index).Devices {
			if volume := (ec2.Ref{Kind: ec2.KindVolume, Index: d.Volume}); tx.Guests.channel(volume).Latest > 0 {
				out.Channels = append(out.Channels, tx.describeChannel(volume))
			}
		}
	}
	return out, nil
}

func (tx *Tx) describeChannel(ref ec2.Ref) ChannelDescription {
	d := ChannelDescription{ID: tx.ID(ref), Name: tx.Name(ref), Kind: ref.Kind.String(), Spans: []SpellDescription{}}
	for _, s := range tx.Guests.IOSteps(ref, tx.Now) {
		d.Spans = append(d.Spans, describeStep(s, tx.Now))
	}
	return d
}

func describeStep(s io.Step, now unit.Instant) SpellDescription {
	d := SpellDescription{
		From: unit.Duration(s.From).String(),
		Iops: operations(s.Moved), IopsAsked: operations(s.Asked), IopsLimit: operations(s.Limit),
		Throughput: megabytes(s.Moved), ThroughputAsked: megabytes(s.Asked), ThroughputLimit: megabytes(s.Limit),
		HeldBy: s.Held.String(),
	}
	if s.To != now {
		d.To = unit.Duration(s.To).String()
	}
	if s.Capacity > 0 {
		d.BurstBalance = percent(s.LevelFrom, s.Capacity) + " to " + percent(s.LevelTo, s.Capacity) + " %"
	}
	return d
}

func operations(r io.Rate) string { return unit.RatioOf(r.MilliIOPS, 1000).Short(2) }

func megabytes(r io.Rate) string { return unit.RatioOf(r.Bytes, int64(unit.MiB)).Short(2) }

func percent(level, capacity int64) string {
	return unit.RatioOf(level, capacity).Times(unit.RatioOf(100, 1)).Short(2)
}

// IOSteps returns the I/O of a volume or of an instance up to an instant as a chart draws
// it: rates that hold from one instant to another, and levels that run straight between them.
func (s *State) IOSteps(ref ec2.Ref, now unit.Instant) (steps []io.Step) {
	spells := s.Spells(ref)
	for n, spell := range spells {
		to := now
		if n+1 < len(spells) {
			to = spells[n+1].From
		}
		steps = append(steps, io.Steps(spell.From, to, io.Step{
			Asked: spell.Asked, Moved: spell.Moved, Limit: spell.Limit, Held: spell.Held, Credits: spell.Credits,
		}, spell.Bucket, spell.Capacity)...)
	}
	return steps
}
