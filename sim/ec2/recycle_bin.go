package ec2

import (
	"slices"

	"blockyard/sim/apierr"
	"blockyard/sim/op"
	"blockyard/sim/unit"
)

// RecycleBinOps is every operation of the Recycle Bin's own service. What is
// in the bin is listed and restored by operations of EC2.
var RecycleBinOps = []*op.Operation{
	op.Define("CreateRule", CreateRule, op.About{
		Doc: "Makes a retention rule: snapshots that are deleted stay in the Recycle Bin for some days, at their usual price.",
		Params: []op.ParamDoc{
			{Name: "ResourceType", Doc: "What is kept: EBS_SNAPSHOT."},
			{Name: "RetentionPeriod", Doc: "For how long, 1 to 365 days: RetentionPeriodValue=7,RetentionPeriodUnit=DAYS."},
			{Name: "ResourceTags", Doc: "Only what has one of these tags; without any it is a rule for the whole region."},
			{Name: "ExcludeResourceTags", Doc: "For a rule for the whole region: not what has one of these tags."},
			{Name: "LockConfiguration", Doc: "Lock the rule, if it is for the whole region: UnlockDelay={UnlockDelayValue=7,UnlockDelayUnit=DAYS}."},
		},
		Simplified: []string{
			"The bin keeps snapshots alone; AWS keeps images and volumes, too.",
			"A rule holds at once; at AWS it is pending first.",
		},
	}),
	op.Define("GetRule", GetRule, op.About{Reads: true, Doc: "Shows a retention rule of the Recycle Bin."}),
	op.Define("ListRules", ListRules, op.About{Reads: true, Doc: "Lists the retention rules of the account in the region."}),
	op.Define("UpdateRule", UpdateRule, op.About{Doc: "Changes a retention rule that is not locked. What is in the bin already stays as long as it was to."}),
	op.Define("DeleteRule", DeleteRule, op.About{Doc: "Takes a retention rule away that is not locked. What is in the bin already stays as long as it was to."}),
	op.Define("LockRule", LockRule, op.About{Doc: "Locks a retention rule for the whole region: nobody can change or delete it until it is unlocked and its delay is over."}),
	op.Define("UnlockRule", UnlockRule, op.About{Doc: "Unlocks a retention rule. It can be changed when its delay of 7 to 30 days is over."}),
}

// A RetentionPeriod is for how long the bin keeps things.
type RetentionPeriod struct {
	Value int64  `ec2:"RetentionPeriodValue,required"`
	Unit  string `ec2:"RetentionPeriodUnit,required,enum=DAYS"`
}

// An UnlockDelay is how long a rule stays as it is after it was unlocked.
type UnlockDelay struct {
	Value int64  `ec2:"UnlockDelayValue,required"`
	Unit  string `ec2:"UnlockDelayUnit,required,enum=DAYS"`
}

// A LockConfiguration says how a rule is locked.
type LockConfiguration struct {
	UnlockDelay UnlockDelay `ec2:"UnlockDelay,required"`
}

// A ResourceTag is a tag that a rule looks for on what is deleted.
type ResourceTag struct {
	Key   string `ec2:"ResourceTagKey,required"`
	Value string `ec2:"ResourceTagValue,always"`
}

// CreateRuleInput holds the parameters of CreateRule.
type CreateRuleInput struct {
	RetentionPeriod     RetentionPeriod    `ec2:"RetentionPeriod,required"`
	Description         string             `ec2:"Description"`
	Tags                []Tag              `ec2:"Tags"`
	ResourceType        string             `ec2:"ResourceType,required,enum=EBS_SNAPSHOT"`
	ResourceTags        []ResourceTag      `ec2:"ResourceTags"`
	LockConfiguration   *LockConfiguration `ec2:"LockConfiguration"`
	ExcludeResourceTags []ResourceTag      `ec2:"ExcludeResourceTags"`
}

// A RuleDescription is a retention rule as the Recycle Bin shows it.
type RuleDescription struct {
	Identifier          string             `ec2:"Identifier"`
	Description         string             `ec2:"Description"`
	ResourceType        string             `ec2:"ResourceType"`
	RetentionPeriod     RetentionPeriod    `ec2:"RetentionPeriod"`
	Tags                []Tag              `ec2:"Tags,omitempty"`
	ResourceTags        []ResourceTag      `ec2:"ResourceTags,omitempty"`
	Status              string             `ec2:"Status"`
	LockConfiguration   *LockConfiguration `ec2:"LockConfiguration"`
	LockState           string             `ec2:"LockState"`
	LockEndTime         unit.Date          `ec2:"LockEndTime"`
	RuleArn             string             `ec2:"RuleArn"`
	ExcludeResourceTags []ResourceTag      `ec2:"ExcludeResourceTags,omitempty"`
}

