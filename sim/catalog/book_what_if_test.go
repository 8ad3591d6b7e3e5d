package catalog

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestABookWithAnotherPriceOfAnHour(t *testing.T) {
	hour := Item{Charge: Compute, Key: "demo.small"}
	before := Documents().Tiers(hour)
	dearer, err := Documents().WithHour("demo.small", "0.25")
	require.NoError(t, err)
	require.Equal(t, "0.25/h", dearer.Tiers(hour)[0].Text)
	require.Equal(t, before, Documents().Tiers(hour), "the book itself does not change")
	disk := Item{Charge: VolumeStorage, Key: "standard"}
	require.Equal(t, Documents().Tiers(disk), dearer.Tiers(disk))
	_, err = Documents().WithHour("x9.huge", "0.25")
	require.EqualError(t, err, "the price book has no price for an hour of x9.huge")
	_, err = Documents().WithHour("demo.small", "much")
	require.Error(t, err)
}
