package ec2

import (
	"strconv"

	"blockyard/sim/apierr"
	"blockyard/sim/rng"
)

// A page of results has 5 to 1000 entries.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html.
const (
	leastResults = 5
	mostResults  = 1000
)

// page returns one page of a list, and the token for the next one. The token
// hides the position, and belongs to the call that gave it out.
func page[T any](call string, all []T, limit *int64, token string) ([]T, string, *apierr.Error) {
	start, ok := readToken(call, token)
	if !ok || start > len(all) {
		return nil, "", apierr.New(apierr.InvalidNextToken, "The token '%s' is invalid", token)
	}
	all = all[start:]
	if limit == nil {
		return all, "", nil
	}
	if *limit < leastResults || *limit > mostResults {
		return nil, "", apierr.New(apierr.InvalidMaxResults, "Value ( %d ) for parameter maxResults is invalid. Expecting a value from %d to %d.", *limit, leastResults, mostResults)
	}
	if int64(len(all)) <= *limit {
		return all, "", nil
	}
	return all[:*limit], writeToken(call, start+int(*limit)), nil
}

// notWithLimit refuses ids together with MaxResults.
func notWithLimit(ids []string, limit *int64, set string) *apierr.Error {
	if len(ids) > 0 && limit != nil {
		return apierr.New(apierr.InvalidParameterCombination, "The parameter %s cannot be used with the parameter maxResults", set)
	}
	return nil
}

// tokenKey sets the tokens of a call apart from those of others: 32 bits of its name.
func tokenKey(call string) uint64 { return rng.New(0, call).Draw(0, 1<<32) << 32 }

func writeToken(call string, position int) string {
	return strconv.FormatUint(rng.Mix(tokenKey(call)|uint64(position)), 16)
}

func readToken(call, token string) (int, bool) {
	if token == "" {
		return 0, true
	}
	hidden, err := strconv.ParseUint(token, 16, 64)
	plain := rng.Unmix(hidden)
	return int(plain & 0xffffffff), err == nil && plain&^0xffffffff == tokenKey(call)
}
