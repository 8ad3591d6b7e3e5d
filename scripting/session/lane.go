package session

import (
	"errors"
	"fmt"
	"regexp"
	"slices"

	"blockyard/scripting/lesson"
	"blockyard/scripting/shell"
)

// mostLanes is how many lanes the sandbox has at most: more cannot be compared at a glance.
const mostLanes = 4

var laneName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,19}$`)

// SplitLane has a new lane begin as a copy of the lane at hand, on the same
// clock, to try the other way in it; it becomes the lane at hand. Only the
// sandbox can be split: a lesson says itself which lanes it compares.
func (s *Session) SplitLane(name string) error {
	_, taken := s.WorldOf(name)
	switch {
	case s.past != nil:
		return ErrPast
	case s.lesson != nil:
		return errors.New("the lanes of a lesson are its own: lanes are split in the sandbox")
	case !laneName.MatchString(name):
		return fmt.Errorf("%q is no name for a lane: take small letters, digits and hyphens, at most twenty, such as cheaper", name)
	case taken:
		return fmt.Errorf("there is a lane %s already: give this one another name", name)
	case len(s.moment.Lanes) >= mostLanes:
		return fmt.Errorf("there are %d lanes, and more cannot be compared: drop one with yard lane NAME --drop", mostLanes)
	}
	s.note([]string{splitNote, name, s.current})
	l := lesson.Lane{Name: name, World: s.World().Fork()}
	s.tracks = append(s.tracks, newTrack(l))
	s.moment.Lanes = append(slices.Clip(s.moment.Lanes), l)
	s.current = name
	return nil
}

// DropLane ends a lane of the sandbox; the others go on. The last one stays.
func (s *Session) DropLane(name string) error {
	tr, ok := s.trackOf(name)
	switch {
	case s.past != nil:
		return ErrPast
	case s.lesson != nil:
		return errors.New("the lanes of a lesson are its own: they stay")
	case !ok:
		return s.noLane(name)
	case len(s.moment.Lanes) == 1:
		return fmt.Errorf("%s is the only lane: without one there is no world", name)
	}
	s.note([]string{dropNote, name})
	tr.until = s.now()
	s.moment.Lanes = slices.DeleteFunc(slices.Clone(s.moment.Lanes), func(l lesson.Lane) bool { return l.Name == name })
	if s.current == name {
		s.current = s.moment.Lanes[0].Name
	}
	return nil
}

const laneUsage = "yard lane [LANE [--split | --drop]]"

func (s *Session) laneCommand(call *shell.Call, args []string) error {
	switch {
	case len(args) == 0:
		s.listLanes(call)
		return nil
	case len(args) == 1:
		if err := s.UseLane(args[0]); err != nil {
			return err
		}
		call.Stdout.WriteString("Commands now act in lane " + args[0] + ".\n")
		return nil
	case len(args) == 2 && args[1] == "--split":
		from := s.Lane()
		if err := s.SplitLane(args[0]); err != nil {
			return err
		}
		call.Stdout.WriteString("Lane " + args[0] + " begins as a copy of lane " + from + ", on the same clock. Commands now act in " + args[0] + ".\n")
		return nil
	case len(args) == 2 && args[1] == "--drop":
		if err := s.DropLane(args[0]); err != nil {
			return err
		}
		call.Stdout.WriteString("Lane " + args[0] + " has ended. Commands now act in lane " + s.Lane() + ".\n")
		return nil
	}
	return fmt.Errorf("write it so: %s", laneUsage)
}

// listLanes prints the lanes, with a mark at the one at hand.
func (s *Session) listLanes(call *shell.Call) {
	for _, name := range s.Lanes() {
		mark := "  "
		if name == s.Lane() {
			mark = "* "
		}
		call.Stdout.WriteString(mark + name + "\n")
	}
}
