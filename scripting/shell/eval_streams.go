package shell

import "strings"

// Streams are where a command reads and writes.
type streams struct {
	in       *Input
	out, err *Buffer
}

// An Input is text that commands read once: what one command took is gone for
// the next, as on a pipe. The zero value is at its end.
type Input struct {
	rest string
}

// ReadAll returns all that is left.
func (in *Input) ReadAll() string {
	all := in.rest
	in.rest = ""
	return all
}

// ReadLine returns the next line without its newline, and false at the end.
func (in *Input) ReadLine() (line string, ok bool) {
	if in.rest == "" {
		return "", false
	}
	line, in.rest, _ = strings.Cut(in.rest, "\n")
	return line, true
}

// A Buffer takes what a command writes. Every byte counts against the limits of
// the run, and the run ends when the buffer is full.
type Buffer struct {
	shell   *Shell
	text    []byte
	written int // bytes taken so far, whether or not they are still in text
	limit   int
	discard bool
}

// buffer returns an empty buffer that takes up to limit bytes.
func (s *Shell) buffer(limit int) *Buffer { return &Buffer{shell: s, limit: limit} }

// WriteString appends text.
func (b *Buffer) WriteString(text string) {
	b.shell.spendText(len(text))
	if b.discard {
		return
	}
	taken := min(len(text), b.limit-b.written)
	b.text = append(b.text, text[:taken]...)
	b.written += taken
	if taken < len(text) {
		b.shell.stop(LimitReached, "The output grew past "+decimal(b.limit)+" bytes: narrow it, for example with --query, grep or head.")
	}
}

// Write appends text; it implements io.Writer and never returns an error.
func (b *Buffer) Write(text []byte) (int, error) {
	b.WriteString(string(text))
	return len(text), nil
}

// String returns what was written so far.
func (b *Buffer) String() string { return string(b.text) }

// take empties the buffer and returns what was in it.
func (b *Buffer) take() string {
	text := b.String()
	b.text = b.text[:0]
	return text
}
