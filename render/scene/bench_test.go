package scene

import (
	"fmt"
	"testing"

	"blockyard/sim/unit"
)

// crowd is a sandbox with about as many resources: instances with their root volumes, and snapshots of some.
func crowd(resources int) *player {
	p := sandbox()
	for made := 0; made < resources; made += 20 {
		name := fmt.Sprintf("group-%d", made)
		p.do("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --count "+fmt.Sprint(min(9, (resources-made)/2)), "yard run 1h",
			fmt.Sprintf("aws ec2 create-volume --size 100 --availability-zone us-east-1%c --name %s", 'a'+made/20%4, name), "yard run 1m",
			"aws ec2 create-snapshot --volume-id @"+name)
	}
	p.Log = nil
	return p
}

// BenchmarkLayout lays frames out as a door does that keeps a memo: at the first
// look, when nothing has changed, when only the clock has moved, and when
// something has happened; and the same with an instance selected.
func BenchmarkLayout(b *testing.B) {
	tag := func(p *player) { p.do("aws ec2 create-tags --resources @group-0 --tags Key=seen,Value=yes") }
	run := func(p *player) {
		if err := p.RunFor(unit.Minute); err != nil {
			panic(err)
		}
	}
	for _, resources := range []int{10, 1000, 10_000} {
		p := crowd(resources)
		for _, selected := range []bool{false, true} {
			what := fmt.Sprint(resources)
			if selected {
				p.Selected = p.viewOf().nodeID(instanceRef(0)) // a cell may have no node to be picked by
				what += ", one selected"
			}
			benchmarkFrames(b, what, p, func(p *player) { p.Memo = nil })
			p.Memo = new(Memo)
			benchmarkFrames(b, what+", nothing new", p, func(*player) {})
			benchmarkFrames(b, what+", the clock moves", p, run)
			benchmarkFrames(b, what+", something happens", p, tag)
			p.Log, p.Selected = nil, ""
		}
	}
}

// benchmarkFrames measures the frames alone, not what comes before each.
func benchmarkFrames(b *testing.B, name string, p *player, before func(*player)) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		for range frameCount { // the memory of frames grows once
			p.frame()
		}
		for b.Loop() {
			b.StopTimer()
			before(p)
			p.Log = p.Log[:0]
			b.StartTimer()
			p.frame()
		}
	})
}

// BenchmarkLanes lays out two lanes at once: when nothing has changed, and when the clock has moved by a minute or a day.
func BenchmarkLanes(b *testing.B) {
	p := compared(b)
	p.Memo = new(Memo)
	run := func(d unit.Duration) func(*player) {
		return func(p *player) {
			if err := p.RunFor(d); err != nil {
				panic(err)
			}
		}
	}
	benchmarkFrames(b, "nothing new", p, func(*player) {})
	benchmarkFrames(b, "the clock moves by a minute", p, run(unit.Minute))
	benchmarkFrames(b, "the clock moves by a day", p, run(unit.Day))
	p.shown(oneLane)
	benchmarkFrames(b, "one at a time, the clock moves by a minute", p, run(unit.Minute))
}
