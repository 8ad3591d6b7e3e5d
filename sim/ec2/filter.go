package ec2

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"blockyard/sim/apierr"
	"blockyard/sim/unit"
)

// A Filter keeps the resources of which one of the values matches what the
// filter's name stands for. Values may hold the wildcards * and ?. Filters
// are ANDed, the values of one are ORed.
type Filter struct {
	Name   string   `ec2:"Name"`
	Values []string `ec2:"Values,query=Value"`
}

// A field is one thing that a resource can be filtered by: its name, and the values that it has.
type field[T any] struct {
	name   string
	values func(tx *Tx, index uint32, r *T) []string
}

// A sieve keeps the resources of one kind that match all filters.
type sieve[T any] struct {
	tx      *Tx
	kind    Kind
	filters []Filter
	fields  []field[T] // of each filter; a nil values function means a tag filter
}

// newSieve checks the filters: unknown names and too many are refused.
func newSieve[T any](tx *Tx, kind Kind, filters []Filter, fields []field[T]) (*sieve[T], *apierr.Error) {
	s, values := &sieve[T]{tx: tx, kind: kind, filters: filters}, 0
	for _, f := range filters {
		known, ok := lookupField(fields, f.Name)
		if !ok {
			return nil, unknownFilter(f.Name, "tag:KEY, tag-key, tag-value, ", fields)
		}
		if len(f.Values) == 0 {
			return nil, apierr.New(apierr.MissingParameter, "The request must contain the parameter values").
				Because("The filter %s needs at least one value: Name=%s,Values=…", f.Name, f.Name)
		}
		s.fields, values = append(s.fields, known), values+len(f.Values)
	}
	if len(filters) > 10 || values > 200 {
		return nil, apierr.New(apierr.FilterLimitExceeded, "The maximum number of filters (10) or of filter values (200) specified on a single call was exceeded.")
	}
	return s, nil
}

func lookupField[T any](fields []field[T], name string) (field[T], bool) {
	if strings.HasPrefix(name, "tag:") || name == "tag-key" || name == "tag-value" {
		return field[T]{name: name}, true
	}
	for _, f := range fields {
		if f.name == name {
			return f, true
		}
	}
	return field[T]{}, false
}

func unknownFilter[T any](name, tags string, fields []field[T]) *apierr.Error {
	names := make([]string, 0, len(fields))
	for _, f := range fields {
		names = append(names, f.name)
	}
	return apierr.New(apierr.InvalidParameterValue, "The filter '%s' is invalid", name).
		Because("This call can be filtered by %s%s.", tags, strings.Join(names, ", "))
}

// keeps reports whether a resource matches all filters.
func (s *sieve[T]) keeps(index uint32, r *T) bool {
	for n, f := range s.filters {
		if !anyMatches(f.Values, s.values(n, index, r)) {
			return false
		}
	}
	return true
}

// values returns what a resource has of the n-th filter's field.
func (s *sieve[T]) values(n int, index uint32, r *T) []string {
	if s.fields[n].values != nil {
		return s.fields[n].values(s.tx, index, r)
	}
	var values []string
	key, keyed := strings.CutPrefix(s.filters[n].Name, "tag:")
	for _, t := range s.tx.shownTags(Ref{s.kind, index}) {
		switch {
		case keyed && t.Key == key, s.filters[n].Name == "tag-value":
			values = append(values, t.Value)
		case s.filters[n].Name == "tag-key":
			values = append(values, t.Key)
		}
	}
	return values
}

func anyMatches(patterns, values []string) bool {
	for _, p := range patterns {
		for _, v := range values {
			if matches(p, v) {
				return true
			}
		}
	}
	return false
}

// matches reports whether a value fits a pattern with * for any text and ? for
// one character; a backslash takes the next character as it is.
func matches(pattern, value string) bool {
	star, mark := -1, 0
	p, v := 0, 0
	for v < len(value) {
		literal := p
		if p < len(pattern) && pattern[p] == '\\' && p+1 < len(pattern) {
			literal++
		}
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark, p = p, v, p+1
		case p < len(pattern) && literal == p && pattern[p] == '?':
			p, v = p+1, v+character(value[v:])
		case p < len(pattern) && pattern[literal] == value[v]:
			p, v = literal+1, v+1
		case star >= 0:
			mark += character(value[mark:])
			p, v = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// character returns how many bytes the first character of a text has.
func character(text string) int {
	_, bytes := utf8.DecodeRuneInString(text)
	return bytes
}

// Values of fields, as filters spell them.

func one(text string) []string { return []string{text} }

func number(n int64) []string { return one(strconv.FormatInt(n, 10)) }

func truth(b bool) []string { return one(strconv.FormatBool(b)) }

// moment returns a time as filters spell it, for example "2026-04-01T00:00:00.000Z".
func (tx *Tx) moment(at unit.Instant) []string { return one(tx.Date(wholeSecond(at)).Milliseconds()) }

// wholeSecond drops the milliseconds: EC2 shows whole seconds.
func wholeSecond(at unit.Instant) unit.Instant { return at - at%unit.Instant(unit.Second) }

// shown returns the date that EC2 shows of an instant.
func (tx *Tx) shown(at unit.Instant) unit.Date { return tx.Date(wholeSecond(at)) }
