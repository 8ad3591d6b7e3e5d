package shell

import (
	"slices"
	"strconv"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/op"
)

// A speech is a command of aws or yard that is being written: what its words
// said so far, and what is offered as the next.
type speech struct {
	*offers
	door    *door
	service *op.Service
	waits   bool // "wait" was written
	op      *op.Operation
	given   []spoken
	flag    *option // that words are still given to, or nil
	values  []string
	bare    []string // the flags that words alone stand for, as with yard
}

// A spoken is a word that was given to a flag.
type spoken struct{ flag, word string }

// An option is a flag of the operation, or one of every command.
type option struct {
	name      string
	help      string
	required  bool
	takesWord bool
	takesList bool
	choices   []string
	flag      *op.Flag // nil for one of every command
}

// complete offers how a command goes on after its words; name is aws or yard.
func (s *speech) complete(name string, words []string) {
	if name == yardService {
		s.needed = len(words) < 2
		if len(words) == 0 {
			s.offerPowers()
			return
		}
		if s.isOwn(words[0]) {
			s.offerOwn(words)
			return
		}
		s.read(yardService)
	}
	for _, word := range words {
		s.read(word)
	}
	s.offer()
}

// read takes in a complete word.
func (s *speech) read(word string) {
	switch {
	case len(word) > 2 && strings.HasPrefix(word, "--"):
		s.readFlag(word[2:])
	case s.flag != nil:
		s.give(s.flag.name, word)
		s.values = append(s.values, word)
		if !s.flag.takesList {
			s.flag = nil
		}
	case s.service == nil:
		s.service = serviceNamed(s.door.registry, word)
	case s.op == nil && !s.waits && word == "wait" && len(s.service.Waiters) > 0:
		s.waits = true
	case s.op == nil:
		s.readOperation(word)
	case len(s.bare) > 0:
		s.give(s.bare[0], word)
	}
}

func (s *speech) readFlag(word string) {
	name, value, attached := strings.Cut(word, "=")
	s.flag, s.values = nil, nil
	o := s.option(name)
	switch {
	case o == nil:
	case attached || !o.takesWord:
		s.give(o.name, value)
	default:
		s.give(o.name, "")
		s.flag = o
	}
}

// give notes a flag with its word; it is then not asked for again.
func (s *speech) give(flag, word string) {
	s.given = append(s.given, spoken{flag, word})
	s.bare = slices.DeleteFunc(s.bare, func(name string) bool { return name == flag })
}

func serviceNamed(r *op.Registry, name string) *op.Service {
	for i := range r.Services() {
		if s := &r.Services()[i]; s.Name == name {
			return s
		}
	}
	return nil
}

func (s *speech) readOperation(word string) {
	action := word
	if s.waits {
		at := slices.IndexFunc(s.service.Waiters, func(w op.Waiter) bool { return w.Name == word })
		if at < 0 {
			return
		}
		action = s.service.Waiters[at].Action
	}
	o, err := s.door.registry.Find(s.service.Name, action)
	if err != nil || !s.waits && o.Verb != word {
		return
	}
	s.op = o
	if s.service.Name == yardService {
		s.bare = requiredFlags(o, nil)
	}
}

// word returns what a flag was given last, or "".
func (s *speech) word(flag string) (word string) {
	for _, g := range s.given {
		if g.flag == flag && g.word != "" {
			word = g.word
		}
	}
	return word
}

// isGiven reports whether a flag, or the one that says no to it, has been written.
func (s *speech) isGiven(o *option) bool {
	return slices.ContainsFunc(s.given, func(g spoken) bool { return g.flag == o.name })
}

// offer offers the next word.
func (s *speech) offer() {
	name, _, attached := strings.Cut(strings.TrimPrefix(s.part, "--"), "=")
	switch {
	case strings.HasPrefix(s.part, "--") && attached:
		s.setBase(len("--") + len(name) + len("="))
		s.needed = true
		if o := s.option(name); o != nil && o.takesWord {
			s.offerValues(o)
		}
	case strings.HasPrefix(s.part, "-"):
		s.offerFlags()
	case s.flag != nil:
		s.needed = len(s.values) == 0
		s.offerValues(s.flag)
		if !s.needed {
			s.offerFlags()
		}
	case s.service == nil:
		s.offerServices()
	case s.op == nil:
		s.offerOperations()
	case len(s.bare) > 0:
		s.needed = true
		s.offerValues(s.option(s.bare[0]))
		s.offerFlags()
	default:
		s.offerFlags()
	}
}

