package scene

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/form"
)

// What is switched on can be switched off and the other way round, and what is refused says why.
func TestDeedsOfInstancesAndImagesFollowTheirState(t *testing.T) {
	p := sandbox(busy...).do2("yard run 1h").pick(t, "Instance web")
	named := func(id string) *choice {
		v := p.viewOf()
		ref, ok := v.selected(p.Selected)
		require.True(t, ok)
		choices := v.choicesFor(ref)
		for i := range choices {
			if choices[i].id == id {
				return &choices[i]
			}
		}
		return nil
	}
	require.Contains(t, named("stop-instances/hibernate").off, "not enabled for hibernation")
	for _, pair := range [][2]string{{"protect/on", "protect/off"}, {"protect-stop/on", "protect-stop/off"}, {"monitor/on", "monitor/off"}} {
		for range 2 {
			require.Nil(t, named(pair[1]))
			on := named(pair[0])
			require.Empty(t, on.off, pair[0])
			p.do2(on.command)
			pair[0], pair[1] = pair[1], pair[0]
		}
	}
	p.pick(t, "Image golden")
	require.Nil(t, named("disable-image/off"))
	p.do2(named("disable-image/on").command)
	require.NotNil(t, named("disable-image/off"))
	require.Contains(t, named("run-instances").off, "not available")
}

// Every deed that needs choices opens a form that is about the thing.
func TestEveryDeedWithChoicesOpensAForm(t *testing.T) {
	p := sandbox(busy...).do2("yard run 1h", "aws ec2 allocate-address --name ip")
	for _, name := range []string{"Instance web", "Image golden", "Snapshot first", "Volume data"} {
		p.pick(t, name)
		v := p.viewOf()
		ref, _ := v.selected(p.Selected)
		for _, d := range v.actionsOf(ref) {
			if d.form == "" {
				continue
			}
			r, ok := form.Open(p.Session, d.form)
			require.True(t, ok, d.form)
			f, err := form.New(r)
			require.NoError(t, err, d.form)
			words := strings.Fields(d.form)
			require.Contains(t, f.Line, " "+words[3]+" ", "the form has lost what the deed is about")
		}
	}
}
