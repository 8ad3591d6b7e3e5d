package scene

import (
	"cmp"
	"strconv"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// What the ids of the nodes of places begin with.
const (
	zonePrefix    = "zone/"
	regionPrefix  = "region/"
	accountPrefix = "account/"
	diskInfix     = "/disk/"
)

// A placed is something that can be selected and is no resource of its own: a zone, a region, an account, or a disk of an instance's host.
type placed struct {
	name, kind string
	symbol     symbol
	facts      []fact
	sections   []section
	forms      []Action
}

// placeOfNode returns what the inspector tells of the place whose node has an id, or nil where it is none.
func (v *view) placeOfNode(node string) *placed {
	if instance, device, ok := strings.Cut(node, diskInfix); ok {
		return v.diskPlace(instance, device)
	}
	switch prefix, name, _ := strings.Cut(node, "/"); prefix + "/" {
	case zonePrefix:
		return v.zonePlace(name)
	case regionPrefix:
		if r, ok := catalog.RegionNamed(name); ok {
			return v.regionPlace(r)
		}
	case accountPrefix:
		if index, ok := v.cloud.AccountIndex(name); ok {
			return v.accountPlace(name, index)
		}
	}
	return nil
}

// diskPlace returns what is told of a disk of an instance's host.
func (v *view) diskPlace(instance, device string) *placed {
	ref, ok := v.selected(instance)
	if !ok || ref.Kind != ec2.KindInstance {
		return nil
	}
	i := v.cloud.Instances().At(ref.Index)
	for _, d := range i.Disks {
		if d.Device != device {
			continue
		}
		return &placed{
			name: cmp.Or(d.Virtual, d.Device), kind: "instance-store disk", symbol: symbolDisk,
			facts: []fact{
				v.leadTo("Instance", ref, v.name(ref)),
				{name: "Device", value: d.Device},
				{name: "Size", value: gib(d.GiB) + ", " + stored(uint64(d.Files.Used())) + " written"},
				{name: "Cost", value: "nothing: it comes with the instance type"},
				{name: "At a stop", value: "erased: it is a disk of the host. No snapshot and no image has it."},
				{name: "At a reboot", value: "stays"},
				{name: "Availability Zone", value: zoneName(i.Region, i.Zone), leads: zonePrefix + zoneName(i.Region, i.Zone)},
			},
			sections: []section{{"Files", filesOf(d.Files)}},
		}
	}
	return nil
}

// zonePlace returns what is told of a zone, or nil where there is none of that name.
func (v *view) zonePlace(name string) *placed {
	for r := range catalog.Regions() {
		region := &catalog.Regions()[r]
		for z := range region.Zones {
			if region.Zones[z].Name == name {
				return v.zoneOf(region, uint8(z))
			}
		}
	}
	return nil
}

func (v *view) zoneOf(region *catalog.Region, zone uint8) *placed {
	name := region.Zones[zone].Name
	instances := v.those(ec2.KindInstance, func(index uint32) bool {
		i := v.cloud.Instances().At(index)
		return i.Region == uint16(region.Index) && i.Zone == zone
	})
	volumes := v.those(ec2.KindVolume, func(index uint32) bool {
		x := v.cloud.Volumes().At(index)
		return x.Region == uint16(region.Index) && x.Zone == zone
	})
	flags := v.regionFlag(region)
	return &placed{
		name: name, kind: "Availability Zone", symbol: symbolZone,
		facts: []fact{
			{name: "Region", value: region.Name, leads: regionPrefix + region.Name},
			{name: "Instances", value: v.states(instances)},
			{name: "Volumes", value: v.states(volumes)},
			{name: "A month", value: v.paceOfAll(instances, volumes) + " at this pace"},
			{name: "Rule", value: "A volume stays in its zone, and is attached to instances of it alone. A snapshot takes its content elsewhere."},
		},
		sections: []section{{"Instances", v.relations(instances)}, {"Volumes", v.relations(volumes)}},
		forms: []Action{
			{"Launch instance", OpenForm, "aws ec2 run-instances --availability-zone " + name + flags},
			{"Create volume", OpenForm, "aws ec2 create-volume --availability-zone " + name + flags},
		},
	}
}

// regionFlag returns the flag of commands for a region; for the one at hand none is needed.
func (v *view) regionFlag(region *catalog.Region) string {
	if uint16(region.Index) == v.region {
		return ""
	}
	return " --region " + region.Name
}

// regionPlace returns what is told of a region.
func (v *view) regionPlace(region *catalog.Region) *placed {
	inside := func(kind ec2.Kind) []ec2.Ref {
		return v.those(kind, func(index uint32) bool {
			_, r := v.cloud.Place(ec2.Ref{Kind: kind, Index: index})
			return r == uint16(region.Index) && v.isOwn(ec2.Ref{Kind: kind, Index: index})
		})
	}
	instances, volumes, snapshots, images := inside(ec2.KindInstance), inside(ec2.KindVolume), inside(ec2.KindSnapshot), inside(ec2.KindImage)
	addresses := inside(ec2.KindAddress)
	var zones []relation
	for _, z := range region.Zones {
		zones = append(zones, relation{name: z.Name, symbol: symbolZone, iconic: true, leads: zonePrefix + z.Name})
	}
	flags := v.regionFlag(region)
	index := uint16(region.Index)
	return &placed{
		name: region.Name, kind: "region, " + region.Place, symbol: symbolRegion,
		facts: append([]fact{
			{name: "Instances", value: v.states(instances)},
			{name: "Volumes", value: v.states(volumes)},
			{name: "Snapshots", value: v.states(snapshots)},
			{name: "Images", value: v.states(images)},
			{name: "Addresses", value: v.states(addresses)},
			{name: "A month", value: v.paceOfAll(instances, volumes, snapshots, addresses) + " at this pace"},
			{name: "Rule", value: "Snapshots and images belong to the region: every zone of it can use them, and other regions need a copy."},
		}, v.settingFacts(index)...),
		sections: []section{{"Recycle Bin rules", v.ruleRows(index)}, {"KMS keys", v.keyRows(index)}, {"Zones", zones}},
		forms: append([]Action{
			{"Launch instance", OpenForm, "aws ec2 run-instances" + flags},
			{"Create volume", OpenForm, "aws ec2 create-volume" + flags},
			{"Allocate Elastic IP address", OpenForm, "aws ec2 allocate-address" + flags},
			{"Create key pair", OpenForm, "aws ec2 create-key-pair" + flags},
		}, v.regionSettings(region)...),
	}
}

// isOwn reports whether a thing is of a learner's own, and not of the public catalogue.
func (v *view) isOwn(ref ec2.Ref) bool {
	account, _ := v.cloud.Place(ref)
	if ref.Kind == ec2.KindSnapshot && v.cloud.Snapshots().At(ref.Index).InCatalogue() {
		return false
	}
	_, ok := catalog.ProfileOf(v.cloud.AccountNumber(account))
	return ok
}

// accountPlace returns what is told of an account.
func (v *view) accountPlace(number string, account uint16) *placed {
	profile := number
	if p, ok := catalog.ProfileOf(number); ok {
		profile = p.Name
	}
	facts := []fact{{name: "Account ID", value: number}, {name: "Profile", value: profile}}
	var all [][]ec2.Ref
	for _, kind := range []ec2.Kind{ec2.KindInstance, ec2.KindVolume, ec2.KindSnapshot, ec2.KindImage, ec2.KindAddress} {
		refs := v.those(kind, func(index uint32) bool {
			ref := ec2.Ref{Kind: kind, Index: index}
			owner, _ := v.cloud.Place(ref)
			return owner == account && v.isOwn(ref)
		})
		facts = append(facts, fact{name: lists[listOf(kind)].title, value: v.states(refs)})
		all = append(all, refs)
	}
	return &placed{
		name: profile, kind: "account", symbol: symbolAccount,
		facts: append(facts, fact{name: "A month", value: v.paceOfAll(all...) + " at this pace"}),
	}
}

// states returns how many things there are in which state: "3: 2 running, 1 stopped".
func (v *view) states(refs []ec2.Ref) string {
	var names []string
	count := map[string]int{}
	for _, ref := range refs {
		state := v.cloud.StateOf(ref)
		if count[state]++; count[state] == 1 {
			names = append(names, state)
		}
	}
	for i, name := range names {
		names[i] = strconv.Itoa(count[name]) + " " + name
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// paceOfAll returns what things cost together in 30 days as they are.
func (v *view) paceOfAll(groups ...[]ec2.Ref) string {
	wanted := map[cost.Resource]bool{}
	for _, refs := range groups {
		for _, ref := range refs {
			wanted[cost.Resource{Kind: uint8(ref.Kind), Index: ref.Index}] = true
		}
	}
	window, ledger := paceWindow(v.world), v.account.ledger
	var sum unit.Money
	for _, e := range ledger.Entries() {
		if wanted[e.Resource] {
			one := []cost.Entry{e}
			sum = sum.Plus(v.costUntil(one, window.To).Minus(v.costUntil(one, window.From)))
		}
	}
	return perMonth(sum)
}

// placeInspector paints everything about a place.
func (p *pen) placeInspector(v *view, place *placed, x, y, w float64) float64 {
	p.icon(place.symbol, x, y+p.px(3), p.px(18), p.ink)
	y = p.headName(place.name, place.kind, x, y, w) + p.px(6)
	var buttons []button
	for _, form := range place.forms {
		text := form.Label
		if form.Verb == OpenForm {
			text += ellipsis
		}
		buttons = append(buttons, button{id: "place/" + form.Label, text: text, help: form.Arg, act: form})
	}
	if len(buttons) > 0 {
		y = p.flow(x, y, w, buttons) + p.px(10)
	}
	y = p.factRows(place.facts, x, y, w)
	for i := range place.sections {
		y = p.section(v, &place.sections[i], x, y, w)
	}
	return y
}
