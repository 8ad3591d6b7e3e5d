package session

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// answers runs a command and returns what it prints, its errors and its status.
func answersOf(s *Session, command string) (out, problems string, status int) {
	status = s.Run(command, func(text string) { out += text }, func(text string) { problems += text })
	return out, problems, status
}

func TestASweepInALessonIsItsWhatIf(t *testing.T) {
	s := open(t, "cost-ebs-vs-instance-store")
	before := s.Digest()
	out, problems, status := answersOf(s, "yard sweep hours 0..24 --csv")
	require.Zero(t, status, problems)
	require.True(t, strings.HasPrefix(out, "hours,store,ebs\n0,72.00,5.00\n1,72.00,8.00\n"), out)
	require.Equal(t, "Same cost at 22 h 20 min a day ($67.00 ÷ $3.00 for each hour a day = 22.33). Below, ebs is cheaper; above, store.\n", problems)
	out, _, _ = answersOf(s, "yard run 30d > /dev/null; yard sweep hours --run 30d --csv")
	require.True(t, strings.HasSuffix(out, "\n24,72.00,77.00\n"), "over copies of this moment it says the same: %s", out)
	require.NotEqual(t, before, s.Digest())
	digest, lines := s.Digest(), len(s.Journal().Lines)
	_, _, status = answersOf(s, "yard sweep seed --csv; yard sweep price --of demo.small")
	require.Zero(t, status)
	require.Equal(t, digest, s.Digest())
	require.Len(t, s.Journal().Lines, lines)
}

func TestASweepVariesWhatThereIs(t *testing.T) {
	s := Sandbox(Options{Seed: 1})
	_, problems, status := answersOf(s, "yard sweep hours")
	require.NotZero(t, status)
	require.Contains(t, problems, "there is no instance here to vary")
	answersOf(s, "aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web\naws ec2 wait instance-running --instance-ids @web")
	out, problems, status := answersOf(s, "yard sweep hours 0..24 --step 12")
	require.Zero(t, status, problems)
	require.Contains(t, out, "bill goes from $0.64 at 0 h a day to $11.73 at 24 h a day.\n")
	out, _, _ = answersOf(s, "yard sweep size 8..40 --step 16 --of @web-root --csv")
	require.True(t, strings.HasPrefix(out, "size,bill\n8,"), out)
	out, problems, _ = answersOf(s, "yard sweep price 0.01..0.03 --step 0.01 --run 1d --by service --csv")
	require.Contains(t, out, "Compute", problems)
	out, _, _ = answersOf(s, "yard sweep servers 1..3 --do 'aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --count {servers}' --run 1h --csv")
	require.Equal(t, 4, strings.Count(out, "\n"))
	answersOf(s, "aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name db")
	for command, says := range map[string]string{
		"yard sweep":                          "a sweep varies one thing",
		"yard sweep hours":                    "there are several; say which instance: --of @web, --of @db",
		"yard sweep hours --of @nope":         "@nope",
		"yard sweep hours --frob":             "--frob is unknown",
		"yard sweep hours 1 2":                `"2" is one word too many`,
		"yard sweep hours --of":               "--of takes a value, and none follows",
		"yard sweep colour":                   "there is no way yet to vary colour",
		"yard sweep hours 5..1 --of @web":     "leads nowhere",
		"yard sweep hours --of @web --run 0d": "let",
		"yard sweep size --seeds x":           "seeds are whole numbers",
	} {
		_, problems, status := answersOf(s, command)
		require.NotZero(t, status, command)
		require.Contains(t, problems, says, command)
	}
}

func TestEveryVariationThatIsOfferedCanBeSwept(t *testing.T) {
	for _, s := range []*Session{open(t, "cost-ebs-vs-instance-store"), Sandbox(Options{Seed: 1})} {
		answersOf(s, "aws ec2 run-instances --image-id @demo-ebs --instance-type demo.small --name 'my shop'; aws ec2 run-instances --image-id @al2023 --instance-type t3.micro --name web; yard run 1h")
		all := s.Variations()
		require.GreaterOrEqual(t, len(all), 4)
		for _, v := range all {
			w, err := s.Sweep(v.Words)
			require.NoError(t, err, v.Text)
			compute, err := w.Source.Worker()
			require.NoError(t, err)
			if last := compute(w.Spec.Point(w.Spec.Len() - 1)); last.Fault != "" {
				require.Contains(t, last.Fault, "cannot be stopped", v.Text)
			} else {
				require.NotEmpty(t, last.Figures, v.Text)
			}
		}
	}
}

func TestASweepCanBeStopped(t *testing.T) {
	s := open(t, "cost-ebs-vs-instance-store")
	asked := 0
	s.Interrupted = func() bool { asked++; return asked > 5 }
	_, problems, status := answersOf(s, "yard sweep hours")
	require.NotZero(t, status)
	require.Contains(t, problems, "a sweep changes nothing")
}

func TestASweepIsCompleted(t *testing.T) {
	s := open(t, "cost-ebs-vs-instance-store")
	offered := func(line string) (all []string) {
		_, _, list := s.Complete(line, len(line))
		for _, c := range list {
			all = append(all, c.Text)
		}
		return all
	}
	require.Equal(t, []string{"hours", "price", "seed"}, unique(offered("yard sweep ")))
	require.Equal(t, []string{"@web"}, offered("yard sweep hours --of "))
	require.Contains(t, offered("yard sweep hours 0..24 --"), "--seeds")
}

func unique(list []string) (once []string) {
	for _, text := range list {
		if len(once) == 0 || once[len(once)-1] != text {
			once = append(once, text)
		}
	}
	return once
}
