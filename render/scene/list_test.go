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
)

// stage lays the stage out by itself, where the layout puts it.
func (p *player) stage() *Frame { return p.stageOf(newView(p.Session, p.Memo)) }

func (p *player) stageOf(v *view) *Frame {
	k := float64(p.Scale) / 100
	f := &Frame{Width: p.Width, Height: p.Height, Theme: p.Theme, Scale: p.Scale, Focus: p.Focus}
	pen := &pen{Frame: f, palette: paletteOf(p.Theme), session: p.Session, ui: &p.UI, measure: p.measure(), k: k}
	r := Rect{0, 56 * k, p.Width, p.Height - 116*k}
	switch {
	case p.Width >= roomForAll*k:
		r = Rect{316 * k, 52 * k, p.Width - 620*k, p.Height - 228*k}
	case p.Width >= roomForRail*k:
		r = Rect{0, 52 * k, p.Width - 330*k, p.Height - 228*k}
	}
	pen.stage(v, r)
	return f
}

// stageWords returns what stands on a stage as a text to read; of rows, their cells.
func stageWords(f *Frame) string {
	for i := range f.Nodes {
		if n := &f.Nodes[i]; n.Role == RoleRow {
			n.Name = strings.Join(n.Cells, " | ")
		}
	}
	return words(f)
}

// set sets fields of the interface: "list/filter=web".
func (p *player) set(fields ...string) *player {
	for _, f := range fields {
		of, value, _ := strings.Cut(f, "=")
		p.Fields = append([]Choice{{of, value}}, p.Fields...)
	}
	return p
}

// list returns a player who looks at a list.
func (p *player) list(title string) *player { return p.tab(PanelWorld, title) }

// chooseRows selects rows of the list by their names, the first one by itself.
func (p *player) chooseRows(t testing.TB, names ...string) *player {
	p.Selected, p.Also = "", nil
	for _, name := range names {
		id := ""
		for _, n := range p.stage().Nodes {
			if n.Role == RoleRow && n.Action != nil && slices.Contains(n.Cells, name) {
				id = n.ID
			}
		}
		require.NotEmpty(t, id, name)
		if p.Selected == "" {
			p.Selected = id
		} else {
			p.Also = append(slices.Clone(p.Also), id)
		}
	}
	return p
}

// column returns what the rows of the list show in a column.
func (p *player) column(title string) (cells []string) {
	at := -1
	for _, n := range p.stage().Nodes {
		switch {
		case n.Role == RoleColumn && n.Action != nil:
			at++
			if n.Name == title {
				defer func(at int) {
					for i := range cells {
						cells[i] = strings.Split(cells[i], "\x00")[at]
					}
				}(at)
			}
		case n.Role == RoleRow && n.Action != nil:
			cells = append(cells, strings.Join(n.Cells, "\x00"))
		}
	}
	return cells
}

func TestListsInWords(t *testing.T) {
	world := func() *player { return sandbox(busy...).size(1440, 900, 100) }
	for name, picture := range map[string]func() *player{
		"list_instances": func() *player { return world().list("Instances").chooseRows(t, "web") },
		"list_volumes": func() *player {
			p := world().list("Volumes").chooseRows(t, "data", "logs")
			p.Preview = "batch/delete-volume"
			return p
		},
		"list_snapshots":  func() *player { return world().size(1024, 768, 100).list("Snapshots").chooseRows(t, "second") },
		"list_images":     func() *player { return world().list("Images").set("list/owner=public", "list/region=us-east-1") },
		"list_interfaces": func() *player { return world().list("Interfaces").set("list/filter=zone:us-east-1c") },
		"list_addresses": func() *player {
			p := addressed().size(1440, 900, 100).list("Addresses")
			return p.selecting(p.viewOf().nodeID(addressRef(0)))
		},
		"list_key_pairs": func() *player {
			p := addressed().size(1440, 900, 100).list("Key pairs")
			return p.selecting(p.viewOf().nodeID(keyPairRef(0)))
		},
		"list_no_such_key": func() *player { return world().list("Volumes").set("list/filter=colour:red") },
		"list_empty":       func() *player { return sandbox().list("Volumes") },
		"list_phone": func() *player {
			p := world().size(390, 844, 100).list("Volumes")
			p.Tabs = append(p.Tabs, Choice{"Bar", "World"})
			return p
		},
		"list_attached": func() *player {
			return world().list("Volumes").set("list/details=Attached instances").chooseRows(t, "logs")
		},
		"list_image_blocks": func() *player { return world().list("Images").set("list/details=Storage").chooseRows(t, "golden") },
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", name+".txt")
			f := picture().stage()
			require.Empty(t, faults(f))
			got := stageWords(f)
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err, "run with -update")
			require.Equal(t, string(want), got)
		})
	}
}

