package scene

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/render/form"
	"blockyard/sim"
)

// fill opens a form and fills in fields, each "key=text", as the door does.
func (p *player) fill(t require.TestingT, line string, fields ...string) *player {
	r, ok := form.Open(p.Session, line)
	require.True(t, ok, line)
	p.Form = &Form{Service: r.Service, Verb: r.Verb, Region: r.Region, Profile: r.Profile}
	p.take(r)
	for _, f := range fields {
		key, text, _ := strings.Cut(f, "=")
		p.fillIn(formField+key, text)
	}
	return p
}

// take has the form's fields hold what a request says.
func (p *player) take(r form.Request) {
	p.Fields = nil
	for _, v := range r.Values {
		p.Fields = append(p.Fields, Choice{formField + v.Key, v.Text})
	}
}

// fillIn fills in one field.
func (p *player) fillIn(name, text string) {
	kept := []Choice{{name, text}}
	for _, f := range p.Fields {
		if f.Of != name {
			kept = append(kept, f)
		}
	}
	p.Fields = kept
	q := &pen{session: p.Session, ui: &p.UI}
	p.take(q.formRequest().Following(strings.TrimPrefix(name, formField)))
}

// inForm leaves of a picture in words what belongs to the stage.
func inForm(text string) string {
	_, text, _ = strings.Cut(text, "\nWorld\n")
	text, _, _ = strings.Cut(text, "\n\n")
	return text + "\n"
}

func TestFormsInWords(t *testing.T) {
	for name, picture := range map[string]func() *player{
		"form_create_volume": func() *player { return sandbox(busy...).fill(t, "aws ec2 create-volume") },
		"form_attach_volume": func() *player {
			return sandbox(busy...).fill(t, "aws ec2 attach-volume --volume-id @data", "InstanceId=@web", ":open=InstanceId")
		},
		"form_launch": func() *player {
			return sandbox(busy...).fill(t, "aws ec2 run-instances --image-id @golden --name twin")
		},
		"form_launch_phone": func() *player {
			return sandbox(busy...).fill(t, "aws ec2 run-instances", ":add=BlockDeviceMappings#0").size(390, 844, 100).tab(PanelBar, "World")
		},
		"form_create_image": func() *player {
			return sandbox(busy...).fill(t, "aws ec2 create-image --instance-id @web --name demo", "NoReboot=true")
		},
		"form_copy_snapshot": func() *player {
			return sandbox(busy...).fill(t, "aws ec2 copy-snapshot --source-snapshot-id @first", ":more=true")
		},
		"form_user_data": func() *player {
			p := sandbox(busy...).fill(t, "aws ec2 run-instances", "UserData=#!/bin/sh\nyum install -y httpd\nsystemctl start httpd")
			p.Scrolls = []Offset{{PanelWorld, 600}}
			return p
		},
		"form_modify_instance": func() *player {
			return sandbox(busy...).fill(t, "aws ec2 modify-instance-attribute --instance-id @web")
		},
		"form_share_image": func() *player {
			return sandbox(busy...).fill(t, "aws ec2 modify-image-attribute --image-id @golden --attribute launchPermission --operation-type add")
		},
		"form_incomplete":      func() *player { return sandbox(busy...).fill(t, "aws ec2 create-tags --resources @web", "Tags=0,1") },
		"form_that_is_unknown": func() *player { p := sandbox(); p.Form = &Form{Service: "ec2", Verb: "fly"}; return p },
	} {
		t.Run(name, func(t *testing.T) {
			f := picture().frame()
			require.Empty(t, faults(f))
			file, got := filepath.Join("testdata", name+".txt"), inForm(words(f))
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err, "run with -update")
			require.Equal(t, string(want), got)
		})
	}
}

// formLines are forms that random players open.
var formLines = []string{
	"aws ec2 run-instances", "aws ec2 run-instances --image-id @golden", "aws ec2 create-volume", "aws ec2 attach-volume --volume-id @data", "aws ec2 create-image --instance-id @web",
	"aws ec2 modify-instance-attribute --instance-id @web", "aws ec2 copy-snapshot", "aws ec2 create-tags", "aws ec2 describe-volumes", "aws ec2 modify-snapshot-attribute", "yard schedule",
}

func TestNothingIsCutOrOverlapsInAForm(t *testing.T) {
	base, lines := sandbox(busy...), slices.Clone(formLines)
	for _, o := range sim.Operations().All() {
		lines = append(lines, "aws "+o.Service+" "+o.Verb)
	}
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(base.Session)
		p.fill(t, rapid.SampledFrom(lines).Draw(t, "form"))
		p.size(float64(rapid.IntRange(360, 2560).Draw(t, "width")), float64(rapid.IntRange(600, 1440).Draw(t, "height")), rapid.SampledFrom(scales).Draw(t, "scale"))
		p.Theme = rapid.SampledFrom(themes).Draw(t, "theme")
		p.stretch = rapid.SampledFrom(stretches).Draw(t, "longer words")
		p.tab(PanelBar, "World")
		p.Memo = new(Memo)
		for range rapid.IntRange(0, 5).Draw(t, "steps") {
			var fills []*Action
			f := p.frame()
			for i := range f.Nodes {
				if a := f.Nodes[i].Action; a != nil && a.Verb == Fill && strings.HasPrefix(a.Arg, formField) {
					fills = append(fills, a)
				} else if a != nil && a.Verb == Focus && strings.HasPrefix(a.Arg, formField) {
					fills = append(fills, &Action{Arg: a.Arg + "=" + rapid.SampledFrom([]string{"", "7", "-1", "a rather long text that nobody would think of"}).Draw(t, "typed")})
				}
			}
			name, text, _ := strings.Cut(rapid.SampledFrom(fills).Draw(t, "fill").Arg, "=")
			p.fillIn(name, text)
		}
		p.Scrolls = []Offset{{PanelWorld, float64(rapid.IntRange(0, 3000).Draw(t, "scrolled"))}}
		before := p.Digest()
		f := p.frame()
		require.Empty(t, p.faults(f))
		p.Memo = nil
		require.True(t, reflect.DeepEqual(f, p.frame()), "the same state has two pictures")
		require.Equal(t, before, p.Digest(), "looking has changed the world")
	})
}

func TestAFormTakesOnlyTheStage(t *testing.T) {
	p := sandbox(busy...).fill(t, "aws ec2 create-volume")
	f := p.frame()
	require.NotNil(t, f.Node("form/submit"))
	require.Equal(t, "aws ec2 create-volume --availability-zone us-east-1a --size 8", f.Node("form/submit").Action.Arg)
	require.NotNil(t, f.Node("textbox/form/Size"))
	require.NotNil(t, f.Node("log"), "the other panels stay")
	for _, n := range f.Nodes {
		require.NotEqual(t, RoleListitem, n.Role, "the world is behind the form")
	}
}

func TestStepsGrowWithTheNumber(t *testing.T) {
	for value, want := range map[string][2]string{
		"": {"1", "1"}, "x": {"1", "1"}, "1": {"1", "2"}, "8": {"7", "9"}, "19": {"18", "20"}, "-5": {"1", "-4"}, "20": {"19", "21"}, "50": {"40", "60"}, "64": {"60", "70"}, "100": {"90", "110"}, "3000": {"2900", "3100"},
	} {
		less, more := steps(value)
		require.Equal(t, want, [2]string{less, more}, value)
	}
}