func (s *speech) offerServices() {
	s.needed = true
	for _, service := range s.door.registry.Services() {
		if service.Name != yardService {
			s.add(service.Name, counted(len(service.Ops), "operation"))
		}
	}
	s.add("help", "lists the services")
}

// counted returns a number of things in words: "1 operation", "34 operations".
func counted(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return strconv.Itoa(n) + " " + thing
}

func (s *speech) offerOperations() {
	s.needed = true
	if s.waits {
		for _, w := range s.service.Waiters {
			s.add(w.Name, "runs the clock until it is so")
		}
		return
	}
	for _, o := range s.service.Ops {
		s.add(o.Verb, firstSentence(o.Doc))
	}
	if len(s.service.Waiters) > 0 {
		s.add("wait", "runs the clock until something is so")
	}
	s.add("help", "lists the operations")
}

// offerPowers offers the commands of yard.
func (s *speech) offerPowers() {
	for _, own := range s.door.target.OwnCommands {
		s.add(own.Name, own.Doc)
	}
	if service := serviceNamed(s.door.registry, yardService); service != nil {
		for _, o := range service.Ops {
			s.add(o.Verb, firstSentence(o.Doc))
		}
	}
	s.add("ops", "Lists every operation and its spellings.")
	s.add("help", "Lists these.")
}

func (s *speech) isOwn(name string) bool {
	return slices.ContainsFunc(s.door.target.OwnCommands, func(own OwnCommand) bool { return own.Name == name })
}

// offerOwn offers the next word of a command that the host answers.
func (s *speech) offerOwn(words []string) {
	if complete := s.door.target.CompleteOwn; complete != nil {
		s.addAll(complete(words))
	}
}

// options returns the flags that may stand here, those that are needed first.
func (s *speech) options() (all []option) {
	if s.op != nil {
		flags := s.op.Flags()
		for _, required := range []bool{true, false} {
			for i := range flags {
				if f := &flags[i]; f.Required == required {
					all = append(all, optionOf(f))
				}
			}
		}
	}
	for _, g := range op.GlobalOptions(s.op) {
		all = append(all, option{name: g.Name, help: globalHelps[g.Name], takesWord: g.TakesWord, choices: g.Choices})
	}
	return all
}

// globalHelps says what the options do that every command takes and that do something here.
var globalHelps = map[string]string{
	"region": "another region", "profile": "another account", "output": "json, text or table", "query": "picks from the answer, in JMESPath",
	"no-paginate": "the first page alone", "max-items": "at most so many items", "page-size": "items to ask for at once",
	"starting-token": "where to go on",
}

func optionOf(f *op.Flag) option {
	help := f.Doc
	if help == "" && f.ID != "" {
		help = kindWord(f.ID) + " id, or @NAME"
	}
	if f.Required {
		help = strings.TrimSuffix("required: "+help, ": ")
	}
	return option{
		name: f.Name, help: help, required: f.Required, takesWord: f.TakesWord(), takesList: f.TakesList(), choices: f.Enum, flag: f,
	}
}

// option returns the flag of that name, or nil; what says no is the flag, too.
func (s *speech) option(name string) *option {
	all := s.options()
	for i := range all {
		if o := &all[i]; o.name == name || o.flag != nil && o.flag.Negative != "" && o.flag.Negative == name {
			return o
		}
	}
	return nil
}

// offerFlags offers the flags that were not given yet. Those that say no are offered to who begins so.
func (s *speech) offerFlags() {
	for _, o := range s.options() {
		if s.isGiven(&o) {
			continue
		}
		s.needed = o.required
		s.add("--"+o.name, o.help)
		if o.flag != nil && o.flag.Negative != "" && strings.HasPrefix(s.part, "--no") {
			s.add("--"+o.flag.Negative, o.help)
		}
	}
	if len(s.given) == 0 && s.op != nil {
		s.add("help", "what it does, and its flags")
	}
}

// caller returns who the command would call as: by --profile and --region, else as the target says.
func (s *speech) caller() ec2.Caller {
	there, err := s.door.callerNamed(s.word("profile"), s.word("region"))
	if err != nil {
		return s.door.target.Caller()
	}
	return there
}

// callerNamed returns who calls with a profile and in a region; either may be "", which leaves it as it is.
func (d *door) callerNamed(profile, region string) (ec2.Caller, error) {
	caller, world := d.target.Caller(), d.target.World()
	account := world.Cloud().AccountNumber(caller.Account)
	if p, ok := catalog.ProfileNamed(profile); ok {
		account = p.Account
	}
	return world.Caller(account, firstOf(region, catalog.Regions()[caller.Region].Name))
}
