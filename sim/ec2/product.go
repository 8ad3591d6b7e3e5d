package ec2

import "slices"

// Products returns the Marketplace product codes of an instance: those of its
// volumes, in order of attachment, and for an instance-store root that of its
// image. The code of a volume comes with it and goes with it.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachVolume.html and API_DetachVolume.html.
func (s *State) Products(i *Instance) (codes []string) {
	if i.RootKind == RootInstanceStore {
		codes = appendCode(codes, s.images.At(i.Image).ProductCode)
	}
	for _, d := range i.Devices {
		codes = appendCode(codes, s.volumes.At(d.Volume).ProductCode)
	}
	return codes
}

// appendCode appends a product code, if it is one and not there yet.
func appendCode(codes []string, code string) []string {
	if code == "" || slices.Contains(codes, code) {
		return codes
	}
	return append(codes, code)
}

// shownProducts returns product codes of the Marketplace as answers show them; nil where there is none.
func shownProducts(codes ...string) (shown []ProductCode) {
	for _, code := range codes {
		if code != "" {
			shown = append(shown, ProductCode{code, "marketplace"})
		}
	}
	return shown
}

// productTypes returns the kind of product codes, for filters.
func productTypes(codes ...string) []string {
	if len(shownProducts(codes...)) == 0 {
		return nil
	}
	return one("marketplace")
}
