package shell

import (
	"strings"
	"unicode/utf8"

	"blockyard/sim/op"
)

// A nodeKind says what a node of an expression does.
type nodeKind uint8

const (
	nodeCurrent       nodeKind = iota // @, and the missing side of a projection
	nodeLiteral                       // `1`, 'text'
	nodeField                         // name
	nodeSubexpression                 // left.right
	nodePipe                          // left | right
	nodeIndex                         // left[0]
	nodeSlice                         // left[0:2]
	nodeProjection                    // left[*]right
	nodeFilter                        // left[?condition]right
	nodeValues                        // left.*right
	nodeFlatten                       // left[]
	nodeList                          // [a, b]
	nodeHash                          // {x: a, y: b}
	nodeOr                            // left || right
	nodeAnd                           // left && right
	nodeNot                           // !right
	nodeCompare                       // left == right
	nodeCall                          // name(arguments)
	nodeExpref                        // &expression
)

// A queryNode is one node of an expression.
type queryNode struct {
	kind     nodeKind
	text     string // the name of a field or function, the operator of a comparison
	literal  op.Value
	number   int
	bounds   [3]*int
	names    []string // of the fields of a hash, in the order of children
	function queryFunction
	children []*queryNode
	height   int
}

// bindingPowers say how strongly a token holds what stands on its left. They
// are those of the reference parser, jmespath.py, which the AWS CLI uses.
var bindingPowers = map[string]int{
	"pipe": 1, "or": 2, "and": 3,
	"eq": 5, "gt": 5, "lt": 5, "gte": 5, "lte": 5, "ne": 5,
	"flatten": 9, "star": 20, "filter": 21, "dot": 40, "not": 45, "lbrace": 50, "lbracket": 55, "lparen": 60,
}

// projectionStop is the power below which a token ends a projection.
const projectionStop = 10

// A queryParser is a top-down operator-precedence parser.
type queryParser struct {
	source string
	tokens []queryToken
	at     int
	height int
}

// parseQuery returns the tree of an expression, or panics with a queryError.
func parseQuery(source string) *queryNode {
	switch {
	case source == "":
		badQuery(source, "Invalid JMESPath expression: cannot be empty.")
	case len(source) > maxQuery:
		panic(queryError("The --query expression is longer than " + decimal(maxQuery) + " bytes: make it shorter."))
	}
	p := &queryParser{source: source, tokens: queryTokens(source)}
	tree := p.expression(0)
	if t := p.current(); t.kind != "eof" {
		p.fail(t, "Unexpected token: "+t.text)
	}
	return tree
}

// fail refuses the expression at a token.
func (p *queryParser) fail(t queryToken, message string) {
	pointer := func(at int) string { return "\"" + p.source + "\"\n" + spaces(at+1) + "^" }
	if t.kind == "eof" && !strings.HasPrefix(message, "Expecting: [") {
		badQuery(p.source, "Invalid jmespath expression: Incomplete expression:\n"+pointer(utf8.RuneCountInString(p.source)))
	}
	column := utf8.RuneCountInString(p.source[:t.at])
	badQuery(p.source, message+": Parse error at column "+decimal(column)+", token \""+t.text+"\" ("+
		strings.ToUpper(t.kind)+"), for expression:\n"+pointer(column))
}

func (p *queryParser) current() queryToken { return p.tokens[p.at] }

// lookahead returns the kind of a token further on; after the end there is only eof.
func (p *queryParser) lookahead(n int) string {
	return p.tokens[min(p.at+n, len(p.tokens)-1)].kind
}

// advance returns the current token and goes on to the next.
func (p *queryParser) advance() queryToken {
	t := p.current()
	p.at = min(p.at+1, len(p.tokens)-1)
	return t
}

// match goes past a token of a kind, which must be next.
func (p *queryParser) match(kind string) {
	t := p.advance()
	if t.kind != kind {
		p.fail(t, "Expecting: "+kind+", got: "+t.kind)
	}
}

