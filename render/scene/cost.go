package scene

import (
	"strconv"

	"blockyard/sim"
	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

// A costPoint is what everything in a world has cost until an instant, from its beginning.
type costPoint struct {
	at  unit.Instant
	sum cost.Amounts
}

// A costCourse is what a world has cost as time went on, at points a step apart. What lies in an hour that is over stays
// as it is, so that a course that follows the clock reads only what has come since.
type costCourse struct {
	state
	now     unit.Instant
	step    unit.Duration
	settled []costPoint // at 0, a step, two steps and so on: nothing changes them any more
	points  []costPoint // all of them, and the present as the last
	ahead   kept[aheadKey, ahead]
	before  kept[unit.Instant, unit.Money] // what had been spent when the period of the budget began
	reached kept[reachedKey, unit.Instant]
	comes   kept[comesKey, reachedBy]
}

// courseOf returns the course of a world, at points a step apart.
func (m *Memo) courseOf(w *sim.World, step unit.Duration) *costCourse {
	if len(m.courses) > mostCourses { // worlds that are no more
		m.courses = nil
	}
	for _, c := range m.courses {
		if c.world == w && c.step == step {
			c.follow()
			return c
		}
	}
	c := &costCourse{state: state{world: w}, step: step}
	c.follow()
	m.courses = append(m.courses, c)
	return c
}

// mostCourses is how many worlds' courses are kept: those of lanes, then and now.
const mostCourses = 16

// follow brings the course to the present of its world.
func (c *costCourse) follow() {
	state, now := stateOf(c.world), c.world.Now()
	if c.state == state && c.now == now && c.points != nil {
		return
	}
	if c.settled == nil || now < c.now {
		c.settled = []costPoint{{}}
	}
	c.state, c.now = state, now
	c.extend(now - now%unit.Instant(unit.Hour))
	last := c.settled[len(c.settled)-1]
	c.points = append(c.settled[:len(c.settled):len(c.settled)], costsOf(c.world, last, gridOf(last.at, now, c.step))...)
}

// extend settles what is over.
func (c *costCourse) extend(until unit.Instant) {
	last := c.settled[len(c.settled)-1]
	var ends []unit.Instant
	for at := last.at.Add(c.step); at <= until; at = at.Add(c.step) {
		ends = append(ends, at)
	}
	c.settled = append(c.settled, costsOf(c.world, last, ends)...)
}

// gridOf returns the instants a step apart after one and before another, and that one.
func gridOf(after, until unit.Instant, step unit.Duration) (at []unit.Instant) {
	first := after - after%unit.Instant(step)
	for next := first.Add(step); next < until; next = next.Add(step) {
		at = append(at, next)
	}
	if until > after {
		at = append(at, until)
	}
	return at
}

// costsOf returns what a world has cost at instants after a point.
func costsOf(w *sim.World, from costPoint, at []unit.Instant) (points []costPoint) {
	for i, sum := range w.Course(from.at, at) {
		points = append(points, costPoint{at[i], from.sum.Plus(sum)})
	}
	return points
}

// An ahead is what a world will have cost as it goes on, with all that is under way and scheduled.
type ahead struct {
	future *sim.World
	lived  bool // else more is to come than can be looked at, and what is in use is taken to stay in use
	points []costPoint
}

// An aheadKey is what an ahead depends on.
type aheadKey struct {
	state
	to unit.Instant
}

// mostAhead is how much may happen in the time that is looked ahead, so that a frame is still made at once.
const mostAhead = 2000

// lookAhead returns what the world will have cost until an instant.
func (c *costCourse) lookAhead(to unit.Instant) ahead {
	return c.ahead.of(aheadKey{c.state, to}, func() (a ahead) {
		a.future, a.lived = c.world.Lives(to, mostAhead)
		last := c.points[len(c.points)-1]
		a.points = costsOf(a.future, last, gridOf(last.at, to, courseStep(to.Sub(0))))
		return a
	})
}

// total returns what everything will have cost at the end.
func (a *ahead) total() (sum unit.Money, ok bool) {
	if len(a.points) == 0 {
		return sum, false
	}
	return a.points[len(a.points)-1].sum.Total, true
}

// monthEnd returns when the calendar month ends in which the time before an instant lies.
func monthEnd(w *sim.World, at unit.Instant) unit.Instant {
	begin, length := w.Date(max(0, at-1)).MonthLength()
	return unit.Instant(begin + unit.Date(length) - w.Config().Start)
}

// dollars returns money as a number to be painted.
func dollars(m unit.Money) float64 {
	n, _ := strconv.ParseFloat(m.Decimal(6), 64)
	return n
}
