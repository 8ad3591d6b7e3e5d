package sim

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
	"blockyard/sim/cost"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// walkAddresses makes every move of an Elastic IP address.
func walkAddresses(l *lab) {
	first, second := l.launch("al2023", "t3.micro"), l.launch("al2023", "t3.micro")
	l.pass(unit.Minute)
	ip := l.allocate()
	l.associate(ip, first)
	l.associate(ip, second)
	l.do(ec2.DisassociateAddressInput{AssociationID: l.address(ip).AssociationID})
	l.associate(ip, second)
	l.do(ec2.TerminateInstancesInput{InstanceIDs: one(second)})
	l.pass(unit.Minute)
	l.do(ec2.ReleaseAddressInput{AllocationID: ip})
}

func (l *lab) allocate() string {
	return ask[ec2.AllocateAddressOutput](l, ec2.AllocateAddressInput{}).AllocationID
}

func (l *lab) associate(ip, instance string) {
	l.do(ec2.AssociateAddressInput{AllocationID: ip, InstanceID: instance})
}

func (l *lab) address(ip string) ec2.AddressDescription {
	return ask[ec2.DescribeAddressesOutput](l, ec2.DescribeAddressesInput{AllocationIDs: one(ip)}).Addresses[0]
}

// publicOf returns the public address of an instance, as DescribeInstances shows it.
func (l *lab) publicOf(id string) string {
	return ask[ec2.DescribeInstancesOutput](l, ec2.DescribeInstancesInput{InstanceIDs: one(id)}).Reservations[0].Instances[0].PublicIPAddress
}

// What an automatic address, an Elastic IP address and the private one survive.
// Source of the table: facts of the user guide, "What survives".
func TestWhatAddressesSurvive(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	plain, elastic := l.launch("al2023", "t3.micro"), l.launch("al2023", "t3.micro")
	l.pass(unit.Minute)
	ip := l.allocate()
	l.associate(ip, elastic)
	auto, kept := l.publicOf(plain), l.address(ip).PublicIP
	private := l.address(ip).PrivateIPAddress
	require.Equal(t, kept, l.publicOf(elastic))
	require.NotEqual(t, auto, kept)

	l.do(ec2.RebootInstancesInput{InstanceIDs: []string{plain, elastic}})
	l.pass(unit.Minute)
	require.Equal(t, []string{auto, kept}, []string{l.publicOf(plain), l.publicOf(elastic)}, "a reboot changes none")

	l.do(ec2.StopInstancesInput{InstanceIDs: []string{plain, elastic}})
	require.Equal(t, auto, l.publicOf(plain), "while it is stopping it still has it")
	l.pass(unit.Minute)
	require.Equal(t, []string{"", kept}, []string{l.publicOf(plain), l.publicOf(elastic)}, "an automatic address goes when the instance stops")
	l.do(ec2.StartInstancesInput{InstanceIDs: []string{plain, elastic}})
	require.NotEqual(t, auto, l.publicOf(plain), "another one")
	require.NotEmpty(t, l.publicOf(plain))
	require.Equal(t, kept, l.publicOf(elastic))
	require.Equal(t, private, l.address(ip).PrivateIPAddress)

	l.do(ec2.TerminateInstancesInput{InstanceIDs: []string{plain, elastic}})
	l.pass(unit.Minute)
	require.Equal(t, []string{"", ""}, []string{l.publicOf(plain), l.publicOf(elastic)})
	require.Empty(t, l.address(ip).InstanceID, "the account keeps the address")
}

