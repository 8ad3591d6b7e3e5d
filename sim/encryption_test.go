package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
	"blockyard/sim/yard"
)

// sealed makes an encrypted volume with 1 GiB of data on it, of a key if one is named, and returns a completed snapshot of it.
func (l *lab) sealed(key string) (volume, snapshot string) {
	id := l.launch("al2023", "t3.micro", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 8, Encrypted: pointer(true), KmsKeyID: key}))
	l.pass(unit.Minute)
	l.save(id, "/mnt/sdf/data", "1GiB")
	volume = l.volumeAt(id, "/dev/sdf")
	snapshot = l.snapshot(volume)
	l.pass(10 * unit.Minute)
	return volume, snapshot
}

func (l *lab) copied(in ec2.CopySnapshotInput) string {
	in.SourceRegion = "us-east-1"
	id := ask[ec2.CopySnapshotOutput](l, in).SnapshotID
	l.pass(10 * unit.Minute)
	return id
}

func TestAKeyTravelsWithTheData(t *testing.T) {
	l := newLab(t, Config{Seed: 5})
	l.do(yard.KeyInput{Name: "mine"})
	l.do(yard.KeyInput{Name: "other"})
	volume, x := l.sealed("alias/mine")
	mine := ec2.FirstKey
	require.Equal(t, []ec2.KeyID{mine, mine}, []ec2.KeyID{l.volumeOf(volume).Key, l.snapshotOf(x).Key})
	again := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x})
	require.Equal(t, l.Cloud().KeyARN(mine, 0, 0), again.KmsKeyID, "the same owner keeps the key")
	require.Equal(t, mine, l.snapshotOf(l.copied(ec2.CopySnapshotInput{SourceSnapshotID: x})).Key)
	other := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x, KmsKeyID: "alias/other"})
	require.Equal(t, l.Cloud().KeyARN(mine+1, 0, 0), other.KmsKeyID)
	byARN := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x, KmsKeyID: other.KmsKeyID})
	require.Equal(t, other.KmsKeyID, byARN.KmsKeyID)
	l.move("eu-west-1")
	elsewhere := l.copied(ec2.CopySnapshotInput{SourceSnapshotID: x})
	require.Equal(t, ec2.ManagedKey, l.snapshotOf(elsewhere).Key, "keys do not leave their region")
}

// Within a region and key nothing is stored twice; the first copy and the first snapshot under another key are whole.
func TestAnotherKeyStoresAllBlocksAgain(t *testing.T) {
	l := newLab(t, Config{Seed: 5})
	l.do(yard.KeyInput{Name: "mine"})
	_, x := l.sealed("")
	require.Equal(t, []uint64{1}, l.stores(x))
	require.Equal(t, []uint64{0}, l.stores(l.copied(ec2.CopySnapshotInput{SourceSnapshotID: x})))
	require.Equal(t, []uint64{1}, l.stores(l.copied(ec2.CopySnapshotInput{SourceSnapshotID: x, KmsKeyID: "alias/mine"})))
	require.Equal(t, []uint64{0}, l.stores(l.copied(ec2.CopySnapshotInput{SourceSnapshotID: x, KmsKeyID: "alias/mine"})), "the earlier copy has them")
	restored := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x, KmsKeyID: "alias/mine"}).VolumeID
	same := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x}).VolumeID
	l.pass(unit.Minute)
	require.Equal(t, []uint64{1}, l.stores(l.snapshot(restored)))
	require.Equal(t, []uint64{0}, l.stores(l.snapshot(same)))
}

func TestEncryptionByDefault(t *testing.T) {
	l := newLab(t, Config{Seed: 5})
	plain := l.newVolume(1)
	l.pass(unit.Minute)
	x := l.snapshot(plain)
	l.pass(unit.Minute)
	l.do(ec2.EnableEbsEncryptionByDefaultInput{})
	id := l.launch("al2023", "t3.micro")
	require.True(t, l.volumeOf(l.rootOf(id)).Encrypted)
	require.False(t, l.volumeOf(plain).Encrypted, "what there was stays as it was")
	require.True(t, l.snapshotOf(l.copied(ec2.CopySnapshotInput{SourceSnapshotID: x})).Encrypted)
	l.do(yard.KeyInput{Name: "mine"})
	l.do(ec2.ModifyEbsDefaultKmsKeyIDInput{KmsKeyID: "alias/mine"})
	require.Equal(t, ec2.FirstKey, l.volumeOf(l.newVolume(1)).Key)
	l.do(ec2.ResetEbsDefaultKmsKeyIDInput{})
	require.Equal(t, ec2.ManagedKey, l.volumeOf(l.newVolume(1)).Key)
	l.move("eu-west-1")
	require.False(t, ask[ec2.EncryptionByDefaultOutput](l, ec2.GetEbsEncryptionByDefaultInput{}).EbsEncryptionByDefault, "each region for itself")
	l.move("us-east-1")
	l.do(ec2.DisableEbsEncryptionByDefaultInput{})
	require.False(t, l.volumeOf(l.newVolume(1)).Encrypted)
}

