package ec2

// DisableImageInput holds the parameters of DisableImage.
type DisableImageInput struct {
	ImageID string `ec2:"ImageId,required,id=image"`
	DryRun  bool   `ec2:"DryRun"`
}

// A ReturnOutput is the answer of calls that say no more than that they were carried out.
type ReturnOutput struct {
	Return bool `ec2:"Return"`
}

// DisableImage takes an own image out of use: nothing can be launched from it
// or copied of it, whoever it was shared with loses it, and DescribeImages
// leaves it out unless IncludeDisabled is set. What was launched goes on.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/disable-an-ami.html.
func DisableImage(tx *Tx, in DisableImageInput) (ReturnOutput, error) {
	index, err := tx.modifiableImage(in.ImageID)
	if err != nil {
		return ReturnOutput{}, err
	}
	tx.Emit(ImageMoved{Index: index, On: "DisableImage"})
	if shared := tx.images.At(index).Shared; shared.Everyone || len(shared.Accounts) > 0 {
		tx.Emit(ImageShared{Index: index})
	}
	return ReturnOutput{true}, nil
}

// EnableImageInput holds the parameters of EnableImage.
type EnableImageInput struct {
	ImageID string `ec2:"ImageId,required,id=image"`
	DryRun  bool   `ec2:"DryRun"`
}

// EnableImage makes a disabled image available again. Who it had been shared
// with does not get it back.
func EnableImage(tx *Tx, in EnableImageInput) (ReturnOutput, error) {
	index, err := tx.ownImage(in.ImageID)
	if err != nil {
		return ReturnOutput{}, err
	}
	if tx.images.At(index).State != ImageDisabled {
		return ReturnOutput{}, tx.unfitImage(index)
	}
	tx.Emit(ImageMoved{Index: index, On: "EnableImage"})
	return ReturnOutput{true}, nil
}