func TestFilters(t *testing.T) {
	p := sandbox(busy...).list("Volumes")
	all := p.column("Name")
	require.ElementsMatch(t, []string{"web-root", "data", "logs", "store-root", "far-root"}, all)
	for filter, want := range map[string][]string{
		"":                         all,
		"web":                      {"web-root", "logs"}, // it is attached to web
		"WEB-Root":                 {"web-root"},
		"name:web":                 {"web-root"},
		"type:gp3 zone:us-east-1a": {"web-root", "logs"},
		"type:gp2 state:available": {"data"},
		"size:100":                 {"data"},
		"size:10":                  nil,
		"zone:us-west":             {"far-root"},
		`attached:"web: /dev/sdf"`: {"logs"},
		"state:":                   all,
		"no-such-thing-anywhere":   nil,
		"12:34":                    nil, // a time is no condition
	} {
		p.Fields = []Choice{{"list/filter", filter}}
		require.ElementsMatch(t, want, p.column("Name"), filter)
	}
	p.Fields = []Choice{{"list/filter", "colour:red"}}
	f := p.stage()
	require.Contains(t, f.Node("list/fault").Name, "There is no colour here to filter by. There are name, id,")
	require.Equal(t, "0 of 5 volumes", f.Node("list/count").Name)
}

func TestRegionsAndOwners(t *testing.T) {
	p := sandbox(busy...).list("Instances")
	require.Equal(t, "3", p.stage().Node("tab/World/Instances").Help)
	p.set("list/region=us-west-2")
	require.Equal(t, []string{"far"}, p.column("Name"))
	require.Equal(t, "1", p.stage().Node("tab/World/Instances").Help)
	p.list("Images").set("list/region=us-east-1")
	require.Equal(t, []string{"golden"}, p.column("Name"))
	p.set("list/owner=marketplace")
	for _, owner := range p.column("Owner") {
		require.Equal(t, "aws-marketplace", owner)
	}
	require.Greater(t, len(p.column("Owner")), 1)
	p.set("list/owner=public")
	require.Contains(t, p.column("Name"), "al2023")
	require.NotContains(t, p.column("Owner"), "aws-marketplace")
	p.set("list/owner=shared")
	require.Empty(t, p.column("Name"))
	require.Equal(t, Action{"Show your own", Fill, "list/owner="}, *p.stage().Node("button/list-empty").Action)
}

func TestSorting(t *testing.T) {
	p := sandbox(busy...).list("Volumes")
	order := func(by string) []string {
		p.Sorts = []Choice{{"Volumes", by}}
		return p.column("Size")
	}
	require.Equal(t, []string{"8 GiB", "8 GiB", "8 GiB", "20 GiB", "100 GiB"}, order("Size"), "by number, not by letter")
	require.Equal(t, []string{"100 GiB", "20 GiB", "8 GiB", "8 GiB", "8 GiB"}, order("-Size"))
	f := p.stage()
	require.Equal(t, "descending", f.Node("column/Volumes/Size").Value)
	require.Equal(t, Action{"Sort by Size", Sort, "Volumes=Size"}, *f.Node("column/Volumes/Size").Action)
	p.Sorts = []Choice{{"Volumes", "Attached to"}}
	attached := p.column("Attached to")
	require.Equal(t, []string{nothing}, attached[len(attached)-1:], "those without a value come last")
	p.Sorts = []Choice{{"Volumes", "-Attached to"}}
	attached = p.column("Attached to")
	require.Equal(t, []string{nothing}, attached[len(attached)-1:])
	p.Sorts = []Choice{{"Volumes", "-Name"}}
	require.Equal(t, []string{"web-root", "store-root", "logs", "far-root", "data"}, p.column("Name"))
}

// What is offered for several things at once works, and what is dashed is refused for the reason that it gives.
func TestManyAtOnce(t *testing.T) {
	fresh := func(list string, names ...string) *player { return sandbox(busy...).list(list).chooseRows(t, names...) }
	tried := map[bool]int{}
	for list, sets := range map[string][][]string{
		"Instances": {{"web"}, {"web", "store"}, {"store"}},
		"Volumes":   {{"data"}, {"data", "logs"}, {"web-root", "logs"}, {"far-root"}},
		"Snapshots": {{"first", "second"}},
		"Images":    {{"golden"}},
	} {
		for _, names := range sets {
			for _, k := range batchKinds[listNamed(list).kind] {
				p := fresh(list, names...)
				p.Preview = "batch/" + k.verb
				n := p.stage().Node("batch/" + k.verb)
				require.NotNil(t, n, "%s %v", k.verb, names)
				status := p.do(n.Action.Arg)
				log := p.Log[len(p.Log)-1]
				if n.Off == "" {
					require.Zero(t, status, "%s: %s", n.Action.Arg, log.Error)
				} else {
					require.Contains(t, log.Error, n.Off, n.Action.Arg)
				}
				tried[n.Off == ""]++
			}
		}
	}
	require.Greater(t, tried[true], 8)
	require.Greater(t, tried[false], 4)
}

