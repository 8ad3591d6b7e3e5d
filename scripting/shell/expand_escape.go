package shell

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// unescape drops each backslash that stands before one of the special
// characters, and all that stand before any character when special is "". An
// escaped newline disappears with its backslash.
func unescape(text, special string) string {
	if strings.IndexByte(text, '\\') < 0 {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		escaped := text[i] == '\\' && i+1 < len(text) && (special == "" || strings.IndexByte(special, text[i+1]) >= 0)
		if escaped {
			i++
		}
		if !escaped || text[i] != '\n' {
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

// decodeEscapes turns \n, \t, \x41 and their like into what they mean, for echo -e and printf.
func decodeEscapes(text string) string { return decode(text, false) }

// decodeQuoted decodes $'…', where \' and \" are quotes too.
func decodeQuoted(text string) string { return decode(text, true) }

// simpleEscapes are the escapes of one letter, in pairs of letter and meaning.
const simpleEscapes = "a\ab\bf\fn\nr\rt\tv\ve\x1bE\x1b\\\\"

func decode(text string, quotes bool) string {
	if strings.IndexByte(text, '\\') < 0 {
		return text
	}
	var b strings.Builder
	for text != "" {
		plain, after, found := strings.Cut(text, `\`)
		b.WriteString(plain)
		if !found {
			break
		}
		decoded, rest := decodeOne(after, quotes)
		b.WriteString(decoded)
		text = rest
	}
	return b.String()
}

// decodeOne decodes what follows a backslash and returns the rest of the text.
// An escape that means nothing stays as it stands.
func decodeOne(s string, quotes bool) (decoded, rest string) {
	if s == "" {
		return `\`, ""
	}
	c := s[0]
	if quotes && strings.IndexByte(`'"?`, c) >= 0 {
		return s[:1], s[1:]
	}
	for i := 0; i < len(simpleEscapes); i += 2 {
		if simpleEscapes[i] == c {
			return simpleEscapes[i+1 : i+2], s[1:]
		}
	}
	switch {
	case c == 'x':
		return decodeNumber(s, 1, 2, 16)
	case c == 'u':
		return decodeNumber(s, 1, 4, 16)
	case c == 'U':
		return decodeNumber(s, 1, 8, 16)
	case c == '0' && !quotes:
		return decodeNumber(s, 0, 4, 8)
	case '0' <= c && c <= '7':
		return decodeNumber(s, 0, 3, 8)
	}
	return `\` + s[:1], s[1:]
}

// decodeNumber decodes up to digits digits after skip bytes as a character;
// \x and the octal forms give one byte.
func decodeNumber(s string, skip, digits, base int) (decoded, rest string) {
	end := skip
	for end < len(s) && end < skip+digits && isDigit(s[end], base) {
		end++
	}
	n, err := strconv.ParseUint(s[skip:end], base, 32)
	if err != nil {
		return `\` + s[:1], s[1:]
	}
	if s[0] == 'u' || s[0] == 'U' {
		r := rune(utf8.RuneError)
		if n <= utf8.MaxRune {
			r = rune(n)
		}
		return string(r), s[end:]
	}
	return string([]byte{byte(n)}), s[end:]
}

func isDigit(c byte, base int) bool {
	_, err := strconv.ParseUint(string(rune(c)), base, 8)
	return err == nil
}
