package scene

import (
	"cmp"
	"slices"
	"strings"

	"blockyard/scripting/session"
)

// A listing is the rows of a list.
type listing struct {
	indices []uint32 // of the things, in the order of the rows
	all     int      // how many there are without a filter
	fault   string   // what is wrong with the filter, or ""
}

func (p *pen) listKey(v *view, l *list) listKey {
	return listKey{stateOf(v.world), l.title, Chosen(p.ui.Fields, filterField), Chosen(p.ui.Sorts, l.title), p.scope()}
}

// listing returns the rows of a list as it is filtered and sorted.
func (p *pen) listing(v *view, l *list) listing {
	key := p.listKey(v, l)
	return p.lists().listing.of(key, func() listing { return v.listing(l, &key) })
}

// place returns the place of a thing among the rows, or -1.
func (rows *listing) place(index uint32) int { return slices.Index(rows.indices, index) }

// Rows returns the ids of the nodes of all rows of the list that the stage shows, also of those that are out of
// sight, in their order. It returns nil where the stage shows no list.
func Rows(s *session.Session, ui *UI) (ids []string) {
	p := &pen{session: s, ui: ui}
	l := p.shownList()
	if l == nil || ui.Form != nil {
		return nil
	}
	v := newView(s, ui.Memo)
	for _, index := range p.listing(v, l).indices {
		ids = append(ids, v.nodeID(l.ref(index)))
	}
	return ids
}

// listing finds, filters and sorts the rows of a list.
func (v *view) listing(l *list, key *listKey) (rows listing) {
	terms, fault := l.terms(key.filter)
	rows.fault = fault
	for index := range v.cloud.Length(l.kind) {
		if !key.scope.holds(v, l.ref(index)) {
			continue
		}
		rows.all++
		if fault == "" && l.matches(v, index, terms) {
			rows.indices = append(rows.indices, index)
		}
	}
	if title, down := strings.CutPrefix(key.sort, "-"); title != "" {
		v.sortRows(rows.indices, l, title, down)
	}
	return rows
}

// sortRows sorts rows by a column, those without a value last; equal ones stay in the order of creation.
func (v *view) sortRows(indices []uint32, l *list, title string, down bool) {
	at := slices.IndexFunc(l.columns, func(c column) bool { return c.title == title })
	if at < 0 {
		return
	}
	c := &l.columns[at]
	type row struct {
		index  uint32
		number int64
		text   string
	}
	rows := make([]row, len(indices))
	for n, index := range indices {
		rows[n] = row{index: index}
		if c.number != nil {
			rows[n].number = c.number(v, index)
		} else {
			rows[n].text = strings.ToLower(c.text(v, index))
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		if (a.text == "") != (b.text == "") {
			return cmp.Compare(b.text, a.text)
		}
		order := cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.text, b.text))
		if down {
			return -order
		}
		return order
	})
	for n := range rows {
		indices[n] = rows[n].index
	}
}
