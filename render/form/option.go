package form

import (
	"slices"
	"strconv"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
	"blockyard/sim/unit"
)

// mostOptions is how many options are shown at once; a filter finds the others.
const mostOptions = 40

func digits(n int) string { return strconv.Itoa(n) }

// choices gives a field its options, where it has any.
func (d *draft) choices(f *Field, s slot) {
	name := last(s.key)
	switch {
	case s.kind.Kind == op.Int || s.kind.Kind == op.Bool:
	case s.id != "":
		d.offerThings(f, s.id)
	case name == "AvailabilityZone" || name == "ZoneNames":
		d.offer(f, d.zones())
	case s.key == KeyRegion || strings.HasSuffix(name, "Region") || name == "RegionNames":
		d.offer(f, regions())
	case name == "InstanceType":
		d.offer(f, d.types())
	case name == "Device" || name == "DeviceName" || name == "RootDeviceName":
		f.Open = true
		d.offer(f, d.devices(s))
	case name == "UserIds" || name == "UserId":
		f.Open = true
		d.offer(f, accounts())
	case name == "KeyName" && d.op.Action != "CreateKeyPair" || s.key == "KeyPairId":
		f.Open = true
		d.offer(f, d.keyPairs(name))
	case s.key == "PublicIp":
		f.Open = true
		d.offer(f, d.addresses())
	case name == "InstanceInitiatedShutdownBehavior" && s.enum == nil:
		d.offer(f, []Option{{Fill: "stop", Text: "stop"}, {Fill: "terminate", Text: "terminate"}})
	case s.key == "UserGroups" || s.key == "GroupNames":
		d.offer(f, []Option{{Fill: "all", Text: "all", Detail: "every account there is"}})
	case s.enum != nil:
		f.Open = s.open
		d.offer(f, d.allowed(s))
	}
}

// offer makes a field one of options: all of them are known at once.
func (d *draft) offer(f *Field, options []Option) {
	if f.Kind != Several {
		f.Kind = Choice
	}
	held := Split(f.Value)
	var shown []string
	for i := range options {
		if o := &options[i]; slices.Contains(held, o.Fill) || f.Kind == Choice && o.Fill == f.Value && f.Value != "" {
			o.Chosen = true
			shown = append(shown, o.Text)
		}
	}
	if f.Shown = strings.Join(shown, ", "); len(shown) < len(held) {
		f.Shown = f.Value
	}
	if d.values[KeyOpen] == f.Key {
		d.show(f, options)
	}
}

// show gives a field the options that its filter lets through, and what else it can hold.
func (d *draft) show(f *Field, options []Option) {
	wanted := strings.TrimSpace(d.values[KeyFilter])
	words := strings.Fields(strings.ToLower(wanted))
	exact := false
	if f.Kind == Choice && !f.Required && wanted == "" {
		f.Options = append(f.Options, Option{Text: "Not set", Chosen: f.Value == ""})
	}
	for _, o := range options {
		exact = exact || o.Fill == wanted
		if !holds(o, words) {
			continue
		}
		if len(f.Options) >= mostOptions {
			f.Hidden++
			continue
		}
		if f.Kind == Several {
			o.Fill = toggled(f.Value, o.Fill)
		}
		f.Options = append(f.Options, o)
	}
	if f.Open && wanted != "" && !exact {
		own := Option{Fill: wanted, Text: "Use " + wanted}
		if f.Kind == Several {
			own.Fill = toggled(f.Value, wanted)
		}
		f.Options = append(f.Options, own)
	}
}

// holds reports whether an option has every word in it.
func holds(o Option, words []string) bool {
	text := strings.ToLower(o.Fill + " " + o.Text + " " + o.Detail)
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, word) })
}

// toggled returns the words of a list with one more, or without it where it was there.
func toggled(list, word string) string {
	words := Split(list)
	if at := slices.Index(words, word); at >= 0 {
		words = slices.Delete(words, at, at+1)
	} else {
		words = append(words, word)
	}
	return join(words)
}

// zones returns the zones of the region.
func (d *draft) zones() (options []Option) {
	r, _ := catalog.RegionNamed(d.region())
	for _, z := range r.Zones {
		options = append(options, Option{Fill: z.Name, Text: z.Name})
	}
	return options
}

