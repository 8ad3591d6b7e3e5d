package main

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// moduleOf returns a module with a section that is left alone, these segments, and another section.
func moduleOf(segments []segment) []byte {
	b := []byte(moduleHead + "\x00\x05\x04name")
	content := appendSegments(nil, segments)
	b = binary.AppendUvarint(append(b, dataSection), uint64(len(content)))
	return append(append(b, content...), 0, 2, 1, 'x')
}

// segmentsOf returns the segments of a module that moduleOf made.
func segmentsOf(t require.TestingT, module []byte) []segment {
	r := reader{rest: module[len(moduleHead):]}
	require.Equal(t, "\x00\x05\x04name", string(r.bytes(7)))
	require.Equal(t, byte(dataSection), r.bytes(1)[0])
	segments, err := readSegments(r.bytes(r.unsigned()))
	require.NoError(t, err)
	require.Equal(t, "\x00\x02\x01x", string(r.rest))
	require.False(t, r.torn)
	return segments
}

// memoryOf returns what is in the memory after the segments were put there.
func memoryOf(segments []segment) []byte {
	memory := make([]byte, 1<<16)
	for _, s := range segments {
		copy(memory[s.place:], s.bytes)
	}
	return memory
}

// TestJoinedSegmentsFillTheMemoryAlike puts segments here and there, in any order.
func TestJoinedSegmentsFillTheMemoryAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var segments []segment
		place := int64(0)
		for range rapid.IntRange(0, 12).Draw(t, "segments") {
			place += rapid.SampledFrom([]int64{0, 1, 8, 63, 64, farthest, farthest + 1, 2000}).Draw(t, "gap")
			segments = append(segments, segment{place, rapid.SliceOfN(rapid.Byte(), 1, 200).Draw(t, "bytes")})
			place = segments[len(segments)-1].end()
		}
		joined, err := joinSegments(moduleOf(rapid.Permutation(segments).Draw(t, "order")))
		require.NoError(t, err)
		got := segmentsOf(t, joined)
		require.LessOrEqual(t, len(got), len(segments))
		require.True(t, bytes.Equal(memoryOf(segments), memoryOf(got)))
		again, err := joinSegments(joined)
		require.NoError(t, err)
		require.True(t, bytes.Equal(joined, again))
	})
}

func TestJoinSegments(t *testing.T) {
	joined, err := joinSegments(moduleOf([]segment{{70_000, []byte("ab")}, {70_010, []byte("c")}, {70_011 + farthest, []byte("d")}, {90_000, []byte("e")}, {5, []byte("f")}}))
	require.NoError(t, err)
	near := append([]byte("ab\x00\x00\x00\x00\x00\x00\x00\x00c"), make([]byte, farthest)...)
	require.Equal(t, []segment{{5, []byte("f")}, {70_000, append(near, 'd')}, {90_000, []byte("e")}}, segmentsOf(t, joined))

	text := []byte("no module")
	same, err := joinSegments(text)
	require.NoError(t, err)
	require.Equal(t, text, same)
}

func TestJoinSegmentsRefuses(t *testing.T) {
	whole := moduleOf([]segment{{70_000, []byte("ab")}})
	for size := len(moduleHead) + 1; size < len(whole); size++ {
		if size == len(moduleHead)+7 || size == len(whole)-4 {
			continue // between two sections
		}
		_, err := joinSegments(whole[:size])
		require.ErrorContains(t, err, "the module is torn", "%d bytes", size)
	}
	whole[len(moduleHead)+10] = 1 // a segment that waits until it is asked for
	_, err := joinSegments(whole)
	require.ErrorContains(t, err, "whose place is computed")
	_, err = joinSegments(moduleOf([]segment{{7, []byte("ab")}, {8, []byte("c")}}))
	require.ErrorContains(t, err, "data over other data")
}

func TestSignedNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := int64(rapid.Int32().Draw(t, "number"))
		r := reader{rest: appendSigned(nil, n)}
		require.Equal(t, n, r.signed())
		require.Empty(t, r.rest)
		require.False(t, r.torn)
	})
	r := reader{rest: []byte("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00")}
	r.signed()
	require.True(t, r.torn)
}
