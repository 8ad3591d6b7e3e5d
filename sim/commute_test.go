package sim

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// moving are the operations that make nothing.
var moving = []string{
	"StartInstances", "StopInstances", "RebootInstances", "TerminateInstances", "AttachVolume", "DetachVolume",
	"DeleteVolume", "DeleteSnapshot", "DeleteSnapshot", "DeregisterImage", "CreateTags", "ModifyInstanceAttribute",
	"ModifySnapshotAttribute", "ModifyImageAttribute",
}

// Two calls at one instant that concern different resources, make nothing,
// write nothing and are not refused may be swapped.
func TestCallsOnDifferentThingsCommute(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(t)
		p.play(15, func(Call, error) {})
		for range 10 {
			a, b := p.callOf(pick(p, "first", moving)), p.callOf(pick(p, "second", moving))
			if overlap(p.world, a, b) {
				continue
			}
			ab, ba := p.world.Fork(), p.world.Fork()
			if !ab.carriesOut(a, b) || !ba.carriesOut(b, a) {
				continue
			}
			compared++
			require.Equal(t, ab.Digest(), ba.Digest(), "%s %+v and %s %+v", a.Op.Action, a.In, b.Op.Action, b.In)
			later := p.world.Now().Add(unit.Minute)
			ab.Advance(later, 0)
			ba.Advance(later, 0)
			require.Equal(t, ab.Digest(), ba.Digest(), "a minute after %s %+v and %s %+v", a.Op.Action, a.In, b.Op.Action, b.In)
		}
	})
	require.Greater(t, compared, 10, "the property was hardly tried")
}

// carriesOut makes calls and reports whether none was refused and none wrote blocks.
func (w *World) carriesOut(calls ...Call) bool {
	plain := true
	w.Listen(func(h Happening) {
		if _, wrote := h.Event.(ec2.FilesWritten); wrote {
			plain = false
		}
	})
	for _, c := range calls {
		if _, err := w.Do(c); err != nil {
			return false
		}
	}
	return plain
}

// overlap reports whether two calls concern one resource, or two that hang together.
func overlap(w *World, a, b Call) bool {
	first := concerned(w, a)
	for ref := range concerned(w, b) {
		if first[ref] {
			return true
		}
	}
	return false
}

// concerned returns what a call names, with the volumes of instances and the snapshots of images.
func concerned(w *World, c Call) map[ec2.Ref]bool {
	refs := map[ec2.Ref]bool{}
	in := reflect.ValueOf(c.In)
	for n := range in.NumField() {
		if kindOf(in.Type().Field(n)) == "" {
			continue
		}
		ids := []string{}
		if in.Field(n).Kind() == reflect.String {
			ids = append(ids, in.Field(n).String())
		} else {
			for k := range in.Field(n).Len() {
				ids = append(ids, in.Field(n).Index(k).String())
			}
		}
		for _, id := range ids {
			addConcerned(w, c, id, refs)
		}
	}
	return refs
}

func addConcerned(w *World, c Call, id string, refs map[ec2.Ref]bool) {
	ref, err := ec2.NewTx(w.Cloud(), &w.host, c.Caller).Find(id)
	if err != nil {
		return
	}
	refs[ref] = true
	switch ref.Kind {
	case ec2.KindVolume:
		for _, a := range w.Cloud().Volumes().At(ref.Index).Attachments {
			refs[ec2.Ref{Kind: ec2.KindInstance, Index: a.Instance}] = true
		}
	case ec2.KindInstance:
		for _, d := range w.Cloud().Instances().At(ref.Index).Devices {
			refs[ec2.Ref{Kind: ec2.KindVolume, Index: d.Volume}] = true
		}
	case ec2.KindImage:
		for _, b := range w.Cloud().Images().At(ref.Index).Mappings {
			refs[ec2.Ref{Kind: ec2.KindSnapshot, Index: b.Snapshot}] = b.HasSnapshot
		}
	}
}
