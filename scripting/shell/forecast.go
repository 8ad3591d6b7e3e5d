package shell

import (
	"errors"
	"fmt"
	"strings"

	"blockyard/sim"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// ForecastUsage is how a forecast is asked for.
const ForecastUsage = "yard forecast [--for DURATION|month] [--if COMMANDS] [--lane LANE] [--by resource|service|account|region|day|tag:KEY] [--csv]"

// A ForecastRequest says which forecast is asked for, and how it is to be shown.
type ForecastRequest struct {
	BillRequest
	For   unit.Duration // how far ahead
	Month bool          // to the end of the calendar month, whatever For says
	If    string        // commands that would be given first; "" for none
}

// A Foresight is what a forecast is made with, beside the world.
type Foresight struct {
	// Caller returns who gives the commands of --if.
	Caller func() ec2.Caller
	// Permit refuses what may not be done here; nil permits everything.
	Permit func(sim.Call) error
	// Interrupted, where it is not nil, is asked now and then; true ends the forecast.
	Interrupted func() bool
}

// ParseForecast reads what follows `yard forecast`, in a world whose clock stands at an instant.
func ParseForecast(words []string, now unit.Instant) (r ForecastRequest, err error) {
	r.For = unit.Month
	for len(words) > 0 {
		if words, err = flagged(words, ForecastUsage, switches{{"--csv", &r.CSV}}, r.set); err != nil {
			return r, err
		}
	}
	if r.For <= 0 || now.Sub(0) > unit.MaxDuration-r.For {
		return r, fmt.Errorf("a forecast is for a time to come, up to %s after the start: write --for 30d", unit.MaxDuration)
	}
	r.Window = cost.Window{From: now, To: now.Add(r.For)}
	return r, nil
}

// set reads one flag with its word.
func (r *ForecastRequest) set(flag, word string) (err error) {
	switch flag {
	case "--for":
		if r.Month = word == "month"; !r.Month {
			r.For, err = unit.ParseDuration(word)
		}
	case "--if":
		r.If = word
	case "--lane", "--by":
		err = r.BillRequest.set(flag, word)
	default:
		err = fmt.Errorf("%s is unknown; write it so: %s", flag, ForecastUsage)
	}
	return err
}

// Text returns the forecast for a world, which stays as it is: a fork of it
// lives through the time to come, with all that is under way and scheduled, and
// gets the bill for it. With commands that would be given first there is a second
// fork without them, to compare.
func (r ForecastRequest) Text(w *sim.World, f Foresight) (string, error) {
	if r.Month {
		r.Window.To = MonthEnd(w)
	}
	ahead, err := r.live(w, r.If, f)
	if err != nil {
		return "", err
	}
	bill := ahead.Bill(r.Window)
	o := &outlook{If: r.If, past: w.Bill(cost.Window{To: w.Now()}).Total}
	if r.If != "" {
		without, err := r.live(w, "", f)
		if err != nil {
			return "", err
		}
		o.without = without.Bill(r.Window).Total
	}
	return r.print(&billPrinter{world: ahead, bill: &bill, ahead: o, asked: r.BillRequest}), nil
}

// MonthEnd returns when the calendar month ends that holds a world's present.
func MonthEnd(w *sim.World) unit.Instant {
	begin, length := w.Date(w.Now()).MonthLength()
	return unit.Instant(begin + unit.Date(length) - w.Config().Start)
}

// lookEvery is how many wake-ups a forecast fires before somebody may interrupt.
const lookEvery = 20_000

// errForecastStopped says that a forecast was stopped from outside.
var errForecastStopped = errors.New("stopped: a forecast changes nothing")

// live returns a fork of a world that has carried out commands and lived through the time to come.
func (r ForecastRequest) live(w *sim.World, commands string, f Foresight) (*sim.World, error) {
	fork := w.Fork()
	if err := tryOn(fork, commands, r.Window.To, f); err != nil {
		return nil, err
	}
	for !fork.Advance(max(fork.Now(), r.Window.To), lookEvery) {
		if f.Interrupted != nil && f.Interrupted() {
			return nil, errForecastStopped
		}
	}
	return fork, nil
}

// tryOn gives commands to a fork. What they print is dropped, unless one fails.
func tryOn(fork *sim.World, commands string, end unit.Instant, f Foresight) error {
	if commands == "" {
		return nil
	}
	s := NewShell(Target{
		World: func() *sim.World { return fork }, Caller: f.Caller, Interrupted: f.Interrupted,
		Do: func(c sim.Call) (any, error) {
			if f.Permit != nil {
				if err := f.Permit(c); err != nil {
					return nil, err
				}
			}
			return fork.Do(c)
		},
		Run: func(d unit.Duration) error {
			if fork.Now().Add(d) > end {
				return fmt.Errorf("%s more is beyond the forecast, which ends at %s", d, fork.Date(end))
			}
			fork.Advance(fork.Now().Add(d), 0)
			return nil
		},
		Own: func(*Call) (int, bool) { return 0, false },
	}, DefaultLimits)
	var said strings.Builder
	status, err := s.Run(commands, func(string) {}, func(text string) { said.WriteString(text) })
	if err != nil {
		return err
	}
	if status != 0 {
		return errors.New("the commands of --if fail: " + strings.TrimSpace(said.String()))
	}
	return nil
}

// An outlook is what a forecast says beside a bill.
type outlook struct {
	If      string
	past    unit.Money // what everything has cost so far
	without unit.Money // what the time would cost without the commands of If
}

// title says what the forecast takes for granted.
func (o *outlook) title(p *billPrinter) {
	if o.If != "" {
		p.line("if now: " + strings.ReplaceAll(strings.TrimSpace(o.If), "\n", "; "))
	}
	p.line("What is there goes on as it is; what is scheduled happens.")
}

// total says what the time would cost otherwise, and how much everything will have cost after it.
func (o *outlook) total(p *billPrinter) {
	if o.If != "" {
		p.amount("Without these commands", o.without)
		switch change := p.bill.Total.Minus(o.without); change.Sign() {
		case -1:
			p.amount("Saved", o.without.Minus(p.bill.Total))
		case 1:
			p.amount("More", change)
		}
	}
	if o.past.Sign() > 0 {
		p.amount("So far", o.past)
		p.amount("Together", o.past.Plus(p.bill.Total))
	}
}
