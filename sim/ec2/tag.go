package ec2

import (
	"slices"
	"strings"
	"unicode/utf8"

	"blockyard/sim/apierr"
)

// MaxTags is how many tags a resource can have.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html.
const MaxTags = 50

// A Tag is a key and a value on a resource.
type Tag struct {
	Key   string `ec2:"Key"`
	Value string `ec2:"Value,always"`
}

// A TagSpecification asks for tags on what a call makes.
type TagSpecification struct {
	ResourceType string `ec2:"ResourceType"`
	Tags         []Tag  `ec2:"Tags"`
}

// TagsChanged replaces the tags of a resource.
type TagsChanged struct {
	Ref  Ref
	Tags []Tag
}

func (e TagsChanged) apply(s *State) { s.mutHeader(e.Ref).setTags(e.Tags) }

// CreateTagsInput holds the parameters of CreateTags.
type CreateTagsInput struct {
	Resources []string `ec2:"Resources,required,query=ResourceId,id=any"`
	Tags      []Tag    `ec2:"Tags,required,query=Tag"`
	DryRun    bool     `ec2:"DryRun"`
}

// DeleteTagsInput holds the parameters of DeleteTags. Without tags, all tags
// go; a tag with a value goes only where it has that value.
type DeleteTagsInput struct {
	Resources []string `ec2:"Resources,required,query=ResourceId,id=any"`
	Tags      []Tag    `ec2:"Tags,query=Tag"`
	DryRun    bool     `ec2:"DryRun"`
}

// Empty is the answer of calls that say nothing when all is well.
type Empty struct{}

// CreateTags adds tags to resources, or changes their values. It does nothing
// at all when one of the resources or tags is wrong.
func CreateTags(tx *Tx, in CreateTagsInput) (Empty, error) {
	refs, err := tx.taggable(in.Resources)
	if err != nil {
		return Empty{}, err
	}
	if len(in.Tags) == 0 {
		return Empty{}, apierr.New(apierr.MissingParameter, "The request must contain the parameter tagSet")
	}
	if err := checkTags(in.Tags); err != nil {
		return Empty{}, err
	}
	for _, ref := range refs {
		if len(withTags(tx.Tags(ref), in.Tags)) > MaxTags {
			return Empty{}, tooManyTags()
		}
	}
	for _, ref := range refs {
		tx.Emit(TagsChanged{ref, withTags(tx.Tags(ref), in.Tags)})
	}
	return Empty{}, nil
}

// DeleteTags takes tags off resources. A tag that is not there is no error.
func DeleteTags(tx *Tx, in DeleteTagsInput) (Empty, error) {
	refs, err := tx.taggable(in.Resources)
	if err != nil {
		return Empty{}, err
	}
	for _, ref := range refs {
		if kept := withoutTags(tx.Tags(ref), in.Tags); len(kept) < len(tx.Tags(ref)) {
			tx.Emit(TagsChanged{ref, kept})
		}
	}
	return Empty{}, nil
}

// taggable returns the caller's resources with these ids, each once.
func (tx *Tx) taggable(ids []string) ([]Ref, *apierr.Error) {
	if len(ids) == 0 {
		return nil, apierr.New(apierr.MissingParameter, "The request must contain the parameter resourceIdSet")
	}
	var refs []Ref
	for _, id := range ids {
		kind, ok := KindOfID(id)
		if !ok || !kind.HasTags() || !kind.WellFormed(id) {
			return nil, apierr.New(apierr.InvalidID, "The ID '%s' is not valid", id)
		}
		ref, err := tx.existing(kind, id)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	return refs, nil
}

// existing finds a resource of any kind, with the refusal that its kind has.
func (tx *Tx) existing(kind Kind, id string) (Ref, *apierr.Error) {
	var index uint32
	var err *apierr.Error
	switch kind {
	case KindInstance:
		index, err = tx.findInstance(id)
	case KindVolume:
		index, err = tx.findVolume(id)
	case KindSnapshot:
		index, err = tx.ownSnapshot(id)
	case KindImage:
		index, err = tx.ownImage(id)
	case KindInterface:
		index, err = tx.findInterface(id)
	case KindAddress:
		index, err = tx.findAddress(id)
	case KindKeyPair:
		index, err = tx.findKeyPair(id)
	case KindReservation, KindInterfaceAttachment, KindAssociation:
		return Ref{}, apierr.New(apierr.InvalidID, "The ID '%s' is not valid", id)
	}
	return Ref{kind, index}, err
}

// checkTags refuses tags that no resource may have.
func checkTags(tags []Tag) *apierr.Error {
	for i, t := range tags {
		switch {
		case t.Key == "" || utf8.RuneCountInString(t.Key) > 128:
			return apierr.New(apierr.InvalidTagKeyMalformed, "Tag key must have 1 to 128 characters: '%s'", t.Key)
		case strings.HasPrefix(strings.ToLower(t.Key), "aws:"):
			return apierr.New(apierr.InvalidTagKeyMalformed, "Tag keys starting with 'aws:' are reserved for internal use")
		case utf8.RuneCountInString(t.Value) > 256:
			return apierr.New(apierr.InvalidParameterValue, "Value (%s) for parameter value is invalid. Tag value exceeds the maximum length of 256 characters", t.Value)
		}
		if slices.ContainsFunc(tags[:i], func(o Tag) bool { return o.Key == t.Key }) {
			return apierr.New(apierr.InvalidParameterValue, "Duplicate tag key '%s' specified.", t.Key)
		}
	}
	if len(tags) > MaxTags {
		return tooManyTags()
	}
	return nil
}

func tooManyTags() *apierr.Error {
	return apierr.New(apierr.TagLimitExceeded, "The maximum number of Tags for a resource has been reached.")
}

// specifiedTags returns the tags that specifications ask for on one type of
// resource; allowed lists the types that the call makes.
func specifiedTags(specifications []TagSpecification, of Kind, allowed ...Kind) ([]Tag, *apierr.Error) {
	var tags []Tag
	for _, s := range specifications {
		if !slices.ContainsFunc(allowed, func(k Kind) bool { return k.String() == s.ResourceType }) {
			return nil, apierr.New(apierr.InvalidParameterValue, "'%s' is not a valid taggable resource type for this operation.", s.ResourceType)
		}
		if len(s.Tags) == 0 {
			return nil, apierr.New(apierr.InvalidParameterValue, "Tag specification must have at least one tag")
		}
		if err := checkTags(s.Tags); err != nil {
			return nil, err
		}
		if s.ResourceType == of.String() {
			tags = withTags(tags, s.Tags)
		}
	}
	if len(tags) > MaxTags {
		return nil, tooManyTags()
	}
	return tags, nil
}

// withTags returns tags with more added at the end or changed in place.
func withTags(tags, more []Tag) []Tag {
	out := slices.Clone(tags)
	for _, t := range more {
		if at := slices.IndexFunc(out, func(o Tag) bool { return o.Key == t.Key }); at >= 0 {
			out[at] = t
		} else {
			out = append(out, t)
		}
	}
	return out
}

// withoutTags returns tags less those that are named; no names mean all tags.
func withoutTags(tags, less []Tag) []Tag {
	if len(less) == 0 {
		return nil
	}
	var out []Tag
	for _, t := range tags {
		if !slices.ContainsFunc(less, func(l Tag) bool { return l.Key == t.Key && (l.Value == "" || l.Value == t.Value) }) {
			out = append(out, t)
		}
	}
	return out
}

func tagValue(tags []Tag, key string) string {
	for i := range tags {
		if tags[i].Key == key {
			return tags[i].Value
		}
	}
	return ""
}