// node builds a node and refuses trees that are too high to walk.
func (p *queryParser) node(n queryNode) *queryNode {
	for _, child := range n.children {
		n.height = max(n.height, child.height+1)
	}
	p.checkHeight(n.height)
	return &n
}

func (p *queryParser) checkHeight(height int) {
	if height > maxQueryHeight {
		panic(queryError("The --query expression is nested too deeply: make it shorter."))
	}
}

func (p *queryParser) binary(kind nodeKind, left, right *queryNode) *queryNode {
	return p.node(queryNode{kind: kind, children: []*queryNode{left, right}})
}

// identity is the side of a projection that is not written.
func identity() *queryNode { return &queryNode{} }

// expression parses what binds more strongly than power.
func (p *queryParser) expression(power int) *queryNode {
	p.height++
	p.checkHeight(p.height)
	left := p.prefix(p.advance())
	for power < bindingPowers[p.current().kind] {
		left = p.infix(p.advance(), left)
	}
	p.height--
	return left
}

// prefix parses an expression that starts with a token.
func (p *queryParser) prefix(t queryToken) *queryNode {
	switch t.kind {
	case "literal":
		return p.node(queryNode{kind: nodeLiteral, literal: t.literal})
	case "unquoted_identifier":
		return p.node(queryNode{kind: nodeField, text: t.text})
	case "quoted_identifier":
		if next := p.current(); next.kind == "lparen" {
			p.fail(next, "Quoted identifier not allowed for function names.")
		}
		return p.node(queryNode{kind: nodeField, text: t.text})
	case "star":
		right := identity()
		if p.current().kind != "rbracket" {
			right = p.projected("star")
		}
		return p.binary(nodeValues, identity(), right)
	case "filter":
		return p.filter(identity())
	case "flatten":
		return p.flatten(identity())
	case "lbrace":
		return p.hash()
	case "lbracket":
		return p.bracket()
	case "current":
		return identity()
	case "expref":
		return p.node(queryNode{kind: nodeExpref, children: []*queryNode{p.expression(0)}})
	case "not":
		return p.node(queryNode{kind: nodeNot, children: []*queryNode{p.expression(bindingPowers["not"])}})
	case "lparen":
		inner := p.expression(0)
		p.match("rparen")
		return inner
	}
	p.fail(t, "invalid token")
	return nil
}

// infix parses an expression that goes on with a token.
func (p *queryParser) infix(t queryToken, left *queryNode) *queryNode {
	switch t.kind {
	case "dot":
		if p.current().kind != "star" {
			return p.binary(nodeSubexpression, left, p.member(bindingPowers["dot"]))
		}
		p.advance()
		return p.binary(nodeValues, left, p.projected("star"))
	case "pipe":
		return p.binary(nodePipe, left, p.expression(bindingPowers["pipe"]))
	case "or":
		return p.binary(nodeOr, left, p.expression(bindingPowers["or"]))
	case "and":
		return p.binary(nodeAnd, left, p.expression(bindingPowers["and"]))
	case "eq", "ne", "lt", "lte", "gt", "gte":
		right := p.expression(bindingPowers[t.kind])
		return p.node(queryNode{kind: nodeCompare, text: t.text, children: []*queryNode{left, right}})
	case "lparen":
		return p.call(t, left)
	case "filter":
		return p.filter(left)
	case "flatten":
		return p.flatten(left)
	case "lbracket":
		if kind := p.current().kind; kind == "number" || kind == "colon" {
			return p.index(left)
		}
		p.match("star")
		p.match("rbracket")
		return p.binary(nodeProjection, left, p.projected("star"))
	}
	p.fail(t, "invalid token")
	return nil
}

// bracket parses what starts with [: an index, [*], or a list of expressions.
func (p *queryParser) bracket() *queryNode {
	kind := p.current().kind
	switch {
	case kind == "number" || kind == "colon":
		return p.index(identity())
	case kind == "star" && p.lookahead(1) == "rbracket":
		p.advance()
		p.advance()
		return p.binary(nodeProjection, identity(), p.projected("star"))
	}
	return p.list()
}

