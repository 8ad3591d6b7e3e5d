package session

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim"
)

// A journal names the account of each command, so that playing it again shares and receives the same.
func TestAJournalKeepsTheAccounts(t *testing.T) {
	s := Sandbox(Options{Seed: 3})
	s.typed(t,
		"aws ec2 create-volume --size 8 --availability-zone us-east-1a --name data", "sleep 1m",
		"aws ec2 create-snapshot --volume-id @data --name orders", "aws ec2 wait snapshot-completed --snapshot-ids @orders",
		"aws ec2 modify-snapshot-attribute --snapshot-id @orders --operation-type add --user-ids 210987654321",
		"aws ec2 create-volume --snapshot-id @orders --availability-zone us-east-1b --profile partner",
		"AWS_PROFILE=partner aws ec2 describe-volumes",
	)
	out, status := s.answer("aws ec2 delete-snapshot --snapshot-id @orders --profile partner")
	require.Equal(t, 254, status, out)
	text := s.Journal().String()
	require.Contains(t, text, "main 210987654321 us-east-1 aws ec2 create-volume")
	require.Contains(t, text, "main 210987654321 us-east-1 aws ec2 delete-snapshot")
	j, err := sim.ParseJournal(text)
	require.NoError(t, err)
	again, err := Replay(j, nil)
	require.NoError(t, err)
	require.Equal(t, s.Digest(), again.Digest())
	require.Equal(t, text, again.Journal().String())

	j.Lines[0].Account = "137112412989"
	_, err = Replay(j, nil)
	require.ErrorContains(t, err, `there is no account "137112412989" here`, "nobody acts for AWS")
}
