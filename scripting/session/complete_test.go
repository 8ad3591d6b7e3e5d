package session

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// offered returns what a session offers at the end of a line.
func (s *Session) offered(line string) (texts []string) {
	_, _, list := s.Complete(line, len(line))
	for _, c := range list {
		texts = append(texts, c.Text)
	}
	return texts
}

func TestTheSessionsCommandsComplete(t *testing.T) {
	s := open(t, "cost-ebs-vs-instance-store")
	for line, want := range map[string][]string{
		"yard jo":              {"journal"},
		"yard lane ":           {"store", "ebs"},
		"yard lane e":          {"ebs", "store"},
		"yard hint s":          {"save-money"},
		"yard answer ":         {"guess", "why"},
		"yard answer why ":     {"1", "2", "3"},
		"yard answer why 1 ":   nil,
		"yard bill --l":        {"--lane"},
		"yard bill --lane st":  {"store"},
		"yard bill --to ":      {"0s"},
		"yard clock ":          nil,
		"yard run 1d ":         {"--until"},
		"yard run --until ":    {"event", "'bill >= $20'"},
		"yard travel ":         {"now"},
		"yard branch ":         {"main"},
		"yard journal --":      {"--branch"},
		"echo $(yard lane sto": {"store"},
	} {
		require.Equal(t, want, s.offered(line), line)
	}
	require.Contains(t, s.offered("yard run "), "30d")
	for _, d := range s.offered("yard run ") {
		if d != "--until" {
			s.typed(t, "yard run "+d)
		}
	}
	require.Contains(t, s.offered("yard travel "), "'Apr 01 00:00'")
	require.Contains(t, s.offered("yard bill --from "), s.Clock().String())
	for name := range arguments {
		require.Contains(t, s.offered("yard "), name)
	}
}

func TestCompletingChangesNothing(t *testing.T) {
	s := Sandbox(Options{Seed: 1})
	s.typed(t, "aws ec2 create-volume --size 1 --availability-zone us-east-1a --name data")
	before := s.Journal().String()
	for _, line := range []string{"aws ec2 delete-volume --volume-id @", "yard run 1d; echo $(yard run ", "aws ec2 wait "} {
		require.NotEmpty(t, s.offered(line))
	}
	require.Regexp(t, `^aws ec2 delete-volume --volume-id vol-`, s.AsCLI("aws ec2 delete-volume --volume-id @data"))
	require.Equal(t, before, s.Journal().String())
}

// Every command of the session says why, and what would work, as AWS's do.
func TestRefusalsOfTheSessionsCommandsAreToldAsAWSs(t *testing.T) {
	s := Sandbox(Options{Seed: 1})
	out, status := s.answer("yard lane middle")
	require.Equal(t, 1, status)
	require.Equal(t, "yard lane: there is no lane \"middle\": everything here is in one lane, main\n", out)
	out, status = s.answer("aws ec2 wait volume-available --volume-ids vol-0123456789abcdef0")
	require.Equal(t, 255, status)
	require.Regexp(t, `(?s)InvalidVolume.NotFound.*\nWhy: .*\nTry: aws ec2 describe-volumes\n`, out)
}
