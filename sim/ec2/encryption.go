package ec2

import (
	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
)

// Encryption is a property that a volume is made with. It passes to the volume's
// snapshots, to their copies, and to every volume that is made of those; a plain
// snapshot can become an encrypted volume, never the other way round. The first
// snapshot of such a volume is whole.
//
// Simplified: there is one key, the account's own for EBS that AWS manages, and
// so no KmsKeyId; nothing is encrypted unless a call asks for it.
// Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html.

// checkDecryption refuses to make a plain volume of an encrypted snapshot.
func (tx *Tx) checkDecryption(encrypted bool, snapshot uint32, has bool) *apierr.Error {
	if encrypted || !has || !tx.snapshots.At(snapshot).Encrypted {
		return nil
	}
	return apierr.New(apierr.InvalidParameterCombination, "Encrypted snapshots must be used to create encrypted volumes.").
		Because("Encryption cannot be taken off: leave Encrypted out, or copy the files to a plain volume inside an instance.")
}

// notEncrypting refuses encrypted volumes for a type that cannot have them.
func notEncrypting(kind *catalog.InstanceType) *apierr.Error {
	return apierr.New(apierr.EncryptedVolumesNotSupported, "Encrypted volumes are not supported by the instance type '%s'.", kind.Name).
		Because("A few old types, such as m1, c1 and m2, have no encrypted volumes.")
}

// checkKeyShared refuses to share a snapshot whose key nobody else can use.
func (tx *Tx) checkKeyShared(snapshot uint32, everyone bool) *apierr.Error {
	switch {
	case !tx.snapshots.At(snapshot).Encrypted:
		return nil
	case everyone:
		return apierr.New(apierr.OperationNotPermitted, "Encrypted snapshots cannot be shared publicly.").
			Because("Everybody would need its key; an encrypted snapshot can at most be shared with single accounts.")
	}
	return apierr.New(apierr.OperationNotPermitted, "Encrypted snapshots with EBS default key cannot be shared").
		Because("The key belongs to this account and is managed by AWS: no other account can be let use it.")
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

// checkSealed refuses to say for an image whether a snapshot of its mapping is encrypted: the snapshot itself says so.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html.
func checkSealed(asked []BlockDeviceMapping) *apierr.Error {
	for _, b := range asked {
		if b.Ebs != nil && b.Ebs.Encrypted != nil && b.Ebs.SnapshotID != "" {
			return apierr.New(apierr.InvalidParameterCombination, "The parameter Encrypted cannot be specified together with a snapshot in the mapping of an image: %s.", b.DeviceName).
				Because("A snapshot is encrypted or not; leave Encrypted out here, and ask for it at launch.")
		}
	}
	return nil
}
