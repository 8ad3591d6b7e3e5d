package scene

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/apierr"
)

// A detour is a command that is refused after others, and the steps of the way to what was meant.
type detour struct {
	action string
	code   apierr.Code
	before []string
	line   string
	steps  string // texts of the steps, by "; "
}

const (
	launchWeb  = "aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web --availability-zone us-east-1a"
	makeData   = "aws ec2 create-volume --size 8 --volume-type gp3 --iops 4000 --availability-zone us-east-1b --name data"
	attachData = "aws ec2 attach-volume --volume-id @data --instance-id @web --device /dev/sdf"
	makeNear   = "aws ec2 create-volume --size 8 --availability-zone us-east-1a --name near"
	launchFar  = "aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name far --region us-west-2"
	launchOld  = "aws ec2 run-instances --image-id @demo-instance-store --instance-type demo.small --name old"
)

// detours holds a refusal for each way there is, by what it is a way round.
var detours = []detour{
	{"AttachVolume", apierr.InvalidVolumeZoneMismatch, []string{launchWeb, makeData, "yard run 5m"}, attachData, "Snapshot it; Make a volume in us-east-1a; Attach it to web"},
	{
		"AttachVolume", apierr.VolumeInUse,
		[]string{
			launchWeb, makeNear, "aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name db --availability-zone us-east-1a", "yard run 5m",
			"aws ec2 attach-volume --volume-id @near --instance-id @db --device /dev/sdf", "yard run 5m",
		},
		"aws ec2 attach-volume --volume-id @near --instance-id @web --device /dev/sdf", "Detach it from db; Attach it to web",
	},
	{"AttachVolume", apierr.IncorrectState, []string{launchWeb, "yard run 5m", makeNear}, "aws ec2 attach-volume --volume-id @near --instance-id @web --device /dev/sdf", "Wait until near is available; Do it again"},
	{"AttachVolume", apierr.InvalidParameterValue, []string{launchWeb, makeNear, "yard run 5m"}, "aws ec2 attach-volume --volume-id @near --instance-id @web --device /dev/xvda", "Attach it as /dev/sdf"},
	{"DetachVolume", apierr.OperationNotPermitted, []string{launchWeb, "yard run 5m"}, "aws ec2 detach-volume --volume-id @web-root", "Stop web; Detach it"},
	{"DeleteVolume", apierr.VolumeInUse, []string{launchWeb, "yard run 5m"}, "aws ec2 delete-volume --volume-id @web-root", "Stop web; Detach it from web; Delete it"},
	{"DeleteVolume", apierr.IncorrectState, []string{makeNear}, "aws ec2 delete-volume --volume-id @near", "Wait until near is available; Do it again"},
	{"CreateSnapshot", apierr.IncorrectState, []string{makeNear}, "aws ec2 create-snapshot --volume-id @near", "Wait until near is available; Do it again"},
	{"CreateSnapshot", apierr.SnapshotCreationPerVolumeRateExceeded, []string{makeNear, "yard run 5m", "aws ec2 create-snapshot --volume-id @near"}, "aws ec2 create-snapshot --volume-id @near", "Wait 15 seconds; Snapshot it"},
	{
		"DeleteSnapshot", apierr.InvalidSnapshotInUse,
		[]string{launchWeb, "yard run 5m", "aws ec2 create-image --instance-id @web --name golden --no-reboot", "yard run 30m"},
		"aws ec2 delete-snapshot --snapshot-id @last", "Deregister golden; Delete it",
	},
	{
		"CreateVolume", apierr.IncorrectState,
		[]string{launchWeb, "yard run 5m", "aws ec2 create-snapshot --volume-id @web-root --name s"},
		"aws ec2 create-volume --snapshot-id @s --availability-zone us-east-1b",
		"Wait until s is completed; Do it again",
	},
	{
		"CreateVolume", apierr.IncorrectState,
		[]string{makeNear, "yard run 5m", "aws ec2 create-snapshot --volume-id @near --name s", "yard run 30m", "aws ec2 modify-snapshot-tier --snapshot-id @s --storage-tier archive", "yard run 4d"},
		"aws ec2 create-volume --snapshot-id @s --availability-zone us-east-1b",
		"Restore s from the archive; Wait up to 72 hours until it is there; Do it again",
	},
	{
		"CreateVolume", apierr.InvalidSnapshotNotFound,
		[]string{
			makeNear, "yard run 5m", "aws ec2 create-snapshot --volume-id @near --name s", "yard run 30m",
			"aws rbin create-rule --resource-type EBS_SNAPSHOT --retention-period RetentionPeriodValue=7,RetentionPeriodUnit=DAYS", "aws ec2 delete-snapshot --snapshot-id @s",
		},
		"aws ec2 create-volume --snapshot-id {snapshot s} --availability-zone us-east-1b", "Restore s from the Recycle Bin; Do it again",
	},
	{
		"DeleteSnapshot", apierr.OperationNotPermitted,
		[]string{makeNear, "yard run 5m", "aws ec2 create-snapshot --volume-id @near --name s", "yard run 30m", "aws ec2 lock-snapshot --snapshot-id @s --lock-mode governance --lock-duration 30"},
		"aws ec2 delete-snapshot --snapshot-id @s", "Take its lock off; Delete it",
	},
	{
		"ModifySnapshotAttribute", apierr.OperationNotPermitted,
		[]string{makeNear, "yard run 5m", "aws ec2 create-snapshot --volume-id @near --name s", "yard run 30m", "aws ec2 enable-snapshot-block-public-access --state block-new-sharing"},
		"aws ec2 modify-snapshot-attribute --snapshot-id @s --attribute createVolumePermission --operation-type add --group-names all", "Let snapshots be public; Share it with everybody",
	},
	{
		"ModifySnapshotTier", apierr.IncorrectState,
		[]string{launchWeb, "yard run 5m", "aws ec2 create-snapshot --volume-id @web-root --name s"},
		"aws ec2 modify-snapshot-tier --snapshot-id @s --storage-tier archive", "Wait until s is completed; Do it again",
	},
	{"ModifyVolume", apierr.IncorrectState, []string{makeNear}, "aws ec2 modify-volume --volume-id @near --size 20", "Wait until near is available; Do it again"},
	{
		"DetachVolume", apierr.MissingParameter,
		[]string{
			launchWeb, launchWeb[:len(launchWeb)-len("web --availability-zone us-east-1a")] + "two --availability-zone us-east-1a",
			"aws ec2 create-volume --size 10 --availability-zone us-east-1a --volume-type io2 --iops 100 --multi-attach-enabled --name shared", "yard run 5m",
			"aws ec2 attach-volume --volume-id @shared --instance-id @web --device /dev/sdf", "aws ec2 attach-volume --volume-id @shared --instance-id @two --device /dev/sdf", "yard run 5m",
		},
		"aws ec2 detach-volume --volume-id @shared", "Detach it from web",
	},
	{"CreateVolume", apierr.InvalidZoneNotFound, nil, "aws ec2 create-volume --size 8 --availability-zone us-west-2a", "Make it in us-west-2"},
	{
		"CreateVolume", apierr.InvalidSnapshotNotFound,
		[]string{makeNear, "yard run 5m", "aws ec2 create-snapshot --volume-id @near --name s", "yard run 30m"},
		"aws ec2 create-volume --snapshot-id {snapshot s} --availability-zone us-west-2a --region us-west-2", "Copy it to us-west-2; Make a volume in us-west-2a",
	},
	{
		"AttachVolume", apierr.InvalidInstanceIDNotFound,
		[]string{makeData, launchFar, "yard run 5m"},
		"aws ec2 attach-volume --volume-id @data --instance-id {instance far} --device /dev/sdf",
		"Snapshot it; Copy it to us-west-2; Make a volume in us-west-2a; Attach it to far",
	},
	{
		"AttachVolume", apierr.InvalidVolumeNotFound,
		[]string{makeData, launchFar, "yard run 5m"},
		"aws ec2 attach-volume --volume-id {volume data} --instance-id {instance far} --device /dev/sdf --region us-west-2",
		"Snapshot it; Copy it to us-west-2; Make a volume in us-west-2a; Attach it to far",
	},
	{
		"AttachVolume", apierr.OperationNotPermitted,
		[]string{
			launchWeb, "aws ec2 run-instances --image-id @wordpress --instance-type t3.medium --name shop --availability-zone us-east-1a", "yard run 5m",
			"aws ec2 stop-instances --instance-ids @shop", "yard run 5m", "V=$(aws ec2 detach-volume --volume-id @shop-root --query VolumeId --output text); aws ec2 create-tags --resources $V --tags Key=Name,Value=product", "yard run 5m",
		},
		"aws ec2 attach-volume --volume-id @product --instance-id @web --device /dev/sdf", "Stop web; Attach it",
	},
	{"CreateSnapshot", apierr.InvalidVolumeNotFound, []string{makeData, "yard run 5m"}, "aws ec2 create-snapshot --volume-id {volume data} --region us-west-2", "Snapshot it in us-east-1; Copy it to us-west-2"},
	{
		"CopySnapshot", apierr.IncorrectState,
		[]string{launchWeb, "yard run 5m", "aws ec2 create-snapshot --volume-id @web-root --name s"},
		"aws ec2 copy-snapshot --source-region us-east-1 --source-snapshot-id {snapshot s} --region us-west-2", "Wait until s is completed; Do it again",
	},
	{
		"CopyImage", apierr.InvalidAMIIDUnavailable,
		[]string{launchWeb, "yard run 5m", "aws ec2 create-image --instance-id @web --name golden --no-reboot"},
		"aws ec2 copy-image --source-region us-east-1 --source-image-id {image golden} --name golden --region us-west-2", "Wait until golden is available; Do it again",
	},
	{
		"RunInstances", apierr.InvalidAMIIDNotFound,
		[]string{launchWeb, "yard run 5m", "aws ec2 create-image --instance-id @web --name golden --no-reboot", "yard run 30m"},
		"aws ec2 run-instances --image-id {image golden} --instance-type t3.micro --region us-west-2", "Copy it to us-west-2; Launch the copy",
	},
	{
		"RunInstances", apierr.InvalidAMIIDUnavailable,
		[]string{launchWeb, "yard run 5m", "aws ec2 create-image --instance-id @web --name golden --no-reboot"},
		"aws ec2 run-instances --image-id @golden --instance-type t3.micro", "Wait until golden is available; Do it again",
	},
	{
		"RunInstances", apierr.InvalidAMIIDUnavailable,
		[]string{launchWeb, "yard run 5m", "aws ec2 create-image --instance-id @web --name golden --no-reboot", "yard run 30m", "aws ec2 disable-image --image-id @golden"},
		"aws ec2 run-instances --image-id @golden --instance-type t3.micro", "Enable golden; Do it again",
	},
	{
		"DeregisterImage", apierr.OperationNotPermitted,
		[]string{launchWeb, "yard run 5m", "aws ec2 create-image --instance-id @web --name golden --no-reboot", "yard run 30m", "aws ec2 enable-image-deregistration-protection --image-id @golden"},
		"aws ec2 deregister-image --image-id @golden", "Take the protection off; Deregister it",
	},
	{
		"DeregisterImage", apierr.OperationNotPermitted,
		[]string{launchWeb, "yard run 5m", "aws ec2 create-image --instance-id @web --name golden --no-reboot", "yard run 30m", "aws ec2 enable-image-deregistration-protection --image-id @golden --with-cooldown"},
		"aws ec2 deregister-image --image-id @golden", "Take the protection off; Wait a day: its cooldown; Deregister it",
	},
	{
		"ModifyImageAttribute", apierr.OperationNotPermitted,
		[]string{launchWeb, "yard run 5m", "aws ec2 create-image --instance-id @web --name golden --no-reboot", "yard run 30m", "aws ec2 enable-image-block-public-access --image-block-public-access-state block-new-sharing", "yard run 30m"},
		"aws ec2 modify-image-attribute --image-id @golden --attribute launchPermission --operation-type add --user-groups all", "Let images be public; Wait 10 minutes until that holds; Share it with everybody",
	},
	{"RunInstances", apierr.InvalidKeyPairNotFound, nil, launchWeb + " --key-name ops", "Make the key pair ops; Launch it"},
	{"CreateKeyPair", apierr.InvalidKeyPairDuplicate, []string{"aws ec2 create-key-pair --key-name ops"}, "aws ec2 create-key-pair --key-name ops", "Call it ops-2"},
	{
		"AssociateAddress", apierr.ResourceAlreadyAssociated,
		[]string{launchWeb, "aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name db", "yard run 5m", "aws ec2 allocate-address --name ip", "aws ec2 associate-address --instance-id @db --allocation-id @ip"},
		"aws ec2 associate-address --instance-id @web --allocation-id @ip --no-allow-reassociation", "Let it move",
	},
	{"AssociateAddress", apierr.InvalidInstanceID, []string{launchWeb, "aws ec2 allocate-address --name ip"}, "aws ec2 associate-address --instance-id @web --allocation-id @ip", "Wait until web is running; Do it again"},
	{
		"AllocateAddress", apierr.AddressLimitExceeded,
		[]string{"for i in 1 2 3 4 5; do aws ec2 allocate-address; done"},
		"aws ec2 allocate-address", "Release 198.19.255.1, which is idle; Allocate another",
	},
	{"StopInstances", apierr.UnsupportedHibernationConfiguration, []string{launchWeb, "yard run 5m"}, "aws ec2 stop-instances --instance-ids @web --hibernate", "Stop web: its memory is lost"},
	{"RunInstances", apierr.InvalidParameterValue, nil, "aws ec2 run-instances --image-id @al2023 --instance-type t4g.micro", "Launch it as t3.micro"},
	{"StopInstances", apierr.UnsupportedOperation, []string{launchOld, "yard run 10m"}, "aws ec2 stop-instances --instance-ids @old", "Terminate it: its disks are lost"},
	{"CreateImage", apierr.IncorrectInstanceState, []string{launchWeb}, "aws ec2 create-image --instance-id @web --name golden", "Wait until web is running; Do it again"},
	{
		"CreateImage", apierr.InvalidAMINameDuplicate,
		[]string{launchWeb, "yard run 5m", "aws ec2 create-image --instance-id @web --name golden", "yard run 30m"},
		"aws ec2 create-image --instance-id @web --name golden", "Call it golden-2",
	},
	{"StartInstances", apierr.IncorrectInstanceState, []string{launchWeb, "yard run 5m", "aws ec2 stop-instances --instance-ids @web"}, "aws ec2 start-instances --instance-ids @web", "Wait until web is stopped; Do it again"},
	{"StopInstances", apierr.IncorrectInstanceState, []string{launchWeb}, "aws ec2 stop-instances --instance-ids @web", "Wait until web is running; Do it again"},
	{"RebootInstances", apierr.IncorrectInstanceState, []string{launchWeb, "yard run 5m", "aws ec2 stop-instances --instance-ids @web", "yard run 5m"}, "aws ec2 reboot-instances --instance-ids @web", "Start it"},
	{
		"StopInstances", apierr.OperationNotPermitted,
		[]string{launchWeb, "yard run 5m", "aws ec2 modify-instance-attribute --instance-id @web --disable-api-stop"},
		"aws ec2 stop-instances --instance-ids @web", "Take the protection off; Stop it",
	},
	{
		"TerminateInstances", apierr.OperationNotPermitted,
		[]string{launchWeb, "yard run 5m", "aws ec2 modify-instance-attribute --instance-id @web --disable-api-termination"},
		"aws ec2 terminate-instances --instance-ids @web", "Take the protection off; Terminate it",
	},
	{
		"ModifyInstanceAttribute", apierr.IncorrectInstanceState,
		[]string{launchWeb, "yard run 5m"},
		"aws ec2 modify-instance-attribute --instance-id @web --instance-type t3.small", "Stop web; Change it; Start it again",
	},
}

