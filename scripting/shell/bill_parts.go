package shell

import (
	"blockyard/sim"
	"blockyard/sim/cost"
)

// SplitBill returns a bill of a world in the parts that By of a BillRequest names: they are its own exact amounts, so
// they add up to its total.
func SplitBill(w *sim.World, bill *cost.Bill, by string) cost.Breakdown {
	return (&billPrinter{world: w, bill: bill}).split(by)
}

// CheckBillPart refuses a way to split a bill that there is not; "" is the whole bill.
func CheckBillPart(by string) error {
	if by == "" {
		return nil
	}
	return new(BillRequest).set("--by", by)
}