// index parses 0] and 0:2].
func (p *queryParser) index(left *queryNode) *queryNode {
	if p.lookahead(0) != "colon" && p.lookahead(1) != "colon" {
		t := p.advance()
		p.match("rbracket")
		return p.node(queryNode{kind: nodeIndex, number: t.number, children: []*queryNode{left}})
	}
	slice := queryNode{kind: nodeSlice, children: []*queryNode{left}}
	for part := 0; p.current().kind != "rbracket"; {
		t := p.advance()
		switch {
		case t.kind == "colon" && part < 2:
			part++
		case t.kind == "number" && slice.bounds[part] == nil:
			slice.bounds[part] = &t.number
		default:
			p.fail(t, "syntax error")
		}
	}
	p.match("rbracket")
	return p.binary(nodeProjection, p.node(slice), p.projected("star"))
}

func (p *queryParser) flatten(left *queryNode) *queryNode {
	flat := p.node(queryNode{kind: nodeFlatten, children: []*queryNode{left}})
	return p.binary(nodeProjection, flat, p.projected("flatten"))
}

func (p *queryParser) filter(left *queryNode) *queryNode {
	condition := p.expression(0)
	p.match("rbracket")
	right := identity()
	if p.current().kind != "flatten" {
		right = p.projected("filter")
	}
	return p.node(queryNode{kind: nodeFilter, children: []*queryNode{left, right, condition}})
}

// projected parses what a projection applies to each item.
func (p *queryParser) projected(token string) *queryNode {
	t := p.current()
	switch {
	case bindingPowers[t.kind] < projectionStop:
		return identity()
	case t.kind == "lbracket" || t.kind == "filter":
		return p.expression(bindingPowers[token])
	case t.kind == "dot":
		p.advance()
		return p.member(bindingPowers[token])
	}
	p.fail(t, "syntax error")
	return nil
}

// member parses what stands after a dot.
func (p *queryParser) member(power int) *queryNode {
	t := p.current()
	switch t.kind {
	case "quoted_identifier", "unquoted_identifier", "star":
		return p.expression(power)
	case "lbracket":
		p.advance()
		return p.list()
	case "lbrace":
		p.advance()
		return p.hash()
	}
	p.fail(t, "Expecting: ['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace'], got: "+t.kind)
	return nil
}

// list parses the rest of [a, b].
func (p *queryParser) list() *queryNode {
	list := queryNode{kind: nodeList}
	for {
		list.children = append(list.children, p.expression(0))
		if p.current().kind == "rbracket" {
			p.advance()
			return p.node(list)
		}
		p.match("comma")
	}
}

// hash parses the rest of {x: a, y: b}.
func (p *queryParser) hash() *queryNode {
	hash := queryNode{kind: nodeHash}
	for {
		t := p.advance()
		if t.kind != "quoted_identifier" && t.kind != "unquoted_identifier" {
			p.fail(t, "Expecting: ['quoted_identifier', 'unquoted_identifier'], got: "+t.kind)
		}
		p.match("colon")
		hash.names = append(hash.names, t.text)
		hash.children = append(hash.children, p.expression(0))
		if p.current().kind == "rbrace" {
			p.advance()
			return p.node(hash)
		}
		p.match("comma")
	}
}

// call parses the arguments of a function.
func (p *queryParser) call(t queryToken, left *queryNode) *queryNode {
	if left.kind != nodeField {
		p.fail(t, "Invalid function name")
	}
	function, ok := queryFunctions[left.text]
	if !ok {
		panic(queryError("Unknown function: " + left.text + "()"))
	}
	call := queryNode{kind: nodeCall, text: left.text, function: function}
	for p.current().kind != "rparen" {
		call.children = append(call.children, p.expression(0))
		if p.current().kind != "rparen" {
			p.match("comma")
		}
	}
	p.match("rparen")
	return p.node(call)
}