func TestOneCommandForManyInstances(t *testing.T) {
	p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --count 3", "yard run 5m").list("Instances")
	rows := Rows(p.Session, &p.UI)
	require.Len(t, rows, 3)
	p.Selected, p.Also = rows[2], []string{rows[0], rows[1]}
	id := func(i int) string { return strings.TrimPrefix(rows[i], "instance/") }
	f := p.stage()
	require.Equal(t, "aws ec2 stop-instances --instance-ids "+id(2)+" "+id(0)+" "+id(1), f.Node("batch/stop-instances").Action.Arg)
	require.Equal(t, Action{"Terminate", Preview, "batch/terminate-instances"}, *f.Node("batch/terminate-instances").Action, "first it shows what would become of it")
	p.Preview = "batch/terminate-instances"
	f = p.stage()
	require.Equal(t, Command, f.Node("batch/terminate-instances").Action.Verb)
	require.Nil(t, f.Node("batch/preview"), "the inspector shows it")
	f = p.size(600, 900, 100).stage()
	require.Contains(t, f.Node("batch/preview").Name, "If you terminate 3 instances")
	require.Contains(t, f.Node("batch/preview").Help, " less a month.")
	p.size(1440, 900, 100)

	p.do("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --region us-west-2")
	p.Also = Rows(p.Session, &p.UI)[3:]
	require.Equal(t, "They are in several regions, and a command works in one", p.stage().Node("batch/stop-instances").Off)
}

func TestThePriceOfWhatIsSelected(t *testing.T) {
	p := sandbox("aws ec2 create-volume --size 100 --volume-type gp2 --availability-zone us-east-1a --name a",
		"aws ec2 create-volume --size 50 --volume-type gp2 --availability-zone us-east-1a --name b", "yard run 1h").list("Volumes")
	require.Equal(t, "1 selected · $10.00 for 30 days", p.chooseRows(t, "a").stage().Node("batch/text").Name)
	p.Memo = new(Memo)
	require.Equal(t, "2 selected · $15.00 for 30 days", p.chooseRows(t, "a", "b").stage().Node("batch/text").Name)
	p.do("aws ec2 delete-volume --volume-id @b", "yard run 1m")
	require.Equal(t, "1 selected · $10.00 for 30 days", p.stage().Node("batch/text").Name)
}

func TestLongListsLayOutWhatIsSeen(t *testing.T) {
	p := sandbox("for i in 1 2 3 4 5 6 7 8 9 10; do aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --count 100; done", "yard run 5m").list("Instances")
	p.Memo = new(Memo)
	f := p.stage()
	require.Equal(t, "1000 instances", f.Node("list/count").Name)
	rows := 0
	for _, n := range f.Nodes {
		if n.Role == RoleRow {
			rows++
		}
	}
	require.Less(t, rows, 30)
	require.Greater(t, rows, 10)
	extent := f.Scrolls[slices.IndexFunc(f.Scrolls, func(e Extent) bool { return e.Panel == "Instances" })]
	require.InDelta(t, 1000*rowHeight-extent.Rect.H, extent.Most, 0.01)

	ids := Rows(p.Session, &p.UI)
	require.Nil(t, f.Node(ids[900]))
	p.Focus = ids[900]
	n := p.stage().Node(ids[900])
	require.NotNil(t, n, "the row with the focus is there though it is out of sight")
	require.Zero(t, n.Rect.H)
	require.InDelta(t, extent.Rect.Y+900*rowHeight, n.Whole.Y, 0.01)
	p.Scrolls = []Offset{{"Instances", 900 * rowHeight}}
	require.Positive(t, p.stage().Node(ids[900]).Rect.H)
	require.NotNil(t, p.stage().Node(ids[910]))

	p.Selected, p.Also = ids[0], ids[1:]
	f = p.stage()
	require.True(t, f.Node("pick/all").Chosen)
	require.Equal(t, "Choose 500 at most", f.Node("batch/stop-instances").Off)
}

