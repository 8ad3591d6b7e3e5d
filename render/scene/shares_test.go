package scene

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// histories are what happens to the blocks of two volumes and their snapshots; % stands for a number.
var histories = []string{
	"yard write @web a%.db 30MiB", "yard write @web a1.db 7MiB", "yard write @web b%.db 300MiB", "yard run 20m",
	"aws ec2 create-snapshot --volume-id @web-root --name s%", "aws ec2 create-snapshot --volume-id @web-root --name s%", "aws ec2 delete-snapshot --snapshot-id @s%",
	"aws ec2 create-volume --snapshot-id @s% --availability-zone us-east-1a --name v%", "aws ec2 create-snapshot --volume-id @v% --name s%",
}

// Who stores a snapshot's blocks, as told in amounts, is who stores each of them.
func TestSharesAreThoseOfTheBlocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web", "yard run 5m")
		for range rapid.IntRange(3, 20).Draw(t, "steps") {
			step := rapid.SampledFrom(histories).Draw(t, "step")
			p.do(strings.ReplaceAll(step, "%", rapid.SampledFrom([]string{"1", "2", "3", "4"}).Draw(t, "number")), "yard run 2m")
		}
		v := p.viewOf()
		store := v.cloud.Blocks()
		for index, x := range v.cloud.Snapshots().All() {
			if x.State == "" || x.InCatalogue() {
				continue
			}
			want := map[uint32]uint64{}
			store.SnapshotBlocks(x.Block, 0, func(from, to uint32) bool {
				for b := from; b < to; b++ {
					owner, ok := store.OwnerOf(x.Block, b)
					require.True(t, ok)
					want[v.owners[owner]-1]++
				}
				return true
			})
			got := map[uint32]uint64{}
			for _, s := range v.shares(index) {
				require.Equal(t, s.snapshot == index, s.own)
				got[s.snapshot] = s.blocks
			}
			require.Equal(t, want, got)
			require.Equal(t, store.Owned(x.Block), got[index])
		}
	})
}

func TestStretchesMeet(t *testing.T) {
	a := []span{{0, 5}, {7, 9}, {20, 30}}
	b := []span{{3, 8}, {8, 21}, {29, 40}}
	require.Equal(t, []span{{3, 5}, {7, 8}, {8, 9}, {20, 21}, {29, 30}}, meet(a, b))
	require.Empty(t, meet(a, nil))
	require.Equal(t, uint64(17), length(a))
}
