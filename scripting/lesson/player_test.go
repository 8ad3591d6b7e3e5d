package lesson

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// lessonNames are the lessons of the program whose commands need no shell; the tests of scripting/session play them all.
var lessonNames = []string{"cost-ebs-vs-instance-store", "ami-two-volumes", "move-volume-az", "welcome"}

// shipped loads one of them.
func shipped(t *testing.T, name string) *Lesson {
	t.Helper()
	source, err := os.ReadFile("../../scenarios/" + name + ".lua")
	require.NoError(t, err)
	l, faults := Load(name+".lua", string(source))
	require.Empty(t, faults)
	return l
}

// A player does what a lesson's solution says, a line a command, as a session would.
type player struct {
	*testing.T
	lesson *Lesson
	moment *Moment
	lane   int
}

func play(t *testing.T, l *Lesson, commands string) *player {
	t.Helper()
	m, err := l.BuildAll(Setup{})
	require.NoError(t, err)
	p := &player{T: t, lesson: l, moment: m}
	p.run(commands)
	return p
}

func (p *player) run(commands string) {
	p.Helper()
	for _, line := range strings.Split(commands, "\n") {
		line, _, _ = strings.Cut(line, "#")
		if words := strings.Fields(line); len(words) > 0 {
			p.command(words)
			p.moment.Commands = append(p.moment.Commands, strings.Join(words, " "))
			p.mark()
		}
	}
}

// mark notes the tasks that have passed.
func (p *player) mark() {
	for _, s := range p.lesson.Steps {
		if s.Kind != Task {
			continue
		}
		if r, err := p.lesson.Check(s.ID, p.moment); err == nil && r.State == Pass {
			p.moment.Passed(s.ID)
		}
	}
}

func (p *player) check(step string) Result {
	p.Helper()
	r, err := p.lesson.Check(step, p.moment)
	require.NoError(p, err)
	return r
}

func (p *player) world() *sim.World { return p.moment.Lanes[p.lane].World }

func (p *player) command(words []string) {
	p.Helper()
	switch {
	case words[0] == "aws":
		p.aws(words[1:])
	case words[1] == "lane":
		p.lane = p.laneNamed(words[2])
	case words[1] == "run":
		d, err := unit.ParseDuration(words[2])
		require.NoError(p, err)
		p.advance(d)
	case words[1] == "schedule":
		p.do(yard.ScheduleInput{InstanceID: p.id("instance", words[2][1:]), Daily: words[4]})
	case words[1] == "answer":
		p.moment.Answers = append(p.moment.Answers, Answer{words[2], strings.Join(words[3:], " ")})
	default:
		p.Fatalf("no such command: %v", words)
	}
}

func (p *player) laneNamed(name string) int {
	for i, lane := range p.moment.Lanes {
		if lane.Name == name {
			return i
		}
	}
	p.Fatalf("no lane %s", name)
	return 0
}

func (p *player) advance(d unit.Duration) {
	for _, lane := range p.moment.Lanes {
		lane.World.Advance(lane.World.Now().Add(d), 0)
	}
}

func (p *player) do(in any) {
	o, ok := sim.Operations().ForInput(in)
	require.True(p, ok)
	_, _ = p.world().Do(sim.Call{Caller: p.caller(), Op: o, In: in})
}

func (p *player) caller() ec2.Caller {
	c, err := p.world().Caller(ec2.DefaultAccount, "us-east-1")
	require.NoError(p, err)
	return c
}

// aws carries out a command of the AWS CLI; refusals are part of the lesson.
func (p *player) aws(words []string) {
	p.Helper()
	c, err := sim.Operations().ParseArgs(words, op.WithSugar)
	require.NoError(p, err)
	params, err := op.Resolve(c.Op, c.Params, func(kind, name string) (string, error) { return p.id(kind, name), nil })
	require.NoError(p, err)
	in, err := c.Op.Decode(params, op.JSONNames)
	require.NoError(p, err)
	call := sim.Call{Caller: p.caller(), Op: c.Op, In: in}
	if c.Wait == "" {
		_, _ = p.world().Do(call)
		return
	}
	state := `"` + c.Wait[strings.LastIndexByte(c.Wait, '-')+1:] + `"`
	for range 10_000 {
		out, err := p.world().Do(call)
		require.NoError(p, err)
		if strings.Contains(c.Op.Answer(out).String(), state) {
			return
		}
		p.advance(5 * unit.Second)
	}
	p.Fatalf("waited in vain for %s: %v", state, words)
}

// id returns the id of a thing by its name.
func (p *player) id(kind, name string) string {
	p.Helper()
	k := kindNamed(kind)
	for index := range p.world().Cloud().Length(k.kind) {
		if o := (object{"", p.world(), k, index}); !o.isGone() && o.name() == name {
			return o.id()
		}
	}
	p.Fatalf("no %s %s", kind, name)
	return ""
}

// score returns the points earned, exactly: what checks say now, and right answers.
func (p *player) score() string {
	points := number(0)
	for i := range p.lesson.Steps {
		switch s := &p.lesson.Steps[i]; s.Kind {
		case Task:
			points = points.Plus(p.check(s.ID).Points(s.Points))
		case Quiz:
			for _, a := range p.moment.Answers {
				if n, _ := strconv.Atoi(a.Value); a.Step == s.ID && s.Options[n-1].Correct {
					points = points.Plus(number(int64(s.Points)))
				}
			}
		}
	}
	return points.Exact()
}
