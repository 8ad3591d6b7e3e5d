package scene

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/scenarios"
	"blockyard/scripting/lesson"
	"blockyard/scripting/session"
)

// roughly measures a text without a font: near enough to real typefaces for
// everything to break and be cut where it would on a screen, and the same everywhere.
func roughly(face Face, size float64, text string) float64 {
	em := 0.0
	for _, r := range text {
		switch {
		case face == Mono:
			em += 0.6
		case strings.ContainsRune("iljtfr.,:;'|!() ", r):
			em += 0.29
		case strings.ContainsRune("mwMW—…", r):
			em += 0.86
		case r >= 'A' && r <= 'Z':
			em += 0.65
		default:
			em += 0.56
		}
	}
	if face == Bold {
		em *= 1.03
	}
	return em * size
}

// longer returns a measure for which words are longer by a factor, as in other languages; what is in a typewriter's face
// is the same in all of them.
func longer(by float64) Measure {
	return func(face Face, size float64, text string) float64 {
		if face == Mono {
			return roughly(face, size, text)
		}
		return by * roughly(face, size, text)
	}
}

// stretches are by how much words may be longer than they are here.
var stretches = []float64{1, 1.4}

// A player is somebody at the screen: a session and the interface's state.
type player struct {
	*session.Session
	UI
	stretch float64 // by how much words are longer than here; 0 is as 1
}

func newPlayer(s *session.Session) *player {
	return &player{Session: s, UI: UI{Width: 1440, Height: 900, Scale: 100, Theme: Dark, Speed: "1h"}}
}

// sandbox returns a player in an empty sandbox.
func sandbox(commands ...string) *player {
	p := newPlayer(session.Sandbox(session.Options{Seed: 7}))
	p.do(commands...)
	return p
}

// lessonNamed returns a player at the opening of a built-in lesson.
func lessonNamed(t testing.TB, name string) *player {
	source, ok := scenarios.Source(name)
	require.True(t, ok, name)
	l, faults := lesson.Load(name+".lua", source)
	require.Empty(t, faults)
	s, err := session.Open(l, session.Options{})
	require.NoError(t, err)
	return newPlayer(s)
}

// solution returns the commands that pass a lesson.
func (p *player) solution() []string { return session.Split(p.Lesson().Solution) }

// do runs commands and logs them, as a door does; it returns the last status.
func (p *player) do(commands ...string) (status int) {
	for _, c := range commands {
		var out, errs strings.Builder
		status = p.Run(c, func(text string) { out.WriteString(text) }, func(text string) { errs.WriteString(text) })
		p.Log = append(p.Log, Entry{Command: c, Output: out.String(), Error: errs.String(), Status: status})
	}
	return status
}

func (p *player) frame() *Frame { return Layout(p.Session, &p.UI, p.measure()) }

func (p *player) measure() Measure {
	if p.stretch == 0 {
		return roughly
	}
	return longer(p.stretch)
}

// faults returns what is wrong with a frame of the player's.
func (p *player) faults(f *Frame) []string { return faultsOf(f, p.measure()) }

// size sets the size of the window and of text.
func (p *player) size(width, height float64, scale int) *player {
	p.Width, p.Height, p.Scale = width, height, scale
	return p
}

// tab shows a tab of a panel.
func (p *player) tab(of Panel, name string) *player {
	p.Tabs = []Choice{{string(of), name}}
	return p
}

// pick selects the first thing whose name begins so.
func (p *player) pick(t testing.TB, name string) *player {
	for _, n := range p.size(1440, 900, 100).frame().Nodes {
		if n.Role == RoleListitem && strings.HasPrefix(n.Name, name) {
			p.Selected = n.ID
			return p
		}
	}
	require.Fail(t, "no such thing in the world", name)
	return p
}

// busy is a world with every kind of thing in it.
var busy = []string{
	"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web",
	"aws ec2 create-volume --size 100 --availability-zone us-east-1b --name data",
	"aws ec2 create-volume --size 20 --volume-type gp3 --availability-zone us-east-1a --name logs",
	"yard run 5m",
	"aws ec2 attach-volume --volume-id @logs --instance-id @web --device /dev/sdf",
	"yard write @web orders.db 3GiB", "yard run 1h",
	"aws ec2 create-snapshot --volume-id @web-root --name first", "yard run 1h",
	"yard write @web more.db 1GiB", "yard run 1h",
	"aws ec2 create-snapshot --volume-id @web-root --name second",
	"yard run 1m", "aws ec2 create-image --instance-id @web --name golden --no-reboot",
	"aws ec2 run-instances --image-id @al2023 --instance-type c5d.large --name store --availability-zone us-east-1c",
	"aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name far --region us-west-2",
	"aws ec2 stop-instances --instance-ids @web",
	"aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdg",
}
