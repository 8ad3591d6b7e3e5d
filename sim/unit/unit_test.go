package unit

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestDurationsAreReadAndPrinted(t *testing.T) {
	for text, want := range map[string]Duration{
		"30d": Month, "4h30m": 4*Hour + 30*Minute, "90s": 90 * Second, "250ms": 250, "2w": 14 * Day, "0s": 0,
	} {
		got, err := ParseDuration(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	require.Equal(t, "1d4h", (28 * Hour).String())
	require.Equal(t, "-1m30s", (-90 * Second).String())
}

func TestWrongDurationsSayWhatWouldWork(t *testing.T) {
	for _, text := range []string{"", "30", "d", "4x", "-1h", "1h-2m", "99999999999d", "36501d", "1.5h", "30d "[:3] + "é"} {
		_, err := ParseDuration(text)
		require.ErrorContains(t, err, "30d", text)
	}
}

func TestPrintedDurationsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Duration(rapid.Int64Range(0, int64(MaxDuration)).Draw(t, "duration"))
		got, err := ParseDuration(d.String())
		require.NoError(t, err)
		require.Equal(t, d, got)
	})
}

func TestPrintedSizesReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := Bytes(rapid.Int64Range(0, int64(64*TiB)).Draw(t, "bytes"))
		got, err := ParseBytes(b.String())
		require.NoError(t, err)
		require.Equal(t, b, got)
	})
	for text, want := range map[string]Bytes{"10G": 10 * GiB, "10GB": 10 * GiB, "4 KiB": 4 * KiB, "1T": TiB, "5b": 5} {
		got, err := ParseBytes(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "10", "GiB", "-1GiB", "65TiB", "1.5GiB"} {
		_, err := ParseBytes(text)
		require.ErrorContains(t, err, "10GiB", text)
	}
}

func TestTheDefaultStartIsTheFirstOfApril(t *testing.T) {
	require.Equal(t, "2026-04-01T00:00:00+00:00", DefaultStart.Timestamp())
	begin, length := DefaultStart.At(Instant(3 * Day)).MonthLength()
	require.Equal(t, DefaultStart, begin)
	require.Equal(t, 720*Hour, length)
	require.Equal(t, "2026-04-01T03:26:00.000Z", DefaultStart.At(Instant(3*Hour+26*Minute)).Milliseconds())
}

func TestTimesOfDay(t *testing.T) {
	c, err := ParseClockTime("09:30")
	require.NoError(t, err)
	require.Equal(t, "09:30", c.String())
	for _, text := range []string{"9", "24:01", "12:60", "-1:00", "aa:bb", "12:5"} {
		_, err := ParseClockTime(text)
		require.ErrorContains(t, err, "09:00", text)
	}
}

// The fourth document's arithmetic: 720 h at $0.10, and 100 GiB for a month at $0.05.
func TestTheDocumentsSumsAreExact(t *testing.T) {
	price, err := ParseMoney("0.10")
	require.NoError(t, err)
	hours := Product(1, Month).Over(int64(Hour))
	require.Equal(t, "72.00", Money{hours.Times(price.Ratio)}.Cents())
	storage, err := ParseMoney("0.05")
	require.NoError(t, err)
	require.Equal(t, "5.00", Money{Product(100, Month).Over(int64(Month)).Times(storage.Ratio)}.Cents())
}

func TestMoneyRoundsHalfToEven(t *testing.T) {
	for text, want := range map[string]string{
		"0.005": "0.00", "0.015": "0.02", "0.025": "0.02", "-0.015": "-0.02", "-0.004": "0.00", "1.999": "2.00", "12": "12.00",
	} {
		m, err := ParseMoney(text)
		require.NoError(t, err)
		require.Equal(t, want, m.Cents(), text)
	}
	require.Equal(t, "-$0.05", Money{RatioOf(-5, 100)}.String())
	require.Equal(t, "22.333333", RatioOf(67, 3).Short(6))
	require.Equal(t, "17", RatioOf(170, 10).Short(6))
	for _, text := range []string{"", "1e5", "1/3", ".5", "5.", "0x10", "--1", "1_0"} {
		_, err := ParseMoney(text)
		require.ErrorContains(t, err, "decimal number", text)
	}
}

func TestSumsAddLikeBigIntegers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Product(rapid.Uint64().Draw(t, "a"), Duration(rapid.Int64Range(0, 1<<62).Draw(t, "d")))
		b := Product(rapid.Uint64().Draw(t, "b"), Duration(rapid.Int64Range(0, 1<<62).Draw(t, "e")))
		require.Equal(t, a.big().Add(a.big(), b.big()).String(), a.Plus(b).String())
		require.Equal(t, a.big().Cmp(b.big()), a.Compare(b))
	})
	require.Panics(t, func() { Product(1, -1) })
}
