package form

import (
	"strings"
	"unicode"

	"blockyard/sim/op"
)

// spellings are words of parameters that people write in another way.
var spellings = map[string]string{
	"Id": "ID", "Ids": "IDs", "Iops": "IOPS", "Ebs": "EBS", "Kms": "KMS", "Api": "API", "Arn": "ARN", "Os": "OS",
	"Ena": "ENA", "Imds": "IMDS", "Tpm": "TPM", "Sriov": "SR-IOV", "Ip": "IP", "Io": "I/O",
}

// units are what numbers count, by the last part of their key.
var units = map[string]string{
	"Size": "GiB", "VolumeSize": "GiB", "Throughput": "MiB/s", "AllocatedStorage": "GiB",
	"VolumeInitializationRate": "MiB/s", "LockDuration": "days", "CoolOffPeriod": "hours",
}

// labels are the names that AWS's console gives to parameters, by action and key; the action may be left out.
var labels = map[string]string{
	"VolumeSize":                        "Size",
	"Device":                            "Device name",
	"VirtualName":                       "Instance store",
	"UserIds":                           "Account IDs",
	"OperationType":                     "Operation",
	"PublicIp":                          "Public IPv4 address",
	"KeyName":                           "Key pair name",
	"InstanceInitiatedShutdownBehavior": "Shutdown behavior",
	"DisableApiTermination":             "Termination protection",
	"DisableApiStop":                    "Stop protection",
	"EbsOptimized":                      "EBS-optimized instance",
	"SourceDestCheck":                   "Source/destination check",
	"Domain":                            "Scope",
	"MultiAttachEnabled":                "Multi-Attach",
	"CoolOffPeriod":                     "Cooling-off period",
	"AutoEnableIO":                      "Auto-enabled I/O",
	"VolumeInitializationRate":          "Volume initialization rate",
	"CreateRule.RetentionPeriod.RetentionPeriodValue":           "Retention period",
	"CreateRule.RetentionPeriod.RetentionPeriodUnit":            "Unit of the period",
	"CreateRule.LockConfiguration.UnlockDelay.UnlockDelayValue": "Unlock delay of its lock",
	"CreateRule.LockConfiguration.UnlockDelay.UnlockDelayUnit":  "Unit of the delay",
	runInstances + ".KeyName":                                   "Key pair",
	runInstances + ".Monitoring.Enabled":                        "Detailed monitoring",

	runInstances + ".HibernationOptions.Configured": "Hibernation",
	runInstances + ".ImageId":                       "Application and OS image",
	runInstances + ".Count":                         "Number of instances",
	runInstances + ".BlockDeviceMappings":           "Storage",
	createImage + ".BlockDeviceMappings":            "Instance volumes",
	createImage + ".Name":                           "Image name",
}

// labelOf returns what people call a parameter.
func (d *draft) labelOf(key string) string {
	name := last(key)
	for _, known := range []string{d.op.Action + "." + key, name} {
		if label := labels[known]; label != "" {
			return label
		}
	}
	return sentence(name)
}

// last returns the last part of a key: "VolumeSize" of "BlockDeviceMappings.0.Ebs.VolumeSize".
func last(key string) string { return key[strings.LastIndexByte(key, '.')+1:] }

// sentence returns a parameter's name in sentence case: "Delete on termination" of "DeleteOnTermination".
func sentence(name string) string {
	var words []string
	for name != "" {
		end := 1
		for end < len(name) && !unicode.IsUpper(rune(name[end])) {
			end++
		}
		word := name[:end]
		name = name[end:]
		switch {
		case spellings[word] != "":
			word = spellings[word]
		case len(words) > 0:
			word = strings.ToLower(word)
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// lowered returns a name for the middle of a sentence.
func lowered(name string) string {
	if len(name) < 2 || unicode.IsUpper(rune(name[1])) {
		return name
	}
	return strings.ToLower(name[:1]) + name[1:]
}

// camel returns a flag as a parameter is spelled: "AvailabilityZone" of "availability-zone".
func camel(flag string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(flag, "-") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// title returns what a form does: "Create a volume".
func title(o *op.Operation) string {
	if o.Action == runInstances {
		return "Launch an instance"
	}
	verb, rest, _ := strings.Cut(buttonText(o), " ")
	switch {
	case rest == "" || strings.HasSuffix(rest, "s") || strings.HasSuffix(rest, "output"):
		return buttonText(o)
	case strings.ContainsRune("aeiou", rune(rest[0])):
		return verb + " an " + rest
	}
	return verb + " a " + rest
}

// buttonText returns what does it: "Create volume".
func buttonText(o *op.Operation) string {
	if o.Action == runInstances {
		return "Launch instance"
	}
	text := strings.ReplaceAll(o.Verb, "-", " ")
	return strings.ToUpper(text[:1]) + text[1:]
}