// CreateRule makes a retention rule, which holds for what is deleted from now on.
// Source: https://docs.aws.amazon.com/recyclebin/latest/APIReference/API_CreateRule.html.
func CreateRule(tx *Tx, in CreateRuleInput) (RuleDescription, error) {
	rule := RetentionRule{
		Account: tx.Account, Region: tx.Region, Days: in.RetentionPeriod.Value, Description: in.Description,
		Tags: in.Tags, Match: in.ResourceTags, Exclude: in.ExcludeResourceTags,
	}
	if err := checkTags(in.Tags); err != nil {
		return RuleDescription{}, err
	}
	if err := checkRule(&rule); err != nil {
		return RuleDescription{}, err
	}
	if in.LockConfiguration != nil {
		if err := rule.lock(*in.LockConfiguration); err != nil {
			return RuleDescription{}, err
		}
	}
	count := 0
	for _, r := range tx.rules.All() {
		if !r.Gone && r.Account == tx.Account && r.Region == tx.Region {
			count++
		}
	}
	if count >= maxRetentionRules {
		return RuleDescription{}, apierr.New(apierr.ServiceQuotaExceededException, "The account has reached the limit of %d retention rules.", maxRetentionRules)
	}
	index := uint32(tx.rules.Len())
	tx.Emit(RetentionRuleSet{index, rule})
	return tx.describeRule(index), nil
}

// checkRule refuses a rule that cannot be.
func checkRule(r *RetentionRule) *apierr.Error {
	switch {
	case r.Days < 1 || r.Days > maxRetentionDays:
		return apierr.New(apierr.ValidationException, "RetentionPeriodValue must be between 1 and %d.", maxRetentionDays).
			Because("The Recycle Bin keeps snapshots for a day to a year; %d days are not.", r.Days)
	case len(r.Match) > 0 && len(r.Exclude) > 0:
		return apierr.New(apierr.ValidationException, "ExcludeResourceTags cannot be specified together with ResourceTags.").
			Because("Only a rule for the whole region leaves something out.")
	case len(r.Match) > maxRuleTags || len(r.Exclude) > maxRuleTags:
		return apierr.New(apierr.ValidationException, "A rule can have at most %d resource tags.", maxRuleTags)
	}
	return nil
}

// lock locks a rule, which must be one for the whole region.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/recycle-bin-working-with-rules.html.
func (r *RetentionRule) lock(asked LockConfiguration) *apierr.Error {
	days := asked.UnlockDelay.Value
	switch {
	case len(r.Match) > 0:
		return apierr.New(apierr.ValidationException, "Only Region-level retention rules can be locked.").
			Because("This rule is for what has certain tags.")
	case days < minUnlockDays || days > maxUnlockDays:
		return apierr.New(apierr.ValidationException, "UnlockDelayValue must be between %d and %d.", minUnlockDays, maxUnlockDays)
	}
	r.Lock, r.UnlockDays, r.Unlocks = ruleLocked, days, 0
	return nil
}

// describeRule shows a rule.
func (tx *Tx) describeRule(index uint32) RuleDescription {
	r, id := tx.rules.At(index), tx.RuleID(index)
	d := RuleDescription{
		Identifier: id, Description: r.Description, ResourceType: binnedSnapshots, RetentionPeriod: RetentionPeriod{r.Days, "DAYS"}, Tags: r.Tags,
		ResourceTags: r.Match, Status: "available", LockState: r.lockState(tx.Now), ExcludeResourceTags: r.Exclude,
		RuleArn: "arn:aws:rbin:" + tx.region().Name + ":" + tx.accounts[r.Account] + ":rule/" + id,
	}
	if r.Lock != "" {
		d.LockConfiguration = &LockConfiguration{UnlockDelay{r.UnlockDays, "DAYS"}}
	}
	if d.LockState == rulePendingUnlock {
		d.LockEndTime = tx.shown(r.Unlocks)
	}
	return d
}

// A RuleInput names a rule: the parameters of the calls that need nothing else.
type RuleInput struct {
	Identifier string `ec2:"Identifier,required"`
}

// GetRuleInput holds the parameters of GetRule.
type GetRuleInput struct{ RuleInput }

// GetRule shows a rule.
func GetRule(tx *Tx, in GetRuleInput) (RuleDescription, error) {
	index, err := tx.ruleNamed(in.Identifier)
	if err != nil {
		return RuleDescription{}, err
	}
	return tx.describeRule(index), nil
}

// ListRulesInput holds the parameters of ListRules.
type ListRulesInput struct {
	MaxResults          *int64        `ec2:"MaxResults"`
	NextToken           string        `ec2:"NextToken"`
	ResourceType        string        `ec2:"ResourceType,required,enum=EBS_SNAPSHOT"`
	ResourceTags        []ResourceTag `ec2:"ResourceTags"`
	LockState           string        `ec2:"LockState,enum=locked|pending_unlock|unlocked"`
	ExcludeResourceTags []ResourceTag `ec2:"ExcludeResourceTags"`
}

// ListRulesOutput is the answer of ListRules.
type ListRulesOutput struct {
	Rules     []RuleSummary `ec2:"Rules"`
	NextToken string        `ec2:"NextToken"`
}

