package unit

import (
	"fmt"
	"math/big"
	"strings"
)

// mostExact is how long the text of an exact number may be: sums of 128 bits times prices stay far below.
const mostExact = 1000

// ParseExact reads what Exact prints: a whole number, or a fraction such as "217/3".
func ParseExact(text string) (Ratio, error) {
	numerator, denominator, divided := strings.Cut(strings.TrimPrefix(text, "-"), "/")
	const digits = "0123456789"
	if len(text) <= mostExact && numerator != "" && strings.Trim(numerator+denominator, digits) == "" && divided == (denominator != "") {
		if r, ok := new(big.Rat).SetString(text); ok {
			return Ratio{r}, nil
		}
	}
	return Ratio{}, fmt.Errorf("%q is not an exact number: write one such as 72 or 217/3", text[:min(len(text), 50)])
}
