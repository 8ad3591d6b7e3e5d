package ec2

// imageFields is what images can be filtered by.
var imageFields = []field[Image]{
	{"architecture", func(_ *Tx, _ uint32, m *Image) []string { return one(m.Architecture) }},
	{"block-device-mapping.delete-on-termination", ofMapping(func(_ *Tx, b Mapping) []string { return truth(b.DeleteOnTermination) })},
	{"block-device-mapping.device-name", ofMapping(func(_ *Tx, b Mapping) []string { return one(b.Device) })},
	{"block-device-mapping.encrypted", ofMapping(func(tx *Tx, b Mapping) []string { return ifVolume(b, truth(tx.isEncrypted(b))) })},
	{"block-device-mapping.snapshot-id", ofMapping(func(tx *Tx, b Mapping) []string { return one(tx.mappedSnapshot(b)) })},
	{"block-device-mapping.volume-size", ofMapping(func(_ *Tx, b Mapping) []string { return number(b.GiB) })},
	{"block-device-mapping.volume-type", ofMapping(func(_ *Tx, b Mapping) []string { return one(b.Type) })},
	{"creation-date", func(tx *Tx, _ uint32, m *Image) []string { return one(tx.shown(m.Created).Milliseconds()) }},
	{"description", func(_ *Tx, _ uint32, m *Image) []string { return one(m.Description) }},
	{"ena-support", func(_ *Tx, _ uint32, m *Image) []string { return truth(m.ENA) }},
	{"hypervisor", func(*Tx, uint32, *Image) []string { return one("xen") }},
	{"image-id", func(tx *Tx, index uint32, _ *Image) []string { return one(tx.ID(Ref{KindImage, index})) }},
	{"image-type", func(*Tx, uint32, *Image) []string { return one("machine") }},
	{"is-public", func(_ *Tx, _ uint32, m *Image) []string { return truth(m.Shared.Everyone) }},
	{"kernel-id", func(_ *Tx, _ uint32, m *Image) []string { return one(m.Kernel) }},
	{"manifest-location", func(tx *Tx, _ uint32, m *Image) []string { return one(tx.location(m)) }},
	{"name", func(_ *Tx, _ uint32, m *Image) []string { return one(m.Name) }},
	{"owner-alias", func(_ *Tx, _ uint32, m *Image) []string { return one(m.OwnerAlias) }},
	{"owner-id", func(tx *Tx, _ uint32, m *Image) []string { return one(tx.accounts[m.Account]) }},
	{"platform", func(_ *Tx, _ uint32, m *Image) []string { return one(m.Platform) }},
	{"product-code", func(_ *Tx, _ uint32, m *Image) []string { return one(m.ProductCode) }},
	{"product-code.type", func(_ *Tx, _ uint32, m *Image) []string { return productTypes(m.ProductCode) }},
	{"ramdisk-id", func(_ *Tx, _ uint32, m *Image) []string { return one(m.Ramdisk) }},
	{"root-device-name", func(_ *Tx, _ uint32, m *Image) []string { return one(m.RootDevice) }},
	{"root-device-type", func(_ *Tx, _ uint32, m *Image) []string { return one(m.RootKind) }},
	{"source-image-id", func(tx *Tx, _ uint32, m *Image) []string { return one(tx.sourceImage(m)) }},
	{"source-image-region", func(tx *Tx, _ uint32, m *Image) []string { return one(tx.sourceImageRegion(m)) }},
	{"source-instance-id", func(tx *Tx, _ uint32, m *Image) []string { return one(tx.sourceOf(m)) }},
	{"sriov-net-support", func(_ *Tx, _ uint32, m *Image) []string { return one(m.SriovNet) }},
	{"state", func(_ *Tx, _ uint32, m *Image) []string { return one(string(m.State)) }},
	{"state-reason-code", func(_ *Tx, _ uint32, m *Image) []string { return one(m.shownReason().Code) }},
	{"state-reason-message", func(_ *Tx, _ uint32, m *Image) []string { return one(m.shownReason().Message) }},
	{"virtualization-type", func(_ *Tx, _ uint32, m *Image) []string { return one(m.Virtualization) }},
}

// ofMapping makes a filter field of an image's mapping.
func ofMapping(value func(*Tx, Mapping) []string) func(*Tx, uint32, *Image) []string {
	return func(tx *Tx, _ uint32, m *Image) (values []string) {
		for _, b := range m.Mappings {
			values = append(values, value(tx, b)...)
		}
		return values
	}
}

// ifVolume returns values for an entry of a mapping that is a volume, and none for an instance-store disk.
func ifVolume(b Mapping, values []string) []string {
	if b.Virtual != "" {
		return nil
	}
	return values
}

// isEncrypted reports whether the volume that a launch makes of an entry is encrypted.
func (tx *Tx) isEncrypted(b Mapping) bool {
	return b.Encrypted || b.HasSnapshot && tx.snapshots.At(b.Snapshot).Encrypted
}
