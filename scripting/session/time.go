package session

import (
	"fmt"
	"strings"

	"blockyard/scripting/shell"
	"blockyard/sim"
	"blockyard/sim/unit"
)

const travelUsage = "yard travel WHEN|+DURATION|-DURATION|now"

func (s *Session) undoCommand(call *shell.Call, args []string) error {
	if err := count(args, 0, 0, "yard undo"); err != nil {
		return err
	}
	d, err := s.Undo()
	if err != nil {
		return err
	}
	call.Stdout.WriteString("Undone: " + d.Name + ". It is " + momentOf(s.World()) + ". yard redo brings it back.\n")
	return nil
}

func (s *Session) redoCommand(call *shell.Call, args []string) error {
	if err := count(args, 0, 0, "yard redo"); err != nil {
		return err
	}
	d, err := s.Redo()
	if err != nil {
		return err
	}
	call.Stdout.WriteString("Done again: " + d.Name + ". It is " + momentOf(s.World()) + ".\n")
	return nil
}

func (s *Session) travelCommand(call *shell.Call, args []string) error {
	if err := count(args, 1, 2, travelUsage); err != nil {
		return err
	}
	at, err := s.Instant(strings.Join(args, " "))
	if err != nil {
		return err
	}
	if err := s.Travel(at); err != nil {
		return err
	}
	if s.past == nil {
		call.Stdout.WriteString("This is now: " + momentOf(s.World()) + ".\n")
		return nil
	}
	call.Stdout.WriteString(momentOf(s.World()) + ", looking back " + s.now().Sub(at).String() + ": only reads are answered. yard fork goes on from here, yard travel now goes back.\n")
	return nil
}

// Instant reads a moment: a calendar date with or without a time of day, a
// time since the start, or one before or after the moment at hand.
func (s *Session) Instant(text string) (unit.Instant, error) {
	w := s.World()
	sign, rest := text[:1], text[1:]
	switch {
	case text == "now":
		return s.now(), nil
	case sign == "+" || sign == "-":
		d, err := unit.ParseDuration(rest)
		if err != nil {
			return 0, err
		}
		if sign == "-" {
			d = -d
		}
		return w.Now().Add(d), nil
	}
	if d, err := unit.ParseDuration(text); err == nil {
		return unit.Instant(0).Add(d), nil
	}
	date, err := unit.ParseDate(text)
	if err != nil {
		date, err = unit.ParseDate(w.Date(w.Now()).Day()[:4] + " " + text) // as this program writes moments
	}
	if err != nil {
		return 0, fmt.Errorf("%q is no moment: write a date such as 2026-04-02T12:30, a time since the start such as 36h, a step such as -2h, or now", text)
	}
	return unit.Instant(date - w.Date(0)), nil
}

const forkUsage = "yard fork [NAME]"

func (s *Session) forkCommand(call *shell.Call, args []string) error {
	lookedBack := s.past != nil
	later := len(s.deeds)
	name, err := s.GoOn(strings.Join(args, " "))
	if err != nil {
		return err
	}
	if lookedBack {
		later -= len(s.deeds)
		call.Stdout.WriteString(fmt.Sprintf("You go on from %s. What came later (%s) is kept as the branch %q: yard branch %q goes there.\n", momentOf(s.World()), deeds(later), name, name))
		return nil
	}
	call.Stdout.WriteString(fmt.Sprintf("How things stand is kept as the branch %q: yard branch %q goes back to it.\n", name, name))
	return nil
}

// deeds counts deeds in words.
func deeds(n int) string {
	if n == 1 {
		return "1 command"
	}
	return fmt.Sprintf("%d commands", n)
}

func (s *Session) branchCommand(call *shell.Call, args []string) error {
	if name := strings.Join(args, " "); name != "" {
		if err := s.SwitchTo(name); err != nil {
			return err
		}
		call.Stdout.WriteString(fmt.Sprintf("This is the branch %q. It is %s.\n", name, momentOf(s.World())))
		return nil
	}
	for _, b := range s.Branches() {
		mark := "  "
		if b.Current {
			mark = "* "
		}
		call.Stdout.WriteString(fmt.Sprintf("%s%s: %s, until %s\n", mark, b.Name, deeds(b.Deeds), s.momentAtInstant(b.Now)))
	}
	return nil
}

func (s *Session) momentAtInstant(at unit.Instant) string { return wordsOf(s.World().Date(at)) }

func (s *Session) historyCommand(call *shell.Call, args []string) error {
	if err := count(args, 0, 0, "yard history"); err != nil {
		return err
	}
	if len(s.deeds)+len(s.undone) == 0 {
		call.Stdout.WriteString("Nothing has been changed yet. Reads and refused calls are not listed.\n")
		return nil
	}
	here, told := s.World().Now(), s.past == nil
	for i := range s.deeds {
		d := &s.deeds[i]
		if !told && d.beginsAfter(here) {
			call.Stdout.WriteString("-- you are here: " + momentOf(s.World()) + " --\n")
			told = true
		}
		call.Stdout.WriteString(s.momentAtInstant(d.From) + "  " + d.Name + "\n")
	}
	for _, d := range s.Undone() {
		call.Stdout.WriteString(s.momentAtInstant(d.From) + "  " + d.Name + "  (undone)\n")
	}
	return nil
}

func (s *Session) journalCommand(call *shell.Call, args []string) error {
	switch {
	case len(args) == 0:
		call.Stdout.WriteString(s.Journal().String())
		return nil
	case args[0] != "--branch" || len(args) == 1:
		return fmt.Errorf("write it so: %s", journalUsage)
	}
	name := strings.Join(args[1:], " ")
	j, ok := s.JournalOf(name)
	if !ok {
		return s.noBranch(name)
	}
	call.Stdout.WriteString(j.String())
	return nil
}

const journalUsage = "yard journal [--branch NAME]"

// momentOf returns the calendar moment of a world, for example "Apr 02 12:30".
func momentOf(w *sim.World) string { return wordsOf(w.Date(w.Now())) }

// wordsOf returns a date in words, for example "Apr 02 12:30".
func wordsOf(d unit.Date) string {
	const months = "JanFebMarAprMayJunJulAugSepOctNovDec"
	text := d.String() // 2026-04-02 12:30:00 UTC
	month := int(text[5]-'0')*10 + int(text[6]-'0')
	return months[3*month-3:3*month] + " " + text[8:10] + " " + text[11:16]
}
