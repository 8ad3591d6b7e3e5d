package scene

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAnotherAccount(t *testing.T) {
	p := sandbox("aws ec2 create-volume --size 8 --availability-zone us-east-1a --name mine").list("Volumes")
	require.Nil(t, p.stage().Node("choice/list/account/partner"), "nothing to choose from")
	p.do("aws ec2 create-volume --size 9 --availability-zone us-east-1a --profile partner --tag-specifications ResourceType=volume,Tags=[{Key=Name,Value=theirs}]", "yard run 1m")
	require.Equal(t, []string{"mine"}, p.column("Name"))
	require.Equal(t, Action{"Account: partner", Fill, "list/account=partner"}, *p.stage().Node("choice/list/account/partner").Action)
	p.set("list/account=partner")
	require.Equal(t, []string{"theirs"}, p.column("Name"))
	p.chooseRows(t, "theirs")
	p.Preview = "batch/delete-volume"
	n := p.stage().Node("batch/delete-volume")
	require.Contains(t, n.Action.Arg, "--profile partner")
	require.Zero(t, p.do(n.Action.Arg))
}

func TestAnAccountThatSomethingIsSharedWithHasLists(t *testing.T) {
	p := sandbox("aws ec2 create-volume --size 9 --availability-zone us-east-1a --name data", "yard run 1m",
		"aws ec2 create-snapshot --volume-id @data --name gift", "yard run 1h")
	p.list("Snapshots")
	require.Nil(t, p.stage().Node("choice/list/account/partner"))
	p.do("aws ec2 modify-snapshot-attribute --snapshot-id @gift --attribute createVolumePermission --operation-type add --user-ids 210987654321")
	require.NotNil(t, p.stage().Node("choice/list/account/partner"))
	p.set("list/account=partner", "list/owner=shared")
	require.Equal(t, "1 snapshot", p.stage().Node("list/count").Name)
}
