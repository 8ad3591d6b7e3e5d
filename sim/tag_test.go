package sim

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/ec2"
)

// tagsOf returns the tags of a volume as DescribeVolumes shows them.
func (l *lab) tagsOf(volume string) []ec2.Tag {
	return ask[ec2.DescribeVolumesOutput](l, ec2.DescribeVolumesInput{VolumeIDs: one(volume)}).Volumes[0].Tags
}

func TestTagsComeAndGo(t *testing.T) {
	l := instantLab(t)
	volume := l.newVolume(1)
	require.Nil(t, l.tagsOf(volume))
	l.do(ec2.CreateTagsInput{Resources: one(volume), Tags: []ec2.Tag{{Key: "b", Value: "1"}, {Key: "a"}}})
	l.do(ec2.CreateTagsInput{Resources: []string{volume, volume}, Tags: []ec2.Tag{{Key: "b", Value: "2"}, {Key: "c", Value: "<&>"}}})
	require.Equal(t, []ec2.Tag{{Key: "b", Value: "2"}, {Key: "a"}, {Key: "c", Value: "<&>"}}, l.tagsOf(volume))
	described := ask[ec2.DescribeTagsOutput](l, ec2.DescribeTagsInput{}).Tags
	require.Equal(t, ec2.TagDescription{Key: "b", ResourceID: volume, ResourceType: "volume", Value: "2"}, described[0])

	l.do(ec2.DeleteTagsInput{Resources: one(volume), Tags: []ec2.Tag{{Key: "b", Value: "1"}, {Key: "c"}, {Key: "none"}}})
	require.Equal(t, []ec2.Tag{{Key: "b", Value: "2"}, {Key: "a"}}, l.tagsOf(volume), "a tag with another value stays")
	l.do(ec2.DeleteTagsInput{Resources: one(volume)})
	require.Nil(t, l.tagsOf(volume))
}

func TestTagsThatCannotBe(t *testing.T) {
	l := instantLab(t)
	volume := l.newVolume(1)
	many := make([]ec2.Tag, 51)
	for n := range many {
		many[n] = ec2.Tag{Key: fmt.Sprint("key ", n)}
	}
	on := func(tags ...ec2.Tag) ec2.CreateTagsInput {
		return ec2.CreateTagsInput{Resources: one(volume), Tags: tags}
	}
	l.refused(apierr.TagLimitExceeded, on(many...))
	l.do(on(many[:50]...))
	l.do(on(many[:50]...))
	l.refused(apierr.TagLimitExceeded, on(many[50]))
	require.Len(t, l.tagsOf(volume), 50, "none is applied")
	l.refused(apierr.InvalidTagKeyMalformed, on(ec2.Tag{}))
	l.refused(apierr.InvalidTagKeyMalformed, on(ec2.Tag{Key: "AWS:mine"}))
	l.refused(apierr.InvalidTagKeyMalformed, on(ec2.Tag{Key: strings.Repeat("ü", 129)}))
	l.refused(apierr.InvalidParameterValue, on(ec2.Tag{Key: "k", Value: strings.Repeat("ü", 257)}))
	l.refused(apierr.InvalidParameterValue, on(ec2.Tag{Key: "k"}, ec2.Tag{Key: "k"}))
	l.refused(apierr.MissingParameter, on())
	empty := l.refused(apierr.MissingParameter, ec2.CreateTagsInput{Tags: many[:1]})
	require.Equal(t, "The request must contain the parameter resourceIdSet", empty.Message)
	l.refused(apierr.InvalidID, ec2.CreateTagsInput{Resources: one("r-0123456789abcdef0"), Tags: many[:1]})
	l.refused(apierr.InvalidVolumeNotFound, ec2.DeleteTagsInput{Resources: []string{volume, "vol-0123456789abcdef0"}})
	require.Len(t, l.tagsOf(volume), 50)
	long := instantLab(t)
	other := long.newVolume(1)
	long.do(ec2.CreateTagsInput{Resources: one(other), Tags: []ec2.Tag{{Key: strings.Repeat("ü", 128), Value: strings.Repeat("ü", 256)}}})
}

func TestWhatIsMadeIsTagged(t *testing.T) {
	l := instantLab(t)
	spec := func(kind string, tags ...ec2.Tag) ec2.TagSpecification {
		return ec2.TagSpecification{ResourceType: kind, Tags: tags}
	}
	in := l.launching("demo-ebs", "demo.small", mapped("/dev/sdf", ec2.EbsBlockDevice{VolumeSize: 1}))
	in.MaxCount = 2
	in.TagSpecifications = []ec2.TagSpecification{
		spec("instance", ec2.Tag{Key: "a", Value: "1"}), spec("volume", ec2.Tag{Key: "v"}), spec("instance", ec2.Tag{Key: "b"}, ec2.Tag{Key: "a", Value: "2"}),
		spec("network-interface", ec2.Tag{Key: "n"}),
	}
	for _, i := range ask[ec2.Reservation](l, in).Instances {
		require.Equal(t, []ec2.Tag{{Key: "a", Value: "2"}, {Key: "b"}}, i.Tags, "two specifications are merged")
	}
	require.Equal(t, 4, l.filtered("volume", by("tag-key", "v")), "every volume of every instance")
	require.Equal(t, 2, l.filtered("interface", by("tag-key", "n")))
	volume := ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", Size: 1, TagSpecifications: []ec2.TagSpecification{spec("instance", ec2.Tag{Key: "a"})}}
	wrong := l.refused(apierr.InvalidParameterValue, volume)
	require.Equal(t, "'instance' is not a valid taggable resource type for this operation.", wrong.Message)
	volume.TagSpecifications = []ec2.TagSpecification{spec("volume")}
	none := l.refused(apierr.InvalidParameterValue, volume)
	require.Equal(t, "Tag specification must have at least one tag", none.Message)
}
