package ec2

import (
	"slices"

	"blockyard/sim/apierr"
	"blockyard/sim/unit"
)

// What the Recycle Bin can keep.
//
// Simplified: snapshots alone; AWS keeps images and volumes, too.
const binnedSnapshots = "EBS_SNAPSHOT"

// The limits of retention rules.
// Sources: https://docs.aws.amazon.com/recyclebin/latest/APIReference/API_CreateRule.html, https://docs.aws.amazon.com/ebs/latest/userguide/recycle-bin-quotas.html.
const (
	maxRetentionDays  = 365
	maxRetentionRules = 250
	minUnlockDays     = 7
	maxUnlockDays     = 30
	maxRuleTags       = 50
)

// The states of a rule's lock, spelled as AWS spells them.
const (
	ruleUnlocked      = "unlocked"
	ruleLocked        = "locked"
	rulePendingUnlock = "pending_unlock"
)

// A RetentionRule keeps what an account deletes in a region for some days: what
// has one of its tags or, if it has none, everything that has none of the excluded.
type RetentionRule struct {
	Account, Region uint16
	Gone            bool
	Days            int64
	Description     string
	Tags            []Tag         // of the rule itself
	Match           []ResourceTag // never changed in place
	Exclude         []ResourceTag // never changed in place
	Lock            string        // locked, pending_unlock or ""
	UnlockDays      int64
	Unlocks         unit.Instant // when what is pending_unlock becomes unlocked
}

// lockState returns the state of a rule's lock; "" if it never had one.
func (r *RetentionRule) lockState(now unit.Instant) string {
	if r.Lock == rulePendingUnlock && now >= r.Unlocks {
		return ruleUnlocked
	}
	return r.Lock
}

// matches reports whether a rule keeps a resource with some tags.
func (r *RetentionRule) matches(tags []Tag) bool {
	has := func(t ResourceTag) bool {
		return slices.Contains(tags, Tag(t))
	}
	if len(r.Match) > 0 {
		return slices.ContainsFunc(r.Match, has)
	}
	return !slices.ContainsFunc(r.Exclude, has)
}

// RetentionRuleSet makes a rule, or replaces the one with that index.
type RetentionRuleSet struct {
	Index uint32
	Rule  RetentionRule
}

func (e RetentionRuleSet) apply(s *State) {
	if int(e.Index) == s.rules.Len() {
		s.rules.Append(e.Rule)
		return
	}
	*s.rules.Mut(e.Index) = e.Rule
}

// EachRetentionRule calls a function with each rule of the Recycle Bin, those that are gone too, in the order of their making.
func (s *State) EachRetentionRule(f func(RetentionRule)) {
	for _, r := range s.rules.All() {
		f(*r)
	}
}

// retention returns for how long the Recycle Bin keeps a snapshot that is
// deleted now; 0: not at all. Of several rules the longest holds.
func (s *State) retention(snapshot uint32) unit.Duration {
	days := int64(0)
	for _, r := range s.rules.All() {
		if x := s.snapshots.At(snapshot); !r.Gone && r.Account == x.Account && r.Region == x.Region && r.matches(x.Tags()) {
			days = max(days, r.Days)
		}
	}
	return unit.Duration(days) * unit.Day
}

// RuleID returns the identifier of a rule: eleven letters and digits.
func (s *State) RuleID(index uint32) string { return s.names.code(s.rules.At(index).Region, index) }

// ruleNamed returns the caller's rule with an identifier.
func (tx *Tx) ruleNamed(id string) (uint32, *apierr.Error) {
	for index, r := range tx.rules.All() {
		if !r.Gone && r.Account == tx.Account && r.Region == tx.Region && tx.RuleID(index) == id {
			return index, nil
		}
	}
	return 0, apierr.New(apierr.ResourceNotFoundException, "The rule with identifier %s does not exist.", id).
		Because("The account has no such retention rule in %s.", tx.region().Name).
		Suggest("aws rbin list-rules --resource-type %s", binnedSnapshots)
}

// unlockedRule returns the caller's rule with an identifier if its lock lets it be changed.
func (tx *Tx) unlockedRule(id string) (uint32, *apierr.Error) {
	index, err := tx.ruleNamed(id)
	if err != nil {
		return 0, err
	}
	switch r := tx.rules.At(index); r.lockState(tx.Now) {
	case ruleLocked:
		return 0, apierr.New(apierr.ConflictException, "The rule %s is locked.", id).
			Because("It can be changed %d days after it was unlocked.", r.UnlockDays).Suggest("aws rbin unlock-rule --identifier %s", id)
	case rulePendingUnlock:
		return 0, apierr.New(apierr.ConflictException, "The rule %s is locked.", id).
			Because("It can be changed once its unlock delay is over: on %s.", tx.Date(r.Unlocks))
	}
	return index, nil
}
