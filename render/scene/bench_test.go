package scene

import (
	"fmt"
	"testing"
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

func BenchmarkLayout(b *testing.B) {
	for _, resources := range []int{10, 1000} {
		b.Run(fmt.Sprint(resources), func(b *testing.B) {
			p := crowd(resources)
			b.ReportAllocs()
			for b.Loop() {
				p.frame()
			}
		})
		b.Run(fmt.Sprintf("%d, nothing new", resources), func(b *testing.B) {
			p := crowd(resources)
			p.Memo = new(Memo)
			for b.Loop() {
				p.frame()
			}
		})
		b.Run(fmt.Sprintf("%d, one selected", resources), func(b *testing.B) {
			p := crowd(resources).pick(b, "Instance")
			for b.Loop() {
				p.frame()
			}
		})
	}
}
