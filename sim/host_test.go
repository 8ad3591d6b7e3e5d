package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// status returns what the status checks of an instance say.
func (l *lab) status(id string) ec2.InstanceStatus {
	out := ask[ec2.DescribeInstanceStatusOutput](l, ec2.DescribeInstanceStatusInput{InstanceIDs: one(id), IncludeAllInstances: true})
	require.Len(l, out.InstanceStatuses, 1)
	return out.InstanceStatuses[0]
}

func TestStatusChecksTakeTheirTime(t *testing.T) {
	l := newLab(t, Config{Seed: 2})
	id := l.launch("al2023", "t3.micro")
	running := ec2.DescribeInstanceStatusInput{InstanceIDs: one(id)}
	require.Empty(t, ask[ec2.DescribeInstanceStatusOutput](l, running).InstanceStatuses, "a pending instance is left out unless asked for")
	require.Equal(t, ec2.StatusSummary{Status: "not-applicable"}, l.status(id).SystemStatus)
	l.pass(15 * unit.Second)
	require.Equal(t, "initializing", l.status(id).InstanceStatus.Status)
	l.pass(2 * unit.Minute)
	require.Equal(t, ec2.StatusSummary{Details: []ec2.StatusDetail{{Name: "reachability", Status: "passed"}}, Status: "ok"}, l.status(id).InstanceStatus)
	l.do(ec2.RebootInstancesInput{InstanceIDs: one(id)})
	require.Equal(t, "ok", l.status(id).SystemStatus.Status)
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Minute)
	require.Equal(t, "not-applicable", l.status(id).SystemStatus.Status)
	l.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Minute)
	require.Equal(t, "initializing", l.status(id).SystemStatus.Status, "each start begins anew")

	by := func(name, value string) int {
		in := ec2.DescribeInstanceStatusInput{IncludeAllInstances: true, Filters: []ec2.Filter{{Name: name, Values: []string{value}}}}
		return len(ask[ec2.DescribeInstanceStatusOutput](l, in).InstanceStatuses)
	}
	require.Equal(t, []int{1, 0, 1, 1}, []int{
		by("system-status.status", "initializing"), by("instance-status.reachability", "passed"), by("instance-state-code", "16"), by("availability-zone", "us-east-1?"),
	})
	l.refused(apierr.InvalidParameterValue, ec2.DescribeInstanceStatusInput{Filters: []ec2.Filter{{Name: "tag:Name", Values: []string{"x"}}}})
}

func TestARetiredHostStopsOrEndsItsInstance(t *testing.T) {
	l := newLab(t, Config{Seed: 2})
	left, moved, old := l.launch("al2023", "t3.micro"), l.launch("al2023", "t3.micro"), l.launch("amzn-s3", "m3.medium")
	l.pass(10 * unit.Minute)
	for _, id := range []string{left, moved, old} {
		l.do(ec2.ModifyInstanceAttributeInput{InstanceID: id, DisableAPITermination: &ec2.BoolValue{Value: true}})
		l.do(yard.RetireHostInput{InstanceID: id, In: "3d"})
	}
	l.do(yard.RetireHostInput{InstanceID: left, In: "1h"})
	l.do(yard.RetireHostInput{InstanceID: left, In: "3d"}) // the later announcement holds
	events := l.status(left).Events
	require.Len(t, events, 1)
	require.Equal(t, "instance-retirement", events[0].Code)
	require.Equal(t, l.Date(l.Now().Add(3*unit.Day)), events[0].NotBefore)
	require.Equal(t, "ok", l.status(left).SystemStatus.Status)
	l.do(ec2.StopInstancesInput{InstanceIDs: one(moved)})
	l.pass(unit.Minute)
	l.do(ec2.StartInstancesInput{InstanceIDs: one(moved)})
	l.pass(2 * unit.Hour)
	require.Equal(t, "running", l.state(left))
	require.Empty(t, l.status(moved).Events, "it is on another host")
	l.pass(3*unit.Day + 2*unit.Hour)
	require.Equal(t, []string{"stopped", "running", ""}, []string{l.state(left), l.state(moved), l.state(old)}, "the last one ended, protected or not")
	stopped := l.described(left)
	require.Equal(t, "Server.ScheduledStop", stopped.StateReason.Code)
	require.Regexp(t, `^Service initiated \(`, stopped.StateTransitionReason)
	l.do(ec2.StartInstancesInput{InstanceIDs: one(left)})
	l.pass(20 * unit.Day)
	require.Equal(t, "running", l.state(left))
	l.refused(apierr.InvalidParameterValue, yard.RetireHostInput{InstanceID: left, In: "soon"})
}

func TestAFailedHostLosesInstanceStoreAlone(t *testing.T) {
	l := newLab(t, Config{Seed: 2})
	id, paths := furnished(l) // demo.small has instance store, so that it does not recover
	recovering, old := l.launch("al2023", "t3.micro"), l.launch("amzn-s3", "m3.medium")
	l.pass(10 * unit.Minute)
	l.write(id, "late")
	l.write(recovering, "flushed")
	l.pass(unit.Minute)
	l.write(recovering, "late")
	before := l.described(recovering)
	for _, each := range []string{id, recovering, old} {
		l.do(yard.FailHostInput{InstanceID: each})
		l.refused(apierr.IncorrectInstanceState, yard.FailHostInput{InstanceID: each})
		l.refused(apierr.IncorrectInstanceState, guest.WriteInput{InstanceID: each, Path: "x", Size: "1MiB"})
	}
	require.Equal(t, []string{"running", "running", "shutting-down"}, []string{l.state(id), l.state(recovering), l.state(old)})
	require.False(t, l.has(id, paths[3]), "its instance store is gone at once")
	require.Equal(t, ec2.StatusDetail{ImpairedSince: l.Date(l.Now()), Name: "reachability", Status: "failed"}, l.status(id).SystemStatus.Details[0])
	require.Equal(t, "Server.InternalError", l.described(old).StateReason.Code)

	l.pass(10 * unit.Minute)
	require.Equal(t, before, l.described(recovering), "id, addresses and volumes are the same")
	require.True(t, l.has(recovering, "/flushed"))
	require.False(t, l.has(recovering, "/late"))
	require.Equal(t, "ok", l.status(recovering).SystemStatus.Status)
	require.Equal(t, "impaired", l.status(id).SystemStatus.Status, "its type does not recover by itself")
	l.do(ec2.RebootInstancesInput{InstanceIDs: one(id)})
	l.pass(10 * unit.Minute)
	require.Equal(t, "impaired", l.status(id).SystemStatus.Status, "a reboot stays on the host")

	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Minute)
	l.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
	l.pass(10 * unit.Minute)
	require.Equal(t, "ok", l.status(id).SystemStatus.Status)
	for _, path := range paths[:3] {
		require.True(t, l.has(id, path), path)
	}
	require.False(t, l.has(id, paths[3]), "the instance-store disk was on the host")
}
