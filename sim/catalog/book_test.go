package catalog

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/unit"
)

// Prices as AWS's pages give them, one for each way in which they are looked up.
func TestTheAWSBookHasAWSsPrices(t *testing.T) {
	for _, c := range []struct {
		region string
		charge Charge
		key    string
		want   string
	}{
		{"us-east-1", Compute, "t3.micro", "0.0104/h"},
		{"us-east-1", Compute, "m5.large", "0.096/h"},
		{"sa-east-1", Compute, "t2.micro", "0.0186/h"},
		{"us-east-1", VolumeStorage, "gp3", "0.08/GB-month"},
		{"us-east-1", VolumeStorage, "gp2", "0.10/GB-month"},
		{"us-east-1", VolumeStorage, "io2", "0.125/GB-month"},
		{"us-east-1", VolumeStorage, "st1", "0.045/GB-month"},
		{"us-east-1", VolumeStorage, "sc1", "0.015/GB-month"},
		{"us-east-1", VolumeStorage, "standard", "0.05/GB-month"},
		{"us-east-1", VolumeIOPS, "gp3", "0.005/IOPS-month"},
		{"us-east-1", VolumeIOPS, "io2", "0.065/IOPS-month 0.0455/IOPS-month above 32000 0.03185/IOPS-month above 64000"},
		{"us-east-1", VolumeThroughput, "gp3", "0.04/MiBps-month"},
		{"us-east-1", VolumeRequests, "standard", "0.05/million requests"},
		{"us-east-1", SnapshotStorage, "standard", "0.05/GB-month"},
		{"us-east-1", SnapshotStorage, "archive", "0.0125/GB-month"},
		{"us-east-1", FastRestore, "snapshot", "0.75/DSU-hour"},
		{"us-east-1", FileStorage, "standard", "0.30/GB-month"},
		{"us-east-1", ObjectStorage, "STANDARD", "0.023/GB-month"},
		{"us-east-1", Transfer, "internet", "0.09/GB"},
		{"us-east-1", Transfer, "us-east-2", "0.01/GB"},
		{"us-east-1", Transfer, "eu-west-1", "0.02/GB"},
		{"sa-east-1", Transfer, "us-east-1", "0.138/GB"},
		{"us-east-1", Address, "public-ipv4", "0.005/h"},
		{"sa-east-1", VolumeIOPS, "io2", ""},
		{"us-east-1", Compute, "demo.small", ""},
	} {
		item := Item{c.region, c.charge, c.key}
		require.Equal(t, c.want, strings.Join(tierTexts(AWS(), item), " "), item)
	}
}

func tierTexts(b *Book, item Item) (texts []string) {
	for _, tier := range b.Tiers(item) {
		texts = append(texts, tier.Text)
		if tier.Above > 0 {
			texts = append(texts, "above", unit.RatioOf(int64(tier.Above), 1).Exact())
		}
	}
	return texts
}

func TestEveryPriceNamesItsSource(t *testing.T) {
	items := AWS().Items()
	require.Len(t, items, 338)
	for _, item := range items {
		for _, tier := range AWS().Tiers(item) {
			require.NotEmpty(t, tier.Source, item)
			require.NotEmpty(t, tier.AsOf, item)
			require.NotEmpty(t, tier.Certainty, item)
			require.Positive(t, tier.Rate.Sign(), item)
		}
		region, ok := RegionNamed(item.Region)
		require.True(t, ok && region.Usable(), item)
	}
}

func TestTheDocumentsBook(t *testing.T) {
	b := Documents()
	require.Equal(t, ThirtyDays, b.Month)
	require.Zero(t, b.Minimum)
	for item, want := range map[Item]string{
		{"us-east-1", Compute, "demo.small"}:       "0.10/h",
		{"sa-east-1", VolumeStorage, "standard"}:   "0.05/GB-month",
		{"us-east-1", SnapshotStorage, "standard"}: "0.05/GB-month",
		{"us-east-1", Compute, "t3.micro"}:         "",
	} {
		require.Equal(t, want, strings.Join(tierTexts(b, item), " "), item)
	}
	for _, b := range Books() {
		found, ok := BookNamed(b.Name)
		require.True(t, ok)
		require.Same(t, b, found)
	}
	_, ok := BookNamed("")
	require.False(t, ok)
}

