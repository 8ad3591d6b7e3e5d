package op

import "strings"

// helpWidth is the column at which Help breaks lines: the width that terminals have at least.
const helpWidth = 80

// Help returns what `aws SERVICE VERB help` prints: what the operation does,
// its flags with type, allowed values and whether they are needed, and how
// AWS differs. It ends with a newline.
func (o *Operation) Help() string {
	h := &helpWriter{}
	h.section("NAME")
	h.paragraph("    ", o.Verb+" - "+firstSentence(o.Doc))
	if rest := strings.TrimSpace(strings.TrimPrefix(o.Doc, firstSentence(o.Doc))); rest != "" {
		h.section("DESCRIPTION")
		h.paragraph("    ", rest)
	}
	h.section("SYNOPSIS")
	h.line("    aws " + o.Service + " " + o.Verb)
	for i := range o.flags {
		h.line("        " + o.flags[i].synopsis())
	}
	if len(o.flags) > 0 {
		h.section("OPTIONS")
	}
	for i := range o.flags {
		h.flag(&o.flags[i])
	}
	if len(o.Simplified) > 0 {
		h.section("HOW AWS DIFFERS")
	}
	for _, note := range o.Simplified {
		h.bullet(note)
	}
	return h.text.String()
}

// A helpWriter composes a help text line by line.
type helpWriter struct{ text strings.Builder }

func (h *helpWriter) line(text string) {
	h.text.WriteString(text)
	h.text.WriteByte('\n')
}

// section writes a heading, after an empty line unless it is the first.
func (h *helpWriter) section(heading string) {
	if h.text.Len() > 0 {
		h.line("")
	}
	h.line(heading)
}

// paragraph writes text with line breaks before helpWidth, every line indented.
func (h *helpWriter) paragraph(indent, text string) {
	line := indent
	for _, word := range strings.Fields(text) {
		if line != indent && len(line)+1+len(word) > helpWidth {
			h.line(line)
			line = indent
		}
		if line != indent {
			line += " "
		}
		line += word
	}
	if line != indent {
		h.line(line)
	}
}

func (h *helpWriter) bullet(text string) {
	var inner helpWriter
	inner.paragraph("      ", text)
	h.text.WriteString("    * " + strings.TrimPrefix(inner.text.String(), "      "))
}

func (h *helpWriter) flag(f *Flag) {
	heading := "    --" + f.Name
	if f.Negative != "" {
		heading += " | --" + f.Negative
	}
	heading += " (" + f.Type.word() + ")"
	if f.Required {
		heading += " [required]"
	}
	h.line(heading)
	const indent = "        "
	h.paragraph(indent, f.Doc)
	if f.ID != "" {
		h.paragraph(indent, "Takes "+idPhrase(f)+", or @NAME.")
	}
	if values := strings.Join(f.Enum, ", "); f.Open {
		h.paragraph(indent, "Values, among others: "+values+".")
	} else if f.Enum != nil {
		h.paragraph(indent, "Allowed values: "+values+".")
	}
	if f.Default != "" {
		h.paragraph(indent, "Default: "+f.Default+".")
	}
	if s := f.Type.structure(); s != nil {
		h.paragraph(indent, "Shorthand: "+s.shorthand())
	}
	if f.Sugar {
		h.paragraph(indent, "The sandbox's own; the AWS CLI does not have it.")
	}
}

func idPhrase(f *Flag) string {
	kind := f.ID
	switch {
	case kind == "any":
		kind = "resource"
	case kind == "interface":
		kind = "network interface"
	}
	switch {
	case f.TakesList():
		return kind + " ids"
	case strings.IndexByte("aeiou", kind[0]) >= 0:
		return "an " + kind + " id"
	}
	return "a " + kind + " id"
}

// synopsis returns the flag as the synopsis shows it, in brackets where it can be left out.
func (f *Flag) synopsis() string {
	text := "--" + f.Name
	switch {
	case f.Negative != "":
		text += " | --" + f.Negative
	case f.TakesList():
		text += " <value> [<value> ...]"
	default:
		text += " <value>"
	}
	if f.Required {
		return text
	}
	return "[" + text + "]"
}

// word returns the type's name in the AWS CLI's manual.
func (t *Type) word() string {
	switch {
	case isBoxed(t, Bool) || t.Kind == Bool:
		return "boolean"
	case t.Kind == List:
		return "list of " + t.Item.word() + "s"
	case t.Kind == Object:
		return "structure"
	case t.Kind == Int:
		return "integer"
	}
	return "string"
}

// shorthand returns a pattern of the structure's shorthand syntax:
// "DeviceName=string,Ebs={VolumeSize=integer,…}".
func (s *Shape) shorthand() string {
	parts := make([]string, len(s.Members))
	for i, m := range s.Members {
		parts[i] = m.Name + "=" + m.Type.pattern()
	}
	return strings.Join(parts, ",")
}

func (t *Type) pattern() string {
	switch {
	case t.Kind == Object:
		return "{" + t.Shape.shorthand() + "}"
	case t.Kind == List && t.Item.Kind == Object:
		return "[{" + t.Item.Shape.shorthand() + "},...]"
	case t.Kind == List:
		return t.Item.word() + "," + t.Item.word()
	}
	return t.word()
}

// firstSentence returns the text up to its first full stop that ends a sentence.
func firstSentence(text string) string {
	if sentence, _, ok := strings.Cut(text, ". "); ok {
		return sentence + "."
	}
	return text
}
