package shell

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
	"blockyard/sim/unit"
)

// offerValues offers what a flag can be given.
func (s *speech) offerValues(o *option) {
	if f := o.flag; f != nil && f.ID != "" {
		s.offerThings(f.ID)
		return
	}
	if len(o.choices) > 0 {
		s.offerChoices(o)
		return
	}
	if offer := valuesOf[o.name]; offer != nil {
		offer(s)
		return
	}
	if o.flag != nil && isStructured(o.flag) {
		s.offerStructure(o)
	}
}

// valuesOf says what flags can be given whose values are no list of the registry's: by the flag's name.
var valuesOf = map[string]func(*speech){
	"availability-zone":      (*speech).offerZones,
	"zone-names":             (*speech).offerZones,
	"zone-ids":               (*speech).offerZoneIDs,
	"region":                 (*speech).offerRegions,
	"region-names":           (*speech).offerRegions,
	"source-region":          (*speech).offerRegions,
	"destination-region":     (*speech).offerRegions,
	"instance-type":          (*speech).offerInstanceTypes,
	"instance-types":         (*speech).offerInstanceTypes,
	"profile":                (*speech).offerProfiles,
	"device":                 (*speech).offerDevices,
	"owners":                 (*speech).offerOwners,
	"owner-ids":              (*speech).offerOwners,
	"executable-users":       (*speech).offerOwners,
	"restorable-by-user-ids": (*speech).offerOwners,
	"every":                  func(s *speech) { s.addAll(durations(func(unit.Duration) string { return "" })) },
	"daily":                  (*speech).offerHours,
	"name":                   (*speech).offerQuotas,
	"placement":              (*speech).offerPlacement,
	"filters":                (*speech).offerFilters,
	"tags":                   func(s *speech) { s.addOpen("Key=Name,Value=", "the name") },
	"tag-specifications":     (*speech).offerTagSpecification,
	"block-device-mappings":  (*speech).offerMappings,
	"root-device-name":       func(s *speech) { s.add("/dev/xvda", ""); s.add("/dev/sda1", "") },
}

func (s *speech) offerChoices(o *option) {
	for _, value := range o.choices {
		help := ""
		if t, ok := catalog.VolumeTypeNamed(value); ok && o.name == "volume-type" {
			help = t.Title
		}
		if o.flag != nil && o.flag.Default == value {
			help = strings.TrimPrefix(help+", the default", ", ")
		}
		s.add(value, help)
	}
}

func (s *speech) offerZones() {
	for _, z := range catalog.Regions()[s.caller().Region].Zones {
		s.add(z.Name, z.ID)
	}
}

func (s *speech) offerZoneIDs() {
	for _, z := range catalog.Regions()[s.caller().Region].Zones {
		s.add(z.ID, z.Name)
	}
}

func (s *speech) offerRegions() {
	for _, r := range catalog.Regions() {
		help := r.Place
		if !r.Usable() {
			help += ", not opted in"
		}
		s.add(r.Name, help)
	}
}

// offerInstanceTypes offers today's types before those of earlier generations.
func (s *speech) offerInstanceTypes() {
	for _, current := range []bool{true, false} {
		for i := range catalog.InstanceTypes() {
			if t := &catalog.InstanceTypes()[i]; t.Current == current {
				s.add(t.Name, instanceTypeHelp(t))
			}
		}
	}
}

func instanceTypeHelp(t *catalog.InstanceType) string {
	memory := fmt.Sprintf("%d GiB", t.Memory/unit.GiB)
	if t.Memory%unit.GiB != 0 {
		memory = fmt.Sprintf("%d MiB", t.Memory/unit.MiB)
	}
	help := fmt.Sprintf("%d vCPU, %s, %s", t.VCPUs, memory, strings.Join(t.Architectures, " "))
	if t.Store.Disks > 0 {
		help += fmt.Sprintf(", %d × %d GB instance store", t.Store.Disks, t.Store.GB)
	}
	return help
}

func (s *speech) offerProfiles() {
	for _, p := range catalog.Profiles() {
		s.add(p.Name, "account "+p.Account)
	}
}

func (s *speech) offerOwners() {
	s.add("self", "your own account")
	s.add("amazon", "AWS")
	for _, p := range catalog.Profiles() {
		s.add(p.Account, "profile "+p.Name)
	}
}

func (s *speech) offerHours() {
	s.add("09:00-13:00", "four hours a day")
	s.add("09:00-17:00", "eight hours a day")
}

// offerQuotas offers the names of quotas; other operations' names are free.
func (s *speech) offerQuotas() {
	if s.op == nil || s.op.Service != yardService || s.op.Action != "Quota" {
		return
	}
	for _, q := range ec2.QuotaNames {
		s.add(q.Name, q.Limits)
	}
}

// offerDevices offers device names, without those that the command's instance uses.
func (s *speech) offerDevices() {
	var used []string
	n := naming{cloud: s.door.target.World().Cloud(), caller: s.caller()}
	if i, ok := n.instance(s.word("instance-id")); ok {
		used = append(used, i.RootDevice)
		for _, d := range i.Devices {
			used = append(used, d.Name)
		}
	}
	for letter := 'f'; letter <= 'p'; letter++ {
		if name := "/dev/sd" + string(letter); !slices.Contains(used, name) {
			s.add(name, "free")
		}
	}
}

// instance returns the one instance that an id or an @name means.
func (n *naming) instance(word string) (*ec2.Instance, bool) {
	name, named := strings.CutPrefix(word, "@")
	if named {
		id, err := n.id("instance", name)
		if err != nil {
			return nil, false
		}
		word = id
	}
	for index := range min(n.cloud.Length(ec2.KindInstance), mostThings) {
		if ref := (ec2.Ref{Kind: ec2.KindInstance, Index: index}); word != "" && n.cloud.ID(ref) == word {
			return n.cloud.Instances().At(index), true
		}
	}
	return nil, false
}

func isStructured(f *op.Flag) bool {
	return f.Type.Kind == op.Object || f.Type.Kind == op.List && f.Type.Item.Kind == op.Object
}

// offerStructure offers the members of a structure in shorthand, those that are not written yet.
func (s *speech) offerStructure(o *option) {
	if strings.ContainsAny(s.part, "{[") {
		return
	}
	shape := o.flag.Type.Shape
	if o.flag.Type.Kind == op.List {
		shape = o.flag.Type.Item.Shape
	}
	last := strings.LastIndexByte(s.part, ',') + 1
	written := s.part[:last]
	if strings.Contains(s.part[last:], "=") {
		return
	}
	s.setBase(len(s.base) + last)
	for _, m := range shape.Members {
		if !strings.Contains(","+written, ","+m.Name+"=") {
			s.addOpen(m.Name+"=", "")
		}
	}
}

func (s *speech) offerPlacement() {
	for _, z := range catalog.Regions()[s.caller().Region].Zones {
		s.add("AvailabilityZone="+z.Name, z.ID)
	}
}

func (s *speech) offerTagSpecification() {
	if s.op != nil && s.op.Makes != "" {
		s.addOpen("ResourceType="+s.op.Makes+",Tags=[{Key=Name,Value=", "the name of the "+s.op.Makes)
	}
}

func (s *speech) offerMappings() {
	for _, gib := range []int{8, 100} {
		s.add("DeviceName=/dev/sdf,Ebs={VolumeSize="+strconv.Itoa(gib)+"}", "one more volume, "+strconv.Itoa(gib)+" GiB")
	}
	s.add("DeviceName=/dev/sdb,VirtualName=ephemeral0", "an instance-store disk")
}
