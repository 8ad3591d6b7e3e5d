package lua

import (
	"math"

	"github.com/yuin/gopher-lua/ast"
)

// A Node is a value as it stands in a file: what a lesson says and where, without running it.
type Node struct {
	Line   int         // where the value begins
	Kind   NodeKind    // what is written there
	Callee string      // for a constructor such as task { … }: "task"; for other calls the name or "a.b"
	Text   string      // for a text: its value; for a number: its digits; for a name: the name
	Fields []NodeField // of a table, in the file's order
}

// A NodeKind says what is written in a place.
type NodeKind string

// The kinds of nodes.
const (
	NodeTable  NodeKind = "table"
	NodeText   NodeKind = "text"
	NodeNumber NodeKind = "number"
	NodeTrue   NodeKind = "true"
	NodeFalse  NodeKind = "false"
	NodeNil    NodeKind = "nil"
	NodeFunc   NodeKind = "function"
	NodeCall   NodeKind = "call" // with the first argument that is a table as its Fields
	NodeName   NodeKind = "name" // a variable that is not set once, to a constant, at the top of the file
	NodeOther  NodeKind = "expression"
)

// A NodeField is one field of a table. Elements without a key have the indices 1, 2, 3 … and no Key.
type NodeField struct {
	Key   string
	Index int
	Line  int // of the key, or of the value where there is none
	Value *Node
}

// At follows keys (string) and indices (int) down from a node. It gives nil where there is no such field.
func (n *Node) At(path ...any) *Node {
	for _, step := range path {
		if n = n.child(step); n == nil {
			return nil
		}
	}
	return n
}

func (n *Node) child(step any) *Node {
	for _, f := range n.Fields {
		if f.Key != "" && step == any(f.Key) || f.Index != 0 && step == any(f.Index) {
			return f.Value
		}
	}
	return nil
}

// LineOf gives the line of the field that a path leads to, its key's where it has one, or that of the last node on
// the way that does exist.
func (n *Node) LineOf(path ...any) int {
	line := n.Line
	for _, step := range path {
		next := n.child(step)
		if next == nil {
			return line
		}
		for _, f := range n.Fields {
			if f.Value == next {
				line = f.Line
			}
		}
		n = next
	}
	return line
}

// Positions reads the value that a file returns. Names of local variables that the file sets once, before it returns,
// are followed. A file that cannot be parsed or returns nothing is an error, a *Fault.
func Positions(name, source string) (*Node, error) {
	chunk, fault := parseSource(name, source)
	if fault != nil {
		return nil, fault
	}
	p := positioner{locals: map[string]ast.Expr{}}
	for _, stmt := range chunk {
		switch stmt := stmt.(type) {
		case *ast.LocalAssignStmt:
			p.declare(stmt)
		case *ast.ReturnStmt:
			if len(stmt.Exprs) > 0 {
				return p.node(stmt.Exprs[0], 0), nil
			}
		}
	}
	return nil, &Fault{File: name, Kind: KindSyntax, Message: "the file returns nothing; a lesson begins with `return lesson {`"}
}

type positioner struct {
	locals   map[string]ast.Expr
	followed int // names of local variables, which may lead to each other in a circle
}

// maxFollowed bounds how often names are followed in one file.
const maxFollowed = 1000

func (p *positioner) declare(stmt *ast.LocalAssignStmt) {
	for i, name := range stmt.Names {
		delete(p.locals, name)
		if i < len(stmt.Exprs) {
			p.locals[name] = stmt.Exprs[i]
		}
	}
}

func (p *positioner) node(e ast.Expr, depth int) *Node {
	n := &Node{Line: e.Line(), Kind: NodeOther}
	if depth > maxNesting {
		return n
	}
	switch e := e.(type) {
	case *ast.StringExpr:
		n.Kind, n.Text = NodeText, e.Value
	case *ast.NumberExpr:
		n.Kind, n.Text = NodeNumber, e.Value
	case *ast.TrueExpr:
		n.Kind = NodeTrue
	case *ast.FalseExpr:
		n.Kind = NodeFalse
	case *ast.NilExpr:
		n.Kind = NodeNil
	case *ast.FunctionExpr:
		n.Kind = NodeFunc
	case *ast.IdentExpr:
		return p.name(n, e, depth)
	case *ast.TableExpr:
		n.Kind = NodeTable
		p.fields(n, e, depth)
	case *ast.FuncCallExpr:
		p.call(n, e, depth)
	}
	return n
}

func (p *positioner) name(n *Node, e *ast.IdentExpr, depth int) *Node {
	if value, ok := p.locals[e.Value]; ok && p.followed < maxFollowed {
		p.followed++
		return p.node(value, depth+1)
	}
	n.Kind, n.Text = NodeName, e.Value
	return n
}

func (p *positioner) call(n *Node, e *ast.FuncCallExpr, depth int) {
	n.Kind, n.Callee = NodeCall, callee(e)
	for _, arg := range e.Args {
		if t, ok := arg.(*ast.TableExpr); ok {
			p.fields(n, t, depth)
			return
		}
	}
	if len(e.Args) > 0 {
		if s, ok := e.Args[0].(*ast.StringExpr); ok {
			n.Text = s.Value
		}
	}
}

// callee names what a call calls: "task", "w.run" or "web:start".
func callee(e *ast.FuncCallExpr) string {
	if e.Func == nil {
		return dotted(e.Receiver, 0) + ":" + e.Method
	}
	return dotted(e.Func, 0)
}

// maxFollowedDots bounds the length of a name that is told.
const maxFollowedDots = 8

func dotted(e ast.Expr, depth int) string {
	switch e := e.(type) {
	case *ast.IdentExpr:
		return e.Value
	case *ast.AttrGetExpr:
		if key, ok := e.Key.(*ast.StringExpr); ok && depth < maxFollowedDots {
			return dotted(e.Object, depth+1) + "." + key.Value
		}
	}
	return "?"
}

func (p *positioner) fields(n *Node, t *ast.TableExpr, depth int) {
	index := 0
	for _, f := range t.Fields {
		field := NodeField{Line: f.Value.Line(), Value: p.node(f.Value, depth+1)}
		switch key := f.Key.(type) {
		case nil:
			index++
			field.Index = index
		case *ast.StringExpr:
			field.Key, field.Line = key.Value, key.Line()
		case *ast.NumberExpr:
			if i, ok := parseNumber(key.Value); ok && i == math.Trunc(i) {
				field.Index = wholeNumber(i)
			}
			field.Line = key.Line()
		default:
			field.Line = key.Line()
		}
		n.Fields = append(n.Fields, field)
	}
}
