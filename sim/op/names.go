package op

import "strings"

// kebab returns an AWS name as the command line spells it: "VolumeIds" is "volume-ids".
func kebab(name string) string { return lowerWords(name, '-') }

// snake returns an AWS name as Lua spells it: "VolumeIds" is "volume_ids".
func snake(name string) string { return lowerWords(name, '_') }

// lowerWords splits a name where the AWS SDKs do: before a capital that
// follows a small letter or digit or is followed by a small letter, and
// before a plural acronym at the end ("GatewayARNs" is "gateway-arns").
func lowerWords(name string, separator byte) string {
	acronym := pluralAcronym(name)
	b := make([]byte, 0, len(name)+8)
	for i := range len(name) {
		c := name[i]
		if isUpper(c) {
			starts := i > 0 && (!isUpper(name[i-1]) || i+1 < len(name) && isLower(name[i+1]))
			joined := i > 0 && isSeparator(name[i-1])
			if i > 0 && !joined && (i == acronym || i < acronym && starts) {
				b = append(b, separator)
			}
			c += 'a' - 'A'
		}
		if isSeparator(c) {
			c = separator
		}
		b = append(b, c)
	}
	return string(b)
}

// pluralAcronym returns where two or more capitals and a final "s" begin, and the length of the name where there is none.
func pluralAcronym(name string) int {
	at := len(name) - 1
	for at > 0 && name[len(name)-1] == 's' && isUpper(name[at-1]) {
		at--
	}
	if len(name)-1-at < 2 {
		return len(name)
	}
	return at
}

func isUpper(c byte) bool     { return c >= 'A' && c <= 'Z' }
func isLower(c byte) bool     { return c >= 'a' && c <= 'z' }
func isDigit(c byte) bool     { return c >= '0' && c <= '9' }
func isSeparator(c byte) bool { return c == '-' || c == '_' }

// lowerFirst returns an AWS name as EC2's XML and error texts spell it: "VolumeId" is "volumeId".
func lowerFirst(name string) string {
	if name == "" || !isUpper(name[0]) {
		return name
	}
	return strings.ToLower(name[:1]) + name[1:]
}