func TestRowsAreBoundToTheWorld(t *testing.T) {
	p := sandbox(busy...).pick(t, "Volume data").list("Volumes")
	n := p.stage().Node(p.Selected)
	require.Equal(t, RoleRow, n.Role)
	require.True(t, n.Chosen)
	require.Equal(t, Action{"Select", Select, n.ID}, *n.Action)
	require.Contains(t, n.Actions, Action{"Show in the world", Show, n.ID})
	require.Equal(t, p.Selected, n.Menu)
	tick := p.stage().Node("pick/" + p.Selected)
	require.True(t, tick.Chosen)
	require.Equal(t, Action{"Choose data", Pick, p.Selected}, *tick.Action)
	require.Equal(t, "mixed", p.stage().Node("pick/all").Value)
	require.Nil(t, Rows(p.list("Map").Session, &p.UI))
}

func TestNothingIsCutOrOverlapsInARandomList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := sandbox()
		names := rapid.SampledFrom([]string{"web", "db", "x"})
		for range rapid.IntRange(0, 12).Draw(t, "commands") {
			p.do(strings.ReplaceAll(rapid.SampledFrom(moves).Draw(t, "move"), "%", names.Draw(t, "name")))
		}
		p.size(float64(rapid.IntRange(360, 2560).Draw(t, "width")), float64(rapid.IntRange(600, 1440).Draw(t, "height")), rapid.SampledFrom(scales).Draw(t, "scale"))
		p.Theme = rapid.SampledFrom(themes).Draw(t, "theme")
		p.stretch = rapid.SampledFrom(stretches).Draw(t, "longer words")
		l := &lists[rapid.IntRange(0, len(lists)-1).Draw(t, "list")]
		p.Tabs = []Choice{{"Bar", "World"}, {"World", l.title}}
		p.Fields = []Choice{
			{filterField, rapid.SampledFrom([]string{"", "", "web", "zone:us-east-1a", "colour:red", "no such thing"}).Draw(t, "filter")},
			{regionField, rapid.SampledFrom([]string{"", "us-east-1", "eu-west-1"}).Draw(t, "region")},
			{ownerField, rapid.SampledFrom([]string{"", ownerPublic, ownerMarketplace, ownerShared}).Draw(t, "owner")},
			{detailsField, rapid.SampledFrom([]string{"", "Storage", "Attached instances", "Networking", "Permissions", "Tags"}).Draw(t, "details")},
		}
		column := l.columns[rapid.IntRange(0, len(l.columns)-1).Draw(t, "column")].title
		p.Sorts = []Choice{{l.title, rapid.SampledFrom([]string{"", "-"}).Draw(t, "way") + column}}
		p.Scrolls = []Offset{{Panel(l.title), float64(rapid.IntRange(0, 3000).Draw(t, "scrolled"))}}
		p.Memo = new(Memo)
		p.stage() // fills the memo before more happens
		p.do("yard run 20m", "aws ec2 delete-volume --volume-id @web")
		if rows := Rows(p.Session, &p.UI); len(rows) > 0 {
			p.Selected = rapid.SampledFrom(rows).Draw(t, "selected")
			p.Also = rows[:rapid.IntRange(0, min(3, len(rows))).Draw(t, "also")]
			p.Focus = rapid.SampledFrom(rows).Draw(t, "focus")
			p.Preview = "batch/" + rapid.SampledFrom([]string{"", "terminate-instances", "delete-volume", "delete-snapshot", "deregister-image", "release-address", "delete-key-pair"}).Draw(t, "preview")
		}
		before := p.Digest()
		f := p.stage()
		require.Empty(t, p.faults(f))
		p.Memo = nil
		require.True(t, reflect.DeepEqual(f, p.stage()), "the same state has two pictures")
		require.Equal(t, before, p.Digest(), "looking has changed the world")
	})
}

func BenchmarkList(b *testing.B) {
	p := sandbox("for i in 1 2 3 4 5 6 7 8 9 10; do for j in 1 2 3 4 5 6 7 8 9 10; do aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --count 100; done; done >/dev/null", "yard run 5m").list("Volumes")
	p.Log, p.Memo = nil, new(Memo)
	p.Sorts = []Choice{{"Volumes", "-Name"}}
	require.Len(b, Rows(p.Session, &p.UI), 10000)
	view := newView(p.Session, p.Memo)
	b.Run("nothing new", func(b *testing.B) {
		for b.Loop() {
			p.stageOf(view)
		}
	})
	b.Run("filtered anew", func(b *testing.B) {
		for b.Loop() {
			p.Memo.lists = listMemo{}
			p.Fields = []Choice{{"list/filter", "us-east in-use"}}
			p.stageOf(view)
		}
	})
}
