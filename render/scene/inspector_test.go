package scene

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/ec2"
)

// told returns what the inspector tells, and what can be done, without places on the screen.
func told(f *Frame) string {
	var b strings.Builder
	for i := range f.Nodes {
		n := &f.Nodes[i]
		if n.Panel != PanelInspector || n.Role == RoleRegion {
			continue
		}
		b.WriteString(string(n.Role) + " " + n.Name)
		if n.Help != "" {
			b.WriteString("; " + n.Help)
		}
		if n.Off != "" {
			b.WriteString("; not now: " + n.Off)
		}
		if n.Action != nil {
			b.WriteString(" -> " + n.Action.Arg)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// selecting selects the node of that id.
func (p *player) selecting(id string) *player {
	p.Selected = id
	return p
}

func TestInspectorsInWords(t *testing.T) {
	begin := func() *player { return sandbox(busy...).do2("yard run 5m") }
	copied := func() *player {
		return begin().do2("aws ec2 copy-snapshot --region us-west-2 --source-region us-east-1 --source-snapshot-id @second", "yard run 1h",
			"aws ec2 modify-snapshot-attribute --snapshot-id @second --attribute createVolumePermission --operation-type add --user-ids 210987654321")
	}
	pictures := map[string]func() *player{
		"instance":  func() *player { return begin().pick(t, "Instance web") },
		"store":     func() *player { return begin().pick(t, "Instance store") },
		"volume":    func() *player { return begin().pick(t, "Volume web-root") },
		"snapshot":  func() *player { return copied().pick(t, "Snapshot second") },
		"image":     func() *player { return begin().pick(t, "Image golden") },
		"disk":      func() *player { return begin().pick(t, "Instance-store disk") },
		"zone":      func() *player { return begin().selecting("zone/us-east-1a") },
		"region":    func() *player { return begin().selecting("region/us-west-2") },
		"account":   func() *player { return begin().selecting("account/123456789012") },
		"interface": func() *player { p := begin(); return p.selecting(p.viewOf().nodeID(ec2.Ref{Kind: ec2.KindInterface})) },
		"several": func() *player {
			p := begin()
			p.Also = []string{p.pick(t, "Instance store").Selected}
			return p.pick(t, "Instance web")
		},
		"booting":      func() *player { return booting().pick(t, "Instance new") },
		"fetching":     func() *player { return booting().pick(t, "Instance old") },
		"hibernated":   func() *player { return unusual().pick(t, "Instance sleeper") },
		"failed_host":  func() *player { return unusual().pick(t, "Instance new") },
		"address":      func() *player { p := addressed(); return p.selecting(p.viewOf().nodeID(addressRef(0))) },
		"addressed":    func() *player { return addressed().pick(t, "Instance web") },
		"address_idle": func() *player { p := addressed(); return p.selecting(p.viewOf().nodeID(addressRef(1))) },
		"key_pair":     func() *player { p := addressed(); return p.selecting(p.viewOf().nodeID(keyPairRef(0))) },
		"preview_release": func() *player {
			p := addressed()
			p.Preview = "action/release-address"
			return p.selecting(p.viewOf().nodeID(addressRef(0)))
		},
		"preview_stop":      func() *player { return begin().look(t, "Instance store", "action/stop-instances") },
		"preview_terminate": func() *player { return begin().look(t, "Instance web", "action/terminate-instances") },
		"preview_delete": func() *player {
			return begin().do2("aws ec2 detach-volume --volume-id @logs", "yard run 1m").look(t, "Volume logs", "action/delete-volume")
		},
		"preview_deregister": func() *player { return begin().look(t, "Image golden", "action/deregister-image") },
	}
	maps.Copy(pictures, volumeStates(t))
	for name, picture := range pictures {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", "inspect_"+name+".txt")
			got := told(picture().frame())
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err, "run with -update")
			require.Equal(t, string(want), got)
		})
	}
}

