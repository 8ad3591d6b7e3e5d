package scene

import (
	"cmp"

	"blockyard/sim/ec2"
)

// iconOf paints a thing as an icon with its name and the pill of its state.
func (m *mapper) iconOf(s *spot, r Rect) {
	c, hue, icon := m.captionOf(s), hueOf(s), symbolOf(m.v, s)
	if s.ref.Kind == ec2.KindSnapshot {
		m.snapshot(m.v, s.ref.Index, r)
		return
	}
	m.thing(r, c, m.border(hue), m.isDashed(s))
	if !m.visible(r) {
		return
	}
	size := m.px(15)
	m.icon(icon, r.X+m.px(8), r.Y+(r.H-size)/2, size, m.ink)
	left, right := r.X+m.px(30), r.Right()-m.px(8)
	state, image := m.stateOfSpot(s), s.ref.Kind == ec2.KindImage
	name := m.iconName(s)
	switch mood := moodOf(state, image); {
	case state == "":
	case s.ref.Kind == ec2.KindInstance && right-left-m.pillWidth(state)-m.px(6) >= min(m.width(typeStrong, name), m.px(70)):
		right = m.pill(right, r.Y+(r.H-m.px(20))/2, state, image) - m.px(6)
	default:
		m.stateMark(mood, right-m.px(11), r.Y+(r.H-m.px(11))/2, m.px(11), m.toneOf(mood).text)
		right -= m.px(17)
	}
	m.label(Rect{left, r.Y, max(0, right-left), r.H}, typeStrong, m.ink, name)
}

// captionOf returns what is said of what is at a spot.
func (m *mapper) captionOf(s *spot) *caption {
	if s.disk > 0 {
		return m.v.diskCaption(s.ref.Index, m.v.cloud.Instances().At(s.ref.Index), s.disk-1)
	}
	return m.v.caption(s.ref)
}

// iconName returns what is called by its name in a short line: a volume without one by its device.
func (m *mapper) iconName(s *spot) string {
	switch {
	case s.disk > 0:
		d := &m.v.cloud.Instances().At(s.ref.Index).Disks[s.disk-1]
		return cmp.Or(d.Virtual, d.Device)
	case s.ref.Kind == ec2.KindVolume:
		x := m.v.cloud.Volumes().At(s.ref.Index)
		if m.v.cloud.Name(s.ref) == "" && len(x.Attachments) > 0 {
			return x.Attachments[0].Device
		}
	}
	return m.v.name(s.ref)
}

// hueOf returns the hue of the kind of what is at a spot.
func hueOf(s *spot) Color {
	switch {
	case s.disk > 0:
		return hueDisk
	case s.ref.Kind == ec2.KindVolume:
		return hueVolume
	case s.ref.Kind == ec2.KindImage:
		return hueImage
	case s.ref.Kind == ec2.KindSnapshot:
		return hueSnapshot
	}
	return hueInstance
}

// symbolOf returns the icon of what is at a spot.
func symbolOf(v *view, s *spot) symbol {
	switch {
	case s.disk > 0:
		return symbolDisk
	case s.ref.Kind == ec2.KindInstance:
		if i := v.cloud.Instances().At(s.ref.Index); i.State != ec2.InstanceRunning && i.State != ec2.InstancePending {
			return symbolStopped
		}
	}
	return kindSymbols[s.ref.Kind]
}

// stateOfSpot returns the state of what is at a spot, "" where it has none of its own.
func (m *mapper) stateOfSpot(s *spot) string {
	if s.disk > 0 || s.ref.Kind == ec2.KindImage && m.v.cloud.Images().At(s.ref.Index).Public {
		return ""
	}
	if s.ref.Kind == ec2.KindInstance {
		return m.shownState(s)
	}
	return m.v.cloud.StateOf(s.ref)
}

// isDashed reports whether the border of what is at a spot is dashed: it is on its way out, does not outlive its host, or is not yours.
func (m *mapper) isDashed(s *spot) bool {
	switch s.ref.Kind {
	case ec2.KindInstance:
		return s.disk > 0 || m.v.cloud.Instances().At(s.ref.Index).State == ec2.InstanceTerminated
	case ec2.KindVolume:
		return m.v.cloud.Volumes().At(s.ref.Index).State == ec2.VolumeDeleting
	case ec2.KindImage:
		x := m.v.cloud.Images().At(s.ref.Index)
		return x.Public || x.Account != homeAccount
	case ec2.KindSnapshot, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return false
}
