package lesson

import (
	"strings"

	glua "github.com/yuin/gopher-lua"

	"blockyard/sim/catalog"
)

// prices reads the price book.
func (n *reader) prices(r record) {
	t := r.child("prices")
	n.into.Book = catalog.AWS()
	if t == nil {
		return
	}
	if n.machine.kinds[t] != "book" {
		r.fault("prices", "`prices` is a plain table; write prices = book { … }")
		return
	}
	before := len(n.faults)
	b := n.open(&bookSchema, t, "prices")
	spec := catalog.BookSpec{
		Name: b.text("name"), Source: b.text("source"), AsOf: b.text("as_of"), Month: b.text("month"), Minimum: minimumOf(b),
		Compute: b.priceList("compute"), Volume: b.priceList("volume"), Snapshot: b.text("snapshot"), IO: b.priceList("io"), Software: b.priceList("software"),
	}
	if len(n.faults) > before {
		return
	}
	book, err := catalog.NewBook(spec)
	if err != nil {
		n.add(b.blamed(err), "%v", err)
		return
	}
	n.into.Book = book
}

// minimumOf returns the minimum as a book's specification has it.
func minimumOf(b record) string {
	switch v := b.get("minimum").(type) {
	case glua.LString:
		return string(v)
	case glua.LNumber:
		if v == 0 {
			return "0"
		}
	case *glua.LNilType:
		return ""
	}
	b.fault("minimum", "`minimum` is %s; write 0 or a time such as \"60s\"", described(b.get("minimum")))
	return ""
}

// priceList reads prices by type, each a text or a list of texts.
func (r record) priceList(name string) []catalog.PriceText {
	var prices []catalog.PriceText
	t := r.child(name)
	if t == nil {
		return nil
	}
	for key, value := t.Next(glua.LNil); key != glua.LNil; key, value = t.Next(key) {
		texts := []glua.LValue{value}
		if list, ok := value.(*glua.LTable); ok {
			texts = items(list)
		}
		for _, text := range texts {
			if text.Type() != glua.LTString {
				r.add(append(r.in(glua.LString(name)), step(key)), "the price of `%s` is %s; write prices as text with their unit, %s", clip(keyName(key)), described(text), r.schema.field(name).Example)
				continue
			}
			prices = append(prices, catalog.PriceText{Key: keyName(key), Text: text.String()})
		}
	}
	return prices
}

// blamed returns the path to what an error of the price book is about, as far as its words tell.
func (r record) blamed(err error) []any {
	words := strings.Fields(err.Error())
	for i, word := range words {
		if f := r.schema.field(strings.TrimSuffix(word, ":")); f != nil && i < 3 {
			path := append(r.path[:len(r.path):len(r.path)], f.Name)
			if i+1 < len(words) && f.Type == Table {
				path = append(path, strings.TrimSuffix(words[i+1], ":"))
			}
			return path
		}
	}
	return r.path
}
