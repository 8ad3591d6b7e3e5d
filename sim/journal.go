package sim

import (
	"fmt"
	"strconv"
	"strings"

	"blockyard/sim/op"
	"blockyard/sim/unit"
)

// A Journal is a session as text: what it started from, every command with its
// time, and how it ended. It is the one format for saving, sharing, handing in
// and recovering; playing it again gives the same worlds.
//
//	yardlog 1
//	engine 0.1.0
//	lesson move-volume-az 4 sha256:9c1e…
//	seed 3
//	learner ana-17
//	+0 main 123456789012 us-east-1 aws ec2 attach-volume --device /dev/sdf --instance-id i-0a… --volume-id vol-0b…
//	+35000 - answer when 2
//	end +7260000 digest f3a2… claim 10/10
//
// Commands are canonical: parameters in the registry's order, ids resolved,
// nothing left to expand. Times are milliseconds since the lesson opened. Time
// that passes is in the times alone: there is no line for it.
type Journal struct {
	Engine  string // the engine that wrote it
	Lesson  string // the lesson's id; "" for the sandbox
	Version int    // of the lesson
	Hash    string // of the lesson's file
	Seed    uint64
	Learner string // a code, no name; "" for nobody
	Lines   []Line
	End     *End   // nil while the session goes on
	Torn    string // what was cut off the end of a damaged file, or ""
}

// A Line is one command of a journal.
type Line struct {
	At      unit.Duration // since the lesson opened
	Lane    string        // "-" for what concerns the session: answers and hints
	Account string        // "" where Lane is "-"
	Region  string        // "" where Lane is "-"
	Words   []string
}

// An End says when a session ended, and what its world was then.
type End struct {
	At     unit.Duration
	Digest string
	Claim  string // the score that the program showed, for example "10/10"; "" without a lesson
}

// SessionLane is the lane of lines that concern the session and no world.
const SessionLane = "-"

// journalFormat is the only format that there is.
const journalFormat = "1"

// Words returns the canonical words of a call, for example "aws ec2
// delete-volume --volume-id vol-0b…" or "yard flush --instance-id i-0a…".
func (c Call) Words() []string {
	words := c.Op.Words(c.In)
	if c.Op.Service == "yard" {
		return words[1:]
	}
	return words
}

// ParseCall reads the canonical words of a call. The caller is left to be filled in.
func ParseCall(words []string) (Call, error) {
	if len(words) > 0 && words[0] == "aws" {
		words = words[1:]
	}
	command, err := registry.ParseArgs(words, op.NoSugar)
	if err != nil {
		return Call{}, err
	}
	if command.Op == nil || command.Help || command.Wait != "" {
		return Call{}, fmt.Errorf("%q is no command of a journal", strings.Join(words, " "))
	}
	in, err := command.Op.Decode(command.Params, op.JSONNames)
	return Call{Op: command.Op, In: in}, err
}

// Line returns the entry as a journal's line.
func (w *World) Line(e Entry, lane string, opening unit.Instant) Line {
	return Line{
		At: e.At.Sub(opening), Lane: lane, Account: w.cloud.AccountNumber(e.Account),
		Region: regionName(e.Region), Words: e.Words(),
	}
}

// String returns the journal as text.
func (j *Journal) String() string {
	b := []byte("yardlog " + journalFormat + "\nengine " + j.Engine + "\n")
	if j.Lesson != "" {
		b = append(b, fmt.Sprintf("lesson %s %d %s\n", j.Lesson, j.Version, j.Hash)...)
	}
	b = append(b, "seed "+strconv.FormatUint(j.Seed, 10)+"\n"...)
	if j.Learner != "" {
		b = append(op.AppendWords(append(b, "learner "...), []string{j.Learner}), '\n')
	}
	for _, l := range j.Lines {
		b = append(b, '+')
		b = append(strconv.AppendInt(b, int64(l.At), 10), ' ')
		place := []string{l.Lane}
		if l.Lane != SessionLane {
			place = append(place, l.Account, l.Region)
		}
		b = append(op.AppendWords(append(op.AppendWords(b, place), ' '), l.Words), '\n')
	}
	if j.End != nil {
		b = append(b, fmt.Sprintf("end +%d digest %s", j.End.At, j.End.Digest)...)
		if j.End.Claim != "" {
			b = append(b, " claim "+j.End.Claim...)
		}
		b = append(b, '\n')
	}
	return string(b)
}

// ParseJournal reads a journal. A file whose last line is cut off loses that
// line, and Torn says so; anything else that is wrong is refused by line, and
// so is what a newer format or engine has written.
func ParseJournal(text string) (*Journal, error) {
	p := journalReader{journal: &Journal{}}
	whole := strings.HasSuffix(text, "\n")
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for n, line := range lines {
		p.number = n + 1
		line = strings.TrimSuffix(line, "\r")
		err := p.line(line)
		last := n == len(lines)-1
		if last && !whole && n > 0 && !p.ended() {
			p.journal.Lines, p.journal.End, p.journal.Torn = p.journal.Lines[:p.kept], nil, line
			break
		}
		if err != nil {
			return nil, err
		}
		p.kept = len(p.journal.Lines)
	}
	if p.journal.Engine == "" {
		return nil, p.errorf("the journal ends before it says which engine wrote it; a whole one has a line such as `engine %s`", Version)
	}
	return p.journal, nil
}

