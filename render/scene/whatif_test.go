package scene

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim"
	"blockyard/sim/ec2"
)

// viewOf returns the present view of a player.
func (p *player) viewOf() *view { return newView(p.Session, p.Memo) }

// look returns a player who looks at a deed before it is done.
func (p *player) look(t testing.TB, thing, action string) *player {
	p.pick(t, thing)
	p.Preview = action
	return p
}

// What a preview says becomes of things becomes of them when the deed is done, and what it saves is saved.
func TestWhatIsForetoldHappens(t *testing.T) {
	looked := 0
	for name, fresh := range beginnings(t) {
		for _, thing := range fresh().frame().Nodes {
			if thing.Role != RoleListitem {
				continue
			}
			p := fresh()
			p.Selected = thing.ID
			for _, n := range p.frame().Nodes {
				if n.Action == nil || n.Action.Verb != Preview {
					continue
				}
				p.Preview = n.ID
				x := p.viewOf().preview(&p.UI)
				require.NotNil(t, x, "%s, %s, %s", name, thing.Name, n.Name)
				looked++
				other := fresh()
				require.Zero(t, other.do(x.command), x.command)
				done := other.World().Fork()
				done.Advance(done.Now().Add(settling), 0)
				checkFates(t, p.World(), done, x)
			}
		}
	}
	require.Greater(t, looked, 20)
}

func checkFates(t *testing.T, before, done *sim.World, x *preview) {
	for ref, f := range x.fates {
		require.NotEmpty(t, f.tag)
		switch f.kind {
		case fateGoes:
			require.True(t, isThere(before, ref))
			require.False(t, isThere(done, ref), f.tag)
		case fateChanges:
			require.True(t, isThere(done, ref), f.tag)
			if ref.Kind == ec2.KindVolume {
				require.Equal(t, "would be "+done.Cloud().StateOf(ref), f.state)
			}
		case fateStays:
			require.True(t, isThere(done, ref), f.tag)
		case fateNone:
			require.Fail(t, "a fate without a kind")
		}
	}
	sum := paceOf(done)
	for ref, f := range x.fates {
		if f.kind == fateGoes {
			require.Zero(t, sum[ref].Sign(), f.tag)
		}
	}
}

func TestATerminationIsForetoldWithReasonsAndMoney(t *testing.T) {
	p := sandbox(
		"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web",
		"aws ec2 create-volume --size 100 --availability-zone us-east-1a --name data", "yard run 5m",
		"aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdf", "yard run 5m",
		"aws ec2 create-snapshot --volume-id @data", "yard run 1h",
	).look(t, "Instance web", "action/terminate-instances")
	f := p.frame()
	n := f.Node("preview/outcomes")
	require.Equal(t, "If you terminate web. Enter does it, Esc leaves.", n.Name)
	require.Equal(t, "web ends, for good. /dev/xvda is deleted, 8 GiB, because DeleteOnTermination is on. its network interface goes. "+
		"data stays, detached, still billed, because DeleteOnTermination is off. 1 snapshot stays, complete. $11.73 less a month.", n.Help)
	require.Nil(t, f.Node("bill/total"), "the preview says what the month costs")
	require.NotNil(t, f.Node("preview/banner"))
	keep := f.Node("preview/keep")
	require.Equal(t, "aws ec2 modify-instance-attribute --instance-id @web --block-device-mappings DeviceName=/dev/xvda,Ebs={DeleteOnTermination=false}", keep.Action.Arg)
	x := p.viewOf().preview(&p.UI)
	i := x.fateOf(ec2.Ref{Kind: ec2.KindInstance})
	require.Equal(t, fateGoes, i.kind)
	require.Equal(t, "would end", i.state)
	require.Zero(t, p.do(keep.Action.Arg))
	p.Memo = nil
	require.NotContains(t, p.frame().Node("preview/outcomes").Help, "is deleted", "it was turned off")
}

func TestADeletedSnapshotHandsItsBlocksOn(t *testing.T) {
	p := sandbox(busy...).do2("aws ec2 deregister-image --image-id @golden").look(t, "Snapshot first", "action/delete-snapshot")
	help := p.frame().Node("preview/outcomes").Help
	require.Contains(t, help, "handed on to second, because its blocks belong to others, too")
}

// do2 runs commands and goes on with the player.
func (p *player) do2(commands ...string) *player {
	p.do(commands...)
	return p
}

// A hover shows in short what would become of a deed, and changes nothing.
func TestAHoverForetellsInShort(t *testing.T) {
	p := sandbox(busy...).do2("yard run 5m").pick(t, "Instance store")
	require.Nil(t, p.frame().Node("what-if/action/terminate-instances"))
	before := p.Digest()
	p.Hover = "action/terminate-instances"
	n := p.frame().Node("what-if/action/terminate-instances")
	require.Equal(t, "What if you terminate it?", n.Name)
	require.Contains(t, n.Help, "is erased")
	require.Equal(t, before, p.Digest())
	require.Equal(t, Preview, p.frame().Node("action/stop-instances").Action.Verb, "its disks would be erased")
}

func TestWhatADeletedSnapshotHandsOnIsBilledElsewhere(t *testing.T) {
	p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web",
		"aws ec2 create-volume --size 15 --availability-zone us-east-1a --name data", "yard run 5m",
		"aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdf", "yard run 1m",
		"yard write @web /mnt/sdf/a.db 10GiB --flush", "aws ec2 create-snapshot --volume-id @data --name first", "yard run 1h",
		"yard write @web /mnt/sdf/a.db 4GiB --flush", "aws ec2 create-snapshot --volume-id @data --name second", "yard run 1h",
	).look(t, "Snapshot first", "action/delete-snapshot")
	f := p.frame()
	require.Equal(t, "first: now $0.50, after $0.00", f.Node("preview/pace/1").Name)
	require.Equal(t, "second: now $0.20, after $0.50", f.Node("preview/pace/2").Name)
	require.Equal(t, "$0.20 less a month", f.Node("preview/difference").Name)
	first, _ := p.viewOf().selected(p.Selected)
	require.Equal(t, "first deleted: −$0.20", p.viewOf().preview(&p.UI).fateOf(first).tag)
}
