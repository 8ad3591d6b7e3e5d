package sweep

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"blockyard/sim"
	"blockyard/sim/unit"
)

// A Record is a sweep on its way: what is swept, which shard of it, and the results so far. As text it is a head and a
// line for each point, so that a point is kept by appending a line:
//
//	yardsweep 1
//	engine 0.1.0
//	of lesson cost-ebs-vs-instance-store 3 sha256:9c1e… step break-even
//	title How many hours a day before the two lanes cost the same?
//	vary hours 0..24 step 1
//	seeds 1
//	shard 2/4
//	1 store=$72 ebs=$8
//	5 fault "The lane is not there."
type Record struct {
	Engine  string
	Of      string
	Title   string // as Source has it; so is Whole
	Whole   string
	Spec    Spec
	Shard   Shard
	Results []Result
	Torn    string // the last line, where it was cut off; it is not among the results
}

// A Shard is every Of-th point, from the Number-th on. The zero Shard is the whole sweep.
type Shard struct{ Number, Of int } // from 1

// ParseShard reads "2/4"; "" is the whole sweep.
func ParseShard(text string) (s Shard, err error) {
	if text == "" {
		return s, nil
	}
	number, of, _ := strings.Cut(text, "/")
	s.Number, err = strconv.Atoi(number)
	n, err2 := strconv.Atoi(of)
	if s.Of = n; err != nil || err2 != nil || s.Number < 1 || s.Number > s.Of {
		return Shard{}, fmt.Errorf("%q is no shard: write the second of four as 2/4; the first is 1/4", text)
	}
	return s, nil
}

// String returns the shard as "2/4", and "1/1" for the whole sweep.
func (s Shard) String() string {
	return strconv.Itoa(max(1, s.Number)) + "/" + strconv.Itoa(max(1, s.Of))
}

// Numbers returns the points of a shard of a sweep with so many points.
func (s Shard) Numbers(points int) (numbers []int) {
	for n := max(1, s.Number) - 1; n < points; n += max(1, s.Of) {
		numbers = append(numbers, n)
	}
	return numbers
}

// NewRecord returns a record without results.
func NewRecord(source Source, spec Spec, shard Shard) *Record {
	return &Record{Engine: sim.Version, Of: source.Of, Title: source.Title, Whole: source.Whole, Spec: spec, Shard: shard}
}

