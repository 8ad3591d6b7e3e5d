package guest

import "blockyard/sim/ec2"

// A View is what a guest knows of a disk that others can write to, too: the
// table of files as it was when the guest mounted the disk, with its own writes.
//
// Simplified: a guest never looks at the disk again, and each write to the disk
// brings the guest's whole table with it, so the last one to write wins. File
// systems such as ext4 and XFS do this by the block; what comes of it is the same.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volumes-multi.html.
type View struct {
	Device string
	Files  *ec2.Files
}

// seen returns what a guest knows of the disk at a device, if it keeps that.
func (m *Machine) seen(device string) (*ec2.Files, bool) {
	for _, v := range m.Views {
		if v.Device == device {
			return v.Files, true
		}
	}
	return nil, false
}

// mount lets a guest that is up read the tables of the shared disks that it has not yet mounted.
func (tx *Tx) mount(instance uint32) {
	m, i := tx.Guests.machine(instance), tx.Instances().At(instance)
	before := len(m.Views)
	for _, d := range i.Devices {
		v := tx.Volumes().At(d.Volume)
		if _, has := m.seen(d.Name); m.Up && v.MultiAttach && !has && isMounted(i, v, instance) {
			m.remember().Views = append(m.Views[:len(m.Views):len(m.Views)], View{d.Name, v.Files})
		}
	}
	if len(m.Views) > before {
		tx.setMachine(instance, m)
	}
}

// look lets a guest know another table of the disk at a device; nil forgets it.
func (tx *Tx) look(instance uint32, device string, files *ec2.Files) {
	m := tx.Guests.machine(instance)
	if _, has := m.seen(device); !has && files == nil {
		return
	}
	var views []View
	for _, v := range m.Views {
		if v.Device != device {
			views = append(views, v)
		}
	}
	if files != nil {
		views = append(views, View{device, files})
	}
	m.remember().Views = views
	tx.setMachine(instance, m)
}

// Views returns what the guest of an instance knows of the disks that others can write to, too.
func (s *State) Views(instance uint32) []View { return s.machine(instance).Views }
