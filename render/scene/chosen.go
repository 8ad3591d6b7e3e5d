package scene

import (
	"slices"
	"strings"
)

// fewChosen is up to how many selected things are looked through one by one.
const fewChosen = 8

// isChosen reports whether a thing is selected, alone or beside others.
func (p *pen) isChosen(id string) bool {
	switch n := len(p.ui.Also); {
	case id == p.ui.Selected:
		return true
	case n <= fewChosen:
		return slices.Contains(p.ui.Also, id)
	case p.also == nil:
		p.also = make(map[string]bool, n)
		for _, id := range p.ui.Also {
			p.also[id] = true
		}
	}
	return p.also[id]
}

// handled returns the node of a thing with what pointers can do with it: it has a menu, and may be dragged or take what
// is. A disk of a host is neither: it can be reached through its instance alone. On a narrow screen fingers scroll.
func (p *pen) handled(n Node) Node {
	if strings.Contains(n.ID, "/disk/") {
		return n
	}
	n.Menu = n.ID
	if p.ui.Width/p.k < roomForRail {
		return n
	}
	kind, _, _ := strings.Cut(n.ID, "/")
	switch {
	case kind == "instance":
		n.Drop = n.ID
	case takers[kind] != nil:
		n.Drag = n.ID
	}
	return n
}
