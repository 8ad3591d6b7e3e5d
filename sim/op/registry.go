package op

import (
	"fmt"
	"reflect"
	"slices"
)

// A Service is a named list of operations, in the order of its manual, and
// the waiters of its command line.
type Service struct {
	Name    string // as the AWS CLI names it: "ec2", "s3api"
	Ops     []*Operation
	Waiters []Waiter
}

// A Waiter is one `aws SERVICE wait NAME`: it asks an operation that reads
// until the answer is the one that it waits for.
type Waiter struct {
	Name   string // "volume-available"
	Action string // "DescribeVolumes"; the waiter takes its flags
}

// A Registry holds the operations of all services. It is immutable and safe to share.
type Registry struct {
	services []Service
	all      []*Operation
	byName   map[operationName]*Operation
	byInput  map[reflect.Type]*Operation
}

// An operationName is a service and an action in one of its three spellings.
type operationName struct{ service, action string }

// NewRegistry returns a registry of the services. The operations are copied,
// so that a list can serve several registries. Two services or operations of
// one name, and waiters for operations that do not exist, panic.
func NewRegistry(services ...Service) *Registry {
	r := &Registry{byName: map[operationName]*Operation{}, byInput: map[reflect.Type]*Operation{}}
	for _, s := range services {
		if slices.Contains(r.serviceNames(), s.Name) {
			panic(fmt.Sprintf("op: two services %q", s.Name))
		}
		s.Ops = slices.Clone(s.Ops)
		for i, o := range s.Ops {
			s.Ops[i] = r.add(s.Name, *o)
		}
		for _, w := range s.Waiters {
			if r.byName[operationName{s.Name, w.Action}] == nil {
				panic(fmt.Sprintf("op: waiter %s asks %s, which %s lacks", w.Name, w.Action, s.Name))
			}
		}
		r.services = append(r.services, s)
	}
	return r
}

func (r *Registry) add(service string, o Operation) *Operation {
	o.Service = service
	for _, spelling := range []string{o.Action, o.Verb, o.lua} {
		name := operationName{service, spelling}
		if other := r.byName[name]; other != nil && other != &o {
			panic(fmt.Sprintf("op: %s has two operations %s", service, spelling))
		}
		r.byName[name] = &o
	}
	if _, taken := r.byInput[o.inType]; taken {
		r.byInput[o.inType] = nil // several operations share the type: it names none
	} else {
		r.byInput[o.inType] = &o
	}
	r.all = append(r.all, &o)
	return &o
}

// Services returns the services in their order. The caller must not change them.
func (r *Registry) Services() []Service { return r.services }

// All returns every operation, service by service, in their order. The caller must not change the list.
func (r *Registry) All() []*Operation { return r.all }

// Find returns the operation of that name: "AttachVolume", "attach-volume" or
// "attach_volume". Otherwise it refuses with an *apierr.Error InvalidAction that gives near names.
func (r *Registry) Find(service, action string) (*Operation, error) {
	if o := r.byName[operationName{service, action}]; o != nil {
		return o, nil
	}
	refusal := unknownAction(action)
	s := r.service(service)
	if s == nil {
		why := fmt.Sprintf("There is no service %s", clip(service))
		return nil, refusal.Because("%s", joinHint(why, didYouMean("", Near(service, r.serviceNames()))))
	}
	why := fmt.Sprintf("%s has no operation %s", service, clip(action))
	return nil, refusal.Because("%s", joinHint(why, didYouMean("", Near(action, s.spellings(action)))))
}

// ForInput returns the operation whose input is of in's type, and false when
// there is none or more than one.
func (r *Registry) ForInput(in any) (*Operation, bool) {
	o := r.byInput[reflect.TypeOf(in)]
	return o, o != nil
}

// joinHint ends a sentence, with a hint where there is one.
func joinHint(sentence, hint string) string {
	if hint == "" {
		return sentence + "."
	}
	return sentence + "; " + hint
}

func (r *Registry) service(name string) *Service {
	for i := range r.services {
		if r.services[i].Name == name {
			return &r.services[i]
		}
	}
	return nil
}

func (r *Registry) serviceNames() []string {
	names := make([]string, len(r.services))
	for i := range r.services {
		names[i] = r.services[i].Name
	}
	return names
}

// spellings returns the names of a service's operations, spelled as the given name is.
func (s *Service) spellings(like string) []string {
	names := make([]string, len(s.Ops))
	for i, o := range s.Ops {
		switch {
		case like == "" || isUpper(like[0]):
			names[i] = o.Action
		case slices.Contains([]byte(like), '_'):
			names[i] = o.lua
		default:
			names[i] = o.Verb
		}
	}
	return names
}

// verbs returns the names of a service's operations as the command line spells them.
func (s *Service) verbs() []string { return s.spellings("-") }

func (s *Service) waiter(name string) *Waiter {
	for i := range s.Waiters {
		if s.Waiters[i].Name == name {
			return &s.Waiters[i]
		}
	}
	return nil
}
