package ec2

import (
	"fmt"
	"slices"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/block"
	"blockyard/sim/catalog"
	"blockyard/sim/rng"
)

// A KeyID says with which key something is encrypted.
type KeyID uint32

// The keys that need no entry. Numbers from FirstKey on are the keys of customers in their order.
const (
	NoKey      KeyID = 0         // nothing is encrypted
	ManagedKey KeyID = 1         // alias/aws/ebs of the account and region, which AWS manages
	FirstKey   KeyID = 2         // the first key of a customer's own
	LostKey    KeyID = 1<<32 - 1 // what a call named, and nobody knows
)

// managedAlias is the alias of the key that AWS manages for EBS.
const managedAlias = "aws/ebs"

// A Key is a KMS key that an account has made for itself in a region. An account
// that it is shared with can use what is encrypted with it.
//
// Simplified: KMS is not modelled beyond this; yard key makes, shares and disables keys.
type Key struct {
	Account, Region uint16
	Name            string // its alias, without the prefix alias/
	Disabled        bool
	Shared          []string // account numbers; never changed in place
}

// KeyChanged makes a key, or replaces what is known of one.
type KeyChanged struct {
	ID  KeyID
	Key Key
}

func (e KeyChanged) apply(s *State) {
	if n := uint32(e.ID - FirstKey); n < uint32(s.keys.Len()) {
		*s.keys.Mut(n) = e.Key
		return
	}
	s.keys.Append(e.Key)
}

// EachKey calls a function with each key of a customer's own, in their order.
func (s *State) EachKey(f func(KeyID, Key)) {
	for n, k := range s.keys.All() {
		f(FirstKey+KeyID(n), *k)
	}
}

// KeyARN returns the ARN of a key as it is shown with something that an account
// has in a region; "" for what is not encrypted and for a key that nobody knows.
func (s *State) KeyARN(id KeyID, account, region uint16) string {
	if id == NoKey || id == LostKey {
		return ""
	}
	if id >= FirstKey {
		k := s.keys.At(uint32(id - FirstKey))
		account, region = k.Account, k.Region
	}
	place := uint64(account)<<48 | uint64(region)<<32 | uint64(id)
	high, low := rng.Mix(s.names.key^place), rng.Mix(s.names.key^place+1<<40)
	return fmt.Sprintf("arn:aws:kms:%s:%s:key/%08x-%04x-%04x-%04x-%012x", catalog.Regions()[region].Name, s.accounts[account],
		high>>32, high>>16&0xffff, high&0xffff, low>>48, low&0xffffffffffff)
}

// findKey returns the key that a KmsKeyId names: its id, its alias, or the ARN
// of either. One that there is not is found out later, as at AWS.
func (tx *Tx) findKey(text string) KeyID {
	prefix := "arn:aws:kms:" + tx.region().Name + ":" + tx.accounts[tx.Account] + ":"
	if name, ok := strings.CutPrefix(strings.TrimPrefix(text, prefix), "alias/"); ok {
		if name == managedAlias {
			return ManagedKey
		}
		id, _ := tx.customerKey(name)
		return id
	}
	found := LostKey
	named := func(arn string) bool { return arn == text || strings.HasSuffix(arn, "/"+text) }
	tx.EachKey(func(id KeyID, k Key) {
		if k.Region == tx.Region && named(tx.KeyARN(id, 0, 0)) {
			found = id
		}
	})
	if named(tx.KeyARN(ManagedKey, tx.Account, tx.Region)) {
		found = ManagedKey
	}
	return found
}

// customerKey returns the caller's own key of that name in the region, or LostKey.
func (tx *Tx) customerKey(name string) (KeyID, Key) {
	for n, k := range tx.keys.All() {
		if k.Name == name && k.Account == tx.Account && k.Region == tx.Region {
			return FirstKey + KeyID(n), *k
		}
	}
	return LostKey, Key{}
}

// canUse reports whether an account can use a key now.
func (s *State) canUse(id KeyID, account uint16) bool {
	if id < FirstKey || id == LostKey {
		return id != LostKey
	}
	k := s.keys.At(uint32(id - FirstKey))
	return !k.Disabled && (k.Account == account || slices.Contains(k.Shared, s.accounts[account]))
}

// SeesKey reports whether a key is the caller's, or shared with it.
func (tx *Tx) SeesKey(k Key) bool {
	return k.Account == tx.Account || slices.Contains(k.Shared, tx.accounts[tx.Account])
}

// canSeal reports whether an account can make something under a key, of a snapshot if there is one.
func (s *State) canSeal(id KeyID, account uint16, snapshot uint32, has bool) bool {
	return s.canUse(id, account) && (!has || s.canUse(s.snapshots.At(snapshot).Key, account))
}

// SetKey makes a key of the caller's in the region, shares it with more accounts, disables or enables it.
func (tx *Tx) SetKey(name, share string, disable, enable bool) *apierr.Error {
	if name == "" || strings.HasPrefix(name, "aws/") || strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_-") != "" || len(name) > 250 {
		return apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter name is invalid. The alias of a key has up to 250 letters, digits, / _ and -, and does not begin with aws/.", name)
	}
	if disable && enable {
		return apierr.New(apierr.InvalidParameterCombination, "The parameters disable and enable cannot be used together.")
	}
	if share != "" && (len(share) != 12 || strings.Trim(share, "0123456789") != "") {
		return apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter share is invalid. Account numbers have 12 digits.", share)
	}
	id, k := tx.customerKey(name)
	if id == LostKey {
		id, k = FirstKey+KeyID(tx.keys.Len()), Key{Account: tx.Account, Region: tx.Region, Name: name}
	}
	if share != "" {
		k.Shared = appendNew(slices.Clone(k.Shared), share)
	}
	k.Disabled = disable || k.Disabled && !enable
	tx.Emit(KeyChanged{id, k})
	return nil
}

// pool returns the counter to which the snapshots of an owner in a region are
// billed under a key; only within one is a block stored once.
func (s *State) pool(h Header, key KeyID) block.Account {
	plain := block.Account(uint32(h.Account)*32 + uint32(h.Region))
	if key == NoKey {
		return plain
	}
	p := sealedPool{plain, key}
	at := slices.Index(s.pools, p)
	if at < 0 {
		at = len(s.pools)
		s.pools = append(s.pools[:at:at], p)
	}
	return firstSealed + block.Account(at)
}

// firstSealed is the first counter of what is encrypted, beyond those of all accounts and regions.
const firstSealed block.Account = 1024

// A sealedPool is an owner and region, and one of its keys.
type sealedPool struct {
	owner block.Account
	key   KeyID
}
