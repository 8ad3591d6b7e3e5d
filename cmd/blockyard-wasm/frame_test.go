package main

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/render/scene"
)

func TestAppendFrame(t *testing.T) {
	f := &scene.Frame{
		Theme: scene.Light, Scale: 125, Focus: "button/play", Lead: "title", Say: "It said \"no\".",
		Items: []scene.Item{{Kind: scene.Label, Text: "painted only"}},
		Nodes: []scene.Node{
			{ID: "title", Panel: scene.PanelBar, Role: scene.RoleHeading, Name: "Four hours a day", Level: 1, Rect: scene.Rect{X: 1.04, Y: 2.25, W: 300, H: 0}},
			{
				ID: "instance/i-0a", Panel: scene.PanelWorld, Role: scene.RoleListitem, Name: "web", Help: "running", Off: "not now", Chosen: true,
				Action:  &scene.Action{Verb: scene.Select, Arg: "instance/i-0a"},
				Actions: []scene.Action{{Label: "Stop"}, {Label: "Terminate…"}},
			},
			{ID: "volume/vol-0b", Panel: scene.PanelWorld, Role: scene.RoleRow, Name: "data", Cells: []string{"data", "8 GiB"}},
			{ID: "textbox/command", Panel: scene.PanelCommands, Role: scene.RoleTextbox, Name: "Command", Value: "aws ", Lines: 4, Action: &scene.Action{Verb: scene.Focus, Arg: "command"}},
			{ID: "time/now", Panel: scene.PanelTime, Role: scene.RoleSlider, Name: "Playhead", Value: "Apr 02 12:30", Share: 1.0 / 3},
		},
	}
	require.Equal(t, `{"heard":7,"theme":"light","scale":125,"focus":"button/play","lead":"title","say":"It said \"no\".","nodes":[`+
		`{"id":"title","panel":"Bar","role":"heading","name":"Four hours a day","rect":[1,2.3,300,0],"level":1},`+
		`{"id":"instance/i-0a","panel":"World","role":"listitem","name":"web","rect":[0,0,0,0],"help":"running","off":"not now","chosen":true,"action":true,"actions":["Stop","Terminate…"]},`+
		`{"id":"volume/vol-0b","panel":"World","role":"row","name":"data","rect":[0,0,0,0],"cells":["data","8 GiB"]},`+
		`{"id":"textbox/command","panel":"Commands","role":"textbox","name":"Command","rect":[0,0,0,0],"value":"aws ","lines":4,"action":true,"field":"command"},`+
		`{"id":"time/now","panel":"Time","role":"slider","name":"Playhead","rect":[0,0,0,0],"value":"Apr 02 12:30","share":0.333}]}`,
		string(appendFrame(nil, f, 7)))
}

// TestAppendFrameIsJSON reads frames of any text and size as the page does.
func TestAppendFrameIsJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := scene.Node{
			ID: rapid.String().Draw(t, "id"), Name: rapid.String().Draw(t, "name"), Help: rapid.String().Draw(t, "help"),
			Rect: scene.Rect{X: rapid.Float64Range(-1e9, 1e9).Draw(t, "x"), W: rapid.Float64Range(0, 1e6).Draw(t, "w")},
		}
		var read struct {
			Nodes []struct {
				ID, Name, Help string
				Rect           [4]float64
			}
		}
		require.NoError(t, json.Unmarshal(appendFrame(nil, &scene.Frame{Nodes: []scene.Node{n, n}}, 0), &read))
		require.Len(t, read.Nodes, 2)
		require.Equal(t, []string{n.ID, n.Name, n.Help}, []string{read.Nodes[1].ID, read.Nodes[1].Name, read.Nodes[1].Help})
		require.LessOrEqual(t, math.Abs(n.Rect.X-read.Nodes[1].Rect[0]), 0.051)
	})
}

func BenchmarkAppendFrame(b *testing.B) {
	f := &scene.Frame{Nodes: make([]scene.Node, 300)}
	for i := range f.Nodes {
		f.Nodes[i] = scene.Node{ID: "volume/vol-0a1b2c3d4e5f60718", Panel: scene.PanelWorld, Role: scene.RoleListitem, Name: "data, volume, 100 GiB", Help: "in-use, attached to app-a at /dev/sdf", Rect: scene.Rect{X: 312.5, Y: 200, W: 200, H: 64}}
	}
	var text []byte
	for b.Loop() {
		text = appendFrame(text[:0], f, 0)
	}
	b.SetBytes(int64(len(text)))
}
