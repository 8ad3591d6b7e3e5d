package shell

import (
	"encoding/csv"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

// However a bill is split, its parts are its own exact amounts: they add up to
// its total, before anything is rounded.
func TestThePartsOfABillAddUp(t *testing.T) {
	d := prepared(t)
	text, status, _ := d.run(`set -e
		aws ec2 create-tags --resources @web @web-root --tags Key=Team,Value=shop
		aws ec2 create-volume --size 7 --volume-type gp3 --availability-zone us-east-1c --profile partner
		aws ec2 create-volume --size 3 --availability-zone eu-west-1a --region eu-west-1
		aws ec2 run-instances --image-id @wordpress --instance-type t3.micro --name blog
		sleep 1d 7h 13m 11s
		aws ec2 terminate-instances --instance-ids @blog
		sleep 45h 1s`)
	require.Zero(t, status, text)
	for _, window := range []cost.Window{{To: d.world.Now()}, {From: 3_600_001, To: d.world.Now() - 7_777_777}} {
		bill := d.world.Bill(window)
		p := billPrinter{world: d.world, bill: &bill}
		for _, by := range append([]string{"tag:Team", "tag:Name", "tag:none"}, BillParts...) {
			sum, names := unit.Money{}, map[string]bool{}
			for _, part := range p.split(by) {
				require.False(t, names[part.Name], "%s has %q twice", by, part.Name)
				names[part.Name], sum = true, sum.Plus(part.Amount)
			}
			require.Zero(t, sum.Compare(bill.Total), "by %s: %s of %s", by, sum.Exact(), bill.Total.Exact())
			require.Positive(t, bill.Total.Sign())
		}
	}
}

// What a spreadsheet reads has as many cells in each row, whatever the names hold.
func TestABillIsReadBackAsCSV(t *testing.T) {
	d := prepared(t)
	text, status, _ := d.run(`aws ec2 create-tags --resources @web --tags 'Key=Name,Value="a, \"b\""' Key=Team,Value=x`)
	require.Zero(t, status, text)
	for _, words := range [][]string{{"--csv"}, {"--csv", "--by", "tag:Name"}, {"--by", "day", "--csv"}, {"--intervals", "--csv"}, {"--intervals", "--csv", "--month", "730h"}} {
		request, err := ParseBill(words, d.world.Now())
		require.NoError(t, err)
		rows, err := csv.NewReader(strings.NewReader(request.Text(d.world))).ReadAll()
		require.NoError(t, err)
		require.Greater(t, len(rows), 2)
		require.Equal(t, "total", rows[len(rows)-1][0])
		sum := new(big.Rat)
		for _, row := range rows[1 : len(rows)-1] {
			amount, ok := new(big.Rat).SetString(row[len(row)-1])
			require.True(t, ok, row)
			sum.Add(sum, amount)
		}
		total := rows[len(rows)-1]
		require.Equal(t, total[len(total)-1], sum.RatString(), "the rows add up to the total, exactly: %v", words)
		require.Positive(t, sum.Sign())
		if request.Month == "" {
			require.Equal(t, d.world.Bill(request.Window).Total.Exact(), sum.RatString())
		}
	}
}

// A month at this pace is the bill of the window, stretched: a breakdown of it adds up to its total, too.
func TestAMonthAtThisPaceAddsUp(t *testing.T) {
	d := prepared(t)
	_, status, _ := d.run("sleep 3d 7h")
	require.Zero(t, status)
	for _, words := range [][]string{{"--month", "720h"}, {"--month", "730h", "--in", "eu-west-1"}} {
		request, err := ParseBill(words, d.world.Now())
		require.NoError(t, err)
		bill := request.bill(d.world)
		require.Positive(t, bill.Total.Sign())
		for _, by := range []func(*cost.Line) string{cost.ByService, cost.ByResource, cost.ByKey} {
			sum := unit.Money{}
			for _, part := range bill.By(by) {
				sum = sum.Plus(part.Amount)
			}
			require.Zero(t, sum.Compare(bill.Total))
		}
		for i := range bill.Lines {
			l := &bill.Lines[i]
			require.Zero(t, l.Amount.Compare(unit.Money{Ratio: l.Quantity.Times(l.Price)}))
		}
	}
}
