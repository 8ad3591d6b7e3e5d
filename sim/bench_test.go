package sim

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/agenda"
	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// crowded returns a world of about so many resources: instances with a root
// and a data volume, interfaces, tags, and snapshots of every eighth root.
func crowded(b *testing.B, resources int) *lab {
	l := newLab(b, Config{Seed: 1, Timing: catalog.None})
	in := l.launching("demo-ebs", "demo.small", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 10}))
	in.TagSpecifications = []ec2.TagSpecification{{ResourceType: "instance", Tags: []ec2.Tag{{Key: "Name", Value: "web"}}}}
	for l.resources() < resources {
		in.MaxCount = int64(min(100, 1+(resources-l.resources())/4))
		for n, i := range ask[ec2.Reservation](l, in).Instances {
			if n%8 == 0 {
				l.writes(i.InstanceID, "/mnt/sdf/data", "64MiB")
				l.snapshot(l.volumeAt(i.InstanceID, "/dev/sdf"))
			}
		}
	}
	return l
}

func (l *lab) resources() (n int) {
	for k := ec2.KindInstance; k <= ec2.KindInterface; k++ {
		n += int(l.Cloud().Length(k))
	}
	return n
}

// BenchmarkFork measures a checkpoint of a world of 10,000 resources, beside
// what copying all of its tables would cost, without the blocks.
func BenchmarkFork(b *testing.B) {
	l := crowded(b, 10_000)
	b.Run("fork", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			l.Fork()
		}
	})
	b.Run("fork and one call", func(b *testing.B) {
		call := l.call(ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: 8})
		b.ReportAllocs()
		for b.Loop() {
			_, err := l.Fork().Do(call)
			require.NoError(b, err)
		}
	})
	b.Run("naive deep copy", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, table := range []any{l.Cloud().Instances(), l.Cloud().Volumes(), l.Cloud().Snapshots(), l.Cloud().Images(), l.Cloud().Interfaces()} {
				copyTable(table)
			}
		}
	})
}

// copyTable copies the values of a table, and the lists that they hold, one by one.
func copyTable(table any) (kept []any) {
	switch t := table.(type) {
	case interface{ Len() int }:
		at := reflect.ValueOf(t).MethodByName("At")
		for i := range t.Len() {
			kept = append(kept, copied(at.Call([]reflect.Value{reflect.ValueOf(uint32(i))})[0].Elem()).Interface())
		}
	}
	return kept
}

func copied(v reflect.Value) reflect.Value {
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	for n := range v.NumField() {
		if f := c.Field(n); f.Kind() == reflect.Slice && f.CanSet() && f.Len() > 0 {
			f.Set(reflect.AppendSlice(reflect.MakeSlice(f.Type(), 0, f.Len()), f))
		}
	}
	return c
}

func BenchmarkDigest(b *testing.B) {
	for _, resources := range []int{300, 10_000} {
		b.Run(fmt.Sprint(resources), func(b *testing.B) {
			l := crowded(b, resources)
			b.ReportAllocs()
			for b.Loop() {
				l.Digest()
			}
		})
	}
}

// perSecond reports how many of something happened in a second of the benchmark.
func perSecond(b *testing.B, n uint64, what string) {
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), what+"/s")
}

