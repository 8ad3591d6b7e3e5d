package scene

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// A volume with Multi-Attach hangs on each of its instances, and is one card.
func TestAVolumeHangsOnEachOfItsInstances(t *testing.T) {
	p := sandbox(
		"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name one",
		"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name two",
		"aws ec2 create-volume --size 10 --availability-zone us-east-1a --volume-type io2 --iops 100 --multi-attach-enabled --name shared",
		"yard run 1m",
		"aws ec2 attach-volume --volume-id @shared --instance-id @one --device /dev/sdf",
	).pick(t, "Volume shared")
	deeds := func() (ids []string) {
		v := p.viewOf()
		ref, ok := v.selected(p.Selected)
		require.True(t, ok)
		for _, d := range v.actionsOf(ref) {
			ids = append(ids, d.text)
		}
		return ids
	}
	require.Contains(t, deeds(), "Attach to two")
	require.NotContains(t, deeds(), "Attach to one", "it has the volume")

	p.do2("aws ec2 attach-volume --volume-id @shared --instance-id @two --device /dev/sdf", "yard run 1m")
	volume := p.Selected
	var cards []*Node
	for _, n := range p.frame().Nodes {
		if n.Role == RoleListitem && n.Menu == volume {
			cards = append(cards, &n)
		}
	}
	require.Len(t, cards, 1)
	require.Equal(t, volume, cards[0].ID)
	require.Equal(t, "Volume shared, 10 GiB, in use by one at /dev/sdf, by two at /dev/sdf", cards[0].Name)
	for _, text := range []string{"Detach from one", "Detach from two", "Let one write a file on it", "Let two write a file on it", "Check its files", "Put a load on it from two"} {
		require.Contains(t, deeds(), text)
	}
	require.NotContains(t, deeds(), "Detach")
	require.NotContains(t, deeds(), "End the load on it from two")
	p.do2("yard workload @two /mnt/sdf --kind database")
	require.Contains(t, deeds(), "End the load on it from two")
	require.NotContains(t, deeds(), "End the load on it from one")
}
