package ec2

import "blockyard/sim/apierr"

// EBSDefaults is what an account has said in a region about the encryption of what it makes there.
type EBSDefaults struct {
	Account, Region uint16
	Encrypt         bool  // everything new is encrypted
	Key             KeyID // with this key, where a call names none
}

// EBSDefaultsSet replaces what an account has said in a region.
type EBSDefaultsSet struct{ Defaults EBSDefaults }

func (e EBSDefaultsSet) apply(s *State) {
	for i, d := range s.ebsDefaults.All() {
		if d.Account == e.Defaults.Account && d.Region == e.Defaults.Region {
			*s.ebsDefaults.Mut(i) = e.Defaults
			return
		}
	}
	s.ebsDefaults.Append(e.Defaults)
}

// EachEBSDefaults calls a function with what each account has said in a region, in the order in which they first did.
func (s *State) EachEBSDefaults(f func(EBSDefaults)) {
	for _, d := range s.ebsDefaults.All() {
		f(*d)
	}
}

// defaults returns what the caller has said in the region.
func (tx *Tx) defaults() EBSDefaults {
	for _, d := range tx.ebsDefaults.All() {
		if d.Account == tx.Account && d.Region == tx.Region {
			return *d
		}
	}
	return EBSDefaults{Account: tx.Account, Region: tx.Region, Key: ManagedKey}
}

// EncryptionByDefaultOutput is the answer of the calls about encryption by default.
type EncryptionByDefaultOutput struct {
	EbsEncryptionByDefault bool   `ec2:"EbsEncryptionByDefault"`
	SseType                string `ec2:"SseType,omitempty"`
}

// EnableEbsEncryptionByDefaultInput holds the parameters of EnableEbsEncryptionByDefault.
type EnableEbsEncryptionByDefaultInput struct {
	DryRun bool `ec2:"DryRun"`
}

// EnableEbsEncryptionByDefault has every volume and copy that the account makes in the region encrypted from now on.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableEbsEncryptionByDefault.html.
func EnableEbsEncryptionByDefault(tx *Tx, _ EnableEbsEncryptionByDefaultInput) (EncryptionByDefaultOutput, error) {
	return tx.encryptByDefault(true), nil
}

// DisableEbsEncryptionByDefaultInput holds the parameters of DisableEbsEncryptionByDefault.
type DisableEbsEncryptionByDefaultInput struct {
	DryRun bool `ec2:"DryRun"`
}

// DisableEbsEncryptionByDefault lets plain volumes be made again. What is encrypted stays so.
func DisableEbsEncryptionByDefault(tx *Tx, _ DisableEbsEncryptionByDefaultInput) (EncryptionByDefaultOutput, error) {
	return tx.encryptByDefault(false), nil
}

func (tx *Tx) encryptByDefault(encrypt bool) EncryptionByDefaultOutput {
	d := tx.defaults()
	d.Encrypt = encrypt
	tx.Emit(EBSDefaultsSet{d})
	return EncryptionByDefaultOutput{EbsEncryptionByDefault: encrypt}
}

// GetEbsEncryptionByDefaultInput holds the parameters of GetEbsEncryptionByDefault.
type GetEbsEncryptionByDefaultInput struct {
	DryRun bool `ec2:"DryRun"`
}

// GetEbsEncryptionByDefault says whether what the account makes in the region is encrypted without being asked for.
func GetEbsEncryptionByDefault(tx *Tx, _ GetEbsEncryptionByDefaultInput) (EncryptionByDefaultOutput, error) {
	out := EncryptionByDefaultOutput{EbsEncryptionByDefault: tx.defaults().Encrypt, SseType: "none"}
	if out.EbsEncryptionByDefault {
		out.SseType = "sse-kms"
	}
	return out, nil
}

// DefaultKeyOutput is the answer of the calls about the default key.
type DefaultKeyOutput struct {
	KmsKeyID string `ec2:"KmsKeyId"`
}

// ModifyEbsDefaultKmsKeyIDInput holds the parameters of ModifyEbsDefaultKmsKeyId.
type ModifyEbsDefaultKmsKeyIDInput struct {
	KmsKeyID string `ec2:"KmsKeyId,required"`
	DryRun   bool   `ec2:"DryRun"`
}

// ModifyEbsDefaultKmsKeyID changes the key that encrypts where a call names none.
// Like every call that takes a key it does not look whether there is such a one.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyEbsDefaultKmsKeyId.html.
func ModifyEbsDefaultKmsKeyID(tx *Tx, in ModifyEbsDefaultKmsKeyIDInput) (DefaultKeyOutput, error) {
	if in.KmsKeyID == "" {
		return DefaultKeyOutput{}, apierr.New(apierr.MissingParameter, "The request must contain the parameter KmsKeyId")
	}
	d := tx.defaults()
	d.Key = tx.findKey(in.KmsKeyID)
	tx.Emit(EBSDefaultsSet{d})
	return tx.defaultKey(), nil
}

// ResetEbsDefaultKmsKeyIDInput holds the parameters of ResetEbsDefaultKmsKeyId.
type ResetEbsDefaultKmsKeyIDInput struct {
	DryRun bool `ec2:"DryRun"`
}

// ResetEbsDefaultKmsKeyID makes the key that AWS manages the default one again.
func ResetEbsDefaultKmsKeyID(tx *Tx, _ ResetEbsDefaultKmsKeyIDInput) (DefaultKeyOutput, error) {
	d := tx.defaults()
	d.Key = ManagedKey
	tx.Emit(EBSDefaultsSet{d})
	return tx.defaultKey(), nil
}

// GetEbsDefaultKmsKeyIDInput holds the parameters of GetEbsDefaultKmsKeyId.
type GetEbsDefaultKmsKeyIDInput struct {
	DryRun bool `ec2:"DryRun"`
}

// GetEbsDefaultKmsKeyID says which key encrypts where a call names none: an alias for the one that AWS manages.
func GetEbsDefaultKmsKeyID(tx *Tx, _ GetEbsDefaultKmsKeyIDInput) (DefaultKeyOutput, error) {
	return tx.defaultKey(), nil
}

func (tx *Tx) defaultKey() DefaultKeyOutput {
	if tx.defaults().Key == ManagedKey {
		return DefaultKeyOutput{"alias/" + managedAlias}
	}
	return DefaultKeyOutput{tx.KeyARN(tx.defaults().Key, tx.Account, tx.Region)}
}
