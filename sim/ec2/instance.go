package ec2

import (
	"slices"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/lifecycle"
	"blockyard/sim/unit"
)

// An InstanceState is an instance's lifecycle state.
type InstanceState int8

// The states of an instance.
const (
	NoInstance InstanceState = iota
	InstancePending
	InstanceRunning
	InstanceStopping
	InstanceStopped
	InstanceShuttingDown
	InstanceTerminated
)

// instanceStates are the states as DescribeInstances spells and numbers them.
var instanceStates = [...]struct {
	name string
	code int64
}{
	InstancePending: {"pending", 0}, InstanceRunning: {"running", 16}, InstanceShuttingDown: {"shutting-down", 32},
	InstanceTerminated: {"terminated", 48}, InstanceStopping: {"stopping", 64}, InstanceStopped: {"stopped", 80},
}

// String returns the state as DescribeInstances spells it, or "".
func (s InstanceState) String() string { return instanceStates[s].name }

// InstanceLifecycle is every move an instance can make. Which of them an
// instance with an instance-store root is refused, the handlers say.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html.
var InstanceLifecycle = lifecycle.Table[InstanceState]{
	{From: NoInstance, On: "RunInstances", To: InstancePending, Why: "a host is found and the root disk prepared"},
	{From: InstancePending, On: "InstanceRunning", To: InstanceRunning, Why: "billing begins"},
	{From: InstancePending, On: "TerminateInstances", To: InstanceShuttingDown},
	{From: InstancePending, On: "LaunchFailed", To: InstanceShuttingDown, Why: "there was no room for its volumes; the state reason says so"},
	{From: InstanceRunning, On: "RebootInstances", To: InstanceRunning, Why: "same host, same disks, same bill"},
	{From: InstanceRunning, On: "StopInstances", To: InstanceStopping, Why: "EBS roots only; billing ends, but not yet where it hibernates"},
	{From: InstanceRunning, On: "TerminateInstances", To: InstanceShuttingDown, Why: "billing ends"},
	{From: InstanceRunning, On: "GuestShutdown", To: InstanceStopping, Why: "from inside, where InstanceInitiatedShutdownBehavior is stop"},
	{From: InstanceRunning, On: "GuestTermination", To: InstanceShuttingDown, Why: "from inside, where it is terminate; always with an instance-store root"},
	{From: InstanceRunning, On: "HostRetired", To: InstanceStopping, Why: "the scheduled day has come; it can be started on another host"},
	{From: InstanceRunning, On: "HostRetiredForGood", To: InstanceShuttingDown, Why: "its instance-store root was on that host"},
	{From: InstanceRunning, On: "HostFailed", To: InstanceRunning, Why: "the system status check fails; instance-store disks are lost"},
	{From: InstanceRunning, On: "HostRecovered", To: InstanceRunning, Why: "on another host with the same id, addresses and volumes, where the type can recover"},
	{From: InstanceRunning, On: "HostLost", To: InstanceShuttingDown, Why: "its instance-store root was on the host that failed"},
	{From: InstanceStopping, On: "InstanceStopped", To: InstanceStopped, Why: "instance-store disks are erased"},
	{From: InstanceStopping, On: "ForceStop", To: InstanceStopping, Why: "StopInstances with Force: the power goes off; what hibernates is lost"},
	{From: InstanceStopping, On: "TerminateInstances", To: InstanceShuttingDown},
	{From: InstanceStopped, On: "StartInstances", To: InstancePending, Why: "usually on another host"},
	{From: InstanceStopped, On: "TerminateInstances", To: InstanceShuttingDown},
	{From: InstanceShuttingDown, On: "InstanceTerminated", To: InstanceTerminated, Why: "volumes with DeleteOnTermination go"},
	{From: InstanceTerminated, On: "InstanceForgotten", To: NoInstance, Why: "the entry stays visible for about an hour"},
}

// The kinds of root device.
const (
	RootEBS           = "ebs"
	RootInstanceStore = "instance-store"
)

