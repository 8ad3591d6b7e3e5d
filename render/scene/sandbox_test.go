package scene

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/ec2"
)

// TestStartsMakeWhatTheySay runs the program of each world to start from.
func TestStartsMakeWhatTheySay(t *testing.T) {
	things := map[string][3]uint32{"shop": {2, 3, 0}, "snapshots": {1, 1, 30}, "fleet": {2000, 2000, 0}}
	require.Len(t, starts, len(things))
	for _, s := range starts {
		p := sandbox()
		require.Zero(t, p.do(s.program), "%s: %s", s.id, p.Log[0].Error)
		require.Empty(t, p.Log[0].Error)
		cloud := p.World().Cloud()
		own := uint32(0)
		for _, x := range cloud.Snapshots().All() {
			if !x.InCatalogue() && x.State == ec2.SnapshotCompleted {
				own++
			}
		}
		require.Equal(t, things[s.id], [3]uint32{uint32(cloud.Instances().Len()), uint32(cloud.Volumes().Len()), own}, s.id)
	}
}

func TestWhatCanBeMadeHasAForm(t *testing.T) {
	p := sandbox()
	for _, m := range makings {
		n := p.frame().Node("make/" + m.noun)
		require.NotNil(t, n)
		require.Equal(t, Action{"Open the form", OpenForm, m.line}, *n.Action)
	}
}