// BenchmarkDo measures calls through the whole engine, as a door makes them.
func BenchmarkDo(b *testing.B) {
	b.Run("CreateVolume", func(b *testing.B) {
		l := newLab(b, Config{Seed: 1})
		call := l.call(ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: 8, VolumeType: "gp3"})
		b.ReportAllocs()
		calls := uint64(0)
		for b.Loop() {
			if calls++; calls%100_000 == 0 { // worlds do not grow for ever
				l.World = New(Config{Seed: 1})
			}
			_, err := l.Do(call)
			if err != nil {
				b.Fatal(err)
			}
		}
		perSecond(b, calls, "calls")
	})
	b.Run("attach and detach", func(b *testing.B) {
		l := newLab(b, Config{Seed: 1, Timing: catalog.None})
		instance, volume := l.launch("demo-ebs", "demo.small"), l.newVolume(8)
		attach := l.call(ec2.AttachVolumeInput{Device: "/dev/sdf", InstanceID: instance, VolumeID: volume})
		detach := l.call(ec2.DetachVolumeInput{VolumeID: volume})
		b.ReportAllocs()
		calls := uint64(0)
		for b.Loop() {
			_, err := l.Do(attach)
			_, err2 := l.Do(detach)
			if err != nil || err2 != nil {
				b.Fatal(err, err2)
			}
			calls += 2
		}
		perSecond(b, calls, "calls")
	})
	b.Run("DescribeVolumes of 1000", func(b *testing.B) {
		l := newLab(b, Config{Seed: 1, Timing: catalog.None})
		for range 1000 {
			l.newVolume(8)
		}
		call := l.call(ec2.DescribeVolumesInput{})
		b.ReportAllocs()
		for b.Loop() {
			_, err := l.Do(call)
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

// scheduled returns a world of instances that each run four hours a day and write a record every hour.
func scheduled(b testing.TB, instances int) *lab {
	l := newLab(b, Config{Seed: 1})
	for range instances {
		id := l.launch("demo-ebs", "demo.small")
		l.do(yard.ScheduleInput{InstanceID: id, Daily: "09:00-13:00"})
	}
	l.pass(unit.Minute)
	return l
}

// turn takes so many wake-ups off an agenda, and puts each on it again some hours later.
func turn(a agenda.Agenda, times uint64) {
	for range times {
		w, _ := a.PopUntil(math.MaxInt64)
		w.At += int64(unit.Day) / 7
		a.Push(w)
	}
}

// BenchmarkMonth measures a month of 1,000 instances that start and stop every day.
func BenchmarkMonth(b *testing.B) {
	start := scheduled(b, 1000)
	b.Run("alone", func(b *testing.B) {
		b.ReportAllocs()
		fired := uint64(0)
		for b.Loop() {
			w := start.Fork()
			w.Advance(unit.Instant(30*unit.Day), 0)
			fired += w.Fired() - start.Fired()
		}
		perSecond(b, fired, "events")
	})
	b.Run("floor queue", func(b *testing.B) {
		w := start.Fork()
		w.Advance(unit.Instant(30*unit.Day), 0)
		fired := w.Fired() - start.Fired()
		for b.Loop() {
			turn(start.agenda.Fork(), fired)
		}
	})
	for _, every := range []uint64{256, 4096} {
		b.Run(fmt.Sprintf("checkpoint every %d", every), func(b *testing.B) {
			b.ReportAllocs()
			checkpoints := 0
			for b.Loop() {
				w := start.Fork()
				h := NewHistory(w, every)
				h.Advance(w, unit.Instant(30*unit.Day))
				checkpoints = h.Checkpoints()
			}
			b.ReportMetric(float64(checkpoints), "kept")
		})
	}
	b.Run("bill", func(b *testing.B) {
		w := start.Fork()
		w.Advance(unit.Instant(30*unit.Day), 0)
		for b.Loop() {
			w.Bill(cost.Window{To: w.Now()})
		}
	})
}

// BenchmarkWorkload measures a guest that writes a record every ten seconds.
func BenchmarkWorkload(b *testing.B) {
	l := newLab(b, Config{Seed: 1})
	id := l.launch("demo-ebs", "demo.small", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 1000}))
	l.pass(unit.Minute)
	l.do(guest.WorkloadInput{InstanceID: id, Path: "/mnt/sdf/orders.db", Every: "10s"})
	fired := uint64(0)
	for b.Loop() {
		w := l.Fork()
		w.Advance(l.Now().Add(unit.Day), 0)
		fired += w.Fired() - l.Fired()
	}
	perSecond(b, fired, "events")
}
