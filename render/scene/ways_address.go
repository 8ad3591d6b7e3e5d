package scene

import (
	"slices"
	"strconv"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
)

// regionNode returns the id of the node of the region in which a call is made.
func (r *refused) regionNode() string { return regionPrefix + catalog.Regions()[r.call.Region].Name }

// moveAddress lets an address move from what it is on, as it does unless that is ruled out.
func (v *view) moveAddress(r *refused) [][]step {
	s := r.again("Let it move", r.regionNode())
	s.words = slices.DeleteFunc(s.words, func(word string) bool { return word == "--no-allow-reassociation" })
	return [][]step{{s}}
}

// releaseFirst releases an address that is on no instance, to have room for another.
func (v *view) releaseFirst(r *refused) [][]step {
	for index, a := range v.cloud.Addresses().All() {
		if a.State != ec2.AddressIdle || a.Account != r.call.Account || a.Region != r.call.Region {
			continue
		}
		address := ec2.ElasticAddress(index)
		s := does(r.call.Caller, "Release "+address+", which is idle", r.regionNode(), "release-address", "--allocation-id", v.cloud.ID(addressRef(index)))
		s.danger = true
		return [][]step{{s, r.again("Allocate another", r.regionNode())}}
	}
	return nil
}

// makeKeyPair makes the key pair that a launch names, and launches.
func (v *view) makeKeyPair(r *refused) [][]step {
	name := r.param("KeyName")
	return [][]step{{does(r.call.Caller, "Make the key pair "+name, r.regionNode(), "create-key-pair", "--key-name", name), r.again("Launch it", r.regionNode())}}
}

// anotherKeyName makes a key pair under a name that no other one has.
func (v *view) anotherKeyName(r *refused) (all [][]step) {
	for n := 2; n < 10; n++ {
		name := r.param("KeyName") + "-" + strconv.Itoa(n)
		all = append(all, []step{r.again("Call it "+name, r.regionNode(), r.param("KeyName"), name)})
	}
	return all
}
