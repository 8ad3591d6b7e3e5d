package app

import (
	"bytes"
	"encoding/csv"
	"image/png"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/cost"
)

// The chart of cost is given out as it is shown: as a picture of either kind, and as exact figures.
func TestTheChartOfCostIsGivenOut(t *testing.T) {
	c := answered(t)
	c.Submit("yard lane ebs; yard schedule @web --daily 09:00-13:00; yard run 20d")
	svg, err := c.export("cost.svg")
	require.NoError(t, err)
	require.Contains(t, string(svg.Content), "Cost of 1 store and 2 ebs since Apr 01")
	require.Contains(t, string(svg.Content), "$72.00", "what is expected by the end of the month")
	picture, err := c.export("cost.png")
	require.NoError(t, err)
	decoded, err := png.Decode(bytes.NewReader(picture.Content))
	require.NoError(t, err)
	require.Equal(t, sheetWidth*sheetRatio, decoded.Bounds().Dx())

	table, err := c.export("cost.csv")
	require.NoError(t, err)
	rows, err := csv.NewReader(bytes.NewReader(table.Content)).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"until", "is", "store_usd", "store_exact", "ebs_usd", "ebs_exact"}, rows[0])
	require.Equal(t, []string{"2026-05-01 00:00:00 UTC", "expected", "72.0000000000", "72", "17.0000000000", "17"}, rows[len(rows)-1])
	w := c.session.World()
	for _, row := range rows {
		if row[0] == w.Date(w.Now()).String() {
			exact, ok := new(big.Rat).SetString(row[5])
			require.True(t, ok)
			require.Equal(t, w.Bill(cost.Window{To: w.Now()}).Total.Exact(), exact.RatString())
			require.Equal(t, "billed", row[1])
			return
		}
	}
	t.Fatal("the present is not in the table")
}
