package sim

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// A fleet is a lab of instances with two volumes each, on which a log grows.
type fleet struct {
	*lab
	instances, volumes []string
	calls              uint64
	peak               uint64 // the most memory that was in use, looked at once a day
}

// newFleet starts a fleet.
func newFleet(b *testing.B, instances int) *fleet {
	f := &fleet{lab: newLab(b, Config{Seed: 1})}
	in := f.launching("demo-ebs", "demo.small", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 100, VolumeType: "gp3"}))
	for left := instances; left > 0; left -= 100 {
		in.MaxCount = int64(min(100, left))
		for _, i := range ask[ec2.Reservation](f.lab, in).Instances {
			f.instances = append(f.instances, i.InstanceID)
			f.volumes = append(f.volumes, f.rootOf(i.InstanceID), f.volumeAt(i.InstanceID, "/dev/sdf"))
		}
	}
	f.pass(unit.Minute)
	for _, id := range f.instances {
		f.do(guest.WorkloadInput{InstanceID: id, Path: "/mnt/sdf/log", Every: "1h"})
	}
	return f
}

// call carries out an operation that must succeed, and counts it.
func (f *fleet) counted(b *testing.B, in any) {
	f.calls++
	if _, err := f.Do(f.call(in)); err != nil {
		b.Fatal(err)
	}
}

// month lives through 30 days: a snapshot of each volume every hour, all stopped from 19:00 to 07:00.
func (f *fleet) month(b *testing.B) {
	for hour := range 30 * 24 {
		f.pass(unit.Hour)
		switch hour % 24 {
		case 7:
			f.eachThousand(func(ids []string) { f.counted(b, ec2.StartInstancesInput{InstanceIDs: ids}) })
		case 19:
			f.eachThousand(func(ids []string) { f.counted(b, ec2.StopInstancesInput{InstanceIDs: ids}) })
			f.look()
		}
		for _, id := range f.volumes {
			f.counted(b, ec2.CreateSnapshotInput{VolumeID: id})
		}
	}
	f.look()
}

// eachThousand names all instances, as many at a time as a call takes.
func (f *fleet) eachThousand(do func(ids []string)) {
	for from := 0; from < len(f.instances); from += 1000 {
		do(f.instances[from:min(from+1000, len(f.instances))])
	}
}

func (f *fleet) look() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	f.peak = max(f.peak, m.HeapInuse)
}

// BenchmarkFleet lives through a month of a fleet with hourly snapshots and
// daily stops: one of 100 instances and 200 volumes, and, unless -short, one of
// ten times as many. An op is a month; the bill is that of its end.
func BenchmarkFleet(b *testing.B) {
	for _, instances := range []int{100, 1000} {
		if instances > 100 && testing.Short() {
			break
		}
		b.Run(fmt.Sprintf("%d instances", instances), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				runtime.GC()
				f := newFleet(b, instances)
				fired := f.Fired()
				b.StartTimer()
				f.month(b)
				b.StopTimer()
				f.report(b, f.Fired()-fired)
				b.StartTimer()
			}
		})
	}
}

// report adds what a month came to.
func (f *fleet) report(b *testing.B, fired uint64) {
	b.ReportMetric(float64(f.calls), "calls")
	b.ReportMetric(float64(fired), "events")
	b.ReportMetric(float64(f.peak)/1e6, "MB-peak")
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/1e6, "MB-kept")
	l := f.Ledger(cost.Window{To: f.Now()})
	require.Positive(b, l.At(f.Now()).Total.Sign())
}