// A key that cannot be used is found out later: the volume, the copy and the launch fail.
func TestAKeyThatCannotBeUsed(t *testing.T) {
	l := newLab(t, Config{Seed: 5})
	l.do(yard.KeyInput{Name: "mine"})
	_, x := l.sealed("alias/mine")
	for _, key := range []string{"alias/nobodys", "alias/mine"} {
		volume := ask[ec2.VolumeDescription](l, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: 1, Encrypted: pointer(true), KmsKeyID: key}).VolumeID
		l.do(yard.KeyInput{Name: "mine", Disable: true})
		l.pass(unit.Minute)
		require.Equal(t, "error", l.state(volume))
		l.do(ec2.DeleteVolumeInput{VolumeID: volume})
	}
	require.Equal(t, "error", l.state(l.copied(ec2.CopySnapshotInput{SourceSnapshotID: x})))
	id := l.launch("al2023", "t3.micro", mapped("/dev/sdf", ec2.EbsBlockDevice{SnapshotID: x}))
	l.pass(10 * unit.Minute)
	require.Equal(t, "terminated", l.state(id))
	require.Equal(t, ec2.ClientInternalError, l.Cloud().Reason(l.instanceOf(id)).Code)
	l.do(yard.KeyInput{Name: "mine", Enable: true})
	require.Equal(t, "completed", l.state(l.copied(ec2.CopySnapshotInput{SourceSnapshotID: x})))
}

// A snapshot under an own key can be shared, but is of use only with the key, and never to everybody.
func TestSharingAnEncryptedSnapshot(t *testing.T) {
	l := newLab(t, Config{Seed: 5})
	l.do(yard.KeyInput{Name: "mine"})
	_, managed := l.sealed("")
	_, own := l.sealed("alias/mine")
	share := func(x string) ec2.ModifySnapshotAttributeInput {
		return ec2.ModifySnapshotAttributeInput{SnapshotID: x, CreateVolumePermission: &ec2.PermissionChanges{Add: []ec2.Permission{{UserID: partner}}}}
	}
	l.refused(apierr.OperationNotPermitted, share(managed))
	l.do(share(own))
	l.refused(apierr.OperationNotPermitted, ec2.ModifySnapshotAttributeInput{SnapshotID: own, CreateVolumePermission: &ec2.PermissionChanges{Add: []ec2.Permission{{Group: "all"}}}})
	from := ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: own}
	l.as(partner)
	without := ask[ec2.VolumeDescription](l, from).VolumeID
	l.pass(unit.Minute)
	require.Equal(t, "error", l.state(without), "the snapshot without its key is of no use")
	l.as(ec2.DefaultAccount)
	l.do(yard.KeyInput{Name: "mine", Share: partner})
	l.as(partner)
	with := ask[ec2.VolumeDescription](l, from).VolumeID
	l.pass(unit.Minute)
	require.Equal(t, "available", l.state(with))
	require.Equal(t, ec2.ManagedKey, l.volumeOf(with).Key, "what others make of it is under their own key")
	require.Len(t, ask[guest.ListOutput](l, guest.ListInput{Target: with}).Disks[0].Files, 1)
}

func TestNoCallTakesEncryptionOff(t *testing.T) {
	l := newLab(t, Config{Seed: 5})
	_, x := l.sealed("")
	l.refused(apierr.InvalidParameterCombination, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: x, Encrypted: pointer(false)})
	l.refused(apierr.InvalidParameterValue, ec2.CopySnapshotInput{SourceRegion: "us-east-1", SourceSnapshotID: x, Encrypted: pointer(false)})
	l.refused(apierr.InvalidParameterValue, ec2.CopyImageInput{SourceRegion: "us-east-1", SourceImageID: l.image("al2023"), Name: "copy", Encrypted: pointer(false)})
	l.refused(apierr.InvalidParameterDependency, ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: 1, KmsKeyID: "alias/aws/ebs"})
	copied := ask[ec2.ImageIDOutput](l, ec2.CopyImageInput{SourceRegion: "us-east-1", SourceImageID: l.image("al2023"), Name: "copy", Encrypted: pointer(true)}).ImageID
	l.pass(10 * unit.Minute)
	m := l.Cloud().Images().At(l.ref(copied).Index)
	require.True(t, l.Cloud().Snapshots().At(m.Mappings[0].Snapshot).Encrypted)
}
