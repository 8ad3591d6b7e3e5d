package sim

import (
	"blockyard/sim/ec2"
	"blockyard/sim/op"
)

// identityOps is every operation of STS, which says who calls.
var identityOps = []*op.Operation{
	op.Define("GetCallerIdentity", getCallerIdentity, op.About{
		Reads: true, Doc: "Shows the account that the command acts for. Another one is chosen with --profile.",
		Simplified: []string{"There are no users and roles: every caller is the root of the account."},
	}),
}

// GetCallerIdentityInput holds the parameters of GetCallerIdentity: none.
type GetCallerIdentityInput struct{}

// GetCallerIdentityOutput is the answer of GetCallerIdentity.
type GetCallerIdentityOutput struct {
	UserID  string `ec2:"UserId"`
	Account string `ec2:"Account"`
	Arn     string `ec2:"Arn"`
}

// getCallerIdentity says who calls: the root user, whose id is the account's number.
// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.
func getCallerIdentity(tx *ec2.Tx, _ GetCallerIdentityInput) (GetCallerIdentityOutput, error) {
	account := tx.AccountNumber(tx.Account)
	return GetCallerIdentityOutput{UserID: account, Account: account, Arn: "arn:aws:iam::" + account + ":root"}, nil
}
