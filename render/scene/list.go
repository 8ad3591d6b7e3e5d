package scene

import (
	"slices"
	"strconv"
	"strings"

	"blockyard/sim/ec2"
)

// A list is a table of all things of a kind: a tab of the stage beside the map.
type list struct {
	title   string // of its tab: "Volumes"
	noun    string // of one of its things: "volume"
	kind    ec2.Kind
	symbol  symbol
	columns []column // in order of importance: those for which there is no room are left out from the end
	none    string   // what is said where there is none
	first   Action   // what makes one
}

// lists holds the lists in the order of their tabs.
var lists = []list{
	{
		"Instances", "instance", ec2.KindInstance, symbolInstance, columnsOfInstances,
		"No instances. An instance is a server that is billed while it runs.",
		Action{"Launch instance", OpenForm, "aws ec2 run-instances"},
	},
	{
		"Volumes", "volume", ec2.KindVolume, symbolVolume, columnsOfVolumes,
		"No volumes. A volume is a disk that belongs to a zone, and stays when an instance ends.",
		Action{"Create volume", OpenForm, "aws ec2 create-volume"},
	},
	{
		"Snapshots", "snapshot", ec2.KindSnapshot, symbolSnapshot, columnsOfSnapshots,
		"No snapshots. A snapshot is a volume's contents at one instant.",
		Action{"Create snapshot", OpenForm, "aws ec2 create-snapshot"},
	},
	{
		"Images", "image", ec2.KindImage, symbolImage, columnsOfImages,
		"No images. An image is what an instance starts from.",
		Action{"Create image", OpenForm, "aws ec2 create-image"},
	},
	{
		"Interfaces", "network interface", ec2.KindInterface, symbolInterface, columnsOfInterfaces,
		"No network interfaces. Every instance is launched with one.",
		Action{"Launch instance", OpenForm, "aws ec2 run-instances"},
	},
	{
		"Addresses", "Elastic IP address", ec2.KindAddress, symbolAddress, columnsOfAddresses,
		"No Elastic IP addresses. One is yours, and billed, until it is released, whichever instance it is on.",
		Action{"Allocate address", OpenForm, "aws ec2 allocate-address"},
	},
	{
		"Key pairs", "key pair", ec2.KindKeyPair, symbolKey, columnsOfKeyPairs,
		"No key pairs. A launch can name one; nobody logs in to a simulated instance.",
		Action{"Create key pair", OpenForm, "aws ec2 create-key-pair"},
	},
}

// The fields of the interface that say what lists show.
const (
	filterField  = "list/filter"
	regionField  = "list/region"  // name of the one region, or "" for all
	accountField = "list/account" // name of the profile, or "" for the account at hand
	ownerField   = "list/owner"   // one of the owners, or "" for one's own
	detailsField = "list/details" // title of the chosen part of the details
)

// listOf returns the number of the list of a kind.
func listOf(kind ec2.Kind) int {
	return slices.IndexFunc(lists, func(l list) bool { return l.kind == kind })
}

// roomForTable is how much of the stage's height a table needs, in pixels at 100 %: where there is less, all of the list scrolls.
const roomForTable = 190

// list paints a list: what it shows, what can be done with what is selected, the table, and the details of one row.
func (p *pen) list(v *view, l *list, r Rect) {
	items, nodes := len(p.Items), len(p.Nodes)
	rows, chosen := p.listing(v, l), p.selection(v)
	y := p.listHead(v, l, rows, chosen, r, r.Y+p.px(8))
	rest := Rect{r.X, y, r.W, r.Bottom() - y}
	empty, fits := len(rows.indices) == 0, rest.H >= p.px(roomForTable)
	if empty && fits {
		fits = p.emptyList(l, rows, rest, y+min(p.px(60), rest.H*0.1)) <= r.Bottom()
	}
	switch {
	case !fits:
		p.Items, p.Nodes = p.Items[:items], p.Nodes[:nodes]
		p.wholeList(v, l, rows, chosen, r)
		return
	case empty:
		return
	}
	shown, has := chosen.main(l.kind)
	below := 0.0
	if has {
		below = p.detailsHeight(rest.H)
	}
	p.table(v, l, rows, chosen, Rect{rest.X, rest.Y, rest.W, rest.H - below})
	if below > 0 {
		p.details(v, shown, Rect{r.X, r.Bottom() - below, r.W, below})
	}
}

