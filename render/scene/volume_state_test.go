package scene

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// burdened returns a world in which a database asks more of a gp2 volume than it has, while that is being changed.
func burdened(more ...string) *player {
	p := sandbox("aws ec2 run-instances --image-id @al2023 --instance-type m5.large --name db",
		"aws ec2 create-volume --size 100 --volume-type gp2 --availability-zone us-east-1a --encrypted --name old", "yard run 1m",
		"aws ec2 attach-volume --volume-id @old --instance-id @db --device /dev/sdf", "yard run 1m",
		"yard write @db /mnt/sdf/data 40GiB --flush", "yard workload @db /mnt/sdf --kind database --iops 5000", "yard run 20m")
	return p.do2(more...)
}

// shared returns a world in which two guests have written to one volume, and what has become of its snapshots.
func shared() *player {
	return sandbox("aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name one", "aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name two",
		"aws ec2 create-volume --size 10 --availability-zone us-east-1a --volume-type io2 --iops 100 --multi-attach-enabled --name shared", "yard run 5m",
		"aws ec2 attach-volume --volume-id @shared --instance-id @one --device /dev/sdf", "aws ec2 attach-volume --volume-id @shared --instance-id @two --device /dev/sdf", "yard run 10s",
		"yard write @one /mnt/sdf/a.db 3MiB --flush", "yard write @two /mnt/sdf/b.db 2MiB --flush", "yard write @one big 2GiB --flush",
		"aws ec2 create-snapshots --instance-specification InstanceId=@one", "aws ec2 create-snapshot --volume-id @two-root --name locked", "yard run 1h",
		"aws ec2 create-snapshot --volume-id @one-root --name fast", "aws ec2 create-snapshot --volume-id @shared --name binned", "yard run 1h",
		"aws ec2 lock-snapshot --snapshot-id @locked --lock-mode compliance --lock-duration 30 --cool-off-period 24",
		"aws rbin create-rule --resource-type EBS_SNAPSHOT --retention-period RetentionPeriodValue=7,RetentionPeriodUnit=DAYS",
		"aws ec2 delete-snapshot --snapshot-id @binned", "aws ec2 enable-fast-snapshot-restores --availability-zones us-east-1a us-east-1b --source-snapshot-ids @fast", "yard run 2h",
		"aws ec2 modify-snapshot-tier --snapshot-id @locked --storage-tier archive", "aws ec2 create-volume --snapshot-id @fast --availability-zone us-east-1c --encrypted --name lazy", "yard run 30s")
}

// volumeStates are the states of volumes and snapshots in which there is more to tell than usual.
func volumeStates(t testing.TB) map[string]func() *player {
	return map[string]func() *player{
		"bursting":  func() *player { return burdened().pick(t, "Volume old") },
		"held_path": func() *player { return burdened().pick(t, "Instance db") },
		"modifying": func() *player {
			return burdened("aws ec2 modify-volume --volume-id @old --volume-type gp3 --size 200 --iops 6000", "yard run 5m").pick(t, "Volume old")
		},
		"multi_attach": func() *player { return shared().pick(t, "Volume shared") },
		"loading":      func() *player { return shared().pick(t, "Volume lazy") },
		"fast_restore": func() *player { return shared().pick(t, "Snapshot fast") },
		"locked":       func() *player { return shared().pick(t, "Snapshot locked") },
		"archived":     func() *player { return shared().do2("yard run 4d").pick(t, "Snapshot locked") },
		"region_settings": func() *player {
			p := shared().do2("aws ec2 enable-ebs-encryption-by-default", "yard key --name shop", "aws ec2 enable-snapshot-block-public-access --state block-new-sharing")
			return p.selecting("region/us-east-1")
		},
		"preview_bin": func() *player { return shared().look(t, "Snapshot fast", "action/delete-snapshot") },
		"binned":      func() *player { return shared().pick(t, "Snapshot binned") },
	}
}

// Every state is seen whole at every size, and each card says what its marks show.
func TestNothingIsCutInTheStatesOfVolumes(t *testing.T) {
	for name, picture := range volumeStates(t) {
		p := picture()
		for _, size := range []struct {
			width, height float64
			scale         int
			stretch       float64
		}{{1440, 900, 100, 1}, {1440, 900, 100, 1.4}, {1024, 768, 100, 1}, {2560, 1440, 200, 1.4}, {360, 720, 100, 1.4}, {800, 600, 200, 1.4}} {
			p.stretch = size.stretch
			p.Tabs = []Choice{{string(PanelBar), "Do"}, {string(PanelInspector), string(PanelInspector)}}
			for _, zoom := range []ZoomLevel{ZoomCards, ZoomIcons, ZoomCells} {
				p.Zoom = zoom
				require.Empty(t, p.faults(p.size(size.width, size.height, size.scale).frame()), "%s at %v, %s", name, size, zoom)
			}
			p.Tabs = []Choice{{string(PanelBar), "World"}}
			p.Zoom = ZoomCards
			require.Empty(t, p.faults(p.frame()), "%s at %v", name, size)
		}
	}
}

func TestAVolumeOfSeveralInstancesIsOneCardWithSeveralCables(t *testing.T) {
	p := shared().pick(t, "Volume shared")
	p.size(1440, 1400, 100)
	f := p.frame()
	n := f.Node(p.Selected)
	require.Contains(t, n.Name, "in use by one at /dev/sdf, by two at /dev/sdf")
	require.Contains(t, n.Help, "damaged by writes of several guests")
	cables := 0
	for _, item := range f.Items {
		if item.Kind == Stroke && item.Line == hueVolume && len(item.Points) == 4 && item.Points[3].X == n.Rect.X && item.Points[3].Y > n.Rect.Y && item.Points[3].Y < n.Rect.Bottom() {
			cables++
		}
	}
	require.Equal(t, 2, cables)
	require.Contains(t, f.Node("field/Attached to (2)").Name, "two at /dev/sdf")
}

func TestTheChartOfIOFollowsTheClock(t *testing.T) {
	p := burdened().pick(t, "Volume old")
	at := func() string { return p.frame().Node("io/balance").Name }
	first := at()
	require.Contains(t, first, "Burst balance: 40 %, empty")
	require.NoError(t, p.RunFor(60_000))
	require.NotEqual(t, first, at())
	require.Equal(t, "IOPS moved: 3000", p.frame().Node("io/IOPS/moved").Name)
	p.do("yard run 1h")
	require.Contains(t, p.frame().Node("io/held").Name, "Its credits are used up.")
	require.Equal(t, "IOPS moved: 300", p.frame().Node("io/IOPS/moved").Name)
	require.NotNil(t, p.frame().Node("io/span/1h"))
	p.Fields = []Choice{{ioField, "1h"}}
	require.True(t, strings.HasPrefix(p.frame().Node("io/IOPS").Help, "From Apr 01 00:"))
}
