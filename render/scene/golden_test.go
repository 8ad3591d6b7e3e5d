package scene

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the pictures in words")

// words returns a frame's nodes as a text to read: panel by panel, role, name, place and what can be done.
func words(f *Frame) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%.0f × %.0f\n", f.Width, f.Height)
	panel := Panel("")
	for _, n := range f.Nodes {
		if n.Panel != panel {
			panel = n.Panel
			fmt.Fprintf(&b, "\n%s\n", panel)
		}
		if n.Role == RoleRegion {
			fmt.Fprintf(&b, "  at %s\n", place(n.Rect))
			continue
		}
		fmt.Fprintf(&b, "  %s %q at %s%s\n", n.Role, n.Name, place(n.Rect), rest(&n))
	}
	return b.String()
}

func place(r Rect) string { return fmt.Sprintf("%.0f,%.0f %.0f×%.0f", r.X, r.Y, r.W, r.H) }

func rest(n *Node) string {
	text := ""
	if n.Chosen {
		text += ", chosen"
	}
	if n.Value != "" {
		text += ", value " + n.Value
	}
	if n.Help != "" {
		help, _, more := strings.Cut(n.Help, "\n")
		if more {
			help += " …"
		}
		text += "; " + help
	}
	if n.Off != "" {
		text += "; not now: " + n.Off
	}
	if n.Action != nil && n.Action.Verb == Command {
		text += "\n      $ " + n.Action.Arg
	}
	return text
}

func TestPicturesInWords(t *testing.T) {
	half := func(t testing.TB, name string) *player {
		p := lessonNamed(t, name)
		all := p.solution()
		p.do(all[:len(all)/2]...)
		return p
	}
	for name, picture := range map[string]func() *player{
		"sandbox_empty":      func() *player { return sandbox() },
		"sandbox_busy":       func() *player { return sandbox(busy...).pick(t, "Instance web") },
		"inspector_volume":   func() *player { return sandbox(busy...).pick(t, "Volume data").size(1024, 768, 100) },
		"inspector_snapshot": func() *player { return sandbox(busy...).pick(t, "Snapshot first").size(1024, 768, 100) },
		"inspector_image":    func() *player { return sandbox(busy...).pick(t, "Image golden").size(1024, 768, 100) },
		"lesson_prediction":  func() *player { return lessonNamed(t, "cost-ebs-vs-instance-store") },
		"lesson_hint_parts":  func() *player { return asking(lessonNamed(t, "cost-ebs-vs-instance-store")) },
		"lesson_quiz":        func() *player { return beforeQuiz(lessonNamed(t, "cost-ebs-vs-instance-store")) },
		"lesson_done":        func() *player { p := lessonNamed(t, "move-volume-az"); p.do(p.solution()...); return p },
		"lesson_free":        func() *player { p := asking(lessonNamed(t, "cost-ebs-vs-instance-store")); p.do("yard try"); return p },
		"medium_lesson":      func() *player { return half(t, "move-volume-az").size(1024, 768, 100) },
		"medium_bill":        func() *player { return half(t, "move-volume-az").size(800, 600, 100).tab(PanelInspector, "Bill") },
		"phone_lesson":       func() *player { return half(t, "ami-two-volumes").size(390, 844, 100) },
		"phone_world":        func() *player { return half(t, "ami-two-volumes").size(390, 844, 100).tab(PanelBar, "World") },
		"sheet_help":         func() *player { return sandbox(busy...).opened(HelpSheet) },
		"sheet_help_phone":   func() *player { return sandbox().opened(HelpSheet).size(390, 844, 100).tab(PanelBar, "World") },
		"sheet_lessons":      func() *player { return half(t, "move-volume-az").opened(LessonsSheet) },
		"welcome_stop":       func() *player { return welcomed(t, 0) },
		"welcome_why":        func() *player { return welcomed(t, 2).size(1024, 768, 100) },
		"welcome_guess":      func() *player { return welcomed(t, 3).size(1024, 768, 100).tab(PanelInspector, "Bill") },
		"welcome_month":      func() *player { return welcomed(t, 4).size(1440, 900, 200) },
		"welcome_doors":      func() *player { return welcomed(t, 5).size(390, 844, 100) },
		"past":               func() *player { return traveller() },
		"past_medium":        func() *player { return traveller().size(1024, 768, 100) },
		"past_phone":         func() *player { return traveller().size(390, 844, 100).tab(PanelBar, "World") },
		"sweep":              func() *player { return explorer(t) },
		"sweep_phone":        func() *player { return explorer(t).size(390, 844, 100).tab(PanelBar, "World") },
		"time_journal":       func() *player { return branched().size(390, 844, 100).tab(PanelBar, "Time").and(PanelTime, tabJournal) },
		"time_phone":         func() *player { return sandbox(busy...).size(390, 844, 100).tab(PanelBar, "Time") },
		"phone_do_large_text": func() *player {
			return sandbox(busy...).pick(t, "Instance web").size(800, 600, 200).tab(PanelBar, "Do")
		},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", name+".txt")
			got := words(picture().frame())
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err, "run with -update")
			require.Equal(t, string(want), got)
		})
	}
}

// asking is somebody who guesses, takes a hint, and lets a month go by without a schedule.
func asking(p *player) *player {
	p.do("yard answer guess '72' '?'", "yard hint save-money", "yard hint save-money", "yard lane ebs", "yard schedule @web --daily 09:00-13:00",
		"yard lane store", "aws ec2 stop-instances --instance-ids @web", "yard lane ebs", "yard schedule @web --off", "yard schedule @web --daily 09:00-17:00", "yard run 30d")
	return p
}

// beforeQuiz is somebody who has done all but the quiz, which was answered wrongly once.
func beforeQuiz(p *player) *player {
	all := p.solution()
	p.do("yard answer guess '?'")
	p.do(all[:len(all)-1]...)
	p.do("yard answer why 2")
	return p
}
