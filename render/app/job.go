package app

import (
	"strings"
	"time"

	"blockyard/render/scene"
)

const (
	// workAtOnce is the wall time that a command gets before the first frame
	// shows that it runs: few need more, and who needs less never shows so.
	workAtOnce = 50 * time.Millisecond
	// workPerTurn is the wall time that it gets in each tick from then on.
	workPerTurn = 20 * time.Millisecond
)

// A job is a command that runs. It runs on a goroutine of its own so that
// frames can be painted and keys read while it does, also in the browser, which
// has one thread: it hands control over whenever the session asks whether to
// interrupt it and its time is used up. Nothing is parallel: either the job runs
// or the controller does, and each sees all that the other has done. So what a
// command computes does not depend on when it was halted.
type job struct {
	entry          scene.Entry
	output, errors collected
	until          time.Duration // wall time at which it hands over
	stopped        bool          // it is to end at the next occasion
	resume         chan struct{} // the controller hands over to it
	handed         chan bool     // it hands over to the controller; true means that it has ended
	fault          any           // what it panicked with
}

// newJob returns a job that does a command, whose answer it collects. It begins with the first turn.
func newJob(entry scene.Entry, do func(line string, print, printError func(string)) int) *job {
	j := &job{entry: entry, resume: make(chan struct{}), handed: make(chan bool)}
	go func() {
		<-j.resume
		defer func() {
			j.fault = recover()
			j.handed <- true
		}()
		j.entry.Status = do(entry.Command, j.output.add, j.errors.add)
	}()
	return j
}

// turn lets the job go on until a wall time, and reports whether it has ended.
func (j *job) turn(until time.Duration) (ended bool) {
	j.until = until
	j.resume <- struct{}{}
	return <-j.handed
}

// answered returns the entry of the log with what the job has printed so far.
func (j *job) answered() scene.Entry {
	e := j.entry
	e.Output, e.Error = j.output.String(), j.errors.String()
	return e
}

// interrupted is what a running command asks now and then. It may come back
// only frames later, and reports whether to end.
func (c *Controller) interrupted() bool {
	j := c.job
	if j == nil {
		return false // time passes by itself, in small strides
	}
	if !j.stopped && c.now() >= j.until {
		j.handed <- false
		<-j.resume
	}
	return j.stopped
}

// run carries out a line of the shell and writes it with its answer into the log.
func (c *Controller) run(line string, clicked bool) {
	c.perform(scene.Entry{Command: line, Clicked: clicked})
}

// perform carries out an entry's command, and writes the entry with the answer
// into the log. A long command goes on tick by tick; until it has ended no other begins.
func (c *Controller) perform(e scene.Entry) {
	e.Command = strings.TrimSpace(e.Command)
	if e.Command == "" || c.busy() {
		return
	}
	e.CLI = c.session.AsCLI(e.Command)
	c.job = newJob(e, c.session.Run)
	c.proceed(workAtOnce)
}

// proceed lets the running command go on for a wall time.
func (c *Controller) proceed(budget time.Duration) {
	j := c.job
	if j.turn(c.now() + budget) {
		c.job, c.ui.Running, c.stale = nil, nil, true
		c.finish(j)
		return
	}
	if c.ui.Running == nil {
		c.say("Running: " + firstLine(j.entry.Command) + ". Esc stops it.")
	}
	if now := c.now(); c.ui.Running == nil || now-c.clock.painted >= betweenFrames {
		e := j.answered()
		c.ui.Running, c.clock.painted, c.stale = &e, now, true
		c.setScroll(scene.PanelCommands, endOfLog)
	}
}

// finish writes the answer of a command that has ended into the log.
func (c *Controller) finish(j *job) {
	if j.fault != nil {
		panic(j.fault)
	}
	e := j.answered()
	c.note(e)
	c.noteRefusal(&e)
	c.noteProgress()
	c.noteFree()
	switch {
	case strings.HasPrefix(e.Command, "yard run ") && e.Status == 0:
		c.summarise() // the log has all of its answer, which is longer than the line
	case strings.HasPrefix(e.Command, "yard sweep ") && e.Clicked && e.Status == 0:
		c.say(upToLineEnd(e.Output)) // the chart and the log have the rest
	default:
		c.sayOutcome(e)
	}
	if c.session.Exited() {
		c.say("To leave, close the window or the page: what you did stays until then.")
	}
}

// Running reports whether a command runs that was not done at once: Tick lets it go on.
func (c *Controller) Running() bool { return c.job != nil }

// busy says so where a command runs: then nothing else reaches the world.
func (c *Controller) busy() bool {
	if c.job != nil {
		c.say("A command is running. Esc stops it.")
	}
	return c.job != nil
}

// interrupt ends the running command at the next occasion, and reports whether there was one.
func (c *Controller) interrupt() bool {
	if c.job == nil {
		return false
	}
	c.job.stopped = true
	c.proceed(workAtOnce)
	return true
}
