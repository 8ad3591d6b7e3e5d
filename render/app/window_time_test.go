//go:build display

package app

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"image/png"
	"io"
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

// sweepScript leaves the cost lesson alone to break something, goes back to it, does it, and opens its chart.
const sweepScript = `
run yard answer guess 72 17
run yard lane ebs; yard schedule @web --daily 09:00-13:00; yard lane store; aws ec2 stop-instances --instance-ids @web
click lesson/try
run aws ec2 terminate-instances --instance-ids @web
run yard run 60d
shot DIR/window-free.png
click lesson/back
run yard run 30d
click option/why/1
click step/break-even/open
wait 120
shot DIR/window-sweep.png
click sweep/file/csv
click sweep/file/svg
click sweep/file/png
key Escape
click button/save
quit
`

func TestASweepInAWindow(t *testing.T) {
	folder, files := pictures(t), t.TempDir()
	t.Setenv(filesVariable, files)
	digest, claim, _ := window(t, costLesson, "", strings.ReplaceAll(sweepScript, "DIR", folder))
	require.Equal(t, "8/8", claim)
	file := func(name string) []byte {
		content, err := os.ReadFile(filepath.Join(files, name))
		require.NoError(t, err)
		return content
	}
	rows, err := csv.NewReader(bytes.NewReader(file("1-sweep.csv"))).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 26, "a head, and 0 to 24 hours")
	require.Equal(t, "4", rows[5][0])
	require.Contains(t, rows[5], "72.00")
	require.Contains(t, rows[5], "17.00")
	drawing := file("2-sweep.svg")
	require.Contains(t, string(drawing), "Same cost at 22 h 20 min a day")
	for reader := xml.NewDecoder(bytes.NewReader(drawing)); err == nil; {
		_, err = reader.Token()
	}
	require.ErrorIs(t, err, io.EOF, "it is well-formed")
	chart, err := png.Decode(bytes.NewReader(file("3-sweep.png")))
	require.NoError(t, err)
	require.Greater(t, chart.Bounds().Dx(), 400)
	require.Greater(t, hues(chart), 20)
	require.Contains(t, string(file("4-"+costLesson+".yardlog")), "digest "+digest, "the lesson is as if nothing had been tried or varied")
	for _, name := range []string{"free", "sweep"} {
		require.Greater(t, hues(picture(t, filepath.Join(folder, "window-"+name+".png"))), 200, name)
	}
}
