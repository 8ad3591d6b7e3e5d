package scene

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// booting is a sandbox in which one instance of each kind of root has been on its way up for half a minute.
func booting() *player {
	return sandbox(
		`aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name new --disable-api-termination --user-data '#!/bin/sh
yum install -y httpd'`,
		"aws ec2 run-instances --image-id ami-0189b9301df16ba54 --instance-type m3.medium --name old",
		"yard run 30s")
}

// unusual is a sandbox with an instance that hibernates, and one whose host has failed.
func unusual() *player {
	return sandbox(
		"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name sleeper --hibernation-options Configured=true --block-device-mappings DeviceName=/dev/xvda,Ebs={Encrypted=true}",
		"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name new --disable-api-stop",
		"yard run 5m", "yard retire-host --instance-id @new", "yard fail-host --instance-id @new", "aws ec2 stop-instances --instance-ids @sleeper --hibernate", "yard run 1m")
}

func TestTheStagesOfABootAddUp(t *testing.T) {
	p := booting()
	v := p.viewOf()
	fresh, old := v.stages(0, v.cloud.Instances().At(0)), v.stages(1, v.cloud.Instances().At(1))
	require.Equal(t, []guest.PartName{guest.PartPlace, guest.PartLoad, guest.PartKernel, guest.PartServices, guest.PartScript}, stageNames(fresh))
	require.Equal(t, []guest.PartName{guest.PartFetch, guest.PartKernel, guest.PartServices}, stageNames(old))
	for _, all := range [][]stage{fresh, old} {
		var past unit.Duration
		under := 0
		for n, s := range all {
			past += s.past
			if s.past > 0 && !s.over {
				under++
			}
			require.True(t, n == 0 || all[n-1].over || s.past == 0, "%s begins before what comes before it is over", s.name)
		}
		require.Equal(t, 30*unit.Second, past)
		require.Equal(t, 1, under, "one part is under way")
	}
	p.do("yard run 1h")
	v = p.viewOf()
	require.False(t, v.isBooting(0, v.cloud.Instances().At(0)))
	for _, s := range v.stages(0, v.cloud.Instances().At(0)) {
		require.True(t, s.over, s.name)
	}
}

func stageNames(all []stage) (names []guest.PartName) {
	for _, s := range all {
		names = append(names, s.name)
	}
	return names
}

func TestACardShowsWhatIsNotAsUsual(t *testing.T) {
	f := unusual().frame()
	texts := map[string]bool{}
	for _, item := range f.Items {
		texts[item.Text] = true
	}
	require.True(t, texts["impaired"], "the pill of an instance whose host has failed")
	require.True(t, texts["hibernated"])
	var helps string
	for _, n := range f.Nodes {
		helps += n.Help + "\n"
	}
	require.Contains(t, helps, "impaired: its host has failed")
	require.Contains(t, helps, "protected against stop")
}
