package scene

// A listMemo is what a Memo keeps of the lists.
type listMemo struct {
	listing   kept[listKey, listing]
	census    kept[censusKey, census]
	selection kept[selectionKey, selection]
	price     kept[priceKey, string]
	deeds     kept[deedsKey, []batchDeed]
	focused   kept[selectionKey, selection]
	picked    kept[pickedKey, int]
	findings  kept[findingsKey, findings]
	words     kept[state, [][]string]
}

// A kept value is the last one, with what it was computed from.
type kept[K comparable, V any] struct {
	has   bool
	key   K
	value V
}

// of returns the value for a key, which is made anew where the key is not the last one.
func (k *kept[K, V]) of(key K, make func() V) V {
	if !k.has || k.key != key {
		k.has, k.key, k.value = true, key, make()
	}
	return k.value
}

// A keptSome is the last few values, with what each was computed from.
type keptSome[K comparable, V any] struct {
	last [8]kept[K, V]
	next int
}

// of returns the value for a key, which is made anew where the key is none of the last.
func (k *keptSome[K, V]) of(key K, make func() V) V {
	for i := range k.last {
		if l := &k.last[i]; l.has && l.key == key {
			return l.value
		}
	}
	l := &k.last[k.next]
	k.next = (k.next + 1) % len(k.last)
	l.has = false
	return l.of(key, make)
}

// lists returns what is kept of the lists; without a Memo that is nothing.
func (p *pen) lists() *listMemo {
	if p.ui.Memo == nil {
		return new(listMemo)
	}
	return &p.ui.Memo.lists
}

// A listKey is what a listing depends on.
type listKey struct {
	state
	title, filter, sort string
	scope               scope
}

// A pickedKey is what depends how much of a listing is selected.
type pickedKey struct {
	listKey
	selectionKey
}

// A censusKey is what a census depends on.
type censusKey struct {
	state
	scope scope
}
