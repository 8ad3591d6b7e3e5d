package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// kept plays a lesson's solution and returns its journal: the file and the text.
func kept(t *testing.T, lesson string) (path, text string) {
	path = filepath.Join(t.TempDir(), "a.yardlog")
	code, _, errors := typed("", "run", lesson, "--journal", path)
	require.Zero(t, code, errors)
	text, err := readFile(path)
	require.NoError(t, err)
	return path, text
}

func TestAWrittenJournalPlaysAgain(t *testing.T) {
	for _, lesson := range []string{costLesson, "ami-two-volumes", "move-volume-az"} {
		path, text := kept(t, lesson)
		code, out, errors := typed("", "replay", path)
		require.Zero(t, code, errors)
		require.Regexp(t, `^\d+ commands? over `, out)
		_, end, _ := strings.Cut(text, "digest ")
		digest, claim, _ := strings.Cut(strings.TrimSpace(end), " claim ")
		require.Contains(t, out, "digest "+digest+"\n")
		earned, most, _ := strings.Cut(claim, "/")
		require.Contains(t, out, earned+" of "+most+" points.\n")
	}
}

func TestTheSandboxKeepsAJournalToo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.yardlog")
	code, _, _ := typed("aws ec2 create-volume --size 1 --availability-zone us-east-1a\nyard run 3d\n", "shell", "--seed", "9", "--journal", path)
	require.Zero(t, code)
	code, out, errors := typed("", "replay", path)
	require.Zero(t, code, errors)
	require.True(t, strings.HasPrefix(out, "1 command over 3d\n"), out)
}

func TestAReplayOpensAtAMoment(t *testing.T) {
	path, later := filepath.Join(t.TempDir(), "a.yardlog"), filepath.Join(t.TempDir(), "b.yardlog")
	code, _, _ := typed("aws ec2 create-volume --size 100 --availability-zone us-east-1a --name data\nyard run 30d\naws ec2 delete-volume --volume-id @data\n", "shell", "--journal", path)
	require.Zero(t, code)
	code, out, errors := typed("aws ec2 describe-volumes --query 'Volumes[].State' --output text\nyard fork\nyard run 1d\n", "replay", path, "--at", "Apr 11 00:00", "--keep", later)
	require.Zero(t, code, errors)
	require.Contains(t, out, "It is 2026-04-11 00:00:00 UTC, 10d after the start. Everything has cost $3.33 so far.\n")
	require.Contains(t, out, "Apr 01 00:00  Create data, 100 GiB\nApr 01 00:00  Run 30d\n-- you are here: Apr 11 00:00 --\nMay 01 00:00  Delete data\n")
	require.Contains(t, out, "\navailable\nYou go on from Apr 11 00:00. What came later (1 command) is kept as the branch")
	text, err := readFile(later)
	require.NoError(t, err)
	require.Contains(t, text, "end +950400000 ")
	for at, why := range map[string]string{"soon": `"soon" is no moment`, "40d": "still to come", "2026-03-01": "the history begins at 2026-04-01"} {
		code, _, errors := typed("", "replay", path, "--at", at)
		require.Equal(t, exitFailed, code)
		require.Contains(t, errors, why)
	}
}

func TestWrongJournalsSayWhatIsWrong(t *testing.T) {
	_, text := kept(t, costLesson)
	with := func(old, replaced string) string {
		require.Contains(t, text, old)
		return strings.Replace(text, old, replaced, 1)
	}
	for want, journal := range map[string]string{
		"line 1 of the journal: this is not a journal: its first line must be `yardlog 1`":                                                              "hello\n",
		"line 1 of the journal: it is in format 2, and this Blockyard (0.1.0) reads format 1: open it with the Blockyard that wrote it, or a newer one": with("yardlog 1", "yardlog 2"),
		"line 2 of the journal: it was written by engine 9.0.0, and this one is 0.1.0: open it with that version or a newer one":                        with("engine 0.1.0", "engine 9.0.0"),
		"the journal is of the lesson other, version 3, which is not built in: give its file with --lesson=FILE":                                        with("lesson "+costLesson, "lesson other"),
		"the journal is of version 2 of the lesson cost-ebs-vs-instance-store, and the file holds version 3":                                            with(costLesson+" 3", costLesson+" 2"),
		"the file of the lesson cost-ebs-vs-instance-store was changed since the journal was written: it needs the very same file":                      with("sha256:", "sha256:0"),
		"line 4 of the journal: `one` is not a seed: it is a whole number, such as 1":                                                                   with("seed 1", "seed one"),
		"line 5 of the journal: argument operation: Invalid choice: 'shedule'":                                                                          with("yard schedule", "yard shedule"),
		`command 1 of the journal: there is no region "us-east-9" here: aws ec2 describe-regions lists them`:                                            with("us-east-1", "us-east-9"),
		`command 1 of the journal: there is no lane "eb": the lanes are store and ebs`:                                                                  with("+0 ebs", "+0 eb"),
		"command 3 of the journal: answer the quiz why with a number from 1 to 3: yard answer why 1":                                                    with("why 1", "why 9"),
		"the journal does not end in the world that it says: digest ":                                                                                   with("digest ", "digest 0"),
		"line 5 of the journal: `+99999999999999999` is not a time: it is + and milliseconds, such as +35000":                                           with("+0 ebs", "+99999999999999999 ebs"),
	} {
		code, _, errors := typed("", "replay", written(t, "a.yardlog", journal))
		require.Equal(t, exitFailed, code, want)
		require.Contains(t, errors, want)
		require.Equal(t, 1, strings.Count(errors, "\n"), errors)
		requirePlain(t, errors)
	}
}

func TestAJournalOfTheSandboxIsOfNoLesson(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.yardlog")
	typed("", "shell", "--journal", path)
	code, _, errors := typed("", "replay", path, "--lesson", costLesson)
	require.Equal(t, exitFailed, code)
	require.Equal(t, "blockyard: "+path+": the journal is of the sandbox: play it without a lesson's file\n", errors)
}

func TestATornJournalIsPlayedUpToTheTear(t *testing.T) {
	_, text := kept(t, costLesson)
	torn := text[:strings.Index(text, "- answer")+4]
	code, out, errors := typed("", "replay", written(t, "a.yardlog", torn))
	require.Zero(t, code)
	require.Contains(t, errors, `is cut off: its last line ("+2592000000 - an") was left out`)
	require.True(t, strings.HasPrefix(out, "2 commands over 0s\n"), out)
}
