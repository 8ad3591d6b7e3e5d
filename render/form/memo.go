package form

import (
	"slices"

	"blockyard/sim"
)

// A Memo keeps the last form, since what would become of its command is dear to
// find out. The zero Memo is empty, and nil keeps nothing. It changes no form:
// what it holds is used only as long as it would come out the same.
type Memo struct {
	request Request
	world   *sim.World
	changes uint64
	month   int64 // length of the month, in which bills differ
	form    *Form
	err     error
}

// Form returns the form of a request, as New does.
func (m *Memo) Form(r Request) (*Form, error) {
	if m == nil {
		return New(r)
	}
	w := r.Session.World()
	length, _ := w.Date(w.Now()).MonthLength()
	now := Memo{request: r, world: w, changes: w.Changes(), month: int64(length)}
	if m.form == nil && m.err == nil || !m.same(&now) {
		*m = now
		m.request.Values = slices.Clone(r.Values)
		m.form, m.err = New(r)
	}
	return m.form, m.err
}

// same reports whether a request in a world would come to the same form.
func (m *Memo) same(now *Memo) bool {
	a, b := &m.request, &now.request
	return m.world == now.world && m.changes == now.changes && m.month == now.month &&
		a.Session == b.Session && a.Service == b.Service && a.Verb == b.Verb && a.Region == b.Region && a.Profile == b.Profile &&
		slices.Equal(a.Values, b.Values)
}