// Whatever is selected, alone or together, looked at or pointed at, at whatever size: nothing is cut, overlaps or has two names.
func TestNothingIsCutOrOverlapsInARandomInspector(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := sandbox(busy...)
		names := rapid.SampledFrom([]string{"web", "db", "store"})
		for range rapid.IntRange(0, 6).Draw(t, "commands") {
			move := rapid.SampledFrom(slices.Concat(moves, lives)).Draw(t, "move")
			p.do(strings.ReplaceAll(move, "%", names.Draw(t, "name")))
		}
		all := p.frame().Nodes
		things := []string{"zone/us-east-1a", "region/us-east-1", "account/123456789012", "zone/nowhere", p.viewOf().nodeID(ec2.Ref{Kind: ec2.KindInterface})}
		for _, kind := range []ec2.Kind{ec2.KindAddress, ec2.KindKeyPair} {
			for _, ref := range p.viewOf().those(kind, func(uint32) bool { return true }) {
				things = append(things, p.viewOf().nodeID(ref))
			}
		}
		for i := range all {
			if all[i].Role == RoleListitem {
				things = append(things, all[i].ID)
			}
		}
		p.Selected = rapid.SampledFrom(things).Draw(t, "selected")
		if rapid.IntRange(0, 3).Draw(t, "together") == 0 {
			p.Also = rapid.SliceOfN(rapid.SampledFrom(things), 1, 12).Draw(t, "also")
		}
		p.size(float64(rapid.IntRange(360, 2560).Draw(t, "width")), float64(rapid.IntRange(600, 1440).Draw(t, "height")), rapid.SampledFrom(scales).Draw(t, "scale"))
		p.Theme = rapid.SampledFrom(themes).Draw(t, "theme")
		p.stretch = rapid.SampledFrom(stretches).Draw(t, "longer words")
		p.Tabs = []Choice{{string(PanelBar), "Do"}, {string(PanelInspector), string(PanelInspector)}}
		p.Scrolls = []Offset{{PanelInspector, float64(rapid.IntRange(0, 1500).Draw(t, "scrolled"))}}
		var buttons []string
		for _, n := range p.frame().Nodes {
			if n.Panel == PanelInspector && n.Action != nil {
				buttons = append(buttons, n.ID)
			}
		}
		if len(buttons) > 0 {
			p.Hover = rapid.SampledFrom(buttons).Draw(t, "hover")
			p.Preview = rapid.SampledFrom(buttons).Draw(t, "preview")
		}
		p.Fields = []Choice{{blocksField, rapid.SampledFrom([]string{"yes", "no", ""}).Draw(t, "blocks")}, {"blocks/" + p.Selected, rapid.StringMatching(`[0-9/:]{0,9}`).Draw(t, "way")}}
		before := p.Digest()
		f := p.frame()
		f.Nodes = slices.DeleteFunc(f.Nodes, func(n Node) bool { return n.Panel == PanelLesson }) // it has tests of its own
		require.Empty(t, p.faults(f))
		require.Equal(t, before, p.Digest(), "looking has changed the world")
	})
}

func TestFactsLeadToThings(t *testing.T) {
	p := sandbox(busy...).pick(t, "Volume web-root")
	n := p.frame().Node("field/Attached to")
	require.Equal(t, RoleButton, n.Role)
	p.selecting(n.Action.Arg)
	require.Equal(t, "web, instance", p.frame().Node("inspector/title").Name)
	n = p.frame().Node("field/Availability Zone")
	require.Equal(t, "us-east-1a, Availability Zone", p.selecting(n.Action.Arg).frame().Node("inspector/title").Name)
	n = p.frame().Node("field/Region")
	require.Equal(t, "us-east-1, region, N. Virginia", p.selecting(n.Action.Arg).frame().Node("inspector/title").Name)
}

// Tags are written into the command line, to be completed there; what is written there works.
func TestTagsAreWrittenIntoTheCommandLine(t *testing.T) {
	p := sandbox(busy...).do2("aws ec2 create-tags --resources @data --tags 'Key=cost center,Value=a b'").pick(t, "Volume data")
	f := p.frame()
	add := f.Node("tag/add").Action
	require.Equal(t, Action{"Add a tag", Write, "aws ec2 create-tags --resources @data --tags Key=,Value="}, *add)
	remove := f.Node("tag/2/remove").Action
	require.Equal(t, Write, remove.Verb)
	require.Equal(t, "Tag cost center: a b", f.Node("tag/2").Name)
	require.Zero(t, p.do(remove.Arg))
	require.Nil(t, p.frame().Node("tag/2"))
}
