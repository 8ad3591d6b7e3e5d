package shell

import (
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim"
	"blockyard/sim/catalog"
	"blockyard/sim/ec2"
	"blockyard/sim/unit"
)

// What was foreseen comes true, to the last digit, with and without the commands
// that would be given first; and foreseeing changes nothing.
func TestForecastsComeTrue(t *testing.T) {
	const deed = "aws ec2 create-snapshot --volume-id @web-root; sleep 3d; aws ec2 terminate-instances --instance-ids @web"
	for _, given := range []string{"", deed} {
		d := prepared(t)
		_, status, _ := d.run("yard schedule @web --daily 09:00-13:00; yard workload @web --path journal.db --every 10m; sleep 5h")
		require.Zero(t, status)
		words := []string{"--for", "40d", "--csv"}
		if given != "" {
			words = append(words, "--if", given)
		}
		request, err := ParseForecast(words, d.world.Now())
		require.NoError(t, err)
		before := d.world.Digest()
		foreseen, err := request.Text(d.world, Foresight{Caller: func() ec2.Caller { return d.caller }})
		require.NoError(t, err)
		require.Equal(t, before, d.world.Digest())
		_, status, _ = d.run(given)
		require.Zero(t, status)
		d.world.Advance(request.Window.To, 0)
		past := request.BillRequest
		require.Equal(t, past.Text(d.world), foreseen)
	}
}

func TestAForecastCanBeStopped(t *testing.T) {
	d := newDesk(sim.Config{Seed: 1, Timing: catalog.None})
	_, status, _ := d.run("aws ec2 run-instances --image-id @demo-ebs --instance-type demo.small --name web; yard workload @web --path a --every 10s")
	require.Zero(t, status)
	request, err := ParseForecast([]string{"--for", "60d"}, d.world.Now())
	require.NoError(t, err)
	asked := 0
	_, err = request.Text(d.world, Foresight{Interrupted: func() bool { asked++; return asked == 2 }})
	require.ErrorIs(t, err, errForecastStopped)
	require.Equal(t, unit.Instant(0), d.world.Now())
}

func TestAForecastDoesOnlyWhatIsPermitted(t *testing.T) {
	d := prepared(t)
	request, err := ParseForecast([]string{"--if", "aws ec2 stop-instances --instance-ids @web"}, d.world.Now())
	require.NoError(t, err)
	_, err = request.Text(d.world, Foresight{
		Caller: func() ec2.Caller { return d.caller },
		Permit: func(c sim.Call) error { require.Equal(t, "StopInstances", c.Op.Action); return errForecastStopped },
	})
	require.ErrorContains(t, err, errForecastStopped.Error())
}