// A RuleSummary is a rule in a list.
type RuleSummary struct {
	Identifier      string          `ec2:"Identifier"`
	Description     string          `ec2:"Description"`
	RetentionPeriod RetentionPeriod `ec2:"RetentionPeriod"`
	LockState       string          `ec2:"LockState"`
	RuleArn         string          `ec2:"RuleArn"`
}

// ListRules lists the caller's rules in the region.
func ListRules(tx *Tx, in ListRulesInput) (out ListRulesOutput, _ error) {
	rules := []RuleSummary{}
	for index, r := range tx.rules.All() {
		if r.Gone || r.Account != tx.Account || r.Region != tx.Region || in.LockState != "" && r.lockState(tx.Now) != in.LockState ||
			!hasAll(r.Match, in.ResourceTags) || !hasAll(r.Exclude, in.ExcludeResourceTags) {
			continue
		}
		d := tx.describeRule(index)
		rules = append(rules, RuleSummary{d.Identifier, d.Description, d.RetentionPeriod, d.LockState, d.RuleArn})
	}
	var fault *apierr.Error
	out.Rules, out.NextToken, fault = page("ListRules", rules, in.MaxResults, in.NextToken)
	return out, orNil(fault)
}

// hasAll reports whether tags include all that are asked for.
func hasAll(tags, asked []ResourceTag) bool {
	return !slices.ContainsFunc(asked, func(t ResourceTag) bool { return !slices.Contains(tags, t) })
}

// UpdateRuleInput holds the parameters of UpdateRule.
type UpdateRuleInput struct {
	RuleInput
	RetentionPeriod     *RetentionPeriod `ec2:"RetentionPeriod"`
	Description         string           `ec2:"Description"`
	ResourceType        string           `ec2:"ResourceType,enum=EBS_SNAPSHOT"`
	ResourceTags        []ResourceTag    `ec2:"ResourceTags"`
	ExcludeResourceTags []ResourceTag    `ec2:"ExcludeResourceTags"`
}

// UpdateRule changes what is given of a rule.
func UpdateRule(tx *Tx, in UpdateRuleInput) (RuleDescription, error) {
	index, err := tx.unlockedRule(in.Identifier)
	if err != nil {
		return RuleDescription{}, err
	}
	rule := *tx.rules.At(index)
	if in.RetentionPeriod != nil {
		rule.Days = in.RetentionPeriod.Value
	}
	if in.Description != "" {
		rule.Description = in.Description
	}
	if len(in.ResourceTags) > 0 {
		rule.Match = in.ResourceTags
	}
	if len(in.ExcludeResourceTags) > 0 {
		rule.Exclude = in.ExcludeResourceTags
	}
	if err := checkRule(&rule); err != nil {
		return RuleDescription{}, err
	}
	tx.Emit(RetentionRuleSet{index, rule})
	return tx.describeRule(index), nil
}

// DeleteRuleInput holds the parameters of DeleteRule.
type DeleteRuleInput struct{ RuleInput }

// DeleteRule takes a rule away.
func DeleteRule(tx *Tx, in DeleteRuleInput) (Empty, error) {
	index, err := tx.unlockedRule(in.Identifier)
	if err != nil {
		return Empty{}, err
	}
	rule := *tx.rules.At(index)
	rule.Gone = true
	tx.Emit(RetentionRuleSet{index, rule})
	return Empty{}, nil
}

// LockRuleInput holds the parameters of LockRule.
type LockRuleInput struct {
	RuleInput
	LockConfiguration LockConfiguration `ec2:"LockConfiguration,required"`
}

// LockRule locks a rule for the whole region.
func LockRule(tx *Tx, in LockRuleInput) (RuleDescription, error) {
	index, err := tx.unlockedRule(in.Identifier)
	if err != nil {
		return RuleDescription{}, err
	}
	rule := *tx.rules.At(index)
	if err := rule.lock(in.LockConfiguration); err != nil {
		return RuleDescription{}, err
	}
	tx.Emit(RetentionRuleSet{index, rule})
	return tx.describeRule(index), nil
}

// UnlockRuleInput holds the parameters of UnlockRule.
type UnlockRuleInput struct{ RuleInput }

// UnlockRule lets a locked rule be changed when its delay is over.
func UnlockRule(tx *Tx, in UnlockRuleInput) (RuleDescription, error) {
	index, err := tx.ruleNamed(in.Identifier)
	if err != nil {
		return RuleDescription{}, err
	}
	rule := *tx.rules.At(index)
	if rule.lockState(tx.Now) != ruleLocked {
		return RuleDescription{}, apierr.New(apierr.ConflictException, "The rule %s is not locked.", in.Identifier)
	}
	rule.Lock, rule.Unlocks = rulePendingUnlock, tx.Now.Add(unit.Duration(rule.UnlockDays)*unit.Day)
	tx.Emit(RetentionRuleSet{index, rule})
	return tx.describeRule(index), nil
}
