package ec2

import (
	"fmt"
	"slices"
	"strconv"

	"blockyard/sim/apierr"
	"blockyard/sim/block"
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// CopyImageInput holds the parameters of CopyImage, which is called in the region that gets the copy.
type CopyImageInput struct {
	ClientToken       string             `ec2:"ClientToken"`
	Description       string             `ec2:"Description"`
	Encrypted         *bool              `ec2:"Encrypted"`
	KmsKeyID          string             `ec2:"KmsKeyId"`
	Name              string             `ec2:"Name,required"`
	SourceImageID     string             `ec2:"SourceImageId,required,id=image"`
	SourceRegion      string             `ec2:"SourceRegion,required"`
	CopyImageTags     bool               `ec2:"CopyImageTags"`
	TagSpecifications []TagSpecification `ec2:"TagSpecifications,query=TagSpecification"`
	DryRun            bool               `ec2:"DryRun"`
}

// CopyImage makes an image in the caller's region of an image in another
// region, or in the same: each snapshot of its mapping is copied, and the new
// image can be launched once the copies are completed. Permissions do not come
// with it, and tags only if CopyImageTags is set.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/CopyingAMIs.html.
//
// Simplified: the copied bundle of an instance-store image is not billed as storage in S3.
func CopyImage(tx *Tx, in CopyImageInput) (ImageIDOutput, error) {
	request := in.fingerprint()
	if earlier, found, err := tx.copiedBefore(in.ClientToken, request); err != nil || found {
		return ImageIDOutput{earlier}, orNil(err)
	}
	source, err := tx.imageToCopy(in)
	if err != nil {
		return ImageIDOutput{}, err
	}
	if err := tx.checkImageName(in.Name); err != nil {
		return ImageIDOutput{}, err
	}
	imageTags, err := specifiedTags(in.TagSpecifications, KindImage, KindImage, KindSnapshot)
	if err != nil {
		return ImageIDOutput{}, err
	}
	snapshotTags, err := specifiedTags(in.TagSpecifications, KindSnapshot, KindImage, KindSnapshot)
	if err != nil {
		return ImageIDOutput{}, err
	}
	if from := tx.images.At(source); in.CopyImageTags && from.Account == tx.Account {
		if imageTags = withTags(from.Tags(), imageTags); len(imageTags) > MaxTags {
			return ImageIDOutput{}, tooManyTags()
		}
	}
	keys, err := tx.imageCopyKeys(source, in)
	if err != nil {
		return ImageIDOutput{}, err
	}
	if err := tx.roomForImageCopy(source); err != nil {
		return ImageIDOutput{}, err
	}
	index := tx.copyImage(source, in, keys, request, imageTags, snapshotTags)
	return ImageIDOutput{tx.ID(Ref{KindImage, index})}, nil
}

// fingerprint returns the request that a client token stands for as text; "" without a token.
func (in CopyImageInput) fingerprint() string {
	if in.ClientToken == "" {
		return ""
	}
	encrypted := in.Encrypted != nil && *in.Encrypted
	in.Encrypted = nil
	return fmt.Sprintf("%+v %v", in, encrypted)
}

// copiedBefore returns the image that a client token stands for, if there was one.
func (tx *Tx) copiedBefore(token, request string) (id string, found bool, refused *apierr.Error) {
	if token == "" {
		return "", false, nil
	}
	if err := checkToken(token); err != nil {
		return "", false, err
	}
	for index, m := range tx.images.All() {
		if m.Token != token || m.Account != tx.Account || m.Region != tx.Region {
			continue
		}
		if m.Request != request {
			return "", false, tokenMismatch()
		}
		return tx.ID(Ref{KindImage, index}), true, nil
	}
	return "", false, nil
}

// imageToCopy finds the source of a copy. The order of the checks says which refusal wins.
// Source of the wordings: what the service answers, as its users quote it.
func (tx *Tx) imageToCopy(in CopyImageInput) (uint32, *apierr.Error) {
	there, err := tx.in(in.SourceRegion)
	if err != nil {
		return 0, err
	}
	source, err := there.visibleImage(in.SourceImageID)
	if err != nil {
		if err.Code == apierr.InvalidAMIIDNotFound {
			err = err.Because("The source region, %s, has no such image; the id may be mistyped, or be of another region.", in.SourceRegion)
		}
		return 0, err.Suggest("aws ec2 describe-images --owners self amazon --region %s", in.SourceRegion)
	}
	m := tx.images.At(source)
	switch {
	case m.State != ImageAvailable:
		return 0, tx.notReady(source, "copied", " --region "+in.SourceRegion)
	case m.Account != tx.Account && m.ProductCode != "":
		return 0, apierr.New(apierr.InvalidRequest, "Images from AWS Marketplace cannot be copied to another AWS account").
			Because("The image is a product of the Marketplace. Launch it, and make an image of the instance: that one is yours, with the product code in it.")
	case !tx.canReadStorage(m):
		return 0, apierr.New(apierr.InvalidRequest, "You do not have permission to access the storage of this ami").
			Because("Who shares an image lets others launch it; to copy it they need its snapshots shared, too. An image of an instance that you launch is yours.")
	}
	return source, nil
}

// canReadStorage reports whether the caller can copy what an image consists of:
// an own image, one of the public catalogue, or one whose snapshots are shared with it.
func (tx *Tx) canReadStorage(m *Image) bool {
	if m.Account == tx.Account || m.Public {
		return true
	}
	for _, snapshot := range snapshotsOf(m.Mappings) {
		if !tx.Allows(tx.Account, Ref{KindSnapshot, snapshot}) {
			return false
		}
	}
	return true
}

// roomForImageCopy refuses a copy of an image that exceeds a quota of the account in the region.
func (tx *Tx) roomForImageCopy(source uint32) *apierr.Error {
	if tx.quotas.Len() == 0 { // the usual case: nothing has to be counted
		return nil
	}
	var copying int64
	for i, m := range tx.images.All() {
		if m.State == ImagePending && m.HasSourceImage && !m.HasSource && tx.mine(Ref{KindImage, i}) {
			copying++
		}
	}
	if limit := tx.limit(QuotaImageCopies); copying >= limit {
		return apierr.New(apierr.ResourceLimitExceeded, "Too many AMI copies in progress. The limit is %d for this destination region.", limit)
	}
	return tx.roomForCopies(int64(len(snapshotsOf(tx.images.At(source).Mappings))))
}

// imageCopyKeys returns the key of the copy of each of an image's snapshots.
func (tx *Tx) imageCopyKeys(source uint32, in CopyImageInput) (keys []KeyID, err *apierr.Error) {
	if err := checkCopyDecryption(in.Encrypted); err != nil {
		return nil, err
	}
	for _, snapshot := range snapshotsOf(tx.images.At(source).Mappings) {
		key, err := tx.keyOf(sealing{in.Encrypted, in.KmsKeyID}, snapshot, true)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// copyImage makes a copy that has been checked, and returns its index.
func (tx *Tx) copyImage(source uint32, in CopyImageInput, keys []KeyID, request string, imageTags, snapshotTags []Tag) uint32 {
	from, ref := *tx.images.At(source), Ref{KindImage, tx.Length(KindImage)}
	m := Image{
		Header: tx.newHeader(), Machine: from.Machine, Name: in.Name, Description: in.Description, ProductCode: from.ProductCode,
		RootDevice: from.RootDevice, RootKind: from.RootKind, RootGiB: from.RootGiB, Software: from.Software,
		SourceImage: source, HasSourceImage: true, Token: in.ClientToken, Request: request,
		Mappings: slices.Clone(from.Mappings),
	}
	m.setTags(imageTags)
	if from.Region != tx.Region {
		m.Moved = bundleBlocks(&from)
	}
	tx.copyMapping(m.Mappings, keys, in.SourceImageID, tx.names.ID(tx.Region, ref, ""), snapshotTags)
	tx.Emit(ImageRegistered{m, "CopyImage"})
	tx.wake(WakeImage, ref, tx.imageCopyTime(&m, ref))
	return ref.Index
}

// bundleBlocks returns how many blocks of 512 KiB the bundle of an instance-store image holds.
//
// Simplified: a bundle is taken to be as large as the root disk; AWS's are compressed.
func bundleBlocks(m *Image) uint64 {
	if m.RootKind != RootInstanceStore {
		return 0
	}
	return uint64(unit.Bytes(m.RootGiB) * unit.GiB / block.Size)
}

// imageCopyTime returns how long it takes to copy a bundle and to register the
// image. Snapshots take their own time, for which the image waits.
func (tx *Tx) imageCopyTime(m *Image, ref Ref) unit.Duration {
	ready := tx.lasts(catalog.ImageReady, ref)
	if m.Moved == 0 {
		return ready
	}
	moved := unit.Bytes(m.Moved) * block.Size
	return ready + catalog.RegionCopy.PerGiB(moved, tx.Timing, tx.stream(catalog.RegionCopy), tx.position(ref))
}

// copyMapping copies each snapshot of a mapping, once, and lets the mapping point at the copies.
func (tx *Tx) copyMapping(mappings []Mapping, keys []KeyID, source, destination string, tags []Tag) {
	for n, snapshot := range snapshotsOf(mappings) {
		description := fmt.Sprintf("Copied for DestinationAmi %s from SourceAmi %s for SourceSnapshot %s. Task created on %s.",
			destination, source, tx.ID(Ref{KindSnapshot, snapshot}), grouped(int64(tx.Date(tx.Now))))
		copied := tx.copySnapshot(snapshot, keys[n], description, tags, 0)
		for i := range mappings {
			if b := &mappings[i]; b.HasSnapshot && b.Snapshot == snapshot {
				b.Snapshot = copied
			}
		}
	}
}

// grouped returns a number that is not negative with a comma between each three digits.
func grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}
