package ec2

// DescribeTagsInput holds the parameters of DescribeTags.
type DescribeTagsInput struct {
	DryRun     bool     `ec2:"DryRun"`
	Filters    []Filter `ec2:"Filters,query=Filter"`
	MaxResults *int64   `ec2:"MaxResults"`
	NextToken  string   `ec2:"NextToken"`
}

// DescribeTagsOutput is the answer of DescribeTags.
type DescribeTagsOutput struct {
	Tags      []TagDescription `ec2:"Tags,xml=tagSet"`
	NextToken string           `ec2:"NextToken"`
}

// A TagDescription is a tag as DescribeTags shows it.
type TagDescription struct {
	Key          string `ec2:"Key"`
	ResourceID   string `ec2:"ResourceId"`
	ResourceType string `ec2:"ResourceType"`
	Value        string `ec2:"Value,always"`
}

// tagFields is what tags can be filtered by.
var tagFields = []field[TagDescription]{
	{"key", func(_ *Tx, _ uint32, t *TagDescription) []string { return one(t.Key) }},
	{"resource-id", func(_ *Tx, _ uint32, t *TagDescription) []string { return one(t.ResourceID) }},
	{"resource-type", func(_ *Tx, _ uint32, t *TagDescription) []string { return one(t.ResourceType) }},
	{"value", func(_ *Tx, _ uint32, t *TagDescription) []string { return one(t.Value) }},
}

// taggedKinds are the kinds of resources that have tags, in the order in which they are listed.
var taggedKinds = []Kind{KindInstance, KindVolume, KindSnapshot, KindImage, KindInterface}

// DescribeTags lists the tags of the caller's resources in the region.
func DescribeTags(tx *Tx, in DescribeTagsInput) (out DescribeTagsOutput, err error) {
	keep, fault := plainSieve(tx, in.Filters, tagFields)
	if fault != nil {
		return out, fault
	}
	tags := []TagDescription{}
	for _, kind := range taggedKinds {
		indices, _ := tx.listed(kind, nil, nil)
		for _, index := range indices {
			ref := Ref{kind, index}
			for _, t := range tx.Tags(ref) {
				d := TagDescription{t.Key, tx.ID(ref), kind.String(), t.Value}
				if keep.keeps(0, &d) {
					tags = append(tags, d)
				}
			}
		}
	}
	out.Tags, out.NextToken, fault = page("DescribeTags", tags, in.MaxResults, in.NextToken)
	return out, orNil(fault)
}
