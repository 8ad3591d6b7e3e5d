package scene

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// searched returns the names of what the search shows for a text.
func (p *player) searched(text string) (names []string) {
	p.Searching = true
	p.Fields = []Choice{{SearchField, text}}
	for _, n := range p.frame().Nodes {
		if n.Panel == PanelSearch && n.Role == RoleOption {
			names = append(names, n.Name)
		}
	}
	return names
}

func TestTheSearchFindsThingsCommandsAndLessons(t *testing.T) {
	p := sandbox(busy...)
	p.Lessons = []Lesson{{Choice: Choice{"move-volume-az", "The disk is in the wrong zone"}}}
	require.Equal(t, []string{"The disk is in the wrong zone"}, p.searched(""))
	require.Equal(t, []string{"data"}, p.searched("data type:gp2"))
	require.Equal(t, []string{"golden"}, p.searched("GOLD"))
	require.Equal(t, []string{"aws ec2 copy-snapshot"}, p.searched("copy-snapshot"))
	require.Equal(t, []string{"The disk is in the wrong zone"}, p.searched("wrong zone"))
	require.Contains(t, p.searched("wbe"), "web", "what is called almost so")
	require.Contains(t, p.searched("snapsot"), "aws ec2 create-snapshot", "a command with a word almost so")
	for _, text := range []string{"copy-snapsht", "snapshoot", "creat-volume", "volme"} {
		names := p.searched(text)
		require.NotEmpty(t, names, text)
		slices.Sort(names)
		require.Equal(t, slices.Compact(slices.Clone(names)), names, "%s: a command is named once", text)
	}
	require.Empty(t, p.searched("zzzzzzzz"))
	require.NotNil(t, p.frame().Node("search/none"))
	require.NotContains(t, p.searched("amazon"), "al2023", "public images have a list of their own")
}

func TestTheSearchSaysHowManyThereAre(t *testing.T) {
	p := sandbox("for n in 1 2 3 4 5 6 7 8; do aws ec2 create-volume --size $n --availability-zone us-east-1a --name orders-$n; done", "yard run 1m")
	names := p.searched("orders")
	require.Equal(t, "List these 8", names[mostThings])
	require.Len(t, p.searched("orders size:8"), 1, "what all are shown of needs no list")
	n := p.frame().Node("search/count")
	require.Equal(t, "1 of 8 found", n.Name)
	p.Fields = []Choice{{SearchField, "orders"}}
	list := p.frame().Node("search/list")
	require.Equal(t, "Volumes=orders", list.Action.Arg)
	require.Equal(t, "Volumes $3.60 for 30 days", list.Help)
	require.True(t, slices.IsSorted(names[:mostThings]))
}

func BenchmarkSearch(b *testing.B) {
	p := sandbox("for n in 1 2 3 4 5; do aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --count 1000; done >/dev/null", "yard run 1h")
	v := newView(p.Session, nil)
	words := v.words()
	for _, text := range []string{"web", "state:running 17"} {
		b.Run(text, func(b *testing.B) {
			for n := 0; b.Loop(); n++ {
				v.lookFor(text, words)
			}
		})
	}
}
