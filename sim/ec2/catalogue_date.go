package ec2

import (
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// CatalogueDated lets AWS's limits be those of a date.
type CatalogueDated struct{ Date unit.Date }

func (e CatalogueDated) apply(s *State) { s.catalogued = e.Date }

// Catalogued returns the date whose limits were asked for; 0 means that they are those of the present.
func (s *State) Catalogued() unit.Date { return s.catalogued }

// CatalogueDate returns the date whose limits hold.
func (tx *Tx) CatalogueDate() unit.Date {
	if tx.catalogued != 0 {
		return tx.catalogued
	}
	return tx.Date(tx.Now)
}

// volumeType returns the volume type of a name with the limits that hold.
func (tx *Tx) volumeType(name string) (*catalog.VolumeType, bool) {
	return catalog.VolumeTypeOn(name, tx.CatalogueDate())
}
