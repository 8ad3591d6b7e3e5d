package lua

import (
	"fmt"
	"strconv"

	"github.com/yuin/gopher-lua/ast"
)

// A rewriter replaces, in a file's syntax tree, whatever could do unbounded work in one instruction, and every write
// that freezing must see, by a call to a runtime function. What is plainly harmless stays as it is: arithmetic,
// fields by a name, comparisons with a constant, elements by a loop's counter.
type rewriter struct {
	file     string
	scope    *scope
	function int                // nesting of the function being rewritten
	depth    int                // nesting of everything
	writes   map[string][]place // where variables shared between functions are written
	fault    *Fault
}

func newRewriter(file string, writes map[string][]place) *rewriter {
	return &rewriter{file: file, writes: writes, scope: &scope{}}
}

// chunk wraps a file's body in a function that gets the runtime functions as local variables, so that calling one
// costs no look-up by name and no script can reach or replace it.
func (r *rewriter) chunk(stmts []ast.Stmt) []ast.Stmt {
	names := make([]string, len(runtimeFunctions))
	for i, f := range runtimeFunctions {
		names[i] = f.name
	}
	body := &ast.FunctionExpr{ParList: &ast.ParList{}, Stmts: stmts}
	if len(stmts) > 0 {
		body.SetLine(stmts[0].Line())
		body.SetLastLine(stmts[len(stmts)-1].LastLine())
	}
	r.functionBody(body)
	return []ast.Stmt{
		&ast.LocalAssignStmt{Names: names, Exprs: []ast.Expr{&ast.Comma3Expr{}}},
		&ast.ReturnStmt{Exprs: []ast.Expr{body}},
	}
}

func (r *rewriter) fail(at ast.PositionHolder, format string, args ...any) {
	if r.fault == nil {
		r.fault = &Fault{File: r.file, Line: at.Line(), Kind: KindSyntax, Message: fmt.Sprintf(format, args...)}
	}
}

// enter says whether there is room for one more level; leave must follow if so.
func (r *rewriter) enter(at ast.PositionHolder) bool {
	if r.fault != nil {
		return false
	}
	if r.depth >= maxNesting {
		r.fail(at, "%s", nestingMessage())
		return false
	}
	r.depth++
	return true
}

func (r *rewriter) leave() { r.depth-- }

// block rewrites statements in a scope of their own. last runs inside it at the end.
func (r *rewriter) block(stmts []ast.Stmt, counter bool, names []string, last func()) {
	r.scope = &scope{parent: r.scope, function: r.function}
	r.scope.declare(counter, names...)
	for i, stmt := range stmts {
		if r.enter(stmt) {
			stmts[i] = r.statement(stmt)
			r.leave()
		}
	}
	if last != nil {
		last()
	}
	r.scope = r.scope.parent
}

func (r *rewriter) functionBody(f *ast.FunctionExpr) {
	r.function++
	r.block(f.Stmts, false, f.ParList.Names, nil)
	r.function--
}

func (r *rewriter) statement(stmt ast.Stmt) ast.Stmt {
	switch stmt := stmt.(type) {
	case *ast.AssignStmt:
		return r.assign(stmt)
	case *ast.LocalAssignStmt:
		r.local(stmt)
	case *ast.FuncCallStmt:
		stmt.Expr = r.expression(stmt.Expr)
	case *ast.DoBlockStmt:
		r.block(stmt.Stmts, false, nil, nil)
	case *ast.WhileStmt:
		stmt.Condition = r.expression(stmt.Condition)
		r.block(stmt.Stmts, false, nil, nil)
	case *ast.RepeatStmt: // the condition sees the body's local variables
		r.block(stmt.Stmts, false, nil, func() { stmt.Condition = r.expression(stmt.Condition) })
	case *ast.IfStmt:
		stmt.Condition = r.expression(stmt.Condition)
		r.block(stmt.Then, false, nil, nil)
		r.block(stmt.Else, false, nil, nil)
	case *ast.NumberForStmt:
		stmt.Init, stmt.Limit, stmt.Step = r.optional(stmt.Init), r.optional(stmt.Limit), r.optional(stmt.Step)
		r.block(stmt.Stmts, true, []string{stmt.Name}, nil)
	case *ast.GenericForStmt:
		r.expressions(stmt.Exprs)
		r.block(stmt.Stmts, false, stmt.Names, nil)
	case *ast.FuncDefStmt:
		return r.define(stmt)
	case *ast.ReturnStmt:
		r.expressions(stmt.Exprs)
	}
	return stmt
}

// local rewrites "local a, b = …". A function that is the only value sees its own name, as gopher-lua has it.
func (r *rewriter) local(stmt *ast.LocalAssignStmt) {
	if len(stmt.Names) == 1 && len(stmt.Exprs) == 1 {
		if _, ok := stmt.Exprs[0].(*ast.FunctionExpr); ok {
			r.scope.declare(false, stmt.Names...)
		}
	}
	r.expressions(stmt.Exprs)
	r.scope.declare(false, stmt.Names...)
}

