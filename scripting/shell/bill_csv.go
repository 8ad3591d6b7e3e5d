package shell

import (
	"strings"

	"blockyard/sim"
	"blockyard/sim/catalog"
	"blockyard/sim/cost"
	"blockyard/sim/unit"
)

// lineColumns are what a row says of a line of a bill. The amount is printed with
// ten digits and, beside that, exactly: as a whole number or a fraction. So rows
// add up to the total to the last digit.
var lineColumns = []string{"account", "region", "service", "resource", "name", "item", "quantity", "unit", "price", "amount_usd", "amount_exact"}

// lineCells returns the cells of a line, or of one span of it.
func (p *billPrinter) lineCells(l *cost.Line) []string {
	return []string{
		p.world.Cloud().AccountNumber(l.Account), catalog.Regions()[l.Region].Name, l.Service, p.world.Cloud().ID(refOf(l)), p.name(l),
		lineLabel(l), l.Quantity.Short(csvDigits), l.Unit, l.PriceText, l.Amount.Decimal(csvDigits), l.Amount.Exact(),
	}
}

// totalCells returns the cells of the last row, with as many cells as the others before the amounts.
func totalCells(before int, total unit.Money) []string {
	cells := make([]string, before, before+2)
	cells[0] = "total"
	return append(cells, total.Decimal(csvDigits), total.Exact())
}

// CSVOf returns the bills of lanes as comma-separated values: one after the other,
// with the name of the lane in each row where there are several.
func (r BillRequest) CSVOf(lanes []string, worlds []*sim.World) string {
	var all [][]string
	for i, w := range worlds {
		bill := r.bill(w)
		rows := (&billPrinter{world: w, bill: &bill, asked: r}).table()
		if len(lanes) > 1 {
			name := "lane"
			for n := range rows {
				rows[n] = append([]string{name}, rows[n]...)
				name = lanes[i]
			}
		}
		if i > 0 {
			rows = rows[1:] // the names of the columns, once more
		}
		all = append(all, rows...)
	}
	return CSV(all)
}

// table returns the bill as rows: the names of the columns, what is asked for, and the total.
func (p *billPrinter) table() [][]string {
	switch {
	case p.asked.Intervals:
		return p.csvIntervals()
	case p.asked.By == "":
		return p.csvLines()
	}
	return csvParts(p.asked.By, p.split(p.asked.By), p.bill.Total)
}

// csvLines returns each line of the bill as a row, and the total as the last.
func (p *billPrinter) csvLines() [][]string {
	rows := [][]string{lineColumns}
	for i := range p.bill.Lines {
		rows = append(rows, p.lineCells(&p.bill.Lines[i]))
	}
	return append(rows, totalCells(len(lineColumns)-2, p.bill.Total))
}

// csvIntervals returns each interval behind the bill as a row, and the total as
// the last. What is counted happened from its first to its last instant within an
// hour; an interval that goes on ends with the bill.
func (p *billPrinter) csvIntervals() [][]string {
	rows := [][]string{append([]string{"from", "to", "billed_seconds"}, lineColumns...)}
	for i := range p.bill.Lines {
		l := &p.bill.Lines[i]
		spans := p.spans(l)
		if len(spans) == 0 {
			rows = append(rows, append([]string{"", "", ""}, p.lineCells(l)...))
		}
		for n := range spans {
			s, of := &spans[n], l.Of(&spans[n])
			seconds := unit.RatioOf(int64(s.Billed), int64(unit.Second)).Short(3)
			rows = append(rows, append([]string{p.bill.Start.At(s.From).String(), p.bill.Start.At(s.To).String(), seconds}, p.lineCells(&of)...))
		}
	}
	return append(rows, totalCells(len(lineColumns)+1, p.bill.Total))
}

// csvParts returns the parts of a bill as rows, and the total as the last.
func csvParts(by string, parts cost.Breakdown, total unit.Money) [][]string {
	rows := [][]string{{by, "amount_usd", "amount_exact"}}
	for _, part := range parts {
		rows = append(rows, []string{part.Name, part.Amount.Decimal(csvDigits), part.Amount.Exact()})
	}
	return append(rows, totalCells(1, total))
}

// csvDigits is how many digits after the point a table shows, as AWS's own
// reports do. Each figure is rounded once; the total is rounded from the exact one.
const csvDigits = 10

// CSV writes rows as comma-separated values (RFC 4180, with plain line ends).
func CSV(rows [][]string) string {
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			if i > 0 {
				b.WriteByte(',')
			}
			if strings.ContainsAny(cell, ",\"\n\r") {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			b.WriteString(cell)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
