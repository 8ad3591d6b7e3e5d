package session

import (
	"fmt"

	"blockyard/sim"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// An Alert says that the bill of a lane has reached its budget.
type Alert struct {
	Lane   string // "" where there is only one
	Budget yard.Budget
	At     unit.Instant
	Moment string // At, as moments are written: "Apr 19 14:00"
}

// String returns the alert as a sentence.
func (a Alert) String() string {
	text := a.Moment + ": the bill reached its budget of " + a.Budget.String() + "."
	if a.Lane != "" {
		text = a.Moment + ": the bill of lane " + a.Lane + " reached its budget of " + a.Budget.String() + "."
	}
	return text
}

// Alerts returns which budgets were reached after an instant, until now.
func (s *Session) Alerts(since unit.Instant) (alerts []Alert) {
	if s.past != nil {
		return nil
	}
	if s.watches == nil {
		s.watches = map[string]*sim.BudgetWatch{}
	}
	for _, l := range s.moment.Lanes {
		if !l.World.Yard().Budget().IsSet() {
			continue
		}
		watch := s.watches[l.Name]
		if watch == nil {
			watch = new(sim.BudgetWatch)
			s.watches[l.Name] = watch
		}
		for _, at := range watch.Reached(l.World, since) {
			a := Alert{Budget: l.World.Yard().Budget(), At: at, Moment: wordsOf(l.World.Date(at))}
			if len(s.moment.Lanes) > 1 {
				a.Lane = l.Name
			}
			alerts = append(alerts, a)
		}
	}
	return alerts
}

// mostAlerts is how many alerts a command tells one by one.
const mostAlerts = 5

// alertLines returns alerts as the lines that a command prints.
func alertLines(alerts []Alert) (text string) {
	for i, a := range alerts {
		if i == mostAlerts {
			return text + fmt.Sprintf("… and %d times more.\n", len(alerts)-mostAlerts)
		}
		text += a.String() + "\n"
	}
	return text
}
