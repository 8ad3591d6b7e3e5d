package scene

import (
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/io"
	"blockyard/sim/unit"
)

// A balance is what is left of the credits of a volume or an instance.
type balance struct {
	bucket   io.Bucket
	credits  io.Credits
	capacity int64
}

// balanceOf returns what is left of credits; ok is false where there are none.
func (v *view) balanceOf(ref ec2.Ref) (b balance, ok bool) {
	if ref.Kind != ec2.KindVolume && ref.Kind != ec2.KindInstance {
		return b, false
	}
	var last guest.Spell
	if spells := v.world.Guests().Spells(ref); len(spells) > 0 {
		last = spells[len(spells)-1]
	}
	b = balance{last.Bucket, last.Credits, last.Capacity}
	if ref.Kind == ec2.KindVolume {
		x := v.cloud.Volumes().At(ref.Index)
		can := io.OfVolume(x.Type, x.GiB, x.IOPS, x.Throughput, true)
		b.credits, b.capacity = can.Credits, can.Capacity
	}
	return b, b.credits != io.NoCredits && b.capacity > 0
}

// share returns how much is left, from 0 to 1.
func (b *balance) share(now unit.Instant) float64 {
	return 1 - float64(b.bucket.MissingAt(now, b.capacity))/float64(b.capacity)
}

// creditWords names the balances as AWS does.
var creditWords = [...]string{
	io.IOCredits: "Burst balance", io.ThroughputCredits: "Burst balance", io.TimeCredits: "Time above the baseline",
}

// turnText says when the credits are used up or full, or that they stay.
func (v *view) turnText(b *balance) string {
	at, turns := b.bucket.Turns(b.capacity)
	switch {
	case b.bucket.MissingAt(v.now, b.capacity) == 0 && b.bucket.Net >= 0:
		return "full"
	case !turns || at <= v.now:
		return "stays"
	case b.bucket.Net < 0:
		return "empty " + v.when(at) + ", in " + about(at.Sub(v.now))
	}
	return "full " + v.when(at) + ", in " + about(at.Sub(v.now))
}

// balance paints what is left of credits as a bar, with when they are used up or full again.
func (p *pen) balance(v *view, b *balance, x, y, w float64) float64 {
	share := b.share(v.now)
	value := percent(share)
	top := y
	y = p.nameAndValue(x, y, w, typeBody, p.muted, creditWords[b.credits], value)
	p.progressBar(Rect{x, y, w, p.px(8)}, share, hueVolume)
	text := v.turnText(b)
	bottom := p.lines(x, y+p.px(10), w, typeBody, p.muted, p.wrap(typeBody, text, w, 2))
	p.node(Node{
		ID: "io/balance", Role: RoleProgress, Name: creditWords[b.credits] + ": " + value + ", " + text, Value: value, Rect: Rect{x, top, w, bottom - top},
	})
	return bottom + p.px(4)
}
