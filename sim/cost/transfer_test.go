package cost

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// Transfer is priced by the pair of Regions where the book knows it, else as to any Region.
func TestTransferIsPricedByItsDestination(t *testing.T) {
	m := NewMeters()
	moved := Reading{Resource: disk, Meter: Transfer, Key: "eu-west-1", Rate: 3 * 2048}
	m.Count(moved, at(unit.Minute))
	require.Equal(t, uint64(3*2048), m.Counted(disk, Transfer))
	near := moved
	near.Key, near.Rate = "us-east-2", 1024
	m.Count(near, at(2*unit.Hour))
	require.Equal(t, uint64(3*2048+1024), m.Counted(disk, Transfer))
	require.Zero(t, m.Counted(disk, VolumeRequests))
	bill := m.Bill(catalog.AWS(), unit.DefaultStart, Window{0, month})
	require.Equal(t, []string{"3 GB × $0.02/GB = $0.06", "0.5 GB × $0.01/GB = $0.005"}, sums(bill))
	require.Equal(t, "transfer", bill.Lines[0].Service)
	require.Equal(t, []string{"transfer eu-west-1 in us-east-1", "transfer us-east-2 in us-east-1"},
		m.Bill(catalog.Documents(), unit.DefaultStart, Window{0, month}).Missing, "named and not guessed")
}
