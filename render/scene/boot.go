package scene

import (
	"cmp"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// A stage is a part of a boot as it is shown: one that is over, under way, or to come.
type stage struct {
	name   guest.PartName
	length unit.Duration // in all; of one that is to come the usual, 0 where nobody can say
	past   unit.Duration // so much of it
	over   bool
}

// bootWords says what each part of a boot is spent on.
var bootWords = map[guest.PartName]string{
	guest.PartFetch:    "the whole image comes from S3 before anything runs",
	guest.PartPlace:    "a host is found and the root volume attached",
	guest.PartLoad:     "blocks that the boot reads come from the snapshot",
	guest.PartKernel:   "the operating system starts",
	guest.PartRestart:  "down and up again on the same host",
	guest.PartResume:   "the memory comes back from the root volume",
	guest.PartServices: "what the image brings is started",
	guest.PartScript:   "the script of the first boot, once",
}

// machine returns the guest of an instance; one that never ran has none.
func (v *view) machine(index uint32) *guest.Machine {
	machines := v.world.Guests().Machines()
	if int(index) >= machines.Len() {
		return &guest.Machine{Memory: new(guest.Memory)}
	}
	return machines.At(index)
}

// isBooting reports whether an instance is on its way up: until its services and its user data are done.
func (v *view) isBooting(index uint32, i *ec2.Instance) bool {
	switch i.State {
	case ec2.InstancePending:
		return true
	case ec2.InstanceRunning:
		m := v.machine(index)
		return !i.Health().Impaired && (!m.Up || !m.Serving || m.Script.Running)
	case ec2.InstanceStopping, ec2.InstanceStopped, ec2.InstanceShuttingDown, ec2.InstanceTerminated, ec2.NoInstance:
	}
	return false
}

// stages returns the parts of the latest boot of an instance, with those that are to come while it boots.
func (v *view) stages(index uint32, i *ec2.Instance) (all []stage) {
	parts, booting := v.world.Guests().Boot(index), v.isBooting(index, i)
	for n, p := range parts {
		s := stage{name: p.Name, length: p.To.Sub(p.From), past: max(0, min(v.now, p.To).Sub(p.From)), over: p.To <= v.now}
		if booting && n == len(parts)-1 {
			s.over = false
		}
		all = append(all, s)
	}
	if !booting {
		return all
	}
	if i.State == ec2.InstancePending {
		all = append(all, v.stagesToCome(index, i)...)
	}
	if last := len(all) - 1; last >= 0 && all[last].name != guest.PartScript && i.UserData != "" && !v.machine(index).Scripted {
		all = append(all, stage{name: guest.PartScript})
	}
	return all
}

// stagesToCome returns what usually follows once a pending instance runs.
func (v *view) stagesToCome(index uint32, i *ec2.Instance) (all []stage) {
	if v.machine(index).Asleep {
		return []stage{{name: guest.PartResume, length: catalog.Resuming.Typical}}
	}
	for _, d := range i.Devices {
		if x := v.cloud.Volumes().At(d.Volume); d.Name == i.RootDevice && x.HasSnapshot && !x.Booted {
			all = append(all, stage{name: guest.PartLoad, length: catalog.BootLoad.Typical})
		}
	}
	return append(all, stage{name: guest.PartKernel, length: catalog.BootKernel.Typical}, stage{name: guest.PartServices, length: catalog.BootServices.Typical})
}

// boot returns how far an instance is on its way to serving, as a share of the time that it takes.
func (v *view) boot(index uint32, i *ec2.Instance) (share float64, booting bool) {
	if !v.isBooting(index, i) {
		return 0, false
	}
	var past, whole unit.Duration
	for _, s := range v.stages(index, i) {
		past, whole = past+s.past, whole+s.length
	}
	return min(0.97, float64(past)/float64(max(1, whole))), true
}

// stageNow returns what a booting instance spends its time on now, or "".
func (v *view) stageNow(index uint32, i *ec2.Instance) guest.PartName {
	if !v.isBooting(index, i) {
		return ""
	}
	for _, s := range v.stages(index, i) {
		if !s.over {
			return s.name
		}
	}
	return ""
}

// stagesBar paints a bar of the parts of a boot, each as wide as it is long, without a node.
func (p *pen) stagesBar(r Rect, all []stage, hue Color) {
	gap := max(2, p.px(2))
	var whole unit.Duration
	for _, s := range all {
		whole += s.length
	}
	least := min(p.px(10), r.W/float64(2*len(all)))
	room := r.W - gap*float64(len(all)-1) - least*float64(len(all))
	x := r.X
	for _, s := range all {
		w := least + room*float64(s.length)/float64(max(1, whole))
		share := float64(s.past) / float64(max(1, s.length))
		if s.over {
			share = 1
		}
		p.box(Rect{x, r.Y, w, r.H}, r.H/2, p.empty, p.emptyLine, lineWidth(p.emptyLine, 1))
		if share > 0 {
			p.box(Rect{x, r.Y, max(r.H, w*min(1, share)), r.H}, r.H/2, hue, 0, 0)
		}
		x += w + gap
	}
}

// bootSection paints the parts of the latest boot of an instance: a bar of them, and what each took or will take.
func (p *pen) bootSection(v *view, ref ec2.Ref, x, y, w float64) float64 {
	if ref.Kind != ec2.KindInstance {
		return y
	}
	i := v.cloud.Instances().At(ref.Index)
	all := v.stages(ref.Index, i)
	if len(all) == 0 {
		return y
	}
	var took unit.Duration
	for _, s := range all {
		took += s.past
	}
	title := "Latest boot"
	if share, booting := v.boot(ref.Index, i); booting {
		title = "Booting, " + percent(share)
	}
	head := y
	y = p.sectionHead(title, x, y, w)
	p.labelRight(Rect{x + w*0.6, head + p.px(10), w * 0.4, p.px(22)}, typeBody, p.ink, took.String())
	p.stagesBar(Rect{x, y + p.px(2), w, p.px(8)}, all, hueInstance)
	y += p.px(14)
	for n := range all {
		y = p.stageRow(&all[n], x, y, w)
	}
	return y
}

// stageRow paints one part of a boot: whether it is over, its name, how long it takes, and what that time is spent on.
func (p *pen) stageRow(s *stage, x, y, w float64) float64 {
	left, line := x+p.px(22), p.lineHeight(typeBody)
	mood, time := moodIdle, "to come"
	switch {
	case s.over:
		mood, time = moodOn, s.length.String()
	case s.past > 0 || s.length > 0 && s.name == guest.PartFetch:
		mood, time = moodGoing, s.past.String()+" of "+s.length.String()
	case s.length > 0:
		time = "to come, " + s.length.String()
	}
	p.stateMark(mood, x+p.px(2), y+p.px(5), p.px(12), p.toneOf(mood).text)
	right := p.labelRight(Rect{left + (x+w-left)*0.4, y, (x + w - left) * 0.6, line}, typeBody, p.ink, time)
	p.label(Rect{left, y, max(0, x+w-left-right-p.px(8)), line}, typeBody, p.ink, string(s.name))
	doc := cmp.Or(bootWords[s.name], string(s.name))
	bottom := p.lines(left, y+line, x+w-left, typeBody, p.muted, p.wrap(typeBody, doc, x+w-left, 3))
	p.node(Node{ID: "boot/" + string(s.name), Role: RoleText, Name: string(s.name) + ": " + time, Help: doc, Rect: Rect{x, y, w, bottom - y}})
	return bottom + p.px(3)
}
