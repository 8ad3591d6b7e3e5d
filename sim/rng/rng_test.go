package rng

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDrawsAreTheSameInEveryRun(t *testing.T) {
	s := New(1, "boot")
	require.Equal(t, []uint64{s.Draw(0, 1000), s.Draw(1, 1000), s.Draw(0, 1000)},
		[]uint64{New(1, "boot").Draw(0, 1000), New(1, "boot").Draw(1, 1000), New(1, "boot").Draw(0, 1000)})
	require.Equal(t, uint64(308), s.Draw(0, 1000), "a changed generator changes every saved session")
}

func TestStreamsAreUnrelated(t *testing.T) {
	same := 0
	for i := range uint64(1000) {
		if New(1, "boot").Draw(i, 100) == New(1, "attach").Draw(i, 100) {
			same++
		}
	}
	require.Less(t, same, 30)
}

func TestDrawsAreEven(t *testing.T) {
	s, counts := New(7, "even"), [10]int{}
	for i := range uint64(10000) {
		counts[s.Draw(i, 10)]++
	}
	for _, n := range counts {
		require.InDelta(t, 1000, n, 120)
	}
}

func TestChancesAreRatios(t *testing.T) {
	s, hits := New(7, "chance"), 0
	for i := range uint64(10000) {
		if s.Chance(i, 3, 10) {
			hits++
		}
	}
	require.InDelta(t, 3000, hits, 200)
}

func TestUnmixUndoesMix(t *testing.T) {
	s := New(9, "numbers")
	for i := range uint64(1000) {
		x := s.Draw(i, 1<<63) * 2
		require.Equal(t, x, Unmix(Mix(x)))
		require.Equal(t, x, Mix(Unmix(x)))
	}
}
