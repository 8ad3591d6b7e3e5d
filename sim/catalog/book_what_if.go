package catalog

import "fmt"

// WithHour returns the book with another price for an hour of an instance type, in every Region and on every platform
// that the book prices it for. The book itself stays as it is. A type that the book has no price for is refused.
func (b *Book) WithHour(instanceType, price string) (*Book, error) {
	changed, err := newPrice(price, Compute)
	if err != nil {
		return nil, err
	}
	other := *b
	other.prices = make(map[Item][]Tier, len(b.items))
	found := false
	for _, item := range b.items {
		other.prices[item] = b.prices[item]
		if item.Charge == Compute && item.Key == instanceType {
			other.prices[item] = []Tier{{Price: changed}}
			found = true
		}
	}
	if !found {
		return nil, fmt.Errorf("the price book has no price for an hour of %s", instanceType)
	}
	return &other, nil
}
