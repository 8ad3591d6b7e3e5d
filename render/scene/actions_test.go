package scene

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/scenarios"
)

// Whatever a button offers works, and whatever is dashed is refused with the reason that it gives.
func TestButtonsDoWhatTheySay(t *testing.T) {
	begin := map[string]func() *player{"sandbox": func() *player { return sandbox(busy...) }}
	for _, name := range scenarios.Names {
		for _, part := range []int{2, 4} {
			begin[name+strings.Repeat("'", part)] = func() *player {
				p := lessonNamed(t, name)
				all := p.solution()
				p.do(all[:len(all)*part/5]...)
				return p
			}
		}
	}
	tried, refused := 0, 0
	for name, fresh := range begin {
		for _, thing := range fresh().frame().Nodes {
			if thing.Role != RoleListitem {
				continue
			}
			p := fresh()
			p.Selected = thing.ID
			for _, n := range p.frame().Nodes {
				if !strings.HasPrefix(n.ID, "action/") {
					continue
				}
				other := fresh()
				status := other.do(n.Action.Arg)
				tried++
				if n.Off == "" {
					require.Zero(t, status, "%s, %s: %s", name, thing.Name, other.Log[len(other.Log)-1])
					continue
				}
				refused++
				require.NotZero(t, status, "%s: %s", n.Action.Arg, n.Off)
				require.Contains(t, other.Log[len(other.Log)-1].Error, n.Off)
			}
		}
	}
	require.Greater(t, refused, 20)
	require.Greater(t, tried-refused, 40)
}

func TestCommandsNameThingsByNameOnlyWhereThatIsOneThing(t *testing.T) {
	p := sandbox("aws ec2 create-volume --size 8 --availability-zone us-east-1a --name data", "aws ec2 create-volume --size 8 --availability-zone us-east-1a --name other", "yard run 1m")
	f := p.pick(t, "Volume data").frame()
	require.Contains(t, f.Node("action/delete-volume").Action.Arg, "--volume-id @data")
	require.Equal(t, []Action{
		{"Snapshot", Command, "aws ec2 create-snapshot --volume-id @data"}, {"Delete", Command, "aws ec2 delete-volume --volume-id @data"},
	}, f.Node(p.Selected).Actions)
	p.do("aws ec2 create-volume --size 9 --availability-zone us-east-1b --name data")
	n := p.pick(t, "Volume data").frame().Node("action/delete-volume")
	require.Contains(t, n.Action.Arg, "--volume-id vol-")
	p.do("aws ec2 create-tags --resources @other --tags 'Key=Name,Value=a;b'")
	require.Contains(t, p.pick(t, "Volume a;b").frame().Node("action/delete-volume").Action.Arg, "--volume-id vol-")
}
