package ec2

import "blockyard/sim/apierr"

// AllocateAddressInput holds the parameters of AllocateAddress.
type AllocateAddressInput struct {
	Domain            string             `ec2:"Domain,enum=vpc"`
	DryRun            bool               `ec2:"DryRun"`
	TagSpecifications []TagSpecification `ec2:"TagSpecifications,query=TagSpecification"`
}

// AllocateAddressOutput is the answer of AllocateAddress.
type AllocateAddressOutput struct {
	PublicIP           string `ec2:"PublicIp"`
	AllocationID       string `ec2:"AllocationId"`
	PublicIpv4Pool     string `ec2:"PublicIpv4Pool"`
	NetworkBorderGroup string `ec2:"NetworkBorderGroup"`
	Domain             string `ec2:"Domain"`
}

// AllocateAddress gives the account an Elastic IP address in the region. It
// costs from now on, on an instance or not.
func AllocateAddress(tx *Tx, in AllocateAddressInput) (out AllocateAddressOutput, fault error) {
	tags, err := specifiedTags(in.TagSpecifications, KindAddress, KindAddress)
	if err != nil {
		return out, err
	}
	have := int64(0)
	for index := range tx.Length(KindAddress) {
		if tx.mine(Ref{KindAddress, index}) {
			have++
		}
	}
	limit := tx.limit(QuotaAddresses)
	if limit == quotaUnlimited {
		limit = addressLimit
	}
	if have >= limit {
		return out, apierr.New(apierr.AddressLimitExceeded, "The maximum number of addresses has been reached.").
			Because("The account has %d Elastic IP addresses in %s, and may have %d.", have, tx.region().Name, limit).
			Suggest("yard quota addresses %d", have+1)
	}
	a := Address{Header: tx.newHeader()}
	a.setTags(tags)
	tx.Emit(AddressAllocated{a})
	index := tx.Length(KindAddress) - 1
	return AllocateAddressOutput{ElasticAddress(index), tx.ID(Ref{KindAddress, index}), "amazon", tx.region().Name, "vpc"}, nil
}

// AssociateAddressInput holds the parameters of AssociateAddress.
type AssociateAddressInput struct {
	AllocationID       string `ec2:"AllocationId,id=address"`
	InstanceID         string `ec2:"InstanceId,id=instance"`
	PublicIP           string `ec2:"PublicIp"`
	DryRun             bool   `ec2:"DryRun"`
	NetworkInterfaceID string `ec2:"NetworkInterfaceId,id=interface"`
	AllowReassociation *bool  `ec2:"AllowReassociation"`
}

// AssociateAddressOutput is the answer of AssociateAddress.
type AssociateAddressOutput struct {
	AssociationID string `ec2:"AssociationId"`
}

// AssociateAddress puts an Elastic IP address on an instance, in place of the
// public address that it has. An address that is on another instance moves,
// unless AllowReassociation is false.
func AssociateAddress(tx *Tx, in AssociateAddressInput) (out AssociateAddressOutput, fault error) {
	address, err := tx.allocated(in.AllocationID, in.PublicIP)
	if err != nil {
		return out, err
	}
	instance, err := tx.associable(in)
	if err != nil {
		return out, err
	}
	i := tx.instances.At(instance)
	if on, ok := tx.Association(address); ok && on == instance {
		return AssociateAddressOutput{tx.ID(Ref{KindAssociation, tx.addresses.At(address).Link})}, nil
	}
	if in.AllowReassociation != nil && !*in.AllowReassociation {
		if err := tx.checkReassociation(address, instance); err != nil {
			return out, err
		}
	}
	if i.Public.Elastic > 0 {
		tx.Emit(AddressDisassociated{i.Public.Elastic - 1, "DisassociateAddress"})
	}
	tx.Emit(AddressAssociated{association{Header: tx.newHeader(), Address: address, Instance: instance}})
	return AssociateAddressOutput{tx.ID(Ref{KindAssociation, tx.addresses.At(address).Link})}, nil
}

