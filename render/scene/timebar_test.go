package scene

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/unit"
)

func TestMarksSayWhatHappened(t *testing.T) {
	p := sandbox(busy...)
	p.Window = TimeWindow{unit.Instant(unit.Hour), 2 * unit.Hour}
	f := p.frame()
	var names []string
	for _, n := range f.Nodes {
		if strings.HasPrefix(n.ID, "time/event/") || strings.HasPrefix(n.ID, "time/taken/") {
			names = append(names, n.Name)
		}
	}
	require.Equal(t, []string{
		"Snapshot first, Apr 01 01:05", "Write more.db on web, Apr 01 02:05", "Snapshot first taken of volume web-root, completed Apr 01 01:10, Apr 01 01:05",
	}, names)
	p.Window = TimeWindow{}
	f = p.frame()
	last := f.Node("time/event/7")
	require.Equal(t, "6 commands, Apr 01 03:05 to Apr 01 03:06", last.Name)
	require.Contains(t, last.Help, "Refused: Attach data to web (InvalidVolume.ZoneMismatch)")
	require.Equal(t, ZoomTime, last.Action.Verb, "they are told apart from nearer")
}

// Marks never lie over each other, and together they are all that are shown.
func TestClustersTellAllMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at, marks := unit.Instant(0), []timeMark(nil)
		for i := range rapid.IntRange(0, 200).Draw(t, "marks") {
			at = at.Add(unit.Duration(rapid.SampledFrom([]int{0, 1, 1000, 60000, 3600000, 86400000}).Draw(t, "gap")))
			marks = append(marks, timeMark{at, markCommand, i})
		}
		a := TimeAxis{X: 100, W: float64(rapid.IntRange(50, 2000).Draw(t, "width")), Shown: at, Present: at}
		a.TimeWindow = a.held(TimeWindow{unit.Instant(rapid.IntRange(0, int(at)+1).Draw(t, "from")), unit.Duration(rapid.IntRange(1, int(at)+2).Draw(t, "span"))})
		if a.Span == 0 {
			a.Span = a.whole()
		}
		var told []timeMark
		before := -1e9
		for _, c := range a.clustersOf(marks, 28) {
			require.GreaterOrEqual(t, c.x, before+28)
			before = c.x
			told = append(told, c.marks...)
		}
		var want []timeMark
		for _, m := range marks {
			if a.shows(m.at, m.at) {
				want = append(want, m)
			}
		}
		require.Equal(t, want, told)
	})
}

// An instant is found again at its place, to the pixel, and no place means an instant that is still to come.
func TestPlacesAndInstantsAreTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := unit.Instant(rapid.IntRange(0, int(400*unit.Day)).Draw(t, "now"))
		a := TimeAxis{X: 90, W: float64(rapid.IntRange(100, 2500).Draw(t, "width")), Shown: now, Present: now}
		a.TimeWindow = TimeWindow{0, a.whole()}
		for range rapid.IntRange(0, 6).Draw(t, "zooms") {
			w := a.Zoomed(rapid.SampledFrom([]float64{0.3, 0.5, 2, 1.1}).Draw(t, "by"), unit.Instant(rapid.IntRange(0, int(now)).Draw(t, "keep")))
			if w = a.held(w); w.Span == 0 {
				w.Span = a.whole()
			}
			require.GreaterOrEqual(t, w.Span, leastSpan)
			require.LessOrEqual(t, w.From.Add(w.Span), unit.Instant(a.whole()))
			a.TimeWindow = w
		}
		x := a.X + a.W*rapid.Float64Range(0, 1).Draw(t, "x")
		at := a.Instant(x)
		require.LessOrEqual(t, at, now)
		require.GreaterOrEqual(t, at, unit.Instant(0))
		if at > 0 && at < now && a.shows(at, at) {
			exact := float64(unit.Minute) * a.W / float64(a.Span) // of a pixel
			require.InDelta(t, x, a.At(at), 1+exact)
		}
	})
}

func TestTheRowOfAllVolumesOpens(t *testing.T) {
	p := sandbox(busy...)
	n := p.frame().Node(volumesField)
	require.Equal(t, "volumes", n.Name)
	require.Nil(t, p.frame().Node("time/volume/0"))
	name, value, _ := strings.Cut(n.Action.Arg, "=")
	p.Fields = []Choice{{name, value}}
	require.NotNil(t, p.frame().Node("time/volume/0"))
	require.True(t, p.frame().Node(volumesField).Chosen)
}

func TestTimeIsLabelledByTheCalendar(t *testing.T) {
	p := sandbox("yard run 60d")
	labels := func(w TimeWindow) string {
		p.Window = w
		var all []string
		f := p.frame()
		for _, item := range f.Items {
			if item.Kind == Label && item.Rect.Y > f.Node(PlayheadNode).Rect.Y && item.Rect.X < f.Time.Rect.Right() {
				all = append(all, item.Text)
			}
		}
		return strings.Join(all, " ")
	}
	require.Equal(t, "Apr 01 May 01 Jun 30 00:00", labels(TimeWindow{}))
	require.Equal(t, "Apr 04 06:00 12:00 18:00", labels(TimeWindow{unit.Instant(3 * unit.Day), unit.Day}))
	require.Equal(t, "00:00:10 00:00:20 00:00:30 00:00:40 00:00:50", labels(TimeWindow{unit.Instant(5 * unit.Second), unit.Minute}))
}

// While a deed is looked at that cannot be taken back, the bar says how things would go on.
func TestTheFutureOfAPreview(t *testing.T) {
	p := sandbox(busy...).pick(t, "Instance web")
	p.Preview = "action/terminate-instances"
	texts := func() (all []string) {
		for _, item := range p.frame().Items {
			if item.Kind == Label && (strings.Contains(item.Text, "go on") || strings.Contains(item.Text, "goes on") || strings.Contains(item.Text, "nothing runs") || strings.Contains(item.Text, "dashed")) && item.Rect.Y > 724 {
				all = append(all, item.Text)
			}
		}
		return all
	}
	require.Equal(t, []string{"dashed = if you terminate now", "web: nothing runs, nothing is billed", "logs goes on"}, texts())
	require.Contains(t, p.frame().Node("time/instance/0").Help, "; web: nothing runs, nothing is billed")
	p.Preview = ""
	require.Empty(t, texts())
}

func TestMomentsToRunTo(t *testing.T) {
	p := sandbox(busy...).pick(t, "Instance web")
	p.Menu = &Menu{Of: untilMenu}
	commands := map[string]string{}
	for _, n := range p.frame().Nodes {
		if n.Role == RoleMenuitem && n.Action.Verb == Command {
			commands[n.Name] = n.Action.Arg
		}
	}
	require.Equal(t, map[string]string{
		"web is stopped": "yard run --until '@web stopped'", "The end of the day": "yard run 20h54m", "The end of the month": "yard run 29d20h54m",
		"The bill reaches $1.00": "yard run --until 'bill >= $1.00'",
	}, commands)
	for name, command := range commands {
		if name != "web is stopped" { // it is stopping
			require.Zero(t, p.do(command), name)
		}
	}
	require.GreaterOrEqual(t, p.frame().Node("money").Name, "$1.00")
}
