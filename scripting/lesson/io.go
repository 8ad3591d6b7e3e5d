package lesson

import (
	"blockyard/sim/io"
	"blockyard/sim/unit"
)

// ioFields are what checks can ask of the I/O of a volume, or of an instance with all its volumes.
var ioFields = []ThingField{
	{
		"io", "a list of the times during which its I/O did not change: { from, to, iops, asked, limit, mibps, mibps_asked, mibps_limit, held, balance }, " +
			"whole numbers; held is what was the limit, or \"\"; balance is what is left of the credits at its end in percent, or nil", ioSteps,
	},
	{"balance", "what is left of its burst credits in percent, or nil where it has none or was never used", ioBalance},
}

// steps returns the I/O of a thing until now.
func (o object) steps() []io.Step { return o.world.Guests().IOSteps(o.ref(), o.world.Now()) }

func ioSteps(o object) any {
	list := []any{}
	for _, s := range o.steps() {
		list = append(list, table{
			{"from", int64(s.From)},
			{"to", int64(s.To)},
			{"iops", s.Moved.MilliIOPS / 1000},
			{"asked", s.Asked.MilliIOPS / 1000},
			{"limit", s.Limit.MilliIOPS / 1000},
			{"mibps", s.Moved.Bytes / int64(unit.MiB)},
			{"mibps_asked", s.Asked.Bytes / int64(unit.MiB)},
			{"mibps_limit", s.Limit.Bytes / int64(unit.MiB)},
			{"held", s.Held.String()},
			{"balance", balance(s)},
		})
	}
	return list
}

func ioBalance(o object) any {
	if all := o.steps(); len(all) > 0 {
		return balance(all[len(all)-1])
	}
	return nil
}

// balance returns what is left of the credits at the end of a step, in percent.
func balance(s io.Step) any {
	if s.Capacity == 0 {
		return nil
	}
	return s.LevelTo * 100 / s.Capacity
}
