//go:build display

package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/scripting/session"
	"blockyard/sim"
)

// timeScript undoes a termination with its bill, looks back, goes on from there, splits the lane and gives out files.
const timeScript = `
run aws ec2 run-instances --image-id @al2023 --instance-type m5.large --name web
run yard run 10d
click instance/i-0e849f9d318f1f030
click action/terminate-instances
shot DIR/window-time-preview.png
click action/terminate-instances
run yard run 20d
click button/undo
click button/undo
shot DIR/window-time-undone.png
click button/save
key Escape
click tab/Time/Time
key F6
click button/back
key ,
shot DIR/window-time-past.png
click past/fork
run yard run 1d
run yard lane other --split
run aws ec2 stop-instances --instance-ids @web
run yard run 30d
click tab/Time/Cost
shot DIR/window-time-lanes.png
click button/save
quit
`

func TestTimeInAWindow(t *testing.T) {
	folder := pictures(t)
	t.Setenv(filesVariable, t.TempDir())
	digest, _, _ := window(t, "", "", strings.ReplaceAll(timeScript, "DIR", folder))
	saved := func(name string) *session.Session {
		text, err := os.ReadFile(filepath.Join(os.Getenv(filesVariable), name))
		require.NoError(t, err)
		j, err := sim.ParseJournal(string(text))
		require.NoError(t, err)
		s, err := session.Replay(j, nil)
		require.NoError(t, err)
		return s
	}
	undone := saved("1-sandbox.yardlog")
	require.Len(t, undone.Deeds(), 2, "the launch and ten days; what was undone is not in it")
	last := saved("2-sandbox.yardlog")
	require.Equal(t, digest, last.Digest())
	require.Equal(t, []string{"main", "other"}, last.Lanes())
	require.Less(t, last.Clock(), undone.Clock()*4)
	for _, name := range []string{"preview", "undone", "past", "lanes"} {
		require.Greater(t, hues(picture(t, filepath.Join(folder, "window-time-"+name+".png"))), 200, name)
	}
}
