package scene

import "strings"

// thinGap stands between the thousands of a number: a space that is narrow and breaks no line.
const thinGap = "\u202f"

// grouped returns a text with the digits of its numbers in groups of three: "$16 648.00", "2 000 instances". Decimals and
// what is part of a word or an id stay as they are. It is for what is painted; who listens is told the number as it is.
func grouped(text string) string {
	if !hasThousands(text) {
		return text
	}
	var out strings.Builder
	for at := 0; at < len(text); {
		end := at
		for end < len(text) && isDigit(text[end]) {
			end++
		}
		switch {
		case end == at:
			out.WriteByte(text[at])
			end++
		case at > 0 && !beginsNumber(text[at-1]):
			out.WriteString(text[at:end])
		default:
			inThousands(&out, text[at:end])
		}
		at = end
	}
	return out.String()
}

// hasThousands reports whether four digits stand beside each other.
func hasThousands(text string) bool {
	run := 0
	for i := range len(text) {
		if run++; !isDigit(text[i]) {
			run = 0
		}
		if run == 4 {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// beginsNumber reports whether a whole number may follow a letter or sign.
func beginsNumber(c byte) bool { return strings.IndexByte(" $(", c) >= 0 }

// inThousands writes digits in groups of three.
func inThousands(out *strings.Builder, digits string) {
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out.WriteString(thinGap)
		}
		out.WriteByte(digits[i])
	}
}
