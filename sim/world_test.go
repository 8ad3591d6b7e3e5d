package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// do carries out an operation with a typed input in us-east-1.
func do(t require.TestingT, w *World, service, action string, in any) any {
	o, err := Operations().Find(service, action)
	require.NoError(t, err)
	caller, err := w.Caller(ec2.DefaultAccount, "us-east-1")
	require.NoError(t, err)
	out, err := w.Do(Call{Caller: caller, Op: o, In: in})
	require.NoError(t, err)
	return out
}

// imageID returns the id of a public image in us-east-1.
func imageID(alias string) string {
	region, _ := catalog.RegionNamed("us-east-1")
	for _, p := range catalog.PublicImages(region) {
		if p.Alias == alias {
			return p.ID
		}
	}
	panic("no image " + alias)
}

func TestALaunchTakesItsTime(t *testing.T) {
	w := New(Config{Seed: 1})
	out := do(t, w, "ec2", "RunInstances", ec2.RunInstancesInput{ImageID: imageID("al2023"), InstanceType: "t3.micro", MinCount: 1, MaxCount: 1})
	r, ok := out.(ec2.Reservation)
	require.True(t, ok)
	require.Equal(t, ec2.InstancePending.String(), r.Instances[0].State.Name)
	require.True(t, w.Advance(unit.Instant(unit.Minute), 0))
	require.Equal(t, ec2.InstanceRunning, w.Cloud().Instances().At(0).State)
	require.True(t, w.Guests().IsUp(0))
	bill := w.Bill(cost.Window{To: w.Now()})
	require.Empty(t, bill.Missing)
	require.Len(t, bill.Lines, 3)
	require.Equal(t, "0.01667 h × $0.0104/h ≈ $0.000173", bill.Lines[0].Sum(), "a start is billed for a minute at least")
	require.Equal(t, "0.016667 h × $0.005/h ≈ $0.0000833", bill.Lines[1].Sum(), "its public address is billed for as long as it is held")
	require.Equal(t, "volume", bill.Lines[2].Service)
	require.Equal(t, w.Digest(), w.Fork().Digest())
}
