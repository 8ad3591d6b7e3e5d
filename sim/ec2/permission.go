package ec2

import (
	"slices"
	"strings"

	"blockyard/sim/apierr"
)

// everyone is the only group that permissions can name.
const everyone = "all"

// Permissions say who may use a snapshot or an image beside its owner, who
// always may. The zero Permissions allow nobody else.
type Permissions struct {
	Everyone bool     // the group all: every account there is
	Accounts []string // account numbers in the order in which they were added; never changed in place
}

// allow reports whether an account that is not the owner may use the resource.
func (p Permissions) allow(account string) bool { return p.Everyone || p.names(account) }

// names reports whether an account is allowed by its number.
func (p Permissions) names(account string) bool { return slices.Contains(p.Accounts, account) }

// with returns the permissions after a change. To add what is there and to remove what is not changes nothing.
func (p Permissions) with(c PermissionChanges) Permissions {
	accounts := slices.Clone(p.Accounts)
	for _, add := range c.Add {
		p.Everyone = p.Everyone || add.Group == everyone
		if add.UserID != "" {
			accounts = appendNew(accounts, add.UserID)
		}
	}
	for _, remove := range c.Remove {
		p.Everyone = p.Everyone && remove.Group != everyone
		accounts = slices.DeleteFunc(accounts, func(have string) bool { return have == remove.UserID })
	}
	if len(accounts) == 0 {
		accounts = nil
	}
	return Permissions{p.Everyone, accounts}
}

// list returns the permissions as AWS lists them.
func (p Permissions) list() []Permission {
	listed := []Permission{}
	if p.Everyone {
		listed = append(listed, Permission{Group: everyone})
	}
	for _, account := range p.Accounts {
		listed = append(listed, Permission{UserID: account})
	}
	return listed
}

// A Permission names who may use a snapshot or an image: an account by its number, or the group all.
type Permission struct {
	UserID string `ec2:"UserId"`
	Group  string `ec2:"Group"`
}

// PermissionChanges are permissions to give and to take away.
type PermissionChanges struct {
	Add    []Permission `ec2:"Add"`
	Remove []Permission `ec2:"Remove"`
}

// changesOf returns what a request asks for in either of its spellings: as a
// structure, or as an operation, "add" or "remove", with accounts and groups.
func changesOf(asked *PermissionChanges, operation string, accounts, groups []string) (c PermissionChanges) {
	if asked != nil {
		c = *asked
	}
	named := slices.Concat(namedAs(accounts, false), namedAs(groups, true))
	if operation == "add" {
		c.Add = slices.Concat(c.Add, named)
	} else {
		c.Remove = slices.Concat(c.Remove, named)
	}
	return c
}

// namedAs returns a permission for each account number or group.
func namedAs(names []string, groups bool) (named []Permission) {
	for _, name := range names {
		if groups {
			named = append(named, Permission{Group: name})
		} else {
			named = append(named, Permission{UserID: name})
		}
	}
	return named
}

// size returns how many permissions are given or taken away.
func (c PermissionChanges) size() int { return len(c.Add) + len(c.Remove) }

// toEveryone reports whether the group all is given a permission.
func (c PermissionChanges) toEveryone() bool {
	return slices.ContainsFunc(c.Add, func(p Permission) bool { return p.Group == everyone })
}

// notToEveryone refuses to make public what has a product code.
// Source of the rule: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySnapshotAttribute.html.
func notToEveryone(what string) *apierr.Error {
	return apierr.New(apierr.OperationNotPermitted, "%s with an AWS Marketplace product code cannot be made public.", what).
		Because("Its content came from a product of the Marketplace, whose seller decides who gets it; it can be shared with single accounts.")
}

// check refuses accounts and groups that cannot be; the functions say so in the words of the operation.
func (c PermissionChanges) check(account, group func(string) *apierr.Error) *apierr.Error {
	for _, p := range slices.Concat(c.Add, c.Remove) {
		switch {
		case p.Group != "" && p.Group != everyone:
			return group(p.Group)
		case p.UserID != "" && !isAccountNumber(p.UserID), p.UserID == "" && p.Group == "":
			return account(p.UserID)
		}
	}
	return nil
}

// isAccountNumber reports whether a text is written as an account number: twelve digits.
func isAccountNumber(text string) bool {
	return len(text) == 12 && strings.Trim(text, "0123456789") == ""
}

// checkUsers refuses users or owners that are neither account numbers nor one of the words that the parameter takes.
func checkUsers(users []string, words ...string) *apierr.Error {
	for _, user := range users {
		if !isAccountNumber(user) && !slices.Contains(words, user) {
			return apierr.New(apierr.InvalidUserIDMalformed, `Invalid user id: "%s"`, user).
				Because("Write an account number of 12 digits, or %s.", strings.Join(words, ", "))
		}
	}
	return nil
}

// Allows reports whether an account may see and use a resource: what it owns,
// and the snapshots and images that are shared with it or with everybody.
func (s *State) Allows(account uint16, ref Ref) bool {
	owner, _ := s.Place(ref)
	return owner == account || s.permissions(ref).allow(s.accounts[account])
}

// permissions returns who may use a resource beside its owner.
func (s *State) permissions(ref Ref) Permissions {
	switch ref.Kind {
	case KindSnapshot:
		return s.sharedNow(s.snapshots.At(ref.Index))
	case KindImage:
		return s.images.At(ref.Index).Shared
	case KindInstance, KindVolume, KindInterface, KindReservation, KindInterfaceAttachment, KindAddress, KindAssociation, KindKeyPair:
	}
	return Permissions{}
}

// sees reports whether a resource, there or gone, is the caller's or shared with it, in the caller's region.
func (tx *Tx) sees(ref Ref) bool {
	_, region := tx.Place(ref)
	return region == tx.Region && tx.Allows(tx.Account, ref)
}

// shownTags returns the tags of a resource that the caller is shown: those of others are not shared with it.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-explicit.html.
func (tx *Tx) shownTags(ref Ref) []Tag {
	if account, _ := tx.Place(ref); account != tx.Account {
		return nil
	}
	return tx.Tags(ref)
}

// isFor reports whether a resource is among those that users may use: "all"
// asks for what everybody may, "self" or the caller's own number for what is
// shared with the caller by its number, another number for what of the
// caller's own is shared with that account. No users ask for nothing special.
func (tx *Tx) isFor(users []string, ref Ref) bool {
	owner, _ := tx.Place(ref)
	shared, caller := tx.permissions(ref), tx.accounts[tx.Account]
	for _, user := range users {
		if user == "self" {
			user = caller
		}
		mayAsk := user == caller || owner == tx.Account
		if user == everyone && shared.Everyone || mayAsk && shared.names(user) {
			return true
		}
	}
	return len(users) == 0
}
