package session

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"blockyard/scripting/shell"
	"blockyard/sim"
	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

const runUsage = "yard run DURATION | yard run [DURATION] --until CONDITION"

// untilHelp says which conditions there are.
const untilHelp = "write what time shall run for: 'bill >= $20', '@web stopped', 'event' for the next thing that happens, or a date such as 2026-04-15T09:00"

// longestUntil is how far ahead a condition is looked for, where nothing else is said.
const longestUntil = 366 * unit.Day

func (s *Session) runCommand(call *shell.Call, args []string) error {
	limit, condition, err := parseRun(args)
	if err != nil {
		return err
	}
	if s.past != nil {
		return ErrPast
	}
	if s.Clock()+limit > unit.MaxDuration {
		return fmt.Errorf("the clock ends %s after the start; it stands at %s", unit.MaxDuration, s.Clock())
	}
	since := s.now()
	if condition == "" {
		err = s.RunFor(limit)
	} else {
		err = s.RunUntil(condition, limit)
	}
	call.Stdout.WriteString(alertLines(s.Alerts(since)))
	if err != nil {
		return err
	}
	return s.clockCommand(call, nil)
}

// parseRun reads the words of yard run. Without a condition there is a time, and without a time there is no limit.
func parseRun(args []string) (limit unit.Duration, condition string, err error) {
	usage := errors.New("write it so: yard run 30d, or yard run --until 'bill >= $20'")
	if len(args) > 0 && args[0] != "--until" {
		if limit, err = unit.ParseDuration(args[0]); err != nil {
			return 0, "", err
		}
		args = args[1:]
		if len(args) == 0 {
			return limit, "", nil
		}
	}
	if len(args) == 0 || args[0] != "--until" {
		return 0, "", usage
	}
	if condition = strings.Join(args[1:], " "); condition == "" {
		return 0, "", errors.New(untilHelp)
	}
	return limit, condition, nil
}

// RunUntil lets time pass until a condition holds in the lane at hand, or for a
// limit if that comes first. Without a limit, nothing happens if the condition does not come true within a year.
func (s *Session) RunUntil(condition string, limit unit.Duration) error {
	c, err := s.condition(condition)
	if err != nil {
		return err
	}
	future := s.World().Fork()
	now := future.Now()
	end := now.Add(min(longestUntil, unit.MaxDuration-s.Clock()))
	if limit > 0 {
		end = now.Add(limit)
	}
	at, comesTrue, err := c(future, end, s.interrupted)
	switch {
	case err != nil:
		return err
	case !comesTrue && limit == 0:
		return fmt.Errorf("nothing that is on its way makes it so within %s, so no time has passed", end.Sub(now))
	}
	return s.RunFor(at.Sub(now))
}

// interrupted reports whether a running command is to end.
func (s *Session) interrupted() bool { return s.Interrupted != nil && s.Interrupted() }

// A condition finds out when something comes true in a world, which it may
// change, at the latest at an instant. It returns that one where it does not come true.
type condition func(w *sim.World, end unit.Instant, interrupted func() bool) (unit.Instant, bool, error)

// condition reads one.
func (s *Session) condition(text string) (condition, error) {
	words := strings.Fields(text)
	if text == "event" {
		return untilEvent, nil
	}
	if sum, ok := strings.CutPrefix(strings.Join(words, ""), "bill>="); ok {
		money, err := unit.ParseMoney(strings.TrimPrefix(sum, "$"))
		if err != nil {
			return nil, fmt.Errorf("%q is no sum of money: write --until 'bill >= $20'", sum)
		}
		return untilBill(money), nil
	}
	if strings.HasPrefix(text, "@") || len(words) == 2 && strings.Contains(words[0], "-") && !startsWithDigit(text) {
		return s.untilState(words)
	}
	at, err := s.Instant(text)
	if err != nil {
		return nil, fmt.Errorf("%q is no condition: %s", text, untilHelp)
	}
	if at < s.now() {
		return nil, errors.New("that moment is over: yard travel looks back")
	}
	return func(_ *sim.World, end unit.Instant, _ func() bool) (unit.Instant, bool, error) {
		return min(at, end), at <= end, nil
	}, nil
}

func startsWithDigit(text string) bool { return text[0] >= '0' && text[0] <= '9' }

// untilEvent finds the next instant at which something happens.
func untilEvent(w *sim.World, end unit.Instant, _ func() bool) (unit.Instant, bool, error) {
	at, ok := w.Next()
	if !ok || at > end {
		return end, false, nil
	}
	return at, true, nil
}

// untilState finds when a thing is in a state.
func (s *Session) untilState(words []string) (condition, error) {
	if len(words) == 3 && words[1] == "is" {
		words = []string{words[0], words[2]}
	}
	if len(words) != 2 {
		return nil, errors.New("say which thing, and its state: --until '@web stopped'")
	}
	w := s.World()
	ref, err := shell.Thing(w.Cloud(), s.caller(), words[0])
	if err != nil {
		return nil, err
	}
	if known := shell.States(ref.Kind); !slices.Contains(known, words[1]) {
		return nil, fmt.Errorf("no %s is ever %q: its states are %s", ref.Kind, words[1], shell.And(known))
	}
	return func(w *sim.World, end unit.Instant, interrupted func() bool) (unit.Instant, bool, error) {
		for w.Cloud().StateOf(ref) != words[1] {
			if interrupted() {
				return 0, false, errInterrupted
			}
			if !w.Step(end) {
				return end, false, nil
			}
		}
		return w.Now(), true, nil
	}, nil
}

// untilBill finds the first millisecond at which everything so far has cost a sum.
func untilBill(sum unit.Money) condition {
	reached := func(w *sim.World) bool { return billOf(w).Compare(sum) >= 0 }
	return func(w *sim.World, end unit.Instant, interrupted func() bool) (unit.Instant, bool, error) {
		if reached(w) {
			return w.Now(), true, nil
		}
		var high unit.Instant
		for stride := unit.Hour; ; stride = min(2*stride, unit.Month) {
			if interrupted() {
				return 0, false, errInterrupted
			}
			if w.Now() == end {
				return end, false, nil
			}
			high = min(end, w.Now().Add(stride))
			next := w.Fork()
			next.Advance(high, 0)
			if reached(next) {
				break
			}
			w = next
		}
		for high-w.Now() > 1 {
			middle := w.Fork()
			middle.Advance(w.Now()+(high-w.Now())/2, 0)
			if reached(middle) {
				high = middle.Now()
			} else {
				w = middle
			}
		}
		return high, true, nil
	}
}

// billOf returns what everything in a world has cost so far.
func billOf(w *sim.World) unit.Money { return w.Bill(cost.Window{To: w.Now()}).Total }
