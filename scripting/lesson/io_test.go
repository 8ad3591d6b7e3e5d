package lesson

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/ec2"
	"blockyard/sim/guest"
	"blockyard/sim/unit"
)

// TestIOFields asks what a 100-GiB gp2 volume did in an hour of 3,000 IOPS.
func TestIOFields(t *testing.T) {
	statements := `local a = w.instance { name = "a", type = "m5.large" } w.volume { name = "v", gib = 100, volume = "gp2", attach = { a, "/dev/sdf" } }`
	for _, c := range []struct{ expression, want string }{
		{`#s.find("volume", { name = "a-root" }).io .. tostring(s.find("volume", { name = "a-root" }).balance)`, "0nil"},
		{`#s.find("volume", { name = "v" }).io .. "/" .. s.find("volume", { name = "v" }).balance`, "2/0"},
		{`s.find("volume", { name = "v" }).io[1].to .. "/" .. s.find("volume", { name = "v" }).io[1].iops .. "/" .. s.find("volume", { name = "v" }).io[1].held`, "2000000/3000/"},
		{`s.find("volume", { name = "v" }).io[2].from .. "/" .. s.find("volume", { name = "v" }).io[2].iops .. "/" .. s.find("volume", { name = "v" }).io[2].asked`, "2000000/300/3000"},
		{`s.find("volume", { name = "v" }).io[2].held .. "/" .. s.find("volume", { name = "v" }).io[2].limit .. "/" .. s.find("volume", { name = "v" }).io[1].mibps`, "volume IOPS/300/46"},
		{`s.find("instance").io[1].mibps_limit .. "/" .. s.find("instance").io[1].mibps_asked .. "/" .. s.find("instance").balance`, "566/46/100"},
	} {
		l, _ := opened(t, asking("function(w) "+statements+" end", c.expression))
		p := play(t, l, "")
		p.do(guest.WorkloadInput{InstanceID: p.id("instance", "a"), Path: "/mnt/sdf", Kind: "database", Iops: 3000})
		p.advance(unit.Hour)
		r := p.check("ask")
		require.Equal(t, c.want, r.Say, c.expression)
	}
}

// TestRestoreFields asks how a volume got what was in its snapshot, and about fast restore of that.
func TestRestoreFields(t *testing.T) {
	statements := `local a = w.instance { name = "a", type = "m5.large" } w.volume { name = "v", gib = 128, used = 40, attach = { a, "/dev/sdf" } } w.snapshot { name = "x", volume = "v" }`
	for _, c := range []struct{ expression, want string }{
		{`s.find("volume", { name = "v" }).initialized .. "/" .. s.find("volume", { name = "v" }).initialization_rate`, "100/0"},
		{`s.find("volume", { snapshot = s.find("snapshot").id }).initialization_rate .. tostring(s.find("volume", { snapshot = s.find("snapshot").id }).fast_restored)`, "200false"},
		{`#s.find("snapshot").fast_restore .. s.find("snapshot").fast_restore[1].az .. s.find("snapshot").fast_restore[1].state`, "1us-east-1benabled"},
	} {
		l, _ := opened(t, asking("function(w) "+statements+" end", c.expression))
		p, rate := play(t, l, ""), int64(200)
		p.do(ec2.CreateVolumeInput{AvailabilityZone: "us-east-1a", SnapshotID: p.id("snapshot", "x"), InitializationRate: &rate})
		p.do(ec2.EnableFastSnapshotRestoresInput{AvailabilityZones: []string{"us-east-1b"}, SourceSnapshotIDs: []string{p.id("snapshot", "x")}})
		p.advance(unit.Hour)
		require.Equal(t, c.want, p.check("ask").Say, c.expression)
	}
}
