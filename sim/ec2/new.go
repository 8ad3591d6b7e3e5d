package ec2

import (
	"blockyard/sim/block"
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// New returns a state that holds the accounts of all profiles, the public
// images of every region and nothing else. The first account is the one that
// calls come from unless they say otherwise.
func New(names Names, start unit.Date) *State {
	s := &State{
		names:  names,
		blocks: block.New(),
	}
	for _, p := range catalog.Profiles() {
		s.account(p.Account)
	}
	for r := range catalog.Regions() {
		for _, p := range catalog.PublicImages(&catalog.Regions()[r]) {
			s.publish(p, uint16(r), start)
		}
	}
	s.names.sort()
	s.touched = nil
	return s
}

// publish adds a public image, with a snapshot for its root.
func (s *State) publish(p catalog.PublicImage, region uint16, start unit.Date) {
	ref := Ref{KindImage, s.Length(KindImage)}
	m := Image{
		Header:  Header{Account: s.account(p.Owner), Region: region, Created: unit.Instant(p.Created - start)},
		Machine: Machine{Architecture: p.Architecture, Platform: p.Platform, Virtualization: p.Virtualization, ENA: true, SriovNet: "simple"},
		State:   ImageAvailable, Name: p.Name, Description: p.Description, RootDevice: p.RootDeviceName, RootKind: p.RootType, RootGiB: int64(p.RootGiB), Public: true, Shared: Permissions{Everyone: true},
		OwnerAlias: p.OwnerAlias, ProductCode: p.ProductCode, Alias: p.Alias, Software: p.Software,
	}
	m.setGiven(p.ID)
	if p.RootType == RootEBS {
		m.Mappings = []Mapping{{
			Device: p.RootDeviceName, Snapshot: s.publishRoot(p, m.Header), HasSnapshot: true,
			GiB: int64(p.RootGiB), Type: p.RootVolumeType, DeleteOnTermination: true,
		}}
	}
	s.names.collect(p.ID, region, ref)
	s.images.Append(m)
}

// publishRoot adds the snapshot of a public image's root and returns its index.
func (s *State) publishRoot(p catalog.PublicImage, h Header) uint32 {
	volume := s.blocks.NewVolume(s.pool(h, NoKey))
	used := uint32(unit.Bytes(p.UsedGiB) * unit.GiB / block.Size)
	s.blocks.Write(volume, 0, used)
	h.setGiven(p.Snapshot)
	x := Snapshot{
		Header: h, State: SnapshotCompleted, GiB: int64(p.RootGiB), Extras: &Extras{Description: "Root of " + p.Name},
		Block: s.blocks.Snapshot(volume), Files: systemFiles(used, h.Created),
	}
	x.contents(p.Software, p.ProductCode, p.Platform, 0)
	s.blocks.DeleteVolume(volume)
	ref := Ref{KindSnapshot, s.snapshots.Append(x)}
	s.names.collect(p.Snapshot, h.Region, ref)
	return ref.Index
}

// systemFiles is what a fresh root disk holds: one file for the operating system.
func systemFiles(used uint32, at unit.Instant) *Files {
	system := File{Name: "system", Size: unit.Bytes(used) * block.Size, Version: 1, Written: at, Extents: []Extent{{0, used}}}
	return (*Files)(nil).With(system, used)
}

// account returns the index of an account, which is new if need be.
func (s *State) account(number string) uint16 {
	if index, ok := s.AccountIndex(number); ok {
		return index
	}
	s.accounts = append(s.accounts[:len(s.accounts):len(s.accounts)], number)
	return uint16(len(s.accounts) - 1)
}

// IDFixed gives a resource a fixed id instead of its own, as lessons do that name ids in their text.
type IDFixed struct {
	Ref Ref
	ID  string
}

func (e IDFixed) apply(s *State) {
	h := s.mutHeader(e.Ref)
	h.setGiven(e.ID)
	s.names.give(e.ID, h.Region, e.Ref)
}
