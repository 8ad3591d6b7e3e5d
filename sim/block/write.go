package block

// A writing is one Write in progress: blocks of one volume get its epoch.
type writing struct {
	*arena
	epoch  Epoch
	shared Epoch  // nodes newer than this belong to the volume alone
	saved  Epoch  // cells newer than this were written since the last snapshot
	added  uint32 // blocks written for the first time
	dirty  uint32 // blocks written for the first time since the last snapshot
}

// set writes the blocks from up to, but not including, to below old, and returns
// the word that replaces it.
//
// "Made in this epoch" would not do to tell whether a node may be changed: once
// the snapshot before is deleted, older nodes are the volume's alone, too.
func (w *writing) set(old word, level uint, from, to uint32) word {
	if old == word(w.epoch) {
		return old
	}
	if from == 0 && to == span(level) {
		w.added += to - w.written(old, level)
		w.dirty += to - w.overwrite(old, level)
		return word(w.epoch)
	}
	i := w.writable(old, level)
	pg, slot := w.pages[i>>nodeBits], i&slotMask // stays valid: the page is ours
	before := w.added
	if level == 1 {
		w.setCells(&pg.words[slot], from, to)
	} else {
		w.setWords(&pg.words[slot], level, from, to)
	}
	if isWhole(&pg.words[slot], word(w.epoch)) {
		w.release(i)
		return word(w.epoch)
	}
	pg.written[slot] += w.added - before
	return word(i) | isNode
}

func (w *writing) setCells(cells *[fan]word, from, to uint32) {
	for j := from; j < to; j++ {
		if cells[j] == none {
			w.added++
		}
		if Epoch(cells[j]) <= w.saved {
			w.dirty++
		}
		cells[j] = word(w.epoch)
	}
}

func (w *writing) setWords(words *[fan]word, level uint, from, to uint32) {
	shift := fanBits * (level - 1)
	first, last := from>>shift, (to-1)>>shift
	for j := first; j <= last; j++ {
		a, b := uint32(0), uint32(1)<<shift
		if j == first {
			a = from - j<<shift
		}
		if j == last {
			b = to - j<<shift
		}
		words[j] = w.set(words[j], level-1, a, b)
	}
}

// isWhole reports whether all eight words are the epoch e. Such a node must not
// exist: equal words would no longer mean equal content, and a sequential writer
// would leave a node for every eight blocks.
func isWhole(words *[fan]word, e word) bool {
	return words[0] == e && words[fan-1] == e && *words == [fan]word{e, e, e, e, e, e, e, e}
}

// writable returns a node with the content of old that may be changed in place, marked with the new epoch.
func (w *writing) writable(old word, level uint) uint32 {
	if old&isNode == 0 {
		return w.expand(old, level)
	}
	i := old.node()
	alone := w.nodeEpoch(i) > w.shared
	if alone && w.isMine(i>>nodeBits) {
		w.pages[i>>nodeBits].epoch[i&slotMask] = w.epoch
		return i
	}
	k := w.alloc(w.epoch)
	from, to := w.pages[i>>nodeBits], w.pages[k>>nodeBits]
	to.words[k&slotMask] = from.words[i&slotMask]
	to.written[k&slotMask] = from.written[i&slotMask]
	if alone { // only another world sees it
		w.release(i)
	}
	return k
}

// expand makes a node of a range that was written in one epoch, or never.
func (w *writing) expand(old word, level uint) uint32 {
	i := w.alloc(w.epoch)
	pg, slot := w.pages[i>>nodeBits], i&slotMask
	pg.words[slot] = [fan]word{old, old, old, old, old, old, old, old}
	pg.written[slot] = w.written(old, level)
	return i
}

// overwrite gives back the nodes below old that the volume has alone, and returns
// how many blocks there were written since the last snapshot.
func (w *writing) overwrite(old word, level uint) (dirty uint32) {
	if old&isNode == 0 {
		if Epoch(old) > w.saved {
			return span(level)
		}
		return 0
	}
	i := old.node()
	e := w.nodeEpoch(i)
	if e <= w.shared && e <= w.saved {
		return 0
	}
	for _, c := range *w.words(i) {
		dirty += w.overwrite(c, level-1)
	}
	if e > w.shared {
		w.release(i)
	}
	return dirty
}
