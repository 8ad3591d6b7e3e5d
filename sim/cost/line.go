package cost

import (
	"strings"

	"blockyard/sim/unit"
)

// A Line is one line of a bill: what one resource used of one thing at one price.
type Line struct {
	Resource Resource
	Meter    Meter
	Part     uint8  // of the meter, where it has several
	Key      string // instance type, volume type, tier or the Region to which something moved
	Account  uint16
	Region   uint16
	Service  string // "compute", "volume", "snapshot" or "transfer"

	Size      uint64     // in the meter's unit, where it was the same all the time; else 0
	Quantity  unit.Ratio // exact
	Unit      string     // of the quantity, for example "GB-months"
	Above     uint64     // the price is for what goes beyond so many of the meter's unit
	Price     unit.Ratio // dollars for one of Unit; 0 where the book has no price
	PriceText string     // for example "0.05/GB-month"; "" where the book has no price
	Amount    unit.Money // Quantity times Price, exact
	Why       string     // why a line of $0.00 is on the bill, such as "stopped"
}

// maxDigits is how many digits after the point a sum shows at most.
const maxDigits = 12

// Sum returns the line as a sum, for example "120 h × $0.10/h = $12.00" or "100
// GB × 1 month × $0.05/GB-month = $5.00". It shows as many digits as make the sum
// true; where the figures would never end, the sign is ≈. A line of nothing
// answers with its reason, and one without a price with that.
func (l *Line) Sum() string {
	switch {
	case l.Why != "" && l.Quantity.Sign() == 0:
		return "$0.00: " + l.Why
	case l.PriceText == "":
		factors, _ := l.factors(4)
		return factors + ": the price book has no price for this"
	}
	money := moneyDigits(l.Amount)
	amount := l.Amount.Decimal(money)
	text, value := l.figures(amount, money)
	product := unit.Money{Ratio: value.Times(l.Price)}
	exact := product.Compare(l.Amount) == 0 && parse(amount).Compare(product.Ratio) == 0
	return text + " × $" + l.PriceText + sign(exact) + l.Amount.Dollars(money)
}

// figures returns the quantity with the digits that a sum shows: those that show
// it exactly, or else the fewest that come to the amount as it is printed.
func (l *Line) figures(amount string, money int) (text string, value unit.Ratio) {
	if l.ends() {
		for digits := range maxDigits + 1 {
			if text, value = l.factors(digits); value.Compare(l.Quantity) == 0 {
				return text, value
			}
		}
	}
	for digits := range maxDigits {
		text, value = l.factors(digits)
		if (unit.Money{Ratio: value.Times(l.Price)}).Decimal(money) == amount {
			return text, value
		}
	}
	return l.factors(maxDigits)
}

// sign returns an equals sign for a sum that is exact.
func sign(exact bool) string {
	if exact {
		return " = "
	}
	return " ≈ "
}

// ends reports whether some number of digits that a sum can have may show the
// factors exactly: each has so many at most, and their product twice as many.
func (l *Line) ends() bool { return isShown(l.Quantity, 2*maxDigits) }

// isShown reports whether so many digits after the point show a number exactly.
func isShown(q unit.Ratio, digits int) bool {
	for ; digits > 0; digits -= maxDigits {
		q = q.Times(power(min(digits, maxDigits)))
	}
	return !strings.Contains(q.Exact(), "/")
}

// power returns ten to the power of a number of digits, at most maxDigits.
func power(digits int) unit.Ratio {
	n := int64(1)
	for range digits {
		n *= 10
	}
	return unit.RatioOf(n, 1)
}

// factors returns the quantity as it is printed with at most so many digits, and the number that this says.
func (l *Line) factors(digits int) (text string, value unit.Ratio) {
	kind := meterKinds[l.Meter]
	if l.Size == 0 || kind.hourly && l.Size == 1 {
		number := l.Quantity.Short(digits)
		return number + " " + kind.quantity.of(number), parse(number)
	}
	size := unit.RatioOf(int64(l.Size), kind.per)
	length := l.Quantity.Over(size).Short(digits)
	measure := unitOfMeasure{"month", "months"}
	if kind.hourly {
		measure = kind.quantity
	}
	first := size.Short(digits)
	return first + " " + kind.size + " × " + length + " " + measure.of(length), parse(first).Times(parse(length))
}

// of returns the unit's name for a printed number.
func (u unitOfMeasure) of(number string) string {
	if number == "1" {
		return u.one
	}
	return u.many
}

// parse reads a number that was printed here.
func parse(number string) unit.Ratio {
	r, err := unit.ParseRatio(number)
	if err != nil {
		panic("cost: " + err.Error())
	}
	return r
}

// moneyDigits returns how many digits after the point show an amount: cents
// where they are exact, else as many as are exact, else enough for three figures.
func moneyDigits(m unit.Money) int {
	for digits := 2; digits <= 6 && isShown(m.Ratio, 6); digits++ {
		if isShown(m.Ratio, digits) {
			return digits
		}
	}
	for digits := 2; digits < maxDigits; digits++ {
		if len(strings.TrimLeft(m.Decimal(digits), "0.")) >= 3 {
			return digits
		}
	}
	return maxDigits
}