func TestALessonsBook(t *testing.T) {
	b, err := NewBook(BookSpec{
		Compute: []PriceText{{"t3.micro", "$0.02/hour"}}, Volume: []PriceText{{"gp3", "0.08/GiB-month"}},
		IO:     []PriceText{{"gp3", "0.005/IOPS-month"}, {"gp3", "0.04/MiB/s-month"}, {"standard", "0.05/million"}},
		Source: "the course", AsOf: "2026-04",
	})
	require.NoError(t, err)
	require.Equal(t, "lesson calendar 1m", b.Name+" "+b.Month.String()+" "+b.Minimum.String())
	require.Equal(t, []Item{
		{"", Compute, "t3.micro"},
		{"", VolumeStorage, "gp3"},
		{"", VolumeIOPS, "gp3"},
		{"", VolumeThroughput, "gp3"},
		{"", VolumeRequests, "standard"},
	}, b.Items())
	price := b.Tiers(Item{"eu-west-1", Compute, "t3.micro"})[0]
	require.Equal(t, "0.02/h of the course, 2026-04", price.Text+" of "+price.Source+", "+price.AsOf)
	require.Empty(t, b.Tiers(Item{"eu-west-1", SnapshotStorage, "standard"}))
}

func TestWrongBooksSayWhatWouldWork(t *testing.T) {
	for want, spec := range map[string]BookSpec{
		`price of compute demo.small: "0.10" needs a unit: write 0.10/h`:                                                                  {Compute: []PriceText{{"demo.small", "0.10"}}},
		`price of compute demo.small: the unit "day" does not fit: write a price such as 0.10/h`:                                          {Compute: []PriceText{{"demo.small", "0.10/day"}}},
		`price of compute demo.smal: "demo.smal" is not an instance type: write one such as demo.small or t3.micro`:                       {Compute: []PriceText{{"demo.smal", "0.10/h"}}},
		`price of volume gp9: "gp9" is not a volume type: write one of gp3, gp2, io1, io2, st1, sc1, standard`:                            {Volume: []PriceText{{"gp9", "0.10/GB-month"}}},
		`price of snapshot standard: "abc" is not a decimal number: write one such as 0.10`:                                               {Snapshot: "abc/GB-month"},
		`price of snapshot standard: a price of -0.05 is below zero: write one such as 0.10/GB-month`:                                     {Snapshot: "-0.05/GB-month"},
		`price of io gp3: the unit "GB" does not fit: write a price such as 0.10/IOPS-month or 0.10/MiBps-month or 0.10/million requests`: {IO: []PriceText{{"gp3", "1/GB"}}},
		`price of compute demo.small: compute demo.small is priced twice: leave one of the prices out`:                                    {Compute: []PriceText{{"demo.small", "0.10/h"}, {"demo.small", "0.20/h"}}},
		`month "31d" is unknown: write 30d, 730h or calendar`:                                                                             {Month: "31d"},
		`minimum: "60" is not a duration: write one such as 30d, 4h30m, 90m or 45s, at most 36500d`:                                       {Minimum: "60"},
	} {
		_, err := NewBook(spec)
		require.EqualError(t, err, want)
	}
}

func TestABookRefusesAGapBelowItsTiers(t *testing.T) {
	b := &Book{prices: map[Item][]Tier{}}
	require.ErrorContains(t, b.add(Item{"", VolumeIOPS, "io2"}, Tier{Above: 32000}), "no price for its first 32000")
}

func FuzzPrices(f *testing.F) {
	for _, text := range []string{"0.10/h", "$1/hour", "0.1", "/h", "-1/h", "1e9/h", "0.10/GB-month", "1/h/h", "$-0.1/ h "} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		b, err := NewBook(BookSpec{Compute: []PriceText{{"demo.small", text}}})
		if err != nil {
			require.Contains(t, err.Error(), "write ", text)
			return
		}
		tier := b.Tiers(Item{"us-east-1", Compute, "demo.small"})[0]
		require.GreaterOrEqual(t, tier.Rate.Sign(), 0)
		again, err := NewBook(BookSpec{Compute: []PriceText{{"demo.small", tier.Text}}})
		require.NoError(t, err, "what is printed can be read back")
		require.Zero(t, again.Tiers(Item{"", Compute, "demo.small"})[0].Rate.Compare(tier.Rate))
	})
}
