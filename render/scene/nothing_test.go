package scene

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhereNothingIsSelectedTheWorldIsSummedUp(t *testing.T) {
	f := sandbox(busy...).frame()
	instances := f.Node("holding/Instances")
	require.Contains(t, instances.Name, "3 instances, $")
	require.Contains(t, instances.Help, "1 stopping")
	require.Equal(t, Action{"List them", OpenList, "Instances="}, *instances.Action)
	require.Contains(t, f.Node("holding/Volumes").Name, "5 volumes, $")
	require.Contains(t, f.Node("holding/Snapshots").Help, "6 GiB billed")
	require.Equal(t, "1 image", f.Node("holding/Images").Name)
	require.Contains(t, f.Node("holding/total").Name, "for 30 days")

	empty := sandbox().frame()
	require.Nil(t, empty.Node("holding/total"))
	for _, k := range kindsOfThings {
		require.Contains(t, empty.Node("what/"+k.id).Name, k.told)
	}
}

func TestTheSumOfTheKindsIsThePace(t *testing.T) {
	p := sandbox(busy...)
	hour := p.viewOf().nextHour()
	sum := hour.total()
	for i := range services {
		sum = sum.Minus(hour.of(services[i].name))
	}
	require.Zero(t, sum.Sign())
	require.Positive(t, hour.total().Sign())
}

func TestAGuessIsNotGivenAway(t *testing.T) {
	p := lessonNamed(t, "cost-ebs-vs-instance-store").size(1024, 768, 100).tab(PanelInspector, string(PanelInspector))
	require.Equal(t, "1 instance", p.frame().Node("holding/Instances").Name, "it asks what a month costs")
	require.Nil(t, p.frame().Node("holding/total"))
	p.do("yard answer guess '?'")
	require.Equal(t, "1 instance, $72.00 for 30 days", p.frame().Node("holding/Instances").Name)
}
