package tree

import (
	"go/constant"
	"go/token"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// A node has everything that may be written.
type node struct {
	Number   int
	Text     string
	Sum      [3]byte
	Constant constant.Value
	Next     *node
	Children []node
	hidden   int
}

// drawNode draws a tree of some depth.
func drawNode(t *rapid.T, depth int) node {
	n := node{Number: rapid.Int().Draw(t, "number"), Text: rapid.String().Draw(t, "text")}
	copy(n.Sum[:], rapid.SliceOfN(rapid.Byte(), 3, 3).Draw(t, "sum"))
	n.Constant = rapid.SampledFrom([]constant.Value{
		nil, constant.MakeBool(true), constant.MakeBool(false), constant.MakeInt64(math.MinInt64), constant.MakeInt64(7),
		constant.MakeFloat64(7), constant.MakeFloat64(-0.1), constant.MakeFloat64(math.MaxFloat64),
	}).Draw(t, "constant")
	if depth == 0 {
		return n
	}
	if rapid.Bool().Draw(t, "has next") {
		next := drawNode(t, depth-1)
		n.Next = &next
	}
	for range rapid.IntRange(0, 2).Draw(t, "children") {
		n.Children = append(n.Children, drawNode(t, depth-1))
	}
	return n
}

func TestReadIsTheInverseOfAppend(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want, got := drawNode(t, 3), node{}
		Read(Append(nil, want), &got)
		require.Equal(t, want, got)
	})
}

func TestAppendGoesOn(t *testing.T) {
	require.Equal(t, []byte{9, 4, 3, 'a', 'b', 'c'}, Append(Append([]byte{9}, 2), "abc"))
}

func TestAppendRefusesWhatItCannotWrite(t *testing.T) {
	third := constant.BinaryOp(constant.MakeInt64(1), token.QUO, constant.MakeInt64(3))
	for want, value := range map[string]any{
		"tree: hidden of tree.node is not exported":        node{hidden: 1},
		"tree: cannot write a map[int]int":                 map[int]int{},
		"tree: cannot write a bool":                        []bool{true},
		"tree: cannot write the constant 1/3 exactly":      node{Constant: third},
		"tree: cannot write the constant \"text\" exactly": node{Constant: constant.MakeString("text")},
	} {
		require.PanicsWithValue(t, want, func() { Append(nil, value) })
	}
}

func TestReadRefusesOtherBytes(t *testing.T) {
	written := Append(nil, node{Text: "abc", Constant: constant.MakeInt64(5), Children: []node{{}}})
	for size := range written {
		require.Panics(t, func() { Read(written[:size], new(node)) }, "%d bytes", size)
	}
	require.PanicsWithValue(t, "tree: there is more than the value", func() { Read(append(written, 0), new(node)) })
	require.PanicsWithValue(t, "tree: there is no such kind of constant", func() { Read([]byte{0, 0, 0, 0, 0, 99}, new(node)) })
	require.PanicsWithValue(t, "tree: cannot read a bool", func() { Read([]byte{1}, new(bool)) })
}
