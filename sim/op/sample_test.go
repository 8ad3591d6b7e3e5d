package op_test

import (
	"errors"

	"blockyard/sim/op"
	"blockyard/sim/unit"
)

// world is what the test operations decide in.
type world struct{ attached string }

// The types of the test operations cover every type of field and every option of a tag.
type (
	volumeID   string
	volumeType string

	attachInput struct {
		Device     string   `ec2:"Device,required"`
		DryRun     bool     `ec2:"DryRun"`
		InstanceID string   `ec2:"InstanceId,required,id=instance"`
		VolumeID   volumeID `ec2:"VolumeId,required,id=volume"`
	}
	attachment struct {
		AttachTime unit.Date `ec2:"AttachTime"`
		Device     string    `ec2:"Device"`
		State      string    `ec2:"State"`
		Delete     bool      `ec2:"DeleteOnTermination"`
	}
	tagInput struct {
		Key   string `ec2:"Key"`
		Value string `ec2:"Value"`
	}
	tagSpecification struct {
		ResourceType string     `ec2:"ResourceType"`
		Tags         []tagInput `ec2:"Tags"`
	}
	filter struct {
		Name   string   `ec2:"Name,required"`
		Values []string `ec2:"Values,query=Value"`
	}
	paging struct {
		MaxResults int    `ec2:"MaxResults"`
		NextToken  string `ec2:"NextToken"`
	}
	describeInput struct {
		DryRun    bool       `ec2:"DryRun"`
		Filters   []filter   `ec2:"Filters,query=Filter"`
		VolumeIDs []volumeID `ec2:"VolumeIds,id=volume,query=VolumeId,xml=volumeSet"`
		paging
		Internal string
		Skipped  string `ec2:"-"`
	}
	volume struct {
		VolumeID    volumeID     `ec2:"VolumeId,xml=volumeId"`
		Attachments []attachment `ec2:"Attachments"`
		CreateTime  unit.Date    `ec2:"CreateTime"`
		Iops        int          `ec2:"Iops,omitempty"`
		Throughput  *int         `ec2:"Throughput"`
		Size        int64        `ec2:"Size"`
		Encrypted   bool         `ec2:"Encrypted"`
		Tags        []tagInput   `ec2:"Tags,omitempty"`
		Grants      []tagInput   `ec2:"Grants,omitnil"`
		Extra       op.Value     `ec2:"Extra"`
		Origin      *tagInput    `ec2:"Origin"`
	}
	describeOutput struct {
		Volumes   []volume `ec2:"Volumes"`
		NextToken string   `ec2:"NextToken"`
	}
	ebs struct {
		DeleteOnTermination *bool      `ec2:"DeleteOnTermination"`
		Iops                *int64     `ec2:"Iops"`
		SnapshotID          string     `ec2:"SnapshotId,id=snapshot"`
		VolumeSize          int        `ec2:"VolumeSize"`
		VolumeType          volumeType `ec2:"VolumeType,enum=gp2|gp3|io2"`
	}
	mapping struct {
		DeviceName string `ec2:"DeviceName"`
		Ebs        *ebs   `ec2:"Ebs"`
		NoDevice   bool   `ec2:"NoDevice"`
	}
	place struct {
		AvailabilityZone string `ec2:"AvailabilityZone"`
		Tenancy          string `ec2:"Tenancy"`
	}
	runInput struct {
		BlockDeviceMappings []mapping          `ec2:"BlockDeviceMappings,query=BlockDeviceMapping,xml=blockDeviceMapping"`
		ImageID             string             `ec2:"ImageId,id=image"`
		InstanceType        string             `ec2:"InstanceType,enum=t3.micro|t3.small|demo.small,open,default=t3.micro"`
		MaxCount            int                `ec2:"MaxCount,required"`
		MinCount            int                `ec2:"MinCount,required"`
		Monitoring          struct{ Enabled }  `ec2:"Monitoring"`
		UserData            string             `ec2:"UserData,base64"`
		EbsOptimized        *bool              `ec2:"EbsOptimized"`
		Placement           place              `ec2:"Placement"`
		Priorities          []int              `ec2:"Priorities"`
		TagSpecifications   []tagSpecification `ec2:"TagSpecifications"`
		Weight              *int               `ec2:"Weight"`
	}
	// Enabled is embedded, and so flattened.
	Enabled struct {
		On bool `ec2:"Enabled"`
	}
	attributeBool struct {
		Value bool `ec2:"Value"`
	}
	attributeText struct {
		Value string `ec2:"Value"`
	}
	modifyInput struct {
		Attribute             string         `ec2:"Attribute,enum=instanceType|userData"`
		DisableAPITermination *attributeBool `ec2:"DisableApiTermination"`
		InstanceID            string         `ec2:"InstanceId,required,id=instance"`
		InstanceType          *attributeText `ec2:"InstanceType"`
		Resources             []string       `ec2:"Resources,required,id=any,xml=resourceIdSet"`
	}
	imageInput struct {
		InstanceID string `ec2:"InstanceId,required,id=instance"`
		Name       string `ec2:"Name,required"`
		NoReboot   *bool  `ec2:"NoReboot"`
	}
	empty struct{}
)

var errBusy = errors.New("busy")

func attach(w *world, in attachInput) (attachment, error) {
	if w.attached != "" {
		return attachment{}, errBusy
	}
	w.attached = string(in.VolumeID)
	return attachment{Device: in.Device, State: "attaching"}, nil
}

func nothing[In, Out any](*world, In) (out Out, err error) { return out, nil }

var sampleOps = []*op.Operation{
	op.Define("AttachVolume", attach, op.About{
		Doc:        "Attaches a volume to an instance. Both must be in the same zone, because a volume never leaves the zone that it was made in.",
		Simplified: []string{"AWS takes a few seconds, and how many depends on the load of the zone, which nobody outside can know."},
		Params:     []op.ParamDoc{{Name: "Device", Doc: "The device name."}, {Name: "VolumeId", Doc: "The volume."}},
	}),
	op.Define("DescribeVolumes", nothing[describeInput, describeOutput], op.About{
		Reads: true, Doc: "Lists volumes.",
		Params: []op.ParamDoc{{Name: "Filters.Name", Doc: "What to look at."}},
	}),
	op.Define("RunInstances", nothing[runInput, empty], op.About{Doc: "Launches instances.", Makes: "instance"}),
	op.Define("ModifyInstanceAttribute", nothing[modifyInput, empty], op.About{Doc: "Modifies an attribute."}),
	op.Define("CreateImage", nothing[imageInput, empty], op.About{Doc: "Makes an image.", Makes: "image"}),
	op.Define("DescribeRegions", nothing[empty, empty], op.About{Doc: "Lists regions.", Reads: true}),
}

var sample = op.NewRegistry(
	op.Service{Name: "ec2", Ops: sampleOps, Waiters: []op.Waiter{{Name: "volume-available", Action: "DescribeVolumes"}}},
	op.Service{Name: "yard", Ops: []*op.Operation{op.Define("Write", nothing[tagInput, empty], op.About{})}},
)

// find returns an operation of the sample registry.
func find(action string) *op.Operation {
	o, err := sample.Find("ec2", action)
	if err != nil {
		panic(err)
	}
	return o
}

func pointer[T any](v T) *T { return &v }
