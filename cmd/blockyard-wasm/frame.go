package main

import (
	"math"
	"strconv"

	"blockyard/render/scene"
	"blockyard/sim/op"
)

// appendFrame appends what the page needs of a frame as JSON: everything but
// what is painted. heard is how often the page had told a state before it.
//
//	{"heard":7,"theme":"dark","scale":100,"focus":"","say":"…","nodes":[
//	  {"id":"button/play","panel":"Bar","role":"button","name":"Let time run","rect":[8,8,32,32],"action":true},…]}
//
// lead, the node that leads on, is left out where there is none. Fields of a
// node that are empty are left out: help, off, chosen, value, share (of a
// slider), level, action (it can be activated), field (the name of a text field), cells
// (the texts of a row) and actions (the labels of further ones).
func appendFrame(b []byte, f *scene.Frame, heard int64) []byte {
	b = strconv.AppendInt(append(b, `{"heard":`...), heard, 10)
	b = appendText(b, `,"theme":`, string(f.Theme))
	b = strconv.AppendInt(append(b, `,"scale":`...), int64(max(f.Scale, 100)), 10)
	b = appendText(b, `,"focus":`, f.Focus)
	b = appendSome(b, `,"lead":`, f.Lead)
	b = appendText(b, `,"say":`, f.Say)
	b = append(b, `,"nodes":[`...)
	for i := range f.Nodes {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendNode(b, &f.Nodes[i])
	}
	return append(b, "]}"...)
}

func appendNode(b []byte, n *scene.Node) []byte {
	b = appendText(b, `{"id":`, n.ID)
	b = appendText(b, `,"panel":`, string(n.Panel))
	b = appendText(b, `,"role":`, string(n.Role))
	b = appendText(b, `,"name":`, n.Name)
	b = appendRect(append(b, `,"rect":[`...), n.Rect)
	b = appendSome(b, `,"help":`, n.Help)
	b = appendSome(b, `,"off":`, n.Off)
	b = appendSome(b, `,"value":`, n.Value)
	if n.Role == scene.RoleSlider {
		b = strconv.AppendFloat(append(b, `,"share":`...), math.Round(1000*n.Share)/1000, 'f', -1, 64)
	}
	if n.Chosen {
		b = append(b, `,"chosen":true`...)
	}
	if n.Level > 0 {
		b = strconv.AppendInt(append(b, `,"level":`...), int64(n.Level), 10)
	}
	if n.Lines > 1 {
		b = strconv.AppendInt(append(b, `,"lines":`...), int64(n.Lines), 10)
	}
	if n.Action != nil {
		b = append(b, `,"action":true`...)
		if n.Action.Verb == scene.Focus {
			b = appendText(b, `,"field":`, n.Action.Arg)
		}
	}
	b = appendTexts(b, `,"cells":[`, len(n.Cells), func(i int) string { return n.Cells[i] })
	b = appendTexts(b, `,"actions":[`, len(n.Actions), func(i int) string { return n.Actions[i].Label })
	return append(b, '}')
}

// appendTexts appends a member that is a list of texts, where there are any.
func appendTexts(b []byte, name string, count int, text func(int) string) []byte {
	if count == 0 {
		return b
	}
	b = append(b, name...)
	for i := range count {
		if i > 0 {
			b = append(b, ',')
		}
		b = op.AppendQuoted(b, text(i))
	}
	return append(b, ']')
}

// appendText appends a member's name, which comes with its punctuation, and its text.
func appendText(b []byte, name, text string) []byte {
	return op.AppendQuoted(append(b, name...), text)
}

// appendSome is appendText that leaves out what is empty.
func appendSome(b []byte, name, text string) []byte {
	if text == "" {
		return b
	}
	return appendText(b, name, text)
}

// appendRect appends a rectangle in tenths of pixels, and the bracket that ends it.
func appendRect(b []byte, r scene.Rect) []byte {
	for i, length := range [4]float64{r.X, r.Y, r.W, r.H} {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendFloat(b, math.Round(length*10)/10, 'f', -1, 64)
	}
	return append(b, ']')
}
