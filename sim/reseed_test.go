package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

func TestAReseededForkDrawsAnewAndKeepsItsIds(t *testing.T) {
	l := newLab(t, Config{Seed: 1, Timing: catalog.Jitter})
	web := l.launch("al2023", "t3.micro")
	l.pass(unit.Hour)
	before := l.Digest()
	end := func(seed uint64) (Digest, string) {
		f := l.Fork()
		f.Reseed(seed)
		fork := &lab{TestingT: t, World: f, caller: l.caller}
		next := fork.launch("al2023", "t3.micro")
		fork.pass(20 * unit.Second)
		require.Equal(t, "running", fork.state(web))
		return f.Digest(), next
	}
	first, id := end(7)
	again, _ := end(7)
	require.Equal(t, first, again, "the same seed draws the same")
	differ := false
	for seed := uint64(8); seed < 16; seed++ {
		other, otherID := end(seed)
		require.Equal(t, id, otherID, "ids follow from the world's own seed")
		differ = differ || other != first
	}
	require.True(t, differ, "other seeds draw otherwise")
	require.Equal(t, before, l.Digest())
}
