package shell

import (
	"strings"

	"blockyard/sim/op"
)

// ioTable shows the I/O of volumes and instances, as `yard io` does: a line for
// each time during which nothing changed, the present one last.
func ioTable(answer op.Value) string {
	channels, _ := answer.Get("Channels")
	var b strings.Builder
	for i, c := range channels.Items() {
		if i > 0 {
			b.WriteString("\n")
		}
		title := text(c, "Kind") + " " + text(c, "Id")
		if name := text(c, "Name"); name != "" {
			title += ", " + name
		}
		b.WriteString(title + "\n" + spans(c))
	}
	return b.String()
}

// spans lists the times without changes of one volume or instance.
func spans(channel op.Value) string {
	rows := [][]string{{"  FROM", "TO", "IOPS", "ASKED", "LIMIT", "MIB/S", "ASKED", "LIMIT", "HELD BY", "CREDITS"}}
	list, _ := channel.Get("Spans")
	for _, s := range list.Items() {
		to := text(s, "To")
		if to == "" {
			to = "now"
		}
		rows = append(rows, []string{
			"  " + text(s, "From"), to, text(s, "Iops"), text(s, "IopsAsked"), limit(s, "IopsLimit"),
			text(s, "Throughput"), text(s, "ThroughputAsked"), limit(s, "ThroughputLimit"), text(s, "HeldBy"), text(s, "BurstBalance"),
		})
	}
	if len(rows) == 1 {
		return "  no workload by rate has used it\n"
	}
	return columns(rows)
}

// limit returns a limit, or that there is none.
func limit(span op.Value, name string) string {
	if value := text(span, name); value != "0" {
		return value
	}
	return "none"
}
