package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"slices"
)

// farthest is how many zeros at most are sent rather than begin a new segment.
// Compressed they are nothing; the place of a segment is not.
const farthest = 1024

// The bytes of a module that matter here (WebAssembly Core Specification 1.0, section 5).
const (
	moduleHead  = "\x00asm\x01\x00\x00\x00"
	dataSection = 11
	inMemory    = 0x00 // the segment goes to the memory, at a place that is computed
	i32Const    = 0x41 // by this instruction
	end         = 0x0b // and no other
)

// A segment is bytes for a place in the memory, which holds zeros elsewhere.
type segment struct {
	place int64
	bytes []byte
}

// end returns the place after the segment.
func (s segment) end() int64 { return s.place + int64(len(s.bytes)) }

// joinSegments returns a module with its data in few segments. The compiler
// begins a new one wherever eight zeros follow one another, a hundred thousand
// of them, whose places alone add 0.1 MB to the compressed module. What is no
// module stays as it is.
func joinSegments(module []byte) ([]byte, error) {
	if !bytes.HasPrefix(module, []byte(moduleHead)) {
		return module, nil
	}
	r, joined := reader{rest: module[len(moduleHead):]}, []byte(moduleHead)
	for len(r.rest) > 0 && !r.torn {
		kind := r.bytes(1)
		content := r.bytes(r.unsigned())
		if r.torn {
			break
		}
		if kind[0] == dataSection {
			segments, err := readSegments(content)
			if err == nil {
				segments, err = join(segments)
			}
			if err != nil {
				return nil, err
			}
			content = appendSegments(nil, segments)
		}
		joined = append(append(joined, kind...), binary.AppendUvarint(nil, uint64(len(content)))...)
		joined = append(joined, content...)
	}
	return joined, r.fault()
}

// join puts segments together that lie close to one another. None may lie over another.
func join(segments []segment) (joined []segment, err error) {
	slices.SortStableFunc(segments, func(a, b segment) int { return cmp.Compare(a.place, b.place) })
	for _, s := range segments {
		last := len(joined) - 1
		switch {
		case last >= 0 && s.place < joined[last].end():
			return nil, errors.New("the module has data over other data; Go's compiler writes none such")
		case last >= 0 && s.place-joined[last].end() <= farthest:
			gap := make([]byte, s.place-joined[last].end())
			joined[last].bytes = append(append(joined[last].bytes, gap...), s.bytes...)
		default:
			joined = append(joined, segment{s.place, bytes.Clone(s.bytes)})
		}
	}
	return joined, nil
}

// readSegments reads the content of the data section.
func readSegments(content []byte) (segments []segment, err error) {
	r := reader{rest: content}
	for count := r.unsigned(); count > 0 && !r.torn; count-- {
		head := r.bytes(2)
		s := segment{place: r.signed()}
		if tail := r.bytes(1); r.torn || head[0] != inMemory || head[1] != i32Const || tail[0] != end {
			return nil, errors.New("the module has data whose place is computed; Go's compiler writes none such")
		}
		s.bytes = r.bytes(r.unsigned())
		segments = append(segments, s)
	}
	return segments, r.fault()
}

// appendSegments appends the content of the data section.
func appendSegments(b []byte, segments []segment) []byte {
	b = binary.AppendUvarint(b, uint64(len(segments)))
	for _, s := range segments {
		b = append(appendSigned(append(b, inMemory, i32Const), s.place), end)
		b = append(binary.AppendUvarint(b, uint64(len(s.bytes))), s.bytes...)
	}
	return b
}

// appendSigned appends a signed number in the LEB128 encoding: seven bits a byte, the lowest first.
func appendSigned(b []byte, n int64) []byte {
	for ; n < -64 || n >= 64; n >>= 7 {
		b = append(b, byte(n)|0x80)
	}
	return append(b, byte(n)&0x7f)
}

// A reader reads a module. What it returns once it is torn means nothing.
type reader struct {
	rest []byte
	torn bool // the module ends too early
}

func (r *reader) fault() error {
	if r.torn {
		return errors.New("the module is torn: compile it again")
	}
	return nil
}

// bytes returns the next n bytes.
func (r *reader) bytes(n uint64) (b []byte) {
	if r.torn = r.torn || n > uint64(len(r.rest)); r.torn {
		return nil
	}
	b, r.rest = r.rest[:n], r.rest[n:]
	return b
}

// unsigned returns the next number, which has the LEB128 encoding.
func (r *reader) unsigned() uint64 {
	n, size := binary.Uvarint(r.rest)
	r.bytes(uint64(max(size, 0)))
	r.torn = r.torn || size <= 0
	return n
}

// signed returns the next number, which has the signed LEB128 encoding.
func (r *reader) signed() (n int64) {
	for shift := 0; shift <= 56; shift += 7 {
		b := r.bytes(1)
		if r.torn {
			return 0
		}
		n |= int64(b[0]&0x7f) << shift
		if b[0] < 0x80 {
			return n << (57 - shift) >> (57 - shift) // the highest bit that was read is the sign
		}
	}
	r.torn = true
	return 0
}