// A journalReader reads a journal line by line.
type journalReader struct {
	journal *Journal
	number  int // of the present line, from 1
	kept    int // lines read before the present one
}

// ended reports whether the journal has an end with a whole digest.
func (p *journalReader) ended() bool {
	return p.journal.End != nil && len(p.journal.End.Digest) == len(Digest{}.String())
}

func (p *journalReader) errorf(format string, args ...any) error {
	return fmt.Errorf("line %d of the journal: %s", p.number, fmt.Sprintf(format, args...))
}

// line reads one line.
func (p *journalReader) line(text string) error {
	if p.number == 1 {
		return p.first(text)
	}
	words, err := op.SplitWords(text)
	switch {
	case err != nil:
		return p.errorf("%v", err)
	case len(words) == 0:
		return p.errorf("it is empty; take the line out")
	case p.journal.End != nil:
		return p.errorf("nothing may follow the line `end`")
	case strings.HasPrefix(words[0], "+"):
		return p.command(words)
	}
	return p.header(words)
}

func (p *journalReader) first(text string) error {
	format, ok := strings.CutPrefix(text, "yardlog ")
	switch {
	case !ok:
		return p.errorf("this is not a journal: its first line must be `yardlog %s`", journalFormat)
	case format != journalFormat:
		return p.errorf("it is in format %s, and this Blockyard (%s) reads format %s: open it with the Blockyard that wrote it, or a newer one", format, Version, journalFormat)
	}
	return nil
}

// header reads a line that stands before the commands, or the end.
func (p *journalReader) header(words []string) error {
	j := p.journal
	switch {
	case words[0] == "end" && len(words) >= 4 && words[2] == "digest":
		return p.end(words)
	case len(j.Lines) > 0:
		return p.errorf("`%s` is neither a command, which begins with + and a time, nor the line `end`", words[0])
	case words[0] == "engine" && len(words) == 2:
		j.Engine = words[1]
		if newer(words[1]) {
			return p.errorf("it was written by engine %s, and this one is %s: open it with that version or a newer one", words[1], Version)
		}
	case words[0] == "lesson" && len(words) == 4:
		j.Lesson, j.Hash = words[1], words[3]
		version, err := strconv.Atoi(words[2])
		if err != nil {
			return p.errorf("`%s` is not a lesson's version: it is a whole number, such as 1", words[2])
		}
		j.Version = version
	case words[0] == "seed" && len(words) == 2:
		seed, err := strconv.ParseUint(words[1], 10, 64)
		if err != nil {
			return p.errorf("`%s` is not a seed: it is a whole number, such as 1", words[1])
		}
		j.Seed = seed
	case words[0] == "learner" && len(words) == 2:
		j.Learner = words[1]
	default:
		return p.errorf("`%s` is not understood here; a journal begins with the lines engine, lesson, seed and learner", strings.Join(words, " "))
	}
	return nil
}

func (p *journalReader) end(words []string) error {
	at, err := p.time(words[1])
	if err != nil {
		return err
	}
	p.journal.End = &End{At: at, Digest: words[3]}
	if len(words) == 6 && words[4] == "claim" {
		p.journal.End.Claim = words[5]
	} else if len(words) != 4 {
		return p.errorf("the line `end` is not whole: it reads `end +TIME digest DIGEST claim POINTS`")
	}
	return nil
}

// command reads a line such as "+0 main 123456789012 us-east-1 aws ec2 …".
func (p *journalReader) command(words []string) error {
	at, err := p.time(words[0])
	if err != nil {
		return err
	}
	l := Line{At: at}
	switch {
	case len(words) >= 3 && words[1] == SessionLane:
		l.Lane, l.Words = SessionLane, words[2:]
	case len(words) >= 6:
		l.Lane, l.Account, l.Region, l.Words = words[1], words[2], words[3], words[4:]
		if _, err := ParseCall(l.Words); err != nil {
			return p.errorf("%v", err)
		}
	default:
		return p.errorf("a command is missing: it reads `+TIME LANE ACCOUNT REGION COMMAND`")
	}
	if n := len(p.journal.Lines); n > 0 && p.journal.Lines[n-1].At > at {
		return p.errorf("its time is before that of the line above")
	}
	p.journal.Lines = append(p.journal.Lines, l)
	return nil
}

func (p *journalReader) time(word string) (unit.Duration, error) {
	n, err := strconv.ParseInt(strings.TrimPrefix(word, "+"), 10, 64)
	if err != nil || n < 0 || unit.Duration(n) > unit.MaxDuration || !strings.HasPrefix(word, "+") {
		return 0, p.errorf("`%s` is not a time: it is + and milliseconds, such as +35000", word)
	}
	return unit.Duration(n), nil
}

// newer reports whether an engine version is newer than this one, or is no version at all.
func newer(version string) bool {
	theirs, ours := strings.Split(version, "."), strings.Split(Version, ".")
	if len(theirs) != len(ours) {
		return true
	}
	for i := range ours {
		a, err := strconv.Atoi(theirs[i])
		b, _ := strconv.Atoi(ours[i])
		if err != nil || a != b {
			return err != nil || a > b
		}
	}
	return false
}