// define rewrites "function a.b:c() … end".
func (r *rewriter) define(stmt *ast.FuncDefStmt) ast.Stmt {
	name := stmt.Name
	if name.Method != "" {
		stmt.Func.ParList.Names = append([]string{"self"}, stmt.Func.ParList.Names...)
		key := &ast.StringExpr{Value: name.Method}
		key.SetLine(stmt.Line())
		target := &ast.AttrGetExpr{Object: name.Receiver, Key: key}
		target.SetLine(stmt.Line())
		return r.assignOne(stmt, target, stmt.Func)
	}
	return r.assignOne(stmt, name.Func, stmt.Func)
}

func (r *rewriter) assign(stmt *ast.AssignStmt) ast.Stmt {
	if len(stmt.Lhs) == 1 && len(stmt.Rhs) == 1 {
		return r.assignOne(stmt, stmt.Lhs[0], stmt.Rhs[0])
	}
	if r.onlyLocals(stmt.Lhs) {
		r.expressions(stmt.Rhs)
		return stmt
	}
	return r.assignMany(stmt)
}

// onlyLocals says whether targets are all local variables, and notes which are shared with other functions.
func (r *rewriter) onlyLocals(targets []ast.Expr) bool {
	for _, target := range targets {
		name, ok := target.(*ast.IdentExpr)
		if !ok || !r.assignable(name) {
			return false
		}
	}
	return true
}

// assignable says whether a name is a local variable's, and notes the write.
func (r *rewriter) assignable(name *ast.IdentExpr) bool {
	v, local := r.scope.find(name.Value)
	if v.counter {
		r.fail(name, "`%s` counts this loop and cannot be set; copy it into another local variable", name.Value)
	}
	if local && v.function < r.function {
		key := variableKey(r.file, name.Value)
		r.writes[key] = append(r.writes[key], place{r.file, name.Line()})
	}
	return local
}

func (r *rewriter) assignOne(stmt ast.Stmt, target, value ast.Expr) ast.Stmt {
	switch target := target.(type) {
	case *ast.IdentExpr:
		local := r.assignable(target)
		value = r.single(value)
		if local {
			plain := &ast.AssignStmt{Lhs: []ast.Expr{target}, Rhs: []ast.Expr{value}}
			return placed(plain, stmt)
		}
		r.checkName(target, target.Value)
		return r.callStatement(stmt, opGlobal, text(target.Value, stmt), value)
	case *ast.AttrGetExpr:
		return r.callStatement(stmt, opStore, r.single(target.Object), r.single(target.Key), r.single(value))
	}
	r.fail(stmt, "only a variable or a field can be set")
	return stmt
}

// assignMany rewrites "a.b, c[d], e = …": all that decides where to write first, then the values, then the writes.
func (r *rewriter) assignMany(stmt *ast.AssignStmt) ast.Stmt {
	var names []string
	var exprs []ast.Expr
	keep := func(e ast.Expr) ast.Expr {
		names, exprs = append(names, "(target "+strconv.Itoa(len(names))+")"), append(exprs, r.single(e))
		return identifier(names[len(names)-1], stmt)
	}
	var targets []ast.Expr
	for _, target := range stmt.Lhs {
		if field, ok := target.(*ast.AttrGetExpr); ok {
			held := &ast.AttrGetExpr{Object: keep(field.Object), Key: keep(field.Key)}
			held.SetLine(field.Line())
			target = held
		}
		targets = append(targets, target)
	}
	values := make([]string, len(targets))
	for i := range values {
		values[i] = "(value " + strconv.Itoa(i) + ")"
	}
	r.expressions(stmt.Rhs)
	block := &ast.DoBlockStmt{Stmts: []ast.Stmt{
		placed(&ast.LocalAssignStmt{Names: names, Exprs: exprs}, stmt),
		placed(&ast.LocalAssignStmt{Names: values, Exprs: stmt.Rhs}, stmt),
	}}
	for i, target := range targets {
		block.Stmts = append(block.Stmts, r.write(stmt, target, values[i]))
	}
	return placed(block, stmt)
}

// write assigns a value that assignMany holds; nothing in it needs rewriting any more.
func (r *rewriter) write(stmt ast.Stmt, target ast.Expr, value string) ast.Stmt {
	held := identifier(value, stmt)
	if field, ok := target.(*ast.AttrGetExpr); ok {
		return r.callStatement(stmt, opStore, field.Object, field.Key, held)
	}
	return r.assignOne(stmt, target, held)
}

func (r *rewriter) callStatement(at ast.PositionHolder, function string, args ...ast.Expr) ast.Stmt {
	return placed(&ast.FuncCallStmt{Expr: r.call(at, function, args...)}, at)
}

func (r *rewriter) call(at ast.PositionHolder, function string, args ...ast.Expr) *ast.FuncCallExpr {
	return placed(&ast.FuncCallExpr{Func: identifier(function, at), Args: args, AdjustRet: true}, at)
}

func placed[N ast.PositionHolder](node N, at ast.PositionHolder) N {
	node.SetLine(at.Line())
	node.SetLastLine(at.LastLine())
	return node
}

func identifier(name string, at ast.PositionHolder) *ast.IdentExpr {
	return placed(&ast.IdentExpr{Value: name}, at)
}

func text(value string, at ast.PositionHolder) *ast.StringExpr {
	return placed(&ast.StringExpr{Value: value}, at)
}

// checkName refuses names so long that using one costs more than an instruction.
func (r *rewriter) checkName(at ast.PositionHolder, name string) {
	if len(name) > maxName {
		r.fail(at, "a name has more than %d letters", maxName)
	}
}
