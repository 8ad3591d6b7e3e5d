package app

import (
	"strconv"
	"strings"

	"blockyard/render/scene"
)

// progressOption is how Set and Keep name what was earned in a lesson: "progress/" and its id.
const progressOption = "progress/"

// lessonAt returns the lesson of that id among those that can be opened, or nil.
func (c *Controller) lessonAt(id string) *scene.Lesson {
	for i := range c.ui.Lessons {
		if c.ui.Lessons[i].Of == id {
			return &c.ui.Lessons[i]
		}
	}
	return nil
}

// noteProgress notes that the lesson at hand is begun, and the most that was ever earned in it.
func (c *Controller) noteProgress() {
	c.followWelcome()
	c.followStep()
	c.noteWelcome(false)
	l := c.lessonAt(c.lesson)
	if l == nil || c.session == nil {
		return
	}
	score, _ := c.session.Score()
	earned, _ := strconv.ParseFloat(score.Decimal(4), 64)
	if l.Begun && earned <= l.Earned {
		return
	}
	c.credit(l, earned)
	if c.Keep != nil {
		c.Keep(progressOption+l.Of, strconv.FormatFloat(l.Earned, 'g', -1, 64))
	}
}

// credit notes what was earned in a lesson.
func (c *Controller) credit(l *scene.Lesson, earned float64) {
	l.Begun, l.Earned, c.stale = true, max(l.Earned, min(earned, float64(l.Points))), true
}

// resume takes over what was earned on an earlier visit: "progress/move-volume-az" and "4". What is no lesson or no number is ignored.
func (c *Controller) resume(option, value string) {
	l := c.lessonAt(strings.TrimPrefix(option, progressOption))
	earned, err := strconv.ParseFloat(value, 64)
	if l != nil && err == nil && earned >= 0 {
		c.credit(l, earned)
	}
}
