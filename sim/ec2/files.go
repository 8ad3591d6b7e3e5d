package ec2

import "blockyard/sim/unit"

// Files says what lies on a disk: names on blocks. A Files is never changed
// once a disk holds it, so that snapshots, images, copies and forks share the
// pointer: it travels with the blocks. The nil Files is an empty disk.
type Files struct {
	List []File // in order of creation
	Next uint32 // first block that no file has used yet

	// Where several guests could write to a disk: what its blocks hold, and what
	// whoever wrote this table last took them to hold; both in order of the blocks,
	// without what was there before. See Damage.
	Held, Meant []Label
}

// A File is a named piece of a disk's content.
type File struct {
	Name    string
	Size    unit.Bytes
	Version uint32       // counts the times it was written
	Written unit.Instant // when the disk got this version
	Records uint32       // how many records a workload has appended to it
	Extents []Extent     // where it lies; never changed in place
}

// An Extent is a half-open range of a disk's 512-KiB blocks.
type Extent struct{ From, To uint32 }

// Find returns the file of that name.
func (f *Files) Find(name string) (File, bool) {
	if f == nil {
		return File{}, false
	}
	for _, file := range f.List {
		if file.Name == name {
			return file, true
		}
	}
	return File{}, false
}

// All returns the files, which the caller must not change.
func (f *Files) All() []File {
	if f == nil {
		return nil
	}
	return f.List
}

// Used returns the number of the first block that no file has used yet.
func (f *Files) Used() uint32 {
	if f == nil {
		return 0
	}
	return f.Next
}

// With returns the files with one added or replaced, and the first unused block.
func (f *Files) With(file File, next uint32) *Files {
	out := &Files{Next: next}
	if f != nil {
		out.Held, out.Meant = f.Held, f.Meant
	}
	out.List = append(out.List, f.All()...)
	for i := range out.List {
		if out.List[i].Name == file.Name {
			out.List[i] = file
			return out
		}
	}
	out.List = append(out.List, file)
	return out
}

// FilesWritten changes the files of a volume and marks the blocks that were written.
type FilesWritten struct {
	Volume uint32
	Files  *Files
	Blocks []Extent
}

func (e FilesWritten) apply(s *State) {
	v := s.volume(e.Volume)
	v.Files = e.Files
	for _, x := range e.Blocks {
		s.blocks.Write(v.Block, x.From, x.To)
	}
}
