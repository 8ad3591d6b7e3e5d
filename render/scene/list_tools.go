package scene

import (
	"strconv"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// listTools paints what stands above a table: filter, how much it shows, what makes another thing, and what the list is about.
// It returns the y below.
func (p *pen) listTools(v *view, l *list, rows listing, x, y, w float64) float64 {
	h, gap := p.px(buttonHeight), p.px(8)
	right := x + w
	groups := p.scopes(v, l)
	beside := p.choicesWidth(groups)
	first := button{id: "button/list-first", text: l.first.Label, primary: true, act: l.first}
	fw := p.buttonWidth(&first)
	count := p.countText(l, rows)
	cw := p.width(typeBody, count) + 1
	if fw+cw+p.px(140)+2*gap <= w {
		right -= fw + gap
	} else {
		fw = 0
	}
	if right-x-cw-gap < p.px(100) {
		cw = 0
	}
	room := right - x - cw - gap
	if beside > 0 && room-beside-2*gap >= p.px(200) {
		room -= beside + 2*gap
	} else {
		beside = 0
	}
	field := Rect{x, y, min(p.px(340), room), h}
	p.textField(field, &textField{
		key: filterField, name: "Filter " + many(l.noun), hint: p.filterHint(l, field.W), fault: rows.fault, help: "Words, or conditions such as state:running; by " + l.keys(),
	})
	if cw > 0 {
		p.label(Rect{field.Right() + gap, y, cw, h}, typeBody, p.muted, count)
	}
	p.node(Node{ID: "list/count", Role: RoleStatus, Name: count, Rect: Rect{min(field.Right()+gap, right), y, cw, h}})
	if fw > 0 {
		p.button(Rect{x + w - fw, y, fw, h}, &first)
	}
	if beside > 0 {
		p.choices(groups, right-beside, y+(h-p.px(choiceHeight))/2, beside+1)
		groups = nil
	}
	y += h + p.px(6)
	if rows.fault != "" {
		y = p.prose("list/fault", x, y, w, typeBody, p.bad.text, rows.fault) + p.px(6)
	}
	return p.choices(groups, x, y, w)
}

// countText says how many things a list shows: "3 of 12 volumes".
func (p *pen) countText(l *list, rows listing) string {
	all := plural(rows.all, l.noun)
	if len(rows.indices) != rows.all {
		return strconv.Itoa(len(rows.indices)) + " of " + all
	}
	return all
}

// filterHint returns an example of a filter that fits a field.
func (p *pen) filterHint(l *list, w float64) string {
	hint := "Filter: web state:running"
	switch l.kind {
	case ec2.KindVolume:
		hint = "Filter: data type:gp3"
	case ec2.KindSnapshot, ec2.KindImage:
		hint = "Filter: name:golden"
	case ec2.KindInterface:
		hint = "Filter: zone:us-east-1a"
	case ec2.KindAddress:
		hint = "Filter: state:idle"
	case ec2.KindKeyPair:
		hint = "Filter: type:rsa"
	case ec2.KindInstance, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAssociation:
	}
	if p.width(typeBody, hint) > w-p.px(20) {
		return "Filter"
	}
	return hint
}

// A choiceGroup is a few values of a field of the interface, of which one is chosen.
type choiceGroup struct {
	field, name string
	values      []Choice // a value, and what it is called
}

// scopes returns what can be chosen about what a list shows: only where there is a choice.
func (p *pen) scopes(v *view, l *list) (groups []choiceGroup) {
	census := p.census(v)
	if len(census.accounts) > 1 {
		g := choiceGroup{field: accountField, name: "Account"}
		for i, account := range census.accounts {
			profile, _ := catalog.ProfileOf(v.cloud.AccountNumber(account))
			value := profile.Name
			if i == 0 {
				value = ""
			}
			g.values = append(g.values, Choice{value, profile.Name})
		}
		groups = append(groups, g)
	}
	owners := []Choice{{"", "Owned by me"}, {ownerShared, "Shared with me"}, {ownerPublic, "Public"}, {ownerMarketplace, "Marketplace"}}
	switch {
	case l.kind == ec2.KindImage:
		groups = append(groups, choiceGroup{ownerField, "Owner", owners})
	case l.kind == ec2.KindSnapshot && len(census.accounts) > 1:
		groups = append(groups, choiceGroup{ownerField, "Owner", owners[:2]})
	}
	if len(census.regions) > 1 {
		groups = append(groups, choiceGroup{regionField, "Region", p.regionValues(v, l, census.regions)})
	}
	return groups
}

// regionValues returns the regions that a list can be about: all of them, or for images of others the one at hand, first.
func (p *pen) regionValues(v *view, l *list, regions []uint16) []Choice {
	values := []Choice{{"", "All regions"}}
	one := l.kind == ec2.KindImage && p.scope().ofOthers()
	if one {
		values[0].Value = catalog.Regions()[v.region].Name
	}
	for _, region := range regions {
		if name := catalog.Regions()[region].Name; !one || region != v.region {
			values = append(values, Choice{name, name})
		}
	}
	return values
}

// mostRadios is how many values stand side by side; more share a button that goes round.
const mostRadios = 4

// choiceHeight is how high values are that stand side by side, in pixels at 100 %.
const choiceHeight = 26

// choicesWidth returns how wide groups of values are in one row.
func (p *pen) choicesWidth(groups []choiceGroup) (w float64) {
	for i := range groups {
		if i > 0 {
			w += p.px(14)
		}
		w += p.choiceWidth(p.choiceButtons(&groups[i]))
	}
	return w
}

// choiceWidth returns how wide the values of a group are in one row.
func (p *pen) choiceWidth(buttons []button) float64 {
	w := -p.px(4)
	for i := range buttons {
		w += p.buttonWidth(&buttons[i]) + p.px(4)
	}
	return w
}

// choices paints groups of values in rows, and returns the y below.
func (p *pen) choices(groups []choiceGroup, x, y, w float64) float64 {
	h, at := p.px(choiceHeight), x
	for _, g := range groups {
		buttons := p.choiceButtons(&g)
		if at > x && at+p.choiceWidth(buttons) > x+w {
			at, y = x, y+h+p.px(6)
		}
		for i := range buttons {
			bw := min(w, p.buttonWidth(&buttons[i]))
			if at > x && at+bw > x+w {
				at, y = x, y+h+p.px(6)
			}
			p.button(Rect{at, y, bw, h}, &buttons[i])
			at += bw + p.px(4)
		}
		at += p.px(10)
	}
	if len(groups) > 0 {
		y += h + p.px(8)
	}
	return y
}

// choiceButtons returns the buttons of a group: one for each value, or one for all that goes round.
func (p *pen) choiceButtons(g *choiceGroup) (buttons []button) {
	chosen := 0
	for i, c := range g.values {
		if c.Of == Chosen(p.ui.Fields, g.field) {
			chosen = i
		}
	}
	if len(g.values) > mostRadios+1 {
		now, next := g.values[chosen], g.values[(chosen+1)%len(g.values)]
		return []button{{
			id: "choice/" + g.field, text: now.Value, name: g.name + ": " + now.Value, help: "Goes on to " + next.Value,
			act: Action{g.name + ": " + next.Value, Fill, g.field + "=" + next.Of},
		}}
	}
	for i, c := range g.values {
		buttons = append(buttons, button{
			id: "choice/" + g.field + "/" + c.Value, text: c.Value, name: g.name + ": " + c.Value, chosen: i == chosen, role: RoleRadio,
			act: Action{g.name + ": " + c.Value, Fill, g.field + "=" + c.Of},
		})
	}
	return buttons
}
