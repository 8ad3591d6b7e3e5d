package sweep

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Same refuses a record of another sweep, and says in what they differ. It does not look at shards and results.
func (r *Record) Same(other *Record) error {
	switch {
	case r.Engine != other.Engine:
		return fmt.Errorf("it was computed by engine %s, and this is %s", other.Engine, r.Engine)
	case r.Of != other.Of:
		return fmt.Errorf("it is of %s, and this is of %s", other.Of, r.Of)
	case r.Spec.Name != other.Spec.Name || valuesText(r.Spec.Values) != valuesText(other.Spec.Values):
		return fmt.Errorf("it varies %s %s, and this %s %s", other.Spec.Name, valuesText(other.Spec.Values), r.Spec.Name, valuesText(r.Spec.Values))
	case seedsText(r.Spec.Seeds) != seedsText(other.Spec.Seeds):
		return fmt.Errorf("it has the seeds %s, and this %s", seedsText(other.Spec.Seeds), seedsText(r.Spec.Seeds))
	}
	return nil
}

// Merge returns the whole sweep from its shards, in whatever order they come. It refuses shards that do not belong
// together, that come twice, or that are not complete, each by the name that it was given.
func Merge(names []string, shards []*Record) (*Record, error) {
	if len(shards) == 0 {
		return nil, errors.New("there is nothing to merge")
	}
	first := shards[0]
	whole := &Record{Engine: first.Engine, Of: first.Of, Title: first.Title, Whole: first.Whole, Spec: first.Spec}
	have := map[int]string{}
	for i, r := range shards {
		if err := first.Same(r); err != nil {
			return nil, fmt.Errorf("%s does not belong to %s: %w", names[i], names[0], err)
		}
		if max(1, r.Shard.Of) != max(1, first.Shard.Of) {
			return nil, fmt.Errorf("%s is shard %s, and %s is shard %s: they were cut in different ways", names[i], r.Shard, names[0], first.Shard)
		}
		if before, twice := have[max(1, r.Shard.Number)]; twice {
			return nil, fmt.Errorf("%s and %s are both shard %s", before, names[i], r.Shard)
		}
		have[max(1, r.Shard.Number)] = names[i]
		whole.Results = append(whole.Results, r.Results...)
	}
	if err := complete(names, shards, have); err != nil {
		return nil, err
	}
	slices.SortFunc(whole.Results, func(a, b Result) int { return a.Number - b.Number })
	return whole, nil
}

// complete refuses shards of which one is missing, or lacks points.
func complete(names []string, shards []*Record, have map[int]string) error {
	of := max(1, shards[0].Shard.Of)
	var lacking []string
	for number := 1; number <= of; number++ {
		if have[number] == "" {
			lacking = append(lacking, "shard "+Shard{number, of}.String()+" is not there")
		}
	}
	for i, r := range shards {
		if missing := r.Missing(); len(missing) > 0 {
			lacking = append(lacking, fmt.Sprintf("%s lacks %d of %d points, the first of them point %d: run it again, and it goes on", names[i], len(missing), len(r.Shard.Numbers(r.Spec.Len())), missing[0]))
		}
	}
	if len(lacking) > 0 {
		return errors.New("the sweep is not complete: " + strings.Join(lacking, "; "))
	}
	return nil
}

// Table returns the results as a table.
func (r *Record) Table() *Table { return &Table{Spec: &r.Spec, Results: r.Results} }

// Count returns how much of the record's shard is done: "12 of 25 points".
func (r *Record) Count() string {
	return strconv.Itoa(len(r.Results)) + " of " + strconv.Itoa(len(r.Shard.Numbers(r.Spec.Len()))) + " points"
}
