package form

import (
	"slices"
	"strings"

	"blockyard/sim/ec2"
)

// Images are the images that an instance can be launched from, by where they come from.
type Images struct {
	Tabs  []Tab
	List  []Image // of the chosen tab
	Empty string  // what would be there, where nothing is
}

// A Tab is one of several lists.
type Tab struct {
	Name   string
	Count  int
	Chosen bool
}

// An Image is one image to choose.
type Image struct {
	Fill   string // what the field holds once it is chosen
	Title  string // its short name, or its name
	Name   string // as its owner gave it
	ID     string
	About  string // owner, architecture, virtualization, root
	Chosen bool
}

// mostImages is how many images of a tab are shown, the newest.
const mostImages = 60

// sources are the tabs of AWS's console, what belongs there, and what would where nothing does.
var sources = []struct {
	name, empty string
	holds       func(d *draft, m *ec2.Image) bool
}{
	{"Quick start", "No images of AWS and its partners in this region.", func(d *draft, m *ec2.Image) bool {
		return m.Public && (m.OwnerAlias == "amazon" && !strings.HasPrefix(m.Alias, "ami-") || d.ownerOf(m) == canonical)
	}},
	{myImages, "An image of one of your own instances would be here: Create image makes one.", func(d *draft, m *ec2.Image) bool {
		return m.Account == d.caller.Account
	}},
	{"Shared with me", "An image that another account lets yours launch would be here: its owner changes its launch permission.", func(d *draft, m *ec2.Image) bool {
		return m.Account != d.caller.Account && !m.Public
	}},
	{"AWS Marketplace", "Images that companies offer in AWS Marketplace would be here.", func(_ *draft, m *ec2.Image) bool {
		return m.OwnerAlias == marketplace
	}},
	{"Community AMIs", "Images that other accounts have made public would be here.", func(d *draft, m *ec2.Image) bool {
		return m.Public && m.Account != d.caller.Account && m.OwnerAlias != marketplace && (m.OwnerAlias != "amazon" || strings.HasPrefix(m.Alias, "ami-"))
	}},
}

const (
	myImages    = "My AMIs"
	canonical   = "099720109477" // the account in which Canonical publishes Ubuntu
	marketplace = "aws-marketplace"
)

func (d *draft) ownerOf(m *ec2.Image) string { return d.cloud.AccountNumber(m.Account) }

// images returns the images to choose from. Without a chosen tab, that of the chosen image is shown.
func (d *draft) images() *Images {
	all := &Images{}
	chosen, has := d.thing("image", d.value("ImageId"))
	refs := d.things("image", d.caller.Region)
	shown := d.values[KeyImages]
	lists := make([][]ec2.Ref, len(sources))
	for i, s := range sources {
		lists[i] = slices.DeleteFunc(slices.Clone(refs), func(ref ec2.Ref) bool { return !s.holds(d, d.cloud.Images().At(ref.Index)) })
		if shown == "" && has && slices.Contains(lists[i], chosen) {
			shown = s.name
		}
	}
	if shown == "" {
		shown = sources[0].name
	}
	for i, s := range sources {
		all.Tabs = append(all.Tabs, Tab{s.name, len(lists[i]), s.name == shown})
		if s.name != shown {
			continue
		}
		if all.Empty = ""; len(lists[i]) == 0 {
			all.Empty = s.empty
		}
		if s.name != myImages {
			slices.SortFunc(lists[i], func(a, b ec2.Ref) int { return int(a.Index) - int(b.Index) })
		}
		for _, ref := range lists[i][:min(mostImages, len(lists[i]))] {
			all.List = append(all.List, d.offered(ref, has && ref == chosen))
		}
	}
	return all
}

// offered returns an image as one to choose.
func (d *draft) offered(ref ec2.Ref, chosen bool) Image {
	m := d.cloud.Images().At(ref.Index)
	one := Image{Fill: d.handle(ref), Title: d.namesOf(ref)[0], Name: m.Name, ID: d.cloud.ID(ref), Chosen: chosen}
	for _, name := range []string{m.Alias, m.Name, one.ID} {
		if one.Title == "" {
			one.Title = name
		}
	}
	owner := m.OwnerAlias
	switch {
	case m.Account == d.caller.Account:
		owner = "yours"
	case d.ownerOf(m) == canonical:
		owner = "Canonical"
	case owner == "":
		owner = d.ownerOf(m)
	}
	one.About = owner + " · " + m.Architecture + " · " + m.Virtualization + " · root: " + m.RootKind
	if m.Platform == "windows" {
		one.About += " · Windows"
	}
	if m.HasDeprecation {
		one.About += " · deprecated from " + d.world.Date(m.Deprecates).Day()
	}
	if m.State != ec2.ImageAvailable {
		one.About = string(m.State) + " · " + one.About
	}
	return one
}