// listHead paints what stands above the table, and returns the y below.
func (p *pen) listHead(v *view, l *list, rows listing, chosen selection, r Rect, y float64) float64 {
	x, w := r.X+p.px(12), r.W-p.px(12+16)
	y = p.listTools(v, l, rows, x, y, w)
	if chosen.has(l.kind) {
		y = p.batch(v, chosen, x, y, w)
	}
	return y
}

// wholeList paints a list where there is little room: all of it scrolls.
func (p *pen) wholeList(v *view, l *list, rows listing, chosen selection, r Rect) {
	p.scroll(Panel(l.title), r, false, func(y float64) float64 {
		y = p.listHead(v, l, rows, chosen, r, y+p.px(8))
		if len(rows.indices) == 0 {
			return p.emptyList(l, rows, r, y+p.px(8))
		}
		columns := p.fitColumns(l, r)
		return p.tableRows(v, l, columns, rows, chosen, r, p.tableHead(v, l, columns, rows, chosen, r, y))
	})
}

// emptyList says from a y on why a list shows nothing, with a way out. It returns the y below.
func (p *pen) emptyList(l *list, rows listing, r Rect, y float64) float64 {
	sentence, act := p.emptyWords(l, rows)
	w := min(r.W-p.px(40), p.px(420))
	x := r.X + (r.W-w)/2
	p.icon(l.symbol, r.X+r.W/2-p.px(15), y, p.px(30), p.ink)
	y += p.px(30 + 12)
	top := y
	for _, line := range p.wrap(typeBody, sentence, w, 0) {
		p.labelCentre(Rect{x, y, w, p.lineHeight(typeBody)}, typeBody, p.ink, line)
		y += p.lineHeight(typeBody)
	}
	p.node(Node{ID: "list/empty", Role: RoleText, Name: sentence, Rect: Rect{x, top, w, y - top}})
	b := button{id: "button/list-empty", text: act.Label, act: act}
	bw := min(p.buttonWidth(&b), w)
	y += p.px(14)
	p.button(Rect{x + (w-bw)/2, y, bw, p.px(buttonHeight)}, &b)
	return y + p.px(buttonHeight+12)
}

// emptyWords returns why a list shows nothing, and a way out.
func (p *pen) emptyWords(l *list, rows listing) (sentence string, act Action) {
	clear := Action{"Clear the filter", Fill, filterField + "="}
	switch {
	case rows.fault != "":
		return "Nothing is looked for.", clear
	case rows.all > 0:
		return "Nothing matches the filter: all " + strconv.Itoa(rows.all) + " are left out.", clear
	case Chosen(p.ui.Fields, ownerField) != "" && (l.kind == ec2.KindImage || l.kind == ec2.KindSnapshot):
		return "No such " + many(l.noun) + ".", Action{"Show your own", Fill, ownerField + "="}
	}
	if l.kind == ec2.KindImage {
		return l.none, Action{"Browse public images", Fill, ownerField + "=" + ownerPublic}
	}
	return l.none, l.first
}

// ref returns the thing of a list with an index.
func (l *list) ref(index uint32) ec2.Ref { return ec2.Ref{Kind: l.kind, Index: index} }

// column returns the column that a filter means, or nil.
func (l *list) column(key string) *column {
	for i := range l.columns {
		if strings.EqualFold(l.columns[i].key, key) {
			return &l.columns[i]
		}
	}
	return nil
}
