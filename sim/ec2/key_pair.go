package ec2

import (
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/unit"
)

// A KeyPair is a name under which a public key stands ready for launches.
//
// Simplified: nobody logs in to an instance here, so there are no keys behind
// the names: CreateKeyPair answers with a sentence in place of a private key.
type KeyPair struct {
	Header
	Name    string
	Type    string // "rsa" or "ed25519"
	Deleted bool
}

func (k *KeyPair) state() string {
	if k.Deleted {
		return ""
	}
	return "available"
}

// noPrivateKey stands where AWS answers with the private key.
const noPrivateKey = "(no private key: nobody logs in to a simulated instance)"

// KeyPairCreated makes a key pair.
type KeyPairCreated struct{ KeyPair KeyPair }

func (e KeyPairCreated) apply(s *State) { s.keyPairs.Append(e.KeyPair) }

// KeyPairDeleted takes a key pair away. Instances keep its name.
type KeyPairDeleted struct{ Index uint32 }

func (e KeyPairDeleted) apply(s *State) { s.keyPairs.Mut(e.Index).Deleted = true }

// CreateKeyPairInput holds the parameters of CreateKeyPair.
type CreateKeyPairInput struct {
	KeyName           string             `ec2:"KeyName,required"`
	DryRun            bool               `ec2:"DryRun"`
	KeyType           string             `ec2:"KeyType,enum=rsa|ed25519"`
	TagSpecifications []TagSpecification `ec2:"TagSpecifications,query=TagSpecification"`
	KeyFormat         string             `ec2:"KeyFormat,enum=pem|ppk"`
}

// CreateKeyPairOutput is the answer of CreateKeyPair.
type CreateKeyPairOutput struct {
	KeyPairID   string `ec2:"KeyPairId"`
	Tags        []Tag  `ec2:"Tags,omitempty,xml=tagSet"`
	KeyName     string `ec2:"KeyName"`
	KeyMaterial string `ec2:"KeyMaterial"`
}

// CreateKeyPair makes a key pair. Names are unique per account and region.
func CreateKeyPair(tx *Tx, in CreateKeyPairInput) (out CreateKeyPairOutput, fault error) {
	if in.KeyName == "" || len(in.KeyName) > 255 || in.KeyName != strings.TrimSpace(in.KeyName) || strings.ContainsFunc(in.KeyName, func(r rune) bool { return r < ' ' || r > '~' }) {
		return out, apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter KeyName is invalid. Character sets beyond ASCII are not supported.", in.KeyName).
			Because("A key name has 1 to 255 ASCII characters, and no spaces at its ends.")
	}
	if _, ok := tx.keyNamed(in.KeyName); ok {
		return out, apierr.New(apierr.InvalidKeyPairDuplicate, "The keypair '%s' already exists.", in.KeyName).
			Suggest("aws ec2 describe-key-pairs")
	}
	tags, err := specifiedTags(in.TagSpecifications, KindKeyPair, KindKeyPair)
	if err != nil {
		return out, err
	}
	k := KeyPair{Header: tx.newHeader(), Name: in.KeyName, Type: orDefault(in.KeyType, "rsa")}
	k.setTags(tags)
	tx.Emit(KeyPairCreated{k})
	id := tx.ID(Ref{KindKeyPair, tx.Length(KindKeyPair) - 1})
	return CreateKeyPairOutput{id, tags, in.KeyName, noPrivateKey}, nil
}

// keyNamed returns the caller's key pair of that name in the region.
func (tx *Tx) keyNamed(name string) (uint32, bool) {
	for index := range tx.Length(KindKeyPair) {
		if tx.mine(Ref{KindKeyPair, index}) && tx.keyPairs.At(index).Name == name {
			return index, true
		}
	}
	return 0, false
}

// findKeyPair returns the caller's key pair with that id.
func (tx *Tx) findKeyPair(id string) (uint32, *apierr.Error) {
	if ref, ok := tx.find(KindKeyPair, id); ok {
		return ref.Index, nil
	}
	return 0, apierr.New(apierr.InvalidKeyPairNotFound, "The key pair ID '%s' does not exist", id).Suggest("aws ec2 describe-key-pairs")
}

