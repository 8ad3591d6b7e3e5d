package scene

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/render/form"
	"blockyard/scenarios"
)

// beginnings are worlds in which things can be done: a busy sandbox, and lessons half done.
func beginnings(t *testing.T) map[string]func() *player {
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
	return begin
}

// Whatever a button offers works, and whatever is dashed is refused with the
// reason that it gives. What cannot be taken back is looked at first.
func TestButtonsDoWhatTheySay(t *testing.T) {
	tried, refused, looked, forms := 0, 0, 0, 0
	for name, fresh := range beginnings(t) {
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
				where := name + ", " + thing.Name + ", " + n.Name
				switch n.Action.Verb {
				case OpenForm:
					_, ok := form.Open(p.Session, n.Action.Arg)
					require.True(t, ok, "%s: %s", where, n.Action.Arg)
					forms++
					continue
				case Preview:
					require.Equal(t, n.ID, n.Action.Arg, where)
					p.Preview = n.ID
					n = *p.frame().Node(n.ID)
					p.Preview = ""
					require.True(t, n.Chosen, where)
					looked++
				}
				require.Equal(t, Command, n.Action.Verb, where)
				other := fresh()
				status := other.do(n.Action.Arg)
				tried++
				if n.Off == "" {
					require.Zero(t, status, "%s: %s", where, other.Log[len(other.Log)-1])
					continue
				}
				refused++
				require.NotZero(t, status, "%s: %s", n.Action.Arg, n.Off)
				require.Contains(t, other.Log[len(other.Log)-1].Error, n.Off)
			}
		}
	}
	require.Greater(t, refused, 20)
	require.Greater(t, looked, 20)
	require.Greater(t, forms, 20)
	require.Greater(t, tried-refused, 40)
}

func TestCommandsNameThingsByNameOnlyWhereThatIsOneThing(t *testing.T) {
	p := sandbox("aws ec2 create-volume --size 8 --availability-zone us-east-1a --name data", "aws ec2 create-volume --size 8 --availability-zone us-east-1a --name other", "yard run 1m")
	f := p.pick(t, "Volume data").frame()
	require.Contains(t, f.Node("action/delete-volume").Help, "--volume-id @data")
	require.Equal(t, []Action{
		{"Snapshot", Command, "aws ec2 create-snapshot --volume-id @data"},
		{"Attach", OpenForm, "aws ec2 attach-volume --volume-id @data"},
		{"Modify", OpenForm, "aws ec2 modify-volume --volume-id @data"},
		{"Delete", Preview, "action/delete-volume"},
		{"Snapshot with a name", OpenForm, "aws ec2 create-snapshot --volume-id @data"},
		{"Copy in its zone", OpenForm, "aws ec2 copy-volumes --source-volume-id @data"},
		{"Have its I/O enabled by itself", Command, "aws ec2 modify-volume-attribute --volume-id @data --auto-enable-io Value=true"},
		{"Add a tag", OpenForm, "aws ec2 create-tags --resources @data"},
	}, f.Node(p.Selected).Actions)
	p.do("aws ec2 create-volume --size 9 --availability-zone us-east-1b --name data")
	n := p.pick(t, "Volume data").frame().Node("action/delete-volume")
	require.Contains(t, n.Help, "--volume-id vol-")
	p.do("aws ec2 create-tags --resources @other --tags 'Key=Name,Value=a;b'")
	require.Contains(t, p.pick(t, "Volume a;b").frame().Node("action/delete-volume").Help, "--volume-id vol-")
}

// What is another account's is done by that account, and named by its id.
func TestCommandsActForTheOwner(t *testing.T) {
	p := sandbox("aws ec2 create-volume --size 8 --availability-zone us-east-1a --name theirs --profile partner", "yard run 1m")
	n := p.pick(t, "Volume theirs").frame().Node("action/delete-volume")
	require.Empty(t, n.Off)
	require.Contains(t, n.Help, " --profile partner")
	require.Contains(t, n.Help, "--volume-id vol-")
	require.Zero(t, p.do(n.Help))
}

// Few buttons, the most important ones: the rest is in the menu, and each can be copied for the AWS CLI.
func TestTheRestIsInTheMenu(t *testing.T) {
	p := sandbox(busy...).pick(t, "Instance web")
	f := p.frame()
	buttons := 0
	for i := range f.Nodes {
		if n := &f.Nodes[i]; strings.HasPrefix(n.ID, "action/") {
			buttons++
			require.Equal(t, Copy, n.Actions[0].Verb, n.ID)
			require.NotContains(t, n.Actions[0].Arg, "@", "the AWS CLI knows ids alone")
		}
	}
	require.Equal(t, 6, buttons)
	require.Equal(t, Action{"More actions", OpenMenu, p.Selected}, *f.Node("inspector/more").Action)
	require.Contains(t, f.Node(p.Selected).Actions, Action{"Modify", OpenForm, "aws ec2 modify-instance-attribute --instance-id @web"})
}
