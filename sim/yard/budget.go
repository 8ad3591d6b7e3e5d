package yard

import (
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// A BudgetPeriod is the time of which a budget is, in UTC.
type BudgetPeriod uint8

// The periods. The zero one is all time since the start.
const (
	BudgetOfAll   BudgetPeriod = iota
	BudgetOfDay                // each calendar day
	BudgetOfMonth              // each calendar month
)

// String returns the period as a budget's words have it: "in all", "a day" or "a month".
func (p BudgetPeriod) String() string {
	switch p {
	case BudgetOfDay:
		return "a day"
	case BudgetOfMonth:
		return "a month"
	case BudgetOfAll:
	}
	return "in all"
}

// A Budget is what everything may cost in a period. It limits nothing: who has
// one is told when the bill reaches it. The zero Budget is none.
type Budget struct {
	Cents  int64
	Period BudgetPeriod
}

// IsSet reports whether there is a budget.
func (b Budget) IsSet() bool { return b.Cents > 0 }

// Amount returns the budget as money.
func (b Budget) Amount() unit.Money { return unit.Money{Ratio: unit.RatioOf(b.Cents, 100)} }

// String returns the budget in words, for example "$20.00 a month".
func (b Budget) String() string { return b.Amount().String() + " " + b.Period.String() }

// Begin returns when the period began, in a world that started on a date, that
// holds an instant: instant 0 at the earliest.
func (b Budget) Begin(start unit.Date, at unit.Instant) unit.Instant {
	begin, _ := b.bounds(start, at)
	return max(0, begin)
}

// End returns when the period ends that holds an instant, and unit.Forever where it never does.
func (b Budget) End(start unit.Date, at unit.Instant) unit.Instant {
	_, end := b.bounds(start, at)
	return end
}

// bounds returns when the period that holds an instant begins and ends.
func (b Budget) bounds(start unit.Date, at unit.Instant) (begin, end unit.Instant) {
	switch b.Period {
	case BudgetOfDay:
		const day = unit.Date(unit.Day)
		begin = at.Add(-unit.Duration((start.At(at)%day + day) % day))
		return begin, begin.Add(unit.Day)
	case BudgetOfMonth:
		first, length := start.At(at).MonthLength()
		begin = unit.Instant(first - start)
		return begin, begin.Add(length)
	case BudgetOfAll:
	}
	return 0, unit.Forever
}

// Budget returns the budget that was set last.
func (s *State) Budget() Budget { return s.budget }

// BudgetInput holds the parameters of Budget.
type BudgetInput struct {
	Amount string `ec2:"Amount,required"`
	Day    bool   `ec2:"Day"`
	Month  bool   `ec2:"Month"`
}

// BudgetChanged puts a budget in place of an earlier one.
type BudgetChanged struct{ Budget Budget }

func (e BudgetChanged) apply(s *State) { s.budget = e.Budget }

// noBudget is the amount that takes a budget away.
const noBudget = "off"

// SetBudget sets the budget of the world or takes it away.
func SetBudget(tx *Tx, in BudgetInput) (ec2.Empty, error) {
	b := Budget{}
	switch {
	case in.Day && in.Month:
		return ec2.Empty{}, apierr.New(apierr.InvalidParameterCombination, "The parameters day and month cannot be used together.").
			Because("A budget is of each day, of each month, or, without either, of all time.")
	case in.Day:
		b.Period = BudgetOfDay
	case in.Month:
		b.Period = BudgetOfMonth
	}
	if in.Amount != noBudget {
		amount, err := unit.ParseMoney(strings.TrimPrefix(in.Amount, "$"))
		cents := amount.Times(unit.RatioOf(100, 1)).Exact()
		if err != nil || amount.Sign() <= 0 || strings.Contains(cents, "/") || len(cents) > mostBudgetDigits {
			return ec2.Empty{}, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter amount is invalid. Write dollars and cents, such as 20 or 0.50; off takes the budget away.", in.Amount).
				Because("A budget is an amount of US dollars above 0 and below 10 billion, to the cent.")
		}
		b.Cents = centsOf(cents)
	}
	e := BudgetChanged{b}
	e.apply(tx.Yard)
	tx.Changed(e)
	return ec2.Empty{}, nil
}

// mostBudgetDigits is how many digits a budget has at most, in cents.
const mostBudgetDigits = 12

// centsOf returns digits as a number.
func centsOf(digits string) (cents int64) {
	for _, digit := range digits {
		cents = 10*cents + int64(digit-'0')
	}
	return cents
}
