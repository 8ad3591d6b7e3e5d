package scene

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// addressed is a sandbox with an Elastic IP address on an instance, one on none, and a key pair.
func addressed() *player {
	return sandbox("aws ec2 create-key-pair --key-name ops", "aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web --key-name ops",
		"aws ec2 allocate-address --name front", "aws ec2 allocate-address", "yard run 5m", "aws ec2 associate-address --allocation-id @front --instance-id @web", "yard run 1h")
}

// The tabs of addresses and key pairs are there where there are any.
func TestTabsOfWhatMostWorldsLack(t *testing.T) {
	for tab, title := range map[string]string{"tab/World/Addresses": "Addresses", "tab/World/Key pairs": "Key pairs"} {
		require.Nil(t, sandbox(busy...).stage().Node(tab))
		require.NotNil(t, sandbox().list(title).stage().Node(tab), "the list that is shown has its tab")
		require.NotNil(t, addressed().stage().Node(tab))
	}
}

// An address that is on an instance can be taken off it, one that is idle can be put on one, and both are billed.
func TestAddressesAreToldWithWhatKeepsThem(t *testing.T) {
	p := addressed()
	for index, off := range []string{"Take it off web", "Associate…"} {
		p.Selected = p.viewOf().nodeID(addressRef(uint32(index)))
		f := p.frame()
		var labels []string
		for _, n := range f.Nodes {
			if n.Panel == PanelInspector && n.Role == RoleButton {
				labels = append(labels, n.Name)
			}
		}
		require.Contains(t, labels, off)
		require.Contains(t, labels, "Release…")
		require.Equal(t, "A month: $3.60 at this pace", f.Node("field/A month").Name)
	}
}

// What is released is looked at first: who loses an address, and what that saves.
func TestPreviewOfReleasingAnAddress(t *testing.T) {
	p := addressed()
	v := p.viewOf()
	p.Selected, p.Preview = v.nodeID(addressRef(0)), "action/release-address"
	x := p.viewOf().preview(&p.UI)
	require.NotNil(t, x)
	var told []string
	for i := range x.outcomes {
		told = append(told, x.outcomes[i].text())
	}
	require.Equal(t, []string{
		"front is released, for good, because AWS gives the address to somebody else", "web gets an automatic address, 198.18.30.239",
	}, told)
	require.Equal(t, "$0.00", x.less().String(), "the automatic address costs as much")
}