// regions returns the regions that can be used.
func regions() (options []Option) {
	all := catalog.Regions()
	for i := range all {
		if all[i].Usable() {
			options = append(options, Option{Fill: all[i].Name, Text: all[i].Name, Detail: all[i].Place})
		}
	}
	return options
}

// accounts returns the accounts that somebody acts for.
func accounts() (options []Option) {
	for _, p := range catalog.Profiles() {
		options = append(options, Option{Fill: p.Account, Text: p.Account, Detail: p.Name})
	}
	return options
}

// keyPairs returns the caller's key pairs in the region, by name or by id.
func (d *draft) keyPairs(by string) (options []Option) {
	for index, k := range d.cloud.KeyPairs().All() {
		ref := ec2.Ref{Kind: ec2.KindKeyPair, Index: index}
		if k.Account != d.caller.Account || k.Region != d.caller.Region || !d.cloud.Exists(ref) {
			continue
		}
		o := Option{Fill: k.Name, Text: k.Name, Detail: k.Type}
		if by != "KeyName" {
			o.Fill = d.cloud.ID(ref)
		}
		options = append(options, o)
	}
	return options
}

// addresses returns the caller's Elastic IP addresses in the region, by the address itself.
func (d *draft) addresses() (options []Option) {
	for index, a := range d.cloud.Addresses().All() {
		ref := ec2.Ref{Kind: ec2.KindAddress, Index: index}
		if a.Account == d.caller.Account && a.Region == d.caller.Region && d.cloud.Exists(ref) {
			address, about := ec2.ElasticAddress(index), d.aboutAddress(index)
			if name := d.cloud.Name(ref); name != "" {
				about = name + strings.TrimPrefix(about, address)
			}
			options = append(options, Option{Fill: address, Text: address, Detail: strings.TrimPrefix(about, address+", ")})
		}
	}
	return options
}

// allowed returns the allowed values of a parameter.
func (d *draft) allowed(s slot) (options []Option) {
	for _, value := range s.enum {
		o := Option{Fill: value, Text: value}
		if t, ok := catalog.VolumeTypeNamed(value); ok && last(s.key) == "VolumeType" {
			o.Detail = strings.TrimSuffix(t.Title, " ("+value+")") + d.price(catalog.VolumeStorage, value)
		}
		options = append(options, o)
	}
	return options
}

// price returns what something costs in the region, after a comma; "" where the book does not know.
func (d *draft) price(charge catalog.Charge, key string) string {
	tiers := d.world.Config().Book.Tiers(catalog.Item{Region: d.region(), Charge: charge, Key: key})
	if len(tiers) == 0 {
		return ""
	}
	return ", $" + tiers[0].Text
}

// types returns the instance types, with why the chosen image would not run on one.
func (d *draft) types() (options []Option) {
	m := d.image()
	for i := range catalog.InstanceTypes() {
		t := &catalog.InstanceTypes()[i]
		o := Option{Fill: t.Name, Text: t.Name, Refused: misfit(t, m)}
		o.Detail = count(int(t.VCPUs), "vCPU") + ", " + memory(t.Memory) + d.price(catalog.Compute, t.Name)
		if t.Store.Disks > 0 {
			o.Detail += ", " + digits(int(t.Store.Disks)) + " × " + digits(int(t.Store.GB)) + " GB instance store"
		}
		options = append(options, o)
	}
	return options
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return digits(n) + " " + noun + "s"
}

func memory(b unit.Bytes) string {
	return strconv.FormatFloat(float64(b)/float64(unit.GiB), 'f', -1, 64) + " GiB"
}

// image returns the chosen image, or nil.
func (d *draft) image() *ec2.Image {
	ref, ok := d.thing("image", d.value("ImageId"))
	if !ok {
		return nil
	}
	return d.cloud.Images().At(ref.Index)
}

// misfit says why an instance type does not run an image, or "".
func misfit(t *catalog.InstanceType, m *ec2.Image) string {
	switch {
	case m == nil:
	case !t.Runs(m.Architecture):
		return strings.Join(t.Architectures, ", ") + " alone; the image is " + m.Architecture
	case !t.BootsFrom(m.RootKind):
		return "it does not boot from " + m.RootKind
	case !slices.Contains(t.Virtualization, m.Virtualization):
		return "it does not run " + m.Virtualization + " images"
	}
	return ""
}
