package scene

import (
	"blockyard/sim/ec2"
)

// imageOf returns the image that a call is about.
func (v *view) imageOf(r *refused) (ref ec2.Ref, ok bool) {
	for _, name := range []string{"ImageId", "SourceImageId"} {
		if ref, ok = v.thing(r.param(name)); ok {
			return ref, true
		}
	}
	return ref, false
}

// makeAvailable enables an image that is disabled, and waits for one that is being made.
func (v *view) makeAvailable(r *refused) [][]step {
	image, ok := v.imageOf(r)
	if !ok || v.cloud.Images().At(image.Index).State != ec2.ImageDisabled {
		return v.waitFirst(r)
	}
	account, region := v.cloud.Place(image)
	owner := ec2.Caller{Account: account, Region: region}
	return [][]step{{does(owner, "Enable "+v.name(image), v.nodeID(image), "enable-image", "--image-id", v.cloud.ID(image)), r.again("Do it again", "")}}
}

// aDay is how many seconds the protection of an image holds on after it is switched off, where it has a cooldown.
const aDay = "86400"

// liftImageProtection takes the protection of an image off and deregisters it: a day later where it has a cooldown.
func (v *view) liftImageProtection(r *refused) [][]step {
	image, ok := v.imageOf(r)
	if !ok {
		return nil
	}
	lift := does(r.call.Caller, "Take the protection off", v.nodeID(image), "disable-image-deregistration-protection", "--image-id", v.cloud.ID(image))
	wait := step{text: "Wait a day: its cooldown", caller: r.call.Caller, words: []string{"sleep", aDay}}
	last := r.again("Deregister it", v.nodeID(image))
	last.danger = true
	return [][]step{{lift, last}, {lift, wait, last}, {wait, last}}
}

// allowPublic lets images of the account be made public again, and does the same again.
func (v *view) allowPublic(r *refused) [][]step {
	image, ok := v.imageOf(r)
	if !ok {
		return nil
	}
	allow := does(r.call.Caller, "Let images be public", shelfID(r.call.Region), "disable-image-block-public-access")
	wait := step{text: "Wait 10 minutes until that holds", caller: r.call.Caller, words: []string{"sleep", "600"}}
	last := r.again("Share it with everybody", v.nodeID(image))
	return [][]step{{allow, last}, {wait, last}, {allow, wait, last}}
}
