package sweep

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"blockyard/sim"
	"blockyard/sim/unit"
)

func drawRatio(t *rapid.T, label string) unit.Ratio {
	return unit.RatioOf(rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, label), rapid.Int64Range(1, 1000).Draw(t, label+" part"))
}

// drawRecord draws a record of any shard with some of its results.
func drawRecord(t *rapid.T) *Record {
	r := &Record{Engine: sim.Version, Of: "lesson x 1 sha256:0 step y", Spec: Spec{Name: "hours"}}
	from, step := rapid.Int64Range(-5, 5).Draw(t, "from"), rapid.Int64Range(1, 7).Draw(t, "step")
	for i := range rapid.Int64Range(1, 9).Draw(t, "values") {
		r.Spec.Values = append(r.Spec.Values, unit.RatioOf(from+i*step, 4))
	}
	for i := range rapid.Uint64Range(1, 5).Draw(t, "seeds") {
		r.Spec.Seeds = append(r.Spec.Seeds, i*i)
	}
	r.Shard.Of = rapid.IntRange(1, 4).Draw(t, "of")
	r.Shard.Number = rapid.IntRange(1, r.Shard.Of).Draw(t, "number")
	for _, n := range r.Shard.Numbers(r.Spec.Len()) {
		result := Result{Number: n, Note: rapid.StringN(0, 10, 40).Draw(t, "note"), Fault: rapid.StringN(0, 10, 40).Draw(t, "fault")}
		for range rapid.IntRange(0, 3).Draw(t, "figures") {
			result.Figures = append(result.Figures, Figure{rapid.StringN(0, 8, 30).Draw(t, "name"), drawRatio(t, "figure"), rapid.Bool().Draw(t, "money")})
		}
		r.Results = append(r.Results, result)
	}
	return r
}

func TestRecordsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRecord(t)
		text := r.String()
		back, err := ParseRecord(text)
		require.NoError(t, err, text)
		require.Equal(t, text, back.String())
		require.NoError(t, r.Same(back))
		require.Len(t, back.Results, len(r.Results))
		require.Empty(t, back.Missing())
		cut := rapid.IntRange(len(r.Head()), len(text)).Draw(t, "cut")
		torn, err := ParseRecord(text[:cut])
		require.NoError(t, err)
		require.Equal(t, text[:cut], torn.String()+torn.Torn)
		require.Len(t, torn.Missing(), len(r.Results)-len(torn.Results))
	})
}

func TestRecordsThatAreNoneSaySo(t *testing.T) {
	const head = "yardsweep 1\nengine 1\nof x\nvary hours 0..3 step 1\nseeds 1\n"
	for text, says := range map[string]string{
		"":                               "this is no record of a sweep",
		"hours,store\n0,72\n":            "this is no record of a sweep",
		"yardsweep 1\nengine 1\n":        "the head is not complete",
		head + "colour red\n":            "line 6: \"colour\" is not understood",
		head + "0 a=$1\n0 a=$1\n":        "line 7: point 0 comes after point 0",
		head + "9 a=$1\n":                "point 9 is not one of shard 1/1",
		head + "0 a=much\n":              "line 6: this is no result of a point",
		head + "0 fault red\n":           "line 6: this is no result of a point",
		head + "shard 2/2\n0 a=$1\n":     "point 0 is not one of shard 2/2",
		head + "shard 3/2\n1 a=$1\n":     "\"3/2\" is no shard",
		head + "0 \"unclosed=1\n":        "line 6: this is no result of a point",
		head + "seeds one\n0 \"a\"=$1\n": "seeds are whole numbers",
	} {
		_, err := ParseRecord(text)
		require.ErrorContains(t, err, says, text)
	}
}

func FuzzParseRecord(f *testing.F) {
	f.Add("yardsweep 1\nengine 1\nof x\nvary hours 0..3 step 1\nseeds 1\n0 a=$1/3 note \"n\"\n1 fault \"f\"\n2")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseRecord(text)
		if err != nil {
			return
		}
		again, err := ParseRecord(r.String())
		require.NoError(t, err)
		require.Equal(t, r.String(), again.String())
	})
}

func TestWhatIsVariedIsRead(t *testing.T) {
	for text, want := range map[string]string{
		"hours=0..24 step 6":         "0..24 step 6",
		"hours=0..3":                 "0..3 step 1",
		"size=100,8,16,8":            "8,16,100",
		"price=0.05..0.15 step 0.05": "0.05..0.15 step 0.05",
		"n=3":                        "3",
	} {
		_, got, err := ParseVary(text)
		require.NoError(t, err)
		require.Equal(t, want, valuesText(got), text)
	}
	for _, text := range []string{"hours", "hours=", "hours=a..b", "hours=3..1", "hours=0..1 step 0", "hours=0..1 step -1", "hours=1,2 step 2", "price=0.05..0.15", "hours=0..99999999"} {
		_, _, err := ParseVary(text)
		require.Error(t, err, text)
	}
	for _, name := range []string{"", "Hours", "two words", "1st", "a=b"} {
		require.Error(t, (&Spec{name, []unit.Ratio{{}}, []uint64{1}}).Check(), name)
	}
	for _, text := range []string{"1..", "1.5", "-1", "x", "1..1000000000000"} {
		_, err := ParseSeeds(text)
		require.Error(t, err, text)
	}
}