// findKeyName returns the caller's key pair of that name, or refuses it.
func (tx *Tx) findKeyName(name string) (uint32, *apierr.Error) {
	if index, ok := tx.keyNamed(name); ok {
		return index, nil
	}
	return 0, apierr.New(apierr.InvalidKeyPairNotFound, "The key pair '%s' does not exist", name).
		Because("Key pairs belong to one region and one account. No instance needs one here.").
		Suggest("aws ec2 create-key-pair --key-name %s", name)
}

// DeleteKeyPairInput holds the parameters of DeleteKeyPair.
type DeleteKeyPairInput struct {
	KeyName   string `ec2:"KeyName"`
	KeyPairID string `ec2:"KeyPairId"`
	DryRun    bool   `ec2:"DryRun"`
}

// DeleteKeyPairOutput is the answer of DeleteKeyPair.
type DeleteKeyPairOutput struct {
	Return    bool   `ec2:"Return"`
	KeyPairID string `ec2:"KeyPairId,omitempty"`
}

// DeleteKeyPair takes a key pair away. A name that there is not is no error, as
// at AWS; instances that were launched with it run on.
func DeleteKeyPair(tx *Tx, in DeleteKeyPairInput) (DeleteKeyPairOutput, error) {
	index, found := tx.keyNamed(in.KeyName)
	switch {
	case in.KeyPairID != "":
		var err *apierr.Error
		if index, err = tx.findKeyPair(in.KeyPairID); err != nil {
			return DeleteKeyPairOutput{}, err
		}
	case in.KeyName == "":
		return DeleteKeyPairOutput{}, apierr.New(apierr.MissingParameter, "The request must contain the parameter KeyName or KeyPairId")
	case !found:
		return DeleteKeyPairOutput{Return: true}, nil
	}
	out := DeleteKeyPairOutput{true, tx.ID(Ref{KindKeyPair, index})}
	tx.Emit(KeyPairDeleted{index})
	return out, nil
}

// DescribeKeyPairsInput holds the parameters of DescribeKeyPairs.
type DescribeKeyPairsInput struct {
	KeyNames   []string `ec2:"KeyNames,query=KeyName"`
	KeyPairIDs []string `ec2:"KeyPairIds,query=KeyPairId"`
	DryRun     bool     `ec2:"DryRun"`
	Filters    []Filter `ec2:"Filters,query=Filter"`
}

// DescribeKeyPairsOutput is the answer of DescribeKeyPairs.
type DescribeKeyPairsOutput struct {
	KeyPairs []KeyPairDescription `ec2:"KeyPairs,xml=keySet"`
}

// A KeyPairDescription is a key pair as DescribeKeyPairs shows it.
type KeyPairDescription struct {
	KeyPairID  string    `ec2:"KeyPairId"`
	KeyType    string    `ec2:"KeyType"`
	Tags       []Tag     `ec2:"Tags,xml=tagSet"`
	CreateTime unit.Date `ec2:"CreateTime"`
	KeyName    string    `ec2:"KeyName"`
}

// keyFields is what key pairs can be filtered by.
var keyFields = []field[KeyPair]{
	{"key-name", func(_ *Tx, _ uint32, k *KeyPair) []string { return one(k.Name) }},
	{"key-pair-id", func(tx *Tx, index uint32, _ *KeyPair) []string { return one(tx.ID(Ref{KindKeyPair, index})) }},
}

// DescribeKeyPairs lists the caller's key pairs in the region in order of creation.
func DescribeKeyPairs(tx *Tx, in DescribeKeyPairsInput) (out DescribeKeyPairsOutput, err error) {
	indices, fault := tx.listed(KindKeyPair, in.KeyPairIDs, eachID(tx.findKeyPair))
	if fault == nil && len(in.KeyNames) > 0 {
		indices, fault = eachID(tx.findKeyName)(in.KeyNames)
	}
	if fault != nil {
		return out, fault
	}
	keep, fault := newSieve(tx, KindKeyPair, in.Filters, keyFields)
	if fault != nil {
		return out, fault
	}
	out.KeyPairs = []KeyPairDescription{}
	for _, index := range indices {
		k := tx.keyPairs.At(index)
		if !keep.keeps(index, k) {
			continue
		}
		out.KeyPairs = append(out.KeyPairs, KeyPairDescription{
			tx.ID(Ref{KindKeyPair, index}), k.Type, append([]Tag{}, k.Tags()...), tx.shown(k.Created), k.Name,
		})
	}
	return out, nil
}
