package main

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// folder reads all files of a folder.
func folder(t *testing.T, name string) map[string]string {
	content := map[string]string{}
	entries, err := os.ReadDir(name)
	require.NoError(t, err)
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(name, e.Name()))
		require.NoError(t, err)
		content[e.Name()] = string(b)
	}
	return content
}

func TestASweepSaysWhereTheLanesCostTheSame(t *testing.T) {
	code, out, _ := typed("", "sweep", costLesson)
	require.Zero(t, code)
	require.Contains(t, out, "\n4 h          $72.00  $17.00           ▼ $55.00\n")
	require.Contains(t, out, "\nSame cost at 22 h 20 min a day ($67.00 ÷ $3.00 for each hour a day = 22.33). Below, ebs is cheaper; above, store.\n")
	requirePlain(t, out)
	code, out, _ = typed("", "sweep", costLesson+":break-even", "--vary", "hours=4,8", "--format", "csv")
	require.Zero(t, code)
	require.Equal(t, "hours,store,ebs\n4,72.00,17.00\n8,72.00,29.00\n", out)
}

func TestShardsMergedAreTheSameFiles(t *testing.T) {
	base := t.TempDir()
	code, report, _ := typed("", "sweep", costLesson, "--out", filepath.Join(base, "whole"), "--jobs", "2")
	require.Zero(t, code)
	want := folder(t, filepath.Join(base, "whole"))
	require.Len(t, want, 5)
	for _, of := range []int{2, 5} {
		shards := filepath.Join(base, fmt.Sprint("shards", of))
		for number := of; number >= 1; number-- {
			code, _, errors := typed("", "sweep", costLesson, "--out", shards, "--shard", fmt.Sprintf("%d/%d", number, of), "--jobs", fmt.Sprint(number))
			require.Zero(t, code, errors)
		}
		names, err := filepath.Glob(filepath.Join(shards, "*.points"))
		require.NoError(t, err)
		require.Len(t, names, of)
		merged := filepath.Join(base, fmt.Sprint("merged", of))
		code, out, errors := typed("", append([]string{"merge", "--out", merged}, names...)...)
		require.Zero(t, code, errors)
		require.Equal(t, report, out)
		require.Equal(t, want, folder(t, merged), "byte for byte")
		code, again, errors := typed("", "merge", shards)
		require.Zero(t, code, errors)
		require.Equal(t, report, again, "a folder stands for the points in it")
		code, _, errors = typed("", append([]string{"merge"}, names[1:]...)...)
		require.Equal(t, exitFailed, code)
		require.Contains(t, errors, "the sweep is not complete: shard 1/")
	}
}

func TestAnInterruptedSweepGoesOn(t *testing.T) {
	base := t.TempDir()
	_, _, _ = typed("", "sweep", costLesson, "--out", base)
	want := folder(t, base)
	points := want["sweep.points"]
	cut := points[:len(points)-30] // in the middle of a line
	require.NoError(t, os.WriteFile(filepath.Join(base, "sweep.points"), []byte(cut), 0o600))
	code, _, errors := typed("", "sweep", costLesson, "--out", base)
	require.Zero(t, code)
	require.Contains(t, errors, "sweep.points is cut off: its last line was left out\n")
	require.Contains(t, errors, "blockyard: 23 of 25 points are there already\n")
	require.Equal(t, want, folder(t, base))
	for old, says := range map[string]string{
		strings.Replace(points, "engine ", "engine 9.", 1):         "it was computed by engine 9.",
		strings.Replace(points, "sha256:", "sha256:0", 1):          "it is of lesson " + costLesson + " 3 sha256:0",
		strings.Replace(points, "0..24 step 1", "0..24 step 2", 1): "line 20: point 13 is not one of shard 1/1",
		"hours,store\n": "this is no record of a sweep",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(base, "sweep.points"), []byte(old), 0o600))
		code, _, errors := typed("", "sweep", costLesson, "--out", base)
		require.Equal(t, exitFailed, code)
		require.Contains(t, errors, says)
		require.Equal(t, old, folder(t, base)["sweep.points"], "it is left alone")
	}
}

func TestTheChartFilesSayWhatTheTableSays(t *testing.T) {
	_, svg, _ := typed("", "sweep", costLesson, "--format", "svg")
	for _, text := range []string{"How many hours a day before the two lanes cost the same?", ">Same cost at 22 h 20 min a day<", ">1 store<", ">2 ebs<", ">24 h<"} {
		require.Contains(t, svg, text)
	}
	_, picture, _ := typed("", "sweep", costLesson, "--format", "png")
	p, err := png.Decode(bytes.NewReader([]byte(picture)))
	require.NoError(t, err)
	require.Equal(t, chartWidth*chartRatio, p.Bounds().Dx())
}

func TestAProgramIsSweptOverTheEndOfAJournal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.yardlog")
	code, _, _ := typed("aws ec2 create-volume --size 100 --volume-type gp2 --availability-zone us-east-1a --name data\nyard run 10d\n", "shell", "--journal", path)
	require.Zero(t, code)
	code, out, errors := typed("", "sweep", path, "--do", "aws ec2 modify-volume --volume-id @data --size {size}", "--vary", "size=50,100,200,300", "--run", "20d", "--format", "csv")
	require.Zero(t, code, errors)
	require.Equal(t, "size,bill\n50,\n100,6.67\n200,13.33\n300,20.00\n", out)
	_, out, _ = typed("aws ec2 create-volume --size {size} --volume-type gp2 --availability-zone us-east-1a\n", "sweep", "--program", "-", "--vary", "size=10..30 step 10", "--seeds", "1..2", "--format", "long")
	require.Equal(t, "size,seed,figure,value,exact,fault\n10,1,bill,1.00,1,\n10,2,bill,1.00,1,\n20,1,bill,2.00,2,\n20,2,bill,2.00,2,\n30,1,bill,3.00,3,\n30,2,bill,3.00,3,\n", out)
}

func TestSweepsThatCannotBeSaySo(t *testing.T) {
	for words, says := range map[string]string{
		"sweep":                         "there is nothing to sweep: name a lesson with a what-if, or give commands with --do",
		"sweep nope":                    "there is no file nope",
		"sweep " + costLesson + ":nope": `has no what-if "nope": it has break-even`,
		"sweep move-volume-az":          "the lesson move-volume-az has no what-if to sweep",
		"sweep " + costLesson + " --vary size=1,2": "varies hours, not size",
		"sweep --do x --vary n=1,2":                "the commands never say {n}",
		"sweep --do {n}":                           "nothing is varied",
		"sweep --do {n} --program x --vary n=1":    "use one of them",
		"sweep --do {n} --vary n=1 --by colour":    `a bill cannot be split by "colour"`,
		"sweep --do {n} --vary n=1 --lane left":    `there is no lane "left": there is main`,
		"sweep --price t3.mega --vary price=1,2":   "the price book has no price for an hour of t3.mega",
		"merge nope":                               "there is no file nope",
	} {
		code, _, errors := typed("", strings.Fields(words)...)
		require.Equal(t, exitFailed, code, words)
		require.Contains(t, errors, says, words)
		requirePlain(t, errors)
	}
	for words, says := range map[string]string{
		"sweep x --shard 4":    `"4" is no shard`,
		"sweep x --format pdf": `"pdf" is no format`,
		"merge":                "<shards> ... is missing",
	} {
		code, _, errors := typed("", strings.Fields(words)...)
		require.Equal(t, exitUsage, code, words)
		require.Contains(t, errors, says, words)
	}
}
