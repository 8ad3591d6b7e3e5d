package form

import (
	"slices"
	"strings"

	"blockyard/scripting/shell"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
)

// Following returns the request after the field with a key was filled in: what
// depends on it is filled in anew. The empty key stands for the opening of the form.
func (r Request) Following(key string) Request {
	r.Values = slices.Clone(r.Values)
	d, err := newDraft(r)
	if err != nil {
		return r
	}
	switch key {
	case "":
		d.begin(&r)
	case KeyRegion:
		d.moved(&r)
	case KeyAdd:
		d.grow(&r)
	case "ImageId", "InstanceId":
		d.remap(&r)
		d.plug(&r)
	}
	return r
}

// grow adds the row that was asked for.
func (d *draft) grow(r *Request) {
	wanted := d.values[KeyAdd]
	r.set(KeyAdd, "")
	key, _, _ := strings.Cut(wanted, "#")
	s := d.slotOf(key)
	if s.kind == nil || !s.isRows() {
		return
	}
	for _, add := range d.rows(s, "").Add {
		if add.Key != wanted {
			continue
		}
		for _, v := range add.Values {
			r.set(v.Key, v.Text)
		}
	}
}

// begin fills in what a form begins with: the choices that AWS's console has made when it opens.
func (d *draft) begin(r *Request) {
	for _, p := range d.parameters() {
		if p.required && p.isRows() && d.values[p.key] == "" {
			r.set(p.key, "0")
		}
		switch {
		case p.key == "SourceRegion":
			d.copying(r)
		case d.value(p.key) != "":
		case p.key == "AvailabilityZone" && (p.required || d.op.Action == runInstances):
			r.set(p.key, d.zones()[0].Fill)
		case p.key == "Size" && d.op.Action == "CreateVolume" && d.value("SnapshotId") == "":
			r.set(p.key, "8")
		}
	}
	if d.op.Action == runInstances {
		d.launch(r)
	}
	if again, err := newDraft(*r); err == nil {
		again.remap(r)
		again.plug(r)
	}
}

// copying fills in from where a copy is made and to where: from the region at hand into another one, unless they are given.
func (d *draft) copying(r *Request) {
	source := d.value("SourceRegion")
	if source == "" {
		source = home
	}
	r.set("SourceRegion", source)
	if there, err := d.world.CallerAs(d.caller, "", source); err == nil {
		d.pin(r, there)
	}
	if r.Region != "" {
		return
	}
	for _, o := range regions() {
		if o.Fill != source {
			r.set(KeyRegion, o.Fill)
			return
		}
	}
}

// pin replaces the names of what is copied by ids: a name means something in its own region alone.
func (d *draft) pin(r *Request, there ec2.Caller) {
	for _, p := range d.parameters() {
		name, isName := strings.CutPrefix(d.value(p.key), "@")
		if !isName || p.id == "" || !strings.HasPrefix(p.key, "Source") {
			continue
		}
		if id, err := shell.ID(d.cloud, there, "", p.id, name); err == nil {
			r.set(p.key, id)
		}
	}
}

// launch fills in an image and a type that fit each other.
func (d *draft) launch(r *Request) {
	if d.value("ImageId") == "" {
		if list := d.images().List; len(list) > 0 {
			r.set("ImageId", list[0].Fill)
		}
	}
	again, err := newDraft(*r)
	if err != nil || again.value("InstanceType") != "" {
		return
	}
	for _, name := range []string{"t3.micro", "t4g.micro", "demo.small"} {
		if t, ok := catalog.InstanceTypeNamed(name); ok && misfit(t, again.image()) == "" {
			r.set("InstanceType", name)
			return
		}
	}
}

// moved fills in anew what lies in a region after another one was chosen.
func (d *draft) moved(r *Request) {
	for _, p := range d.parameters() {
		switch {
		case p.key == "AvailabilityZone" && d.value(p.key) != "":
			r.set(p.key, d.zones()[0].Fill)
		case p.id != "" && d.regionOf(p.key) == d.caller.Region && !strings.HasPrefix(d.value(p.key), "@"):
			r.set(p.key, "")
		}
	}
	again, err := newDraft(*r)
	if err != nil {
		return
	}
	if d.op.Action == runInstances {
		if _, ok := again.thing("image", again.value("ImageId")); !ok {
			r.set("ImageId", "")
			again.values["ImageId"] = ""
			again.launch(r)
		}
		again, _ = newDraft(*r)
	}
	again.remap(r)
}

// remap fills in the rows of a mapping with what is there already.
func (d *draft) remap(r *Request) {
	if !d.has(mappings) || d.op.Action == "RegisterImage" {
		return
	}
	r.Values = slices.DeleteFunc(r.Values, func(v Value) bool { return v.Key == mappings || strings.HasPrefix(v.Key, mappings+".") })
	r.Values = append(r.Values, d.baseRows()...)
}

// plug fills in the first device that the chosen instance does not use.
func (d *draft) plug(r *Request) {
	if !d.has("Device") || !d.has("InstanceId") || !d.has("VolumeId") || !d.slotOf("Device").required {
		return
	}
	ref, ok := d.thing("instance", d.value("InstanceId"))
	if !ok {
		return
	}
	used := d.instanceUses(ref)
	if held := d.value("Device"); held == "" || slices.Contains(used, held) {
		r.set("Device", d.freeDevice(used))
	}
}

// Several reports whether a field holds any number of options.
func (r Request) Several(key string) bool {
	d, err := newDraft(r)
	if err != nil {
		return false
	}
	s := d.slotOf(key)
	return s.kind != nil && s.kind.Kind == op.List
}
