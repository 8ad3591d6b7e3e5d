package main

import (
	"fmt"
	"regexp"
	"strings"

	"blockyard/scenarios"
	"blockyard/scripting/lesson"
)

// A story is what can be read of a lesson while the program is on its way.
type story struct {
	ID, Title string
	Minutes   int // 0 where the lesson does not say
	Blocks    []block
}

// A block is a paragraph or a list. A paragraph has one line.
type block struct {
	List  bool
	Lines [][]span
}

// A span is a piece of text in one style. At most one of the fields besides Text is set.
type span struct {
	Text       string
	Bold, Code bool
	Lesson     string // it is a link to the lesson of that id
}

// readLessons returns the stories of the lessons that are built in.
func readLessons() (stories []story, err error) {
	for _, name := range scenarios.Names {
		source, _ := scenarios.Source(name)
		l, faults := lesson.Load(name+".lua", source)
		if len(faults) > 0 {
			return nil, fmt.Errorf("the lesson %s has a fault: %w", name, faults[0])
		}
		stories = append(stories, story{ID: l.ID, Title: l.Title, Minutes: l.Minutes, Blocks: blocks(l.Story)})
	}
	return stories, nil
}

// blocks divides a story into paragraphs and lists. An empty line ends either,
// and each line of a list begins with a dash.
func blocks(text string) (all []block) {
	open := false // the last block goes on
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		item, listed := strings.CutPrefix(line, "- ")
		switch {
		case line == "":
			open = false
			continue
		case !open || listed != all[len(all)-1].List:
			all = append(all, block{List: listed})
			open = true
		}
		last := &all[len(all)-1]
		if !listed && len(last.Lines) > 0 {
			last.Lines[0] = append(last.Lines[0], spans(" "+line)...)
			continue
		}
		last.Lines = append(last.Lines, spans(item))
	}
	return all
}

// marked matches what has a style: **bold**, `code` and [a link](lesson-id).
var marked = regexp.MustCompile("\\*\\*([^*]+)\\*\\*|`([^`]+)`|\\[([^\\]]+)\\]\\(([a-z0-9-]+)\\)")

// spans divides a line into pieces of one style.
func spans(line string) (all []span) {
	for line != "" {
		m := marked.FindStringSubmatchIndex(line)
		if m == nil {
			return append(all, span{Text: line})
		}
		if m[0] > 0 {
			all = append(all, span{Text: line[:m[0]]})
		}
		group := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return line[m[2*n]:m[2*n+1]]
		}
		all = append(all, span{Text: group(1) + group(2) + group(3), Bold: group(1) != "", Code: group(2) != "", Lesson: group(4)})
		line = line[m[1]:]
	}
	return all
}