// An Instance is a virtual server.
type Instance struct {
	Header
	*Build
	Started     unit.Instant // of the latest launch or start: when it was asked for
	Stopped     unit.Instant // of the latest stop or termination
	Console     *Console     // what the guest has printed
	Crossed     uint64       // blocks of 512 KiB that it sent to other zones of its region, or got from there
	health      *Health      // nil: nothing but whether its checks have passed
	reason      uint32       // place plus one of why it stops or has stopped; 0: nobody says
	Public      PublicLease
	Starts      uint32 // how often it has come to run
	State       InstanceState
	Hibernation Hibernation
	checked     bool // both status checks have passed since it came to run
}

// A Build is what an instance is made up of: all that does not change when it
// starts and stops. It is a value that never changes: events replace it. So what
// a fleet that stops every day leaves in each checkpoint is small.
type Build struct {
	Settings
	Zone        uint8 // index in the region's zones
	Image       uint32
	Launch      uint32 // index of its launch, whose id is the reservation's
	LaunchIndex uint32
	RootDevice  string
	RootKind    string
	Devices     []Device // attached volumes in order of attachment; never changed in place
	Disks       []Disk   // instance-store disks; never changed in place
	Interface   uint32
	Doomed      string // StateReason.Code with which the launch will fail, or ""
	Software    []catalog.Software
	Monitoring  bool
	KeyName     string // of the key pair that was named at launch, or ""
}

// rebuild gives an instance a build of its own, which the present event may change.
func (i *Instance) rebuild() *Build {
	own := *i.Build
	i.Build = &own
	return i.Build
}

// Settings are what ModifyInstanceAttribute can change of an instance.
type Settings struct {
	Type                  *catalog.InstanceType
	UserData              string // base64, as given
	OnShutdown            string // "stop" or "terminate": what a shutdown from inside does
	EBSOptimized          bool   // asked for; types that always are do not need it
	ENA                   bool   // has the driver for the network adapter of Nitro types
	UncheckedTraffic      bool   // may forward packets that are not its own: SourceDestCheck is off
	DisableAPIStop        bool   // StopInstances and TerminateInstances are refused
	DisableAPITermination bool   // TerminateInstances is refused
}

// A Device is a volume at a device name of an instance.
type Device struct {
	Name   string
	Volume uint32
}

// A Disk is an instance-store disk: it lives on the host, so its files are
// gone when the instance stops, and are neither in snapshots nor in images.
type Disk struct {
	Device  string
	Virtual string // "ephemeral0" and so on; "" for a root disk and for NVMe disks, which need no mapping
	GiB     int64
	Files   *Files
}

// InstanceLaunched makes an instance in state pending.
type InstanceLaunched struct{ Instance Instance }

func (e InstanceLaunched) apply(s *State) {
	e.Instance.State = InstanceLifecycle.Must(NoInstance, "RunInstances")
	e.Instance.Public.follow(e.Instance.State)
	s.touch(KindInstance, s.instances.Append(e.Instance))
}

// InstanceMoved takes an instance along its lifecycle.
type InstanceMoved struct {
	Index  uint32
	On     string // the lifecycle's operation or event
	At     unit.Instant
	Reason Reason // why it stops or ends; zero: nobody says
	Unsafe bool   // the guest had no chance to write back what it held in memory
	// Hibernate says that the guest keeps its memory on its root volume.
	Hibernate bool
}

func (e InstanceMoved) apply(s *State) {
	i := s.instance(e.Index)
	i.State = InstanceLifecycle.Must(i.State, e.On)
	switch e.On {
	case "RebootInstances":
		return
	case "HostFailed", "HostRecovered":
		i.Gen++
		i.hostMoved(e)
		return
	case "ForceStop":
		i.Gen++
		i.Hibernation.Asleep = false
		return
	}
	i.Gen++
	i.Public.follow(i.State)
	switch i.State {
	case InstanceRunning:
		i.Starts++
		i.Hibernation.Asleep = false
	case InstanceStopping, InstanceShuttingDown:
		i.Stopped, i.reason = e.At, s.reasonOf(e.Reason)
		i.health, i.checked, i.Hibernation.Asleep = nil, false, e.Hibernate
	case InstanceStopped, InstanceTerminated:
		i.eraseDisks()
	case InstancePending:
		i.Started, i.reason = e.At, 0
	case NoInstance: // forgotten
	}
}

