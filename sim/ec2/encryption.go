package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
)

// Encryption is a property that a volume is made with. It passes to the volume's
// snapshots, to their copies, and to every volume that is made of those, with
// its key; a plain snapshot can become an encrypted volume or copy and a key can
// be changed for another one, but nothing that is encrypted becomes plain. The
// first snapshot under another key is whole.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html.

// A sealing is what a call asks for of the encryption of a volume or of a copy.
type sealing struct {
	encrypted *bool  // nil: nothing was said
	key       string // KmsKeyId, or ""
}

// keyOf returns the key that a call's sealing comes to, for something new or
// for something that is made of a snapshot, or the refusal.
func (tx *Tx) keyOf(ask sealing, snapshot uint32, has bool) (KeyID, *apierr.Error) {
	var source Snapshot
	if has {
		source = *tx.snapshots.At(snapshot)
		if err := tx.checkDecryption(ask.encrypted == nil || *ask.encrypted, snapshot, has); err != nil {
			return NoKey, err
		}
	}
	wanted := ask.encrypted != nil && *ask.encrypted || tx.defaults().Encrypt || source.Encrypted
	switch {
	case ask.key != "" && !wanted:
		return NoKey, apierr.New(apierr.InvalidParameterDependency, "The parameter [KmsKeyId] requires the parameter Encrypted to be set.").
			Because("A key encrypts nothing by itself: add --encrypted.")
	case ask.key != "":
		return tx.findKey(ask.key), nil
	case !wanted:
		return NoKey, nil
	case source.Encrypted && source.Account == tx.Account && source.Region == tx.Region:
		return source.Key, nil
	}
	return tx.defaults().Key, nil
}

// checkDecryption refuses to make a plain volume of an encrypted snapshot.
func (tx *Tx) checkDecryption(encrypted bool, snapshot uint32, has bool) *apierr.Error {
	if encrypted || !has || !tx.snapshots.At(snapshot).Encrypted {
		return nil
	}
	return apierr.New(apierr.InvalidParameterCombination, "Encrypted snapshots must be used to create encrypted volumes.").
		Because("Encryption cannot be taken off: leave Encrypted out, or copy the files to a plain volume inside an instance.")
}

// checkCopyDecryption refuses to take the encryption off a copy: the parameter
// can only be set to true (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopySnapshot.html).
func checkCopyDecryption(encrypted *bool) *apierr.Error {
	if encrypted == nil || *encrypted {
		return nil
	}
	return apierr.New(apierr.InvalidParameterValue, "Value (false) for parameter encrypted is invalid. The parameter can only be set to true.").
		Because("A copy can be encrypted, or get another key; what is encrypted stays so. Leave Encrypted out.")
}

// notEncrypting refuses encrypted volumes for a type that cannot have them.
func notEncrypting(kind *catalog.InstanceType) *apierr.Error {
	return apierr.New(apierr.EncryptedVolumesNotSupported, "Encrypted volumes are not supported by the instance type '%s'.", kind.Name).
		Because("A few old types, such as m1, c1 and m2, have no encrypted volumes.")
}

// checkKeyShared refuses to share a snapshot whose key nobody else can use. A
// key of the customer's own can be shared as well, and must be to be of use.
func (tx *Tx) checkKeyShared(snapshot uint32, everyone bool) *apierr.Error {
	x := tx.snapshots.At(snapshot)
	switch {
	case !x.Encrypted:
		return nil
	case everyone:
		return apierr.New(apierr.OperationNotPermitted, "Encrypted snapshots cannot be shared publicly.").
			Because("Everybody would need its key; an encrypted snapshot can at most be shared with single accounts.")
	case x.Key != ManagedKey:
		return nil
	}
	return apierr.New(apierr.OperationNotPermitted, "Encrypted snapshots with EBS default key cannot be shared").
		Because("The key belongs to this account and is managed by AWS: no other account can be let use it. A copy under a key of one's own can be shared.").
		Suggest("aws ec2 copy-snapshot --source-region %s --source-snapshot-id %s --encrypted --kms-key-id alias/NAME", tx.region().Name, tx.ID(Ref{KindSnapshot, snapshot}))
}

// hasEncrypted reports whether one of an instance's volumes is encrypted.
func (tx *Tx) hasEncrypted(i *Instance) bool {
	for _, d := range i.Devices {
		if tx.volumes.At(d.Volume).Encrypted {
			return true
		}
	}
	return false
}

// checkSealed refuses to say for an image whether a snapshot of its mapping is
// encrypted: the snapshot itself says so. A key can be named only at launch.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html.
func checkSealed(asked []BlockDeviceMapping) *apierr.Error {
	for _, b := range asked {
		switch {
		case b.Ebs == nil:
		case b.Ebs.KmsKeyID != "":
			return apierr.New(apierr.InvalidParameterCombination, "The parameter KmsKeyId cannot be specified in the mapping of an image: %s.", b.DeviceName).
				Because("An image says what it is made of; ask for a key at launch.")
		case b.Ebs.InitializationRate != nil:
			return apierr.New(apierr.InvalidParameterCombination, "The parameter VolumeInitializationRate cannot be specified in the mapping of an image: %s.", b.DeviceName).
				Because("An image says what it is made of; ask for a rate at launch.")
		case b.Ebs.Encrypted != nil && b.Ebs.SnapshotID != "":
			return apierr.New(apierr.InvalidParameterCombination, "The parameter Encrypted cannot be specified together with a snapshot in the mapping of an image: %s.", b.DeviceName).
				Because("A snapshot is encrypted or not; leave Encrypted out here, and ask for it at launch.")
		}
	}
	return nil
}
