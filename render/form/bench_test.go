package form

import (
	"fmt"
	"testing"

	"blockyard/scripting/session"
)

func BenchmarkForm(b *testing.B) {
	s := session.Sandbox(session.Options{Seed: 7})
	run(s, "aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --count 300 --name many")
	for i := range 300 {
		run(s, fmt.Sprintf("aws ec2 create-volume --size 8 --availability-zone us-east-1a --name disk-%d", i))
	}
	run(s, "yard run 1h")
	for name, line := range map[string]string{"create": "aws ec2 create-volume", "launch": "aws ec2 run-instances", "attach": "aws ec2 attach-volume --volume-id @disk-7"} {
		b.Run(name, func(b *testing.B) {
			r, _ := Open(s, line)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := New(r); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+", nothing new", func(b *testing.B) {
			r, _ := Open(s, line)
			var m Memo
			for b.Loop() {
				if _, err := m.Form(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
