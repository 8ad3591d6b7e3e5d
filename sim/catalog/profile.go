package catalog

// DefaultAccount is the number of the account that calls come from unless they name another profile.
const DefaultAccount = "123456789012"

// A Profile is a name under which the AWS CLI acts for an account: --profile NAME.
type Profile struct {
	Name    string
	Account string // twelve digits
}

// profiles are the accounts that a learner can act for. The first is that of commands without --profile.
//
// Simplified: the AWS CLI reads profiles from files of the learner's own; here there are these.
var profiles = []Profile{
	{"default", DefaultAccount},
	{"partner", "210987654321"},
}

// Profiles returns every profile, the default one first. The table is shared: callers must not change it.
func Profiles() []Profile { return profiles }

// ProfileNamed returns the profile of that name.
func ProfileNamed(name string) (Profile, bool) {
	for _, p := range profiles {
		if p.Name == name {
			return p, true
		}
	}
	return Profile{}, false
}

// ProfileOf returns the profile that acts for an account; nobody acts for those that own public images.
func ProfileOf(account string) (Profile, bool) {
	for _, p := range profiles {
		if p.Account == account {
			return p, true
		}
	}
	return Profile{}, false
}
