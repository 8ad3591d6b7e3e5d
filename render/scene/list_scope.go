package scene

import (
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// A scope is which things a list is about, before its filter.
type scope struct {
	account uint16
	region  int // index of the one region, or -1 for all
	owner   string
}

// scope returns which things lists are about.
func (p *pen) scope() scope {
	s := scope{region: -1, owner: Chosen(p.ui.Fields, ownerField)}
	if r, ok := catalog.RegionNamed(Chosen(p.ui.Fields, regionField)); ok {
		s.region = int(r.Index)
	}
	if profile, ok := catalog.ProfileNamed(Chosen(p.ui.Fields, accountField)); ok {
		s.account, _ = p.session.World().Cloud().AccountIndex(profile.Account)
	}
	return s
}

// The owners that images and snapshots can be listed by; "" is one's own.
const (
	ownerShared      = "shared"
	ownerPublic      = "public"
	ownerMarketplace = "marketplace"
)

// ofOthers reports whether the scope is the images that everybody sees: they are listed for one region at a time,
// since each region has all of them.
func (s scope) ofOthers() bool { return s.owner == ownerPublic || s.owner == ownerMarketplace }

// holds reports whether a thing is there and in the scope.
func (s scope) holds(v *view, ref ec2.Ref) bool {
	if !v.cloud.Exists(ref) {
		return false
	}
	account, region := v.cloud.Place(ref)
	if s.region >= 0 && int(region) != s.region {
		return false
	}
	switch ref.Kind {
	case ec2.KindImage:
		return s.holdsImage(v, ref, account)
	case ec2.KindSnapshot:
		if s.owner == ownerShared {
			return account != s.account && v.cloud.Allows(s.account, ref)
		}
	case ec2.KindInstance, ec2.KindVolume, ec2.KindInterface, ec2.KindReservation, ec2.KindInterfaceAttachment, ec2.KindAddress, ec2.KindAssociation, ec2.KindKeyPair:
	}
	return account == s.account
}

// holdsImage reports whether an image is of the owner that is asked for.
func (s scope) holdsImage(v *view, ref ec2.Ref, account uint16) bool {
	m := v.cloud.Images().At(ref.Index)
	sold, foreign := m.OwnerAlias == "aws-marketplace", account != s.account
	if s.ofOthers() && s.region < 0 && m.Region != v.region {
		return false
	}
	switch s.owner {
	case ownerShared:
		return foreign && !m.Shared.Everyone && v.cloud.Allows(s.account, ref)
	case ownerPublic:
		return foreign && m.Shared.Everyone && !sold
	case ownerMarketplace:
		return sold
	}
	return !foreign
}

// A census is how many things each list is about, and where there are any.
type census struct {
	counts   [len(listKinds)]int // by list
	regions  []uint16            // where the account has anything, and the one at hand, in the catalogue's order
	accounts []uint16            // that have anything or something is shared with, and the first, of those that a profile acts for, in the order of the profiles
}

// listKinds are the kinds of the lists, in their order.
var listKinds = [...]ec2.Kind{ec2.KindInstance, ec2.KindVolume, ec2.KindSnapshot, ec2.KindImage, ec2.KindInterface, ec2.KindAddress, ec2.KindKeyPair}

// census returns how many things each list is about before its filter, of one's own.
func (p *pen) census(v *view) census {
	s := p.scope()
	s.owner = ""
	return p.lists().census.of(censusKey{stateOf(v.world), s}, func() census { return v.census(s) })
}

// census counts.
func (v *view) census(s scope) (c census) {
	regions, has := make([]bool, len(catalog.Regions())), make([]bool, len(catalog.Profiles()))
	regions[v.region], has[0] = true, true
	for n, kind := range listKinds {
		for index := range v.cloud.Length(kind) {
			ref := ec2.Ref{Kind: kind, Index: index}
			if !v.cloud.Exists(ref) {
				continue
			}
			account, region := v.cloud.Place(ref)
			if int(account) < len(has) { // the accounts of the profiles are the first
				has[account] = true
			}
			for _, number := range v.sharedWith(ref) {
				if other, ok := v.cloud.AccountIndex(number); ok && int(other) < len(has) {
					has[other] = true
				}
			}
			regions[region] = regions[region] || account == s.account
			if s.holds(v, ref) {
				c.counts[n]++
			}
		}
	}
	for i, used := range regions {
		if used {
			c.regions = append(c.regions, uint16(i))
		}
	}
	for i, used := range has {
		if used {
			c.accounts = append(c.accounts, uint16(i))
		}
	}
	return c
}

// sharedWith returns the numbers of the accounts that an image or a snapshot is shared with.
func (v *view) sharedWith(ref ec2.Ref) []string {
	if ref.Kind == ec2.KindImage {
		return v.cloud.Images().At(ref.Index).Shared.Accounts
	}
	if ref.Kind == ec2.KindSnapshot {
		return v.cloud.Snapshots().At(ref.Index).Shared.Accounts
	}
	return nil
}