// withIDs puts ids for names such as {snapshot s} into a line: names mean nothing in other regions.
func (p *player) withIDs(t *testing.T, line string) string {
	f := p.frame()
	for {
		before, rest, found := strings.Cut(line, "{")
		if !found {
			return line
		}
		name, after, _ := strings.Cut(rest, "}")
		kind, _, _ := strings.Cut(name, " ")
		id := ""
		for _, n := range f.Nodes {
			if n.Role == RoleListitem && strings.HasPrefix(n.Name+",", strings.ToUpper(name[:1])+name[1:]+",") {
				id = strings.TrimPrefix(n.ID, kind+"/")
			}
		}
		require.NotEmpty(t, id, name)
		line = before + id + after
	}
}

// refuse does the commands before a detour, and then what is refused.
func (d *detour) refuse(t *testing.T) (*player, *Refusal) {
	p := sandbox()
	for _, line := range d.before {
		require.Zero(t, p.do(line), "%s: %s", line, p.Log[len(p.Log)-1].Error)
	}
	line := p.AsCLI(p.withIDs(t, d.line))
	require.NotZero(t, p.do(line), line)
	require.Contains(t, p.Log[len(p.Log)-1].Error, string(d.code))
	return p, Refused(p.Session, &p.UI, line)
}

func TestEachWayWorks(t *testing.T) {
	for i := range detours {
		d := &detours[i]
		t.Run(d.action+" "+string(d.code), func(t *testing.T) {
			p, r := d.refuse(t)
			require.NotNil(t, r)
			require.Equal(t, string(d.code), r.Code)
			var texts []string
			for _, s := range r.Way.Steps {
				texts = append(texts, s.Text)
			}
			require.Equal(t, d.steps, strings.Join(texts, "; "))
			require.Zero(t, p.do(r.Way.Program), "%s: %s", r.Way.Program, p.Log[len(p.Log)-1].Error)
			q, r := d.refuse(t)
			for line := range strings.Lines(r.Way.CLI) {
				require.Zero(t, q.do(line), "%s: %s", line, q.Log[len(q.Log)-1].Error)
			}
			require.Equal(t, p.Digest(), q.Digest(), "what is copied does the same")
		})
	}
}

func TestEachWayIsTested(t *testing.T) {
	tested := map[string]bool{}
	for _, d := range detours {
		tested[d.action+" "+string(d.code)] = true
	}
	for _, w := range ways {
		require.True(t, tested[w.action+" "+string(w.code)], "%s %s", w.action, w.code)
	}
}
