package shell

import (
	"strings"
	"unicode/utf8"

	"blockyard/sim/op"
)

// ownTables prints the answers of the yard's operations for people, by action,
// where neither --output nor --query says otherwise.
var ownTables = map[string]func(answer op.Value) string{
	"Ls":       filesTable,
	"Quotas":   quotasTable,
	"Services": servicesTable,
	"Boot":     bootTable,
	"Fsck":     fsckTable,
	"Df":       fileSystemsTable,
	"Io":       ioTable,
	"Uptime":   uptimeLine,
}

// filesTable lists the files of each disk, as `yard ls` does.
func filesTable(answer op.Value) string {
	disks, _ := answer.Get("Disks")
	var b strings.Builder
	for i, disk := range disks.Items() {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(diskTitle(disk) + "\n")
		files, _ := disk.Get("Files")
		rows := [][]string{{"  PATH", "SIZE", "VERSION", "RECORDS", "BLOCKS", "WRITTEN", "ON DISK"}}
		for _, f := range files.Items() {
			rows = append(rows, []string{
				"  " + text(f, "Path"), text(f, "Size"), text(f, "Version"), text(f, "Records"), text(f, "Blocks"),
				strings.TrimSuffix(text(f, "Written"), "+00:00"), onDisk(f),
			})
		}
		if len(rows) == 1 {
			rows = [][]string{{"  no files"}}
		}
		b.WriteString(columns(rows))
	}
	return b.String()
}

// diskTitle says what a disk is and where.
func diskTitle(disk op.Value) string {
	title := text(disk, "Kind")
	if id := text(disk, "Id"); id != "" {
		title += " " + id
	}
	title += ", " + text(disk, "Size")
	if device := text(disk, "Device"); device != "" {
		title += ", " + device + " at " + text(disk, "MountPoint")
	}
	return title
}

// onDisk says whether a file's newest version would survive a crash.
func onDisk(file op.Value) string {
	if flushed, _ := file.Get("Flushed"); flushed.Bool() {
		return "yes"
	}
	return "not yet"
}

// uptimeLine says since when a guest has been up, as `yard uptime` does.
func uptimeLine(answer op.Value) string {
	line := "up for " + text(answer, "Uptime") + ", since " + strings.TrimSuffix(text(answer, "Since"), "+00:00")
	if resumed, _ := answer.Get("Resumed"); resumed.Bool() {
		line += "; it has hibernated and gone on"
	}
	return line + "\n"
}

// quotasTable lists the quotas, as `yard quotas` does.
func quotasTable(answer op.Value) string {
	quotas, _ := answer.Get("Quotas")
	rows := [][]string{{"QUOTA", "LIMIT", "ZONE", "OF"}}
	for _, q := range quotas.Items() {
		limit, zone := "none", "all"
		if _, set := q.Get("Limit"); set {
			limit = text(q, "Limit")
		}
		if name := text(q, "AvailabilityZone"); name != "" {
			zone = name
		}
		rows = append(rows, []string{text(q, "Name"), limit, zone, text(q, "Limits")})
	}
	return columns(rows)
}

// servicesTable lists what an instance serves, as `yard services` does.
func servicesTable(answer op.Value) string {
	services, _ := answer.Get("Services")
	rows := [][]string{{"SERVICE", "PORT", "STATUS", "AT BOOT"}}
	for _, s := range services.Items() {
		rows = append(rows, []string{text(s, "Name"), text(s, "Port"), text(s, "Status"), yesOrNo(s, "AtBoot")})
	}
	if len(rows) == 1 {
		return "Nothing is installed.\n"
	}
	return columns(rows)
}

// yesOrNo says whether a field is true.
func yesOrNo(v op.Value, name string) string {
	if field, _ := v.Get(name); field.Bool() {
		return "yes"
	}
	return "no"
}

// bootTable lists the parts of a boot, as `yard boot` does.
func bootTable(answer op.Value) string {
	parts, _ := answer.Get("Parts")
	rows := [][]string{{"PART", "TOOK", "STATUS", "WHAT FOR"}}
	for _, p := range parts.Items() {
		rows = append(rows, []string{text(p, "Name"), text(p, "Took"), text(p, "Status"), text(p, "Doc")})
	}
	status := "under way"
	if done, _ := answer.Get("Done"); done.Bool() {
		status = "done"
	}
	return columns(append(rows, []string{"total", text(answer, "Took"), status}))
}

// text returns a field as text, "" where there is none.
func text(v op.Value, name string) string {
	field, _ := v.Get(name)
	return field.Scalar()
}

// columns sets rows in columns, two spaces apart; the last column is not padded.
func columns(rows [][]string) string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			line += cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+2)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

// fileSystemsTable lists file systems with their room, as `yard df` does.
func fileSystemsTable(answer op.Value) string {
	systems, _ := answer.Get("FileSystems")
	rows := [][]string{{"DEVICE", "DISK", "FILE SYSTEM", "USED", "AVAILABLE", "MOUNTED ON"}}
	for _, f := range systems.Items() {
		rows = append(rows, []string{text(f, "Device"), text(f, "Disk"), text(f, "Size"), text(f, "Used"), text(f, "Available"), text(f, "MountPoint")})
	}
	return columns(rows)
}
