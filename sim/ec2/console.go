package ec2

import (
	"slices"
	"strconv"
	"strings"

	"blockyard/sim/apierr"
	"blockyard/sim/catalog"
	"blockyard/sim/unit"
)

// consoleBytes is how much of its newest output a console keeps.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html.
const consoleBytes = 64 << 10

// A Console is what the guest of an instance has printed since its latest boot.
// It is a value that never changes: events replace it. The nil Console is empty.
type Console struct {
	Type     *catalog.InstanceType
	Root     string             // the root device
	Kernel   unit.Duration      // since the boot began: when the kernel had started
	Services unit.Duration      // since the boot began: when what the image starts had started
	Started  []catalog.Software // which that was
	Again    bool               // there is user data, which ran at an earlier boot
	Text     string             // what user data printed, in lines: at most consoleBytes, the newest
	Over     bool               // the boot is over, so that the output can be read
	At       unit.Instant       // when that was
}

// ConsoleBegun replaces what an instance has printed by the output of a new boot.
type ConsoleBegun struct {
	Index   uint32
	Console Console
}

func (e ConsoleBegun) apply(s *State) {
	if s.printed == nil || !s.printed.equals(&e.Console) {
		own := e.Console
		s.printed = &own
	}
	s.instances.Mut(e.Index).Console = s.printed // not touched: what a guest prints is not metered
}

// equals reports whether two consoles say the same.
func (c *Console) equals(d *Console) bool {
	return c.Type == d.Type && c.Root == d.Root && c.Kernel == d.Kernel && c.Services == d.Services &&
		slices.Equal(c.Started, d.Started) && c.Again == d.Again && c.Text == d.Text && c.Over == d.Over && c.At == d.At
}

// ConsoleWritten adds lines to what the guest of an instance has printed.
type ConsoleWritten struct {
	Index uint32
	Text  string // whole lines
	Over  bool   // the boot is over with them
	At    unit.Instant
}

func (e ConsoleWritten) apply(s *State) {
	i := s.instances.Mut(e.Index)
	next := *i.Console
	next.Text += e.Text
	for len(next.Text) > consoleBytes {
		_, next.Text, _ = strings.Cut(next.Text, "\n")
	}
	next.Over, next.At = e.Over, e.At
	i.Console = &next
}

// String returns the output as text.
func (c *Console) String() string {
	text := ConsoleLines(c.Kernel, "Kernel started on "+c.Type.Name+"; the root file system is on "+c.Root)
	for _, s := range c.Started {
		text += ConsoleLines(c.Services, "Started "+s.Name+" on port "+strconv.Itoa(int(s.Port)))
	}
	if c.Again {
		text += ConsoleLines(c.Services, "user data has run on this instance before; it runs once, at the first boot")
	}
	if text += c.Text; c.Over && c.Text == "" {
		text += ConsoleLines(c.Services, "Ready")
	}
	return text
}

// ConsoleLines returns lines with a time in seconds, right in a column: "[   20.000] ".
func ConsoleLines(passed unit.Duration, lines ...string) string {
	var b strings.Builder
	seconds := strconv.FormatInt(int64(passed/unit.Second), 10)
	milliseconds := strconv.FormatInt(1000+int64(passed%unit.Second), 10)[1:]
	for _, line := range lines {
		b.WriteString("[" + strings.Repeat(" ", max(0, 5-len(seconds))) + seconds + "." + milliseconds + "] " + line + "\n")
	}
	return b.String()
}

// GetConsoleOutputInput holds the parameters of GetConsoleOutput.
type GetConsoleOutputInput struct {
	InstanceID string `ec2:"InstanceId,required,id=instance"`
	DryRun     bool   `ec2:"DryRun"`
	Latest     bool   `ec2:"Latest"`
}

// GetConsoleOutputOutput is the answer of GetConsoleOutput.
type GetConsoleOutputOutput struct {
	InstanceID string    `ec2:"InstanceId"`
	Timestamp  unit.Date `ec2:"Timestamp"`
	Output     string    `ec2:"Output,omitempty"`
}

// GetConsoleOutput shows what the guest of an instance has printed: as it was
// when the instance last finished booting or ended, or with Latest as it is now.
// Latest needs a Nitro type.
func GetConsoleOutput(tx *Tx, in GetConsoleOutputInput) (GetConsoleOutputOutput, error) {
	index, err := tx.findInstance(in.InstanceID)
	if err != nil {
		return GetConsoleOutputOutput{}, err
	}
	i := tx.instances.At(index)
	out := GetConsoleOutputOutput{InstanceID: in.InstanceID, Timestamp: tx.shown(tx.Now)}
	if in.Latest && i.Type.Hypervisor != "nitro" {
		return out, apierr.New(apierr.UnsupportedOperation, "This instance type does not support retrieving the latest console logs").
			Because("Only Nitro types do; %s is not one. Without --latest the output is that of the last finished boot.", i.Type.Name).
			Suggest("aws ec2 get-console-output --instance-id %s", tx.Handle(Ref{KindInstance, index}))
	}
	if i.Console != nil && (in.Latest || i.Console.Over) {
		out.Output = i.Console.String()
	}
	if i.Console != nil && !in.Latest && i.Console.Over {
		out.Timestamp = tx.shown(i.Console.At)
	}
	return out, nil
}
