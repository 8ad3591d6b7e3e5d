package yard

import (
	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// CatalogueDateInput holds the parameters of CatalogueDate.
type CatalogueDateInput struct {
	Date   string `ec2:"Date,required"`
	DryRun bool   `ec2:"DryRun"`
}

// SetCatalogueDate lets AWS's limits be those of a date from now on. What was
// made before keeps what it has.
func SetCatalogueDate(tx *Tx, in CatalogueDateInput) (ec2.Empty, error) {
	date := unit.Date(0)
	if in.Date != "now" {
		var err error
		if date, err = unit.ParseDate(in.Date); err != nil || date == 0 {
			return ec2.Empty{}, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter date is invalid. Write a day, such as 2025-06-30, or now.", in.Date).
				Because("AWS raises its limits now and then; a date says which of them hold.")
		}
	}
	tx.Emit(ec2.CatalogueDated{Date: date})
	return ec2.Empty{}, nil
}
