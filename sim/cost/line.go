package cost

import (
	"strings"

	"blockyard/sim/unit"
)

// A Line is one line of a bill: what one resource used of one thing at one price.
type Line struct {
	Resource Resource
	Meter    Meter
	Key      string // instance type, volume type or tier
	Account  uint16
	Region   uint16
	Service  string // "compute", "volume" or "snapshot"

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
	for digits := 0; ; digits++ {
		text, value := l.factors(digits)
		product := unit.Money{Ratio: value.Times(l.Price)}
		agrees := product.Decimal(money) == l.Amount.Decimal(money)
		if value.Compare(l.Quantity) == 0 || digits == maxDigits || agrees && !l.ends(digits) {
			exact := parse(l.Amount.Decimal(money)).Compare(product.Ratio) == 0
			return text + " × $" + l.PriceText + sign(exact && product.Compare(l.Amount) == 0) + l.Amount.Dollars(money)
		}
	}
}

// sign returns an equals sign for a sum that is exact.
func sign(exact bool) string {
	if exact {
		return " = "
	}
	return " ≈ "
}

// ends reports whether more digits than so many, but not too many, would show the factors exactly.
func (l *Line) ends(digits int) bool {
	for d := digits + 1; d <= maxDigits; d++ {
		if _, value := l.factors(d); value.Compare(l.Quantity) == 0 {
			return true
		}
	}
	return false
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
	for digits := 2; digits <= 6; digits++ {
		if parse(m.Decimal(digits)).Compare(m.Ratio) == 0 {
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