// An Elastic IP address takes the place of the automatic one and moves at once.
func TestElasticAddressesMove(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	a, b := l.launch("al2023", "t3.micro"), l.launch("al2023", "t3.micro")
	pending := l.refused(apierr.InvalidInstanceID, ec2.AssociateAddressInput{AllocationID: l.allocate(), InstanceID: a})
	require.Equal(t, "The pending instance '"+a+"' is not in a valid state for this operation.", pending.Message)
	l.pass(unit.Minute)
	ip, other := l.allocate(), l.allocate()
	before := l.publicOf(a)
	l.associate(ip, a)
	first := l.address(ip).AssociationID
	l.associate(ip, a)
	require.Equal(t, first, l.address(ip).AssociationID, "it is there already")
	l.refused(apierr.ResourceAlreadyAssociated, ec2.AssociateAddressInput{AllocationID: ip, InstanceID: b, AllowReassociation: pointer(false)})
	l.refused(apierr.ResourceAlreadyAssociated, ec2.AssociateAddressInput{AllocationID: other, InstanceID: a, AllowReassociation: pointer(false)})
	l.associate(other, b)
	l.associate(ip, b) // in place of the other
	require.Empty(t, l.address(other).InstanceID)
	require.Equal(t, b, l.address(ip).InstanceID)
	require.NotEqual(t, before, l.publicOf(a), "a new automatic address, not the old one")
	require.NotEmpty(t, l.publicOf(a))
	l.refused(apierr.InvalidAssociationIDNotFound, ec2.DisassociateAddressInput{AssociationID: first})
	l.do(ec2.DisassociateAddressInput{PublicIP: l.address(ip).PublicIP})
	l.do(ec2.DisassociateAddressInput{PublicIP: l.address(ip).PublicIP}) // no error
	l.associate(ip, a)
	l.do(ec2.ReleaseAddressInput{AllocationID: ip}) // leaves its instance by itself
	require.NotEmpty(t, l.publicOf(a))
	l.refused(apierr.InvalidAllocationIDNotFound, ec2.ReleaseAddressInput{AllocationID: ip})
	automatic := l.refused(apierr.InvalidAddressNotFound, ec2.AssociateAddressInput{PublicIP: l.publicOf(a), InstanceID: b})
	require.Contains(t, automatic.Why, "automatic address")
}

func TestFiveAddressesUnlessAQuotaSaysOtherwise(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	for range 5 {
		l.allocate()
	}
	l.refused(apierr.AddressLimitExceeded, ec2.AllocateAddressInput{})
	l.move("eu-west-1")
	ip := l.allocate()
	l.move("us-east-1")
	l.refused(apierr.InvalidAllocationIDNotFound, ec2.ReleaseAddressInput{AllocationID: ip}) // it is of another region
}

// A public address is billed while it is held: by an instance from its launch
// until it is stopped, and by the account until it is released, used or not.
func TestPublicAddressesAreBilledWhileTheyAreHeld(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id := l.launch("al2023", "t3.micro")
	in := l.launching("al2023", "t3.micro")
	in.NetworkInterfaces = []ec2.LaunchInterface{{AssociatePublicIPAddress: pointer(false)}}
	private := ask[ec2.Reservation](l, in).Instances[0].InstanceID
	l.pass(unit.Hour)
	require.Empty(t, l.publicOf(private))
	require.Empty(t, l.history(private, cost.Address))
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Day)
	held := l.history(id, cost.Address)
	require.Len(t, held, 1)
	require.Zero(t, held[0].From, "from the launch")
	require.EqualValues(t, unit.Hour+20*unit.Second, held[0].To, "until it is stopped, not until the call")

	ip := l.allocate()
	l.pass(10 * unit.Hour)
	l.associate(ip, id)
	l.pass(10 * unit.Hour)
	l.do(ec2.ReleaseAddressInput{AllocationID: ip})
	l.pass(unit.Day)
	bill := l.Bill(cost.Window{To: l.Now()})
	require.Equal(t, "0.105028", bill.By(cost.ByService).Amount("address").Decimal(6), "20 hours of the one, 1 hour and 20 s of the other")
	require.Len(t, l.history(id, cost.Address), 1)
}

// Twenty starts of five seconds cost twenty minutes, not a hundred seconds.
func TestTwentyShortStartsADayCostTwentyMinutes(t *testing.T) {
	l := newLab(t, Config{Seed: 1})
	id := l.launch("al2023", "t3.micro")
	l.pass(20 * unit.Second) // it runs for five
	for range 19 {
		l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
		l.pass(unit.Hour)
		l.do(ec2.StartInstancesInput{InstanceIDs: one(id)})
		l.pass(20 * unit.Second)
	}
	l.do(ec2.StopInstancesInput{InstanceIDs: one(id)})
	l.pass(unit.Hour)
	require.Equal(t, 20*unit.Minute, l.billed(id))
}