// eraseDisks leaves nothing on the instance-store disks of an instance.
func (i *Instance) eraseDisks() {
	if !slices.ContainsFunc(i.Disks, func(d Disk) bool { return d.Files != nil }) {
		return
	}
	empty := make([]Disk, len(i.Disks))
	for n, d := range i.Disks {
		empty[n] = Disk{Device: d.Device, Virtual: d.Virtual, GiB: d.GiB}
	}
	i.rebuild().Disks = empty
}

// DevicesChanged replaces the list of volumes attached to an instance.
type DevicesChanged struct {
	Index   uint32
	Devices []Device
}

func (e DevicesChanged) apply(s *State) { s.instance(e.Index).rebuild().Devices = e.Devices }

// SoftwareChanged replaces the list of what is installed on an instance.
type SoftwareChanged struct {
	Index    uint32
	Software []catalog.Software
}

func (e SoftwareChanged) apply(s *State) { s.instance(e.Index).rebuild().Software = e.Software }

// DiskFilesChanged replaces the files on an instance-store disk.
type DiskFilesChanged struct {
	Index uint32
	Disk  int
	Files *Files
}

func (e DiskFilesChanged) apply(s *State) {
	i := s.instance(e.Index)
	disks := append([]Disk(nil), i.Disks...)
	disks[e.Disk].Files = e.Files
	i.rebuild().Disks = disks
}

// findInstance returns the caller's instance with that id.
func (tx *Tx) findInstance(id string) (uint32, *apierr.Error) {
	if !KindInstance.WellFormed(id) {
		return 0, apierr.New(apierr.InvalidInstanceIDMalformed, `Invalid id: "%s" (expecting "i-...")`, id)
	}
	ref, ok := tx.find(KindInstance, id)
	if !ok {
		return 0, apierr.New(apierr.InvalidInstanceIDNotFound, "The instance ID '%s' does not exist", id).
			Suggest("aws ec2 describe-instances")
	}
	return ref.Index, nil
}

// findInstances returns the caller's instances with these ids, each once, or
// the refusal that names every id that is unknown.
func (tx *Tx) findInstances(ids []string) ([]uint32, *apierr.Error) {
	if len(ids) == 0 {
		return nil, apierr.New(apierr.InvalidParameterCombination, "No instances specified").Because("Say which instances are meant.")
	}
	if len(ids) > 1000 {
		return nil, apierr.New(apierr.ResourceCountExceeded, "You may name up to 1000 instances in one request")
	}
	var found []uint32
	var unknown []string
	for _, id := range ids {
		index, err := tx.findInstance(id)
		switch {
		case err == nil:
			found = appendNew(found, index)
		case err.Code == apierr.InvalidInstanceIDMalformed:
			return nil, err
		default:
			unknown = appendNew(unknown, id)
		}
	}
	if len(unknown) > 1 {
		return nil, apierr.New(apierr.InvalidInstanceIDNotFound, "The instance IDs '%s' do not exist", strings.Join(unknown, ", ")).
			Suggest("aws ec2 describe-instances")
	}
	if len(unknown) == 1 {
		_, err := tx.findInstance(unknown[0])
		return nil, err
	}
	return found, nil
}

// appendNew appends a value that the list does not hold yet.
func appendNew[T comparable](list []T, value T) []T {
	for _, have := range list {
		if have == value {
			return list
		}
	}
	return append(list, value)
}

// device returns the volume at a device name of an instance.
func (i *Instance) device(name string) (uint32, bool) {
	for _, d := range i.Devices {
		if d.Name == name {
			return d.Volume, true
		}
	}
	return 0, false
}

// deviceTaken reports whether a volume or an instance-store disk is at a device name.
func (i *Instance) deviceTaken(name string) bool {
	_, taken := i.device(name)
	for _, d := range i.Disks {
		taken = taken || d.Device == name
	}
	return taken
}
