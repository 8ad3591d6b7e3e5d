package sim

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"reflect"
	"strings"

	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/store"
)

// A Digest is the proof that two machines computed the same world.
type Digest [sha256.Size]byte

// String returns the digest in hexadecimal.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// Digest returns the SHA-256 of the world: its clock, the wake-ups that still
// mean something, all tables in order, the blocks by content, and the meters. The
// journal, what was read, and answers are not part of it; neither is where
// anything lies in memory, so forks and replays agree.
func (w *World) Digest() Digest {
	d := &digester{Hash: sha256.New()}
	d.number(uint64(w.host.Now))
	for _, due := range w.agenda.All() {
		if wake := (ec2.Wake{Kind: ec2.WakeKind(due.Kind), Index: due.Index, Gen: due.Gen}); w.isLive(wake) {
			d.value(reflect.ValueOf(due))
		}
	}
	d.number(uint64(w.cloud.Instances().Len()))
	for _, i := range w.cloud.Instances().All() {
		d.fields(reflect.ValueOf(i).Elem(), instanceFields)
		d.value(reflect.ValueOf(w.cloud.Reason(i)))
	}
	table(d, w.cloud.Volumes())
	table(d, w.cloud.Snapshots())
	table(d, w.cloud.Images())
	table(d, w.cloud.Interfaces())
	table(d, w.cloud.Addresses())
	w.cloud.EachAssociation(func(link any) { d.value(reflect.ValueOf(link)) })
	table(d, w.cloud.KeyPairs())
	w.cloud.EachLaunch(func(launch any) { d.value(reflect.ValueOf(launch)) })
	w.cloud.EachImageAccess(func(a ec2.ImageAccess) { d.value(reflect.ValueOf(a)) })
	w.cloud.EachSnapshotAccess(func(a ec2.SnapshotAccess) { d.value(reflect.ValueOf(a)) })
	w.cloud.EachPut(func(p any) { d.value(reflect.ValueOf(p)) })
	w.cloud.EachRetentionRule(func(r ec2.RetentionRule) { d.value(reflect.ValueOf(r)) })
	w.cloud.EachKey(func(_ ec2.KeyID, k ec2.Key) { d.value(reflect.ValueOf(k)) })
	w.cloud.EachFastRestore(func(r ec2.FastRestore) { d.value(reflect.ValueOf(r)) })
	w.cloud.EachReplaceTask(func(t ec2.ReplaceTask) { d.value(reflect.ValueOf(t)) })
	w.cloud.EachEBSDefaults(func(e ec2.EBSDefaults) { d.value(reflect.ValueOf(e)) })
	w.cloud.EachQuota(func(q ec2.Quota) { d.value(reflect.ValueOf(q)) })
	d.number(uint64(w.cloud.Catalogued()))
	d.number(uint64(w.guests.Machines().Len()))
	for _, m := range w.guests.Machines().All() {
		d.fields(reflect.ValueOf(m).Elem(), machineFields)
	}
	table(d, w.guests.Workloads())
	w.guests.EachIO(func(known any) { d.value(reflect.ValueOf(known)) })
	table(d, w.yard.Schedules())
	if budget := w.yard.Budget(); budget.IsSet() {
		d.value(reflect.ValueOf(budget))
	}
	table(d, &w.refusals)
	if err := w.cloud.Blocks().DigestTo(d); err != nil {
		panic(fmt.Sprintf("sim: digest: %v", err)) // a hash never fails
	}
	d.text(string(w.meters.AppendDigest(nil)))
	d.flush()
	var sum Digest
	d.Sum(sum[:0])
	return sum
}

// table hashes every value of a table, in order.
func table[T any](d *digester, t *store.Table[T]) {
	d.number(uint64(t.Len()))
	for _, v := range t.All() {
		d.value(reflect.ValueOf(v).Elem())
	}
}

// A digester feeds plain values to a hash: numbers in eight bytes, texts and
// lists with their length first, pointers by what they point to.
type digester struct {
	hash.Hash
	buffer []byte
}

// flushAt is how much is gathered before it is hashed.
const flushAt = 8 << 10

func (d *digester) number(n uint64) {
	d.buffer = binary.LittleEndian.AppendUint64(d.buffer, n)
	if len(d.buffer) >= flushAt {
		d.flush()
	}
}

func (d *digester) text(s string) {
	d.number(uint64(len(s)))
	d.buffer = append(d.buffer, s...)
}

// Write hashes bytes as they are.
func (d *digester) Write(b []byte) (int, error) {
	d.flush()
	return d.Hash.Write(b)
}

func (d *digester) flush() {
	d.Hash.Write(d.buffer)
	d.buffer = d.buffer[:0]
}

var (
	instanceType = reflect.TypeFor[*catalog.InstanceType]()
	volumeType   = reflect.TypeFor[*catalog.VolumeType]()
)

// value hashes one value. Types of the catalogue count by their names; the
// catalogue belongs to the engine's version. A kind of value that has no
// canonical form, such as a map, is an engine bug and panics.
func (d *digester) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		d.number(signed(v))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		d.number(v.Uint())
	case reflect.String:
		d.text(v.String())
	case reflect.Slice, reflect.Array:
		d.number(uint64(v.Len()))
		for i := range v.Len() {
			d.value(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			d.value(v.Field(i))
		}
	case reflect.Pointer:
		d.pointer(v)
	default:
		panic("sim: digest of a " + v.Kind().String())
	}
}

// instanceFields are the fields of an instance in the order in which they are
// hashed. Where they lie in memory is another matter, and may change.
var instanceFields = fieldsOf[ec2.Instance](
	"Header", "Settings", "State", "Zone", "Image", "Launch", "LaunchIndex", "Started", "Stopped", "Starts", "RootDevice", "RootKind",
	"Devices", "Disks", "Interface", "Doomed", "Hibernation",
	"health", "checked",
	"Software", "Monitoring", "KeyName", "Public", "Console", "Crossed",
)

// machineFields are those of a guest.
var machineFields = fieldsOf[guest.Machine](
	"Gen", "Up", "Booted", "Serving", "Scripted", "Asleep", "Resumed", "Parts", "Started", "Began",
	"Script.Running", "Script.Step", "Script.Waiting", "Script.From", "Dirty", "DirtyGen", "Views",
)

// fieldsOf returns the paths of fields, those of fields among them after a dot.
func fieldsOf[T any](names ...string) (paths [][]int) {
	for _, name := range names {
		at, path := reflect.TypeFor[T](), []int(nil)
		for part := range strings.SplitSeq(name, ".") {
			f, ok := at.FieldByName(part)
			if !ok {
				panic("sim: digest of no field " + name)
			}
			at, path = f.Type, append(path, f.Index...)
		}
		paths = append(paths, path)
	}
	return paths
}

// fields hashes fields of a structure in a given order.
func (d *digester) fields(v reflect.Value, paths [][]int) {
	for _, path := range paths {
		d.value(v.FieldByIndex(path))
	}
}

func signed(v reflect.Value) uint64 {
	if v.Kind() != reflect.Bool {
		return uint64(v.Int())
	}
	if v.Bool() {
		return 1
	}
	return 0
}

func (d *digester) pointer(v reflect.Value) {
	switch {
	case v.IsNil():
		d.number(0)
	case v.Type() == instanceType, v.Type() == volumeType:
		d.value(v.Elem().Field(0)) // its name
	default:
		d.number(1)
		d.value(v.Elem())
	}
}
