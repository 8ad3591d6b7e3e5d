package ec2

// A Label says what a write left in a range of blocks: which version of which file, by whose guest.
type Label struct {
	Extent
	File    string
	Version uint32
	Writer  uint32 // index of the instance
}

// same reports whether two labels are of one write.
func (l Label) same(o Label) bool {
	return l.File == o.File && l.Version == o.Version && l.Writer == o.Writer
}

// written returns labels with that of a write put over what it wrote over.
func written(labels []Label, by Label, blocks []Extent) []Label {
	for _, x := range blocks {
		by.Extent = x
		labels = covered(labels, by)
	}
	return labels
}

// covered returns labels with one put over the others, in order of their blocks.
func covered(labels []Label, top Label) (out []Label) {
	placed := false
	for _, l := range labels {
		if l.From < top.From {
			left := l
			left.To = min(l.To, top.From)
			out = append(out, left)
		}
		if l.To > top.From && !placed || l.From >= top.To && !placed {
			out, placed = append(out, top), true
		}
		if l.To > top.To {
			right := l
			right.From = max(l.From, top.To)
			out = append(out, right)
		}
	}
	if !placed {
		out = append(out, top)
	}
	return out
}

// at returns the label of a block, and the first block after it at which another one may begin.
func at(labels []Label, block, end uint32) (Label, uint32) {
	for _, l := range labels {
		if block < l.From {
			return Label{}, min(end, l.From)
		}
		if block < l.To {
			return l, min(end, l.To)
		}
	}
	return Label{}, end
}

// WithShared returns the files of a guest's table after a write to a disk that
// others can write to, too: the table is as this guest knows it, and the disk has
// it from now on; the blocks hold what they held, but for those just written.
func (f *Files) WithShared(disk *Files, file File, next uint32, blocks []Extent, writer uint32) *Files {
	out, label := f.With(file, next), Label{File: file.Name, Version: file.Version, Writer: writer}
	out.Meant = written(out.Meant, label, blocks)
	out.Held = nil
	if disk != nil {
		out.Held = disk.Held
	}
	out.Held = written(out.Held, label, blocks)
	return out
}

// WasShared reports whether several guests could write to a disk with these files, or to one that they come from.
func (f *Files) WasShared() bool { return f != nil && len(f.Held) > 0 }

// Damage is a range of a file's blocks that does not hold what a table of files says.
type Damage struct {
	Extent
	Meant, Held Label // without a file: what was there before several guests wrote
}

// Damage returns where a file does not lie on a disk as this table of files has it.
func (f *Files) Damage(file File, disk *Files) (found []Damage) {
	for _, x := range file.Extents {
		for block := x.From; block < x.To; {
			meant, to := at(f.Meant, block, x.To)
			held, to := at(disk.held(), block, to)
			if !meant.same(held) {
				found = append(found, Damage{Extent{block, to}, meant, held})
			}
			block = to
		}
	}
	return found
}

func (f *Files) held() []Label {
	if f == nil {
		return nil
	}
	return f.Held
}