// Missing returns the points of the record's shard that have no result yet.
func (r *Record) Missing() (numbers []int) {
	have := map[int]bool{}
	for i := range r.Results {
		have[r.Results[i].Number] = true
	}
	for _, n := range r.Shard.Numbers(r.Spec.Len()) {
		if !have[n] {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

const magic = "yardsweep 1"

// Head returns the lines before the first result.
func (r *Record) Head() string {
	head := magic + "\nengine " + r.Engine + "\nof " + r.Of + "\nvary " + r.Spec.Name + " " + valuesText(r.Spec.Values) + "\nseeds " + seedsText(r.Spec.Seeds) + "\n"
	if r.Title != "" {
		head += "title " + r.Title + "\n"
	}
	if r.Whole != "" {
		head += "whole " + r.Whole + "\n"
	}
	if r.Shard.Of > 1 {
		head += "shard " + r.Shard.String() + "\n"
	}
	return head
}

// String returns the record as text.
func (r *Record) String() string {
	var b strings.Builder
	b.WriteString(r.Head())
	for i := range r.Results {
		b.WriteString(r.Results[i].Line())
	}
	return b.String()
}

// valuesText returns values as ParseValues reads them: a range with its step where they are one.
func valuesText(values []unit.Ratio) string {
	if n := len(values); n > 2 {
		step := values[1].Minus(values[0])
		again, err := Range(values[0], values[n-1], step)
		if err == nil && slices.EqualFunc(values, again, func(a, b unit.Ratio) bool { return a.Compare(b) == 0 }) {
			return decimal(values[0]) + ".." + decimal(values[n-1]) + " step " + decimal(step)
		}
	}
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = decimal(v)
	}
	return strings.Join(texts, ",")
}

// seedsText returns seeds as ParseSeeds reads them.
func seedsText(seeds []uint64) string {
	n := len(seeds)
	if last := seeds[n-1]; n > 2 && last-seeds[0] == uint64(n-1) && slices.IsSorted(seeds) {
		return strconv.FormatUint(seeds[0], 10) + ".." + strconv.FormatUint(last, 10)
	}
	texts := make([]string, n)
	for i, s := range seeds {
		texts[i] = strconv.FormatUint(s, 10)
	}
	return strings.Join(texts, ",")
}

// Line returns a result as a line of a record.
func (r *Result) Line() string {
	b := strconv.AppendInt(nil, int64(r.Number), 10)
	for i := range r.Figures {
		f := &r.Figures[i]
		b = append(append(append(b, ' '), word(f.Name)...), '=')
		if f.Money {
			b = append(b, '$')
		}
		b = append(b, f.Value.Exact()...)
	}
	if r.Note != "" {
		b = append(append(b, " note "...), strconv.Quote(r.Note)...)
	}
	if r.Fault != "" {
		b = append(append(b, " fault "...), strconv.Quote(r.Fault)...)
	}
	return string(append(b, '\n'))
}

// word returns a name as a line has it: quoted where it is more than a plain word, or one that means something there.
func word(name string) string {
	plain := name != "" && name != "note" && name != "fault"
	for _, r := range name {
		plain = plain && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-' || r == '.')
	}
	if plain {
		return name
	}
	return strconv.Quote(name)
}

// ParseRecord reads a record. A last line that was cut off is left out and told.
func ParseRecord(text string) (*Record, error) {
	r := &Record{}
	if cut := strings.LastIndexByte(text, '\n') + 1; cut < len(text) {
		text, r.Torn = text[:cut], text[cut:]
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if lines[0] != magic {
		return nil, fmt.Errorf("this is no record of a sweep: its first line is not %q", magic)
	}
	at := 1
	for ; at < len(lines) && !startsWithDigit(lines[at]); at++ {
		if err := r.head(lines[at]); err != nil {
			return nil, fmt.Errorf("line %d: %w", at+1, err)
		}
	}
	if err := r.Spec.Check(); err != nil {
		return nil, fmt.Errorf("the head is not complete: %w", err)
	}
	for ; at < len(lines); at++ {
		result, err := parseLine(lines[at])
		if err == nil {
			err = r.take(result)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", at+1, err)
		}
	}
	return r, nil
}

// take adds a result, which must be of the shard and come after those before it.
func (r *Record) take(result Result) error {
	n := len(r.Results)
	switch {
	case result.Number >= r.Spec.Len() || result.Number%max(1, r.Shard.Of) != max(1, r.Shard.Number)-1:
		return fmt.Errorf("point %d is not one of shard %s", result.Number, r.Shard)
	case n > 0 && result.Number <= r.Results[n-1].Number:
		return fmt.Errorf("point %d comes after point %d", result.Number, r.Results[n-1].Number)
	}
	r.Results = append(r.Results, result)
	return nil
}

func startsWithDigit(line string) bool { return line != "" && line[0] >= '0' && line[0] <= '9' }

// head reads a line of the head.
func (r *Record) head(line string) (err error) {
	key, rest, _ := strings.Cut(line, " ")
	switch key {
	case "engine":
		r.Engine = rest
	case "of":
		r.Of = rest
	case "title":
		r.Title = rest
	case "whole":
		r.Whole = rest
	case "vary":
		name, values, _ := strings.Cut(rest, " ")
		r.Spec.Name, r.Spec.Values, err = ParseVary(name + "=" + values)
	case "seeds":
		r.Spec.Seeds, err = ParseSeeds(rest)
	case "shard":
		r.Shard, err = ParseShard(rest)
	default:
		err = fmt.Errorf("%q is not understood", key)
	}
	return err
}

var errLine = errors.New("this is no result of a point")

// parseLine reads a line of a result.
func parseLine(line string) (r Result, err error) {
	number, rest, _ := strings.Cut(line, " ")
	if r.Number, err = strconv.Atoi(number); err != nil || r.Number < 0 {
		return r, errLine
	}
	for rest != "" {
		var name string
		if name, rest, err = cutWord(rest); err != nil {
			return r, err
		}
		if name == "note" || name == "fault" {
			text, err := strconv.QuotedPrefix(strings.TrimPrefix(rest, " "))
			if err != nil {
				return r, errLine
			}
			rest = strings.TrimPrefix(strings.TrimPrefix(rest, " ")[len(text):], " ")
			said, _ := strconv.Unquote(text)
			if name == "note" {
				r.Note = said
			} else {
				r.Fault = said
			}
			continue
		}
		var figure string
		figure, rest, _ = strings.Cut(strings.TrimPrefix(rest, "="), " ")
		f, err := parseFigure(name, figure)
		if err != nil {
			return r, err
		}
		r.Figures = append(r.Figures, f)
	}
	return r, nil
}

// cutWord cuts a name, quoted or not, from what follows it.
func cutWord(text string) (name, rest string, err error) {
	if text[0] == '"' {
		quoted, err := strconv.QuotedPrefix(text)
		if err != nil || !strings.HasPrefix(text[len(quoted):], "=") {
			return "", "", errLine
		}
		name, _ = strconv.Unquote(quoted)
		return name, text[len(quoted):], nil
	}
	end := strings.IndexAny(text, "= ")
	if end <= 0 {
		return "", "", errLine
	}
	return text[:end], text[end:], nil
}

// parseFigure reads "$217/3" or "12".
func parseFigure(name, text string) (Figure, error) {
	f := Figure{Name: name}
	text, f.Money = strings.CutPrefix(text, "$")
	value, err := unit.ParseExact(text)
	if err != nil {
		return f, errLine
	}
	f.Value = value
	return f, nil
}
