package sim

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

func TestOnlyProfilesCall(t *testing.T) {
	l := instantLab(t)
	for _, p := range catalog.Profiles() {
		l.as(p.Account)
		who := ask[GetCallerIdentityOutput](l, GetCallerIdentityInput{})
		require.Equal(t, GetCallerIdentityOutput{UserID: p.Account, Account: p.Account, Arn: "arn:aws:iam::" + p.Account + ":root"}, who)
	}
	owner, _ := l.Cloud().Place(l.ref(l.image("al2023")))
	_, err := l.Caller(l.Cloud().AccountNumber(owner), "us-east-1")
	require.ErrorContains(t, err, "there is no account", "nobody acts for AWS")
	_, err = l.CallerAs(l.caller, "partnr", "")
	require.EqualError(t, err, "The config profile (partnr) could not be found: did you mean partner?")
	_, err = l.CallerAs(l.caller, "work", "")
	require.EqualError(t, err, "The config profile (work) could not be found: the profiles here are default and partner")
	there, err := l.CallerAs(ec2.Caller{}, "partner", "eu-west-1")
	require.NoError(t, err)
	require.Equal(t, "eu-west-1", regionName(there.Region))
	same, err := l.CallerAs(there, "", "")
	require.NoError(t, err)
	require.Equal(t, there, same)
}

// sharings is what calls have shared, kept in the plainest way: for each thing
// the accounts, and "all" for everybody.
type sharings map[ec2.Ref]map[string]bool

// note follows a call that was carried out.
func (s sharings) note(l *lab, in any) {
	switch in := in.(type) {
	case ec2.ModifySnapshotAttributeInput:
		s.change(l.ref(in.SnapshotID), in.CreateVolumePermission, in.OperationType, slices.Concat(in.UserIDs, in.GroupNames))
	case ec2.ModifyImageAttributeInput:
		s.change(l.ref(in.ImageID), in.LaunchPermission, in.OperationType, slices.Concat(in.UserIDs, in.UserGroups))
	case ec2.ResetSnapshotAttributeInput:
		delete(s, l.ref(in.SnapshotID))
	case ec2.ResetImageAttributeInput:
		delete(s, l.ref(in.ImageID))
	case ec2.DisableImageInput:
		delete(s, l.ref(in.ImageID))
	}
}

func (s sharings) change(ref ec2.Ref, c *ec2.PermissionChanges, operation string, names []string) {
	if s[ref] == nil {
		s[ref] = map[string]bool{}
	}
	for _, name := range names {
		s[ref][name] = operation == "add"
	}
	if c == nil {
		return
	}
	for _, p := range c.Add {
		s[ref][p.Group], s[ref][p.UserID] = true, true
	}
	for _, p := range c.Remove {
		s[ref][p.Group], s[ref][p.UserID] = false, false
	}
}

// shown returns the ids of everything that an account's Describe calls list.
func (l *lab) shown() (ids []string) {
	for _, r := range ask[ec2.DescribeInstancesOutput](l, ec2.DescribeInstancesInput{}).Reservations {
		for _, i := range r.Instances {
			ids = append(ids, i.InstanceID)
		}
	}
	for _, v := range ask[ec2.DescribeVolumesOutput](l, ec2.DescribeVolumesInput{}).Volumes {
		ids = append(ids, v.VolumeID)
	}
	for _, n := range ask[ec2.DescribeNetworkInterfacesOutput](l, ec2.DescribeNetworkInterfacesInput{}).NetworkInterfaces {
		ids = append(ids, n.NetworkInterfaceID)
	}
	ids = append(ids, l.snapshots(ec2.DescribeSnapshotsInput{})...)
	return append(ids, l.images(ec2.DescribeImagesInput{IncludeDeprecated: true, IncludeDisabled: true})...)
}

// entitled returns the ids that an account should be shown: its own things and what is shared with it, in us-east-1.
func (l *lab) entitled(s sharings) (ids []string) {
	me := l.Cloud().AccountNumber(l.caller.Account)
	for k := ec2.KindInstance; k <= ec2.KindInterface; k++ {
		for index := range l.Cloud().Length(k) {
			ref := ec2.Ref{Kind: k, Index: index}
			account, region := l.Cloud().Place(ref)
			owner := l.Cloud().AccountNumber(account)
			shared := (s[ref][me] || s[ref]["all"] && !l.blocksSharing(ref, owner)) && !l.outOfUse(ref)
			if region == l.caller.Region && l.Cloud().Exists(ref) && !l.inBin(ref) && (owner == me || shared) {
				ids = append(ids, l.Cloud().ID(ref))
			}
		}
	}
	return ids
}

// blocksSharing reports whether the owner of a snapshot says that none of his be public, those included that have been made so.
func (l *lab) blocksSharing(ref ec2.Ref, owner string) bool {
	if ref.Kind != ec2.KindSnapshot {
		return false
	}
	own := &lab{l.TestingT, l.World, ec2.Caller{}}
	own.as(owner)
	return ask[ec2.SnapshotAccessOutput](own, ec2.GetSnapshotBlockPublicAccessStateInput{}).State == "block-all-sharing"
}

// inBin reports whether a resource is a snapshot in the Recycle Bin, which nobody is shown among the snapshots.
func (l *lab) inBin(ref ec2.Ref) bool {
	return ref.Kind == ec2.KindSnapshot && l.Cloud().Snapshots().At(ref.Index).State == ec2.SnapshotRecoverable
}

// outOfUse reports whether a resource is a snapshot in the archive, which only its owner is shown.
func (l *lab) outOfUse(ref ec2.Ref) bool {
	return ref.Kind == ec2.KindSnapshot && !l.Cloud().Snapshots().At(ref.Index).InStandard()
}

// What an account does not own and nobody shares with it never shows in its
// Describe answers; what it owns and what is shared with it always does.
func TestAccountsSeeTheirOwnAndWhatIsShared(t *testing.T) {
	received := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		p := newPlayer(t)
		l, shared := &lab{t, p.world, ec2.Caller{}}, sharings{}
		note := func(c Call, err error) {
			if err == nil && !c.Op.DryRun(c.In) {
				shared.note(l, c.In)
			}
		}
		l.as(partner)
		l.snapshot(l.newVolumeWhenReady(1))
		for range 10 {
			p.play(2, note)
			action := pick(p, "sharing", []string{"ModifySnapshotAttribute", "ModifySnapshotAttribute", "ModifyImageAttribute", "ResetSnapshotAttribute"})
			c := p.callBy(pick(p, "owner", []string{ec2.DefaultAccount, partner}), action)
			_, err := p.world.Do(c)
			note(c, err)
		}
		for _, profile := range catalog.Profiles() {
			l.as(profile.Account)
			require.ElementsMatch(t, l.entitled(shared), l.shown(), profile.Name)
			received[profile.Name] += len(l.entitled(shared)) - len(l.entitled(nil))
			for _, tag := range ask[ec2.DescribeTagsOutput](l, ec2.DescribeTagsInput{}).Tags {
				require.Contains(t, l.entitled(nil), tag.ResourceID, "tags are not shared")
			}
		}
	})
	for _, profile := range catalog.Profiles() {
		require.Greater(t, received[profile.Name], 3, "hardly anything was shared with %s", profile.Name)
	}
}