// associable returns the instance that an address is to be put on.
func (tx *Tx) associable(in AssociateAddressInput) (instance uint32, err *apierr.Error) {
	switch {
	case in.InstanceID != "" && in.NetworkInterfaceID != "":
		return 0, apierr.New(apierr.InvalidParameterCombination, "You may specify only one of the following: instance ID, network interface ID")
	case in.InstanceID != "":
		instance, err = tx.findInstance(in.InstanceID)
	case in.NetworkInterfaceID != "":
		var nic uint32
		if nic, err = tx.findInterface(in.NetworkInterfaceID); err == nil {
			instance = tx.interfaces.At(nic).Instance
		}
	default:
		return 0, apierr.New(apierr.MissingParameter, "Either 'InstanceId' or 'NetworkInterfaceId' must be specified")
	}
	if err != nil {
		return 0, err
	}
	i, ref := tx.instances.At(instance), Ref{KindInstance, instance}
	switch i.State {
	case InstanceRunning, InstanceStopping, InstanceStopped:
		return instance, nil
	case InstancePending, InstanceShuttingDown, InstanceTerminated, NoInstance:
	}
	refused := apierr.New(apierr.InvalidInstanceID, "The %s instance '%s' is not in a valid state for this operation.", i.State, tx.ID(ref))
	if i.State == InstancePending {
		return 0, refused.Suggest("aws ec2 wait instance-running --instance-ids %s", tx.Handle(ref))
	}
	return 0, refused.Because("The instance is %s, and that is for ever.", i.State)
}

// checkReassociation refuses to move an address, or to put one in the place of another.
func (tx *Tx) checkReassociation(address, instance uint32) *apierr.Error {
	if _, taken := tx.Association(address); taken {
		return apierr.New(apierr.ResourceAlreadyAssociated, "resource %s is already associated with associate-id %s",
			tx.ID(Ref{KindAddress, address}), tx.ID(Ref{KindAssociation, tx.addresses.At(address).Link}))
	}
	if has := tx.instances.At(instance).Public.Elastic; has > 0 {
		return apierr.New(apierr.ResourceAlreadyAssociated, "resource %s is already associated with associate-id %s",
			tx.ID(Ref{KindInterface, tx.instances.At(instance).Interface}), tx.ID(Ref{KindAssociation, tx.addresses.At(has - 1).Link}))
	}
	return nil
}

// DisassociateAddressInput holds the parameters of DisassociateAddress.
type DisassociateAddressInput struct {
	AssociationID string `ec2:"AssociationId"`
	PublicIP      string `ec2:"PublicIp"`
	DryRun        bool   `ec2:"DryRun"`
}

// DisassociateAddress takes an Elastic IP address off its instance. The account
// keeps it and pays for it; an address that is on no instance is no error.
func DisassociateAddress(tx *Tx, in DisassociateAddressInput) (Empty, error) {
	var address uint32
	var err *apierr.Error
	switch {
	case in.AssociationID != "":
		address, err = tx.findAssociation(in.AssociationID)
	case in.PublicIP != "":
		address, err = tx.findPublic(in.PublicIP)
	default:
		err = apierr.New(apierr.MissingParameter, "The request must contain the parameter AssociationId").Suggest("aws ec2 describe-addresses")
	}
	if err != nil {
		return Empty{}, err
	}
	if _, on := tx.Association(address); on {
		tx.Emit(AddressDisassociated{address, "DisassociateAddress"})
	}
	return Empty{}, nil
}

// ReleaseAddressInput holds the parameters of ReleaseAddress.
type ReleaseAddressInput struct {
	AllocationID string `ec2:"AllocationId,id=address"`
	PublicIP     string `ec2:"PublicIp"`
	DryRun       bool   `ec2:"DryRun"`
}

// ReleaseAddress gives an Elastic IP address back for ever. In a default VPC,
// and here there is no other, it first leaves its instance.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html.
func ReleaseAddress(tx *Tx, in ReleaseAddressInput) (Empty, error) {
	address, err := tx.allocated(in.AllocationID, in.PublicIP)
	if err != nil {
		return Empty{}, err
	}
	if _, on := tx.Association(address); on {
		tx.Emit(AddressDisassociated{address, "DisassociateAddress"})
	}
	tx.Emit(AddressReleased{address})
	return Empty{}, nil
}
