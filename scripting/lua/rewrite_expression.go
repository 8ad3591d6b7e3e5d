package lua

import (
	"strings"

	"github.com/yuin/gopher-lua/ast"
)

func (r *rewriter) expressions(exprs []ast.Expr) {
	for i, e := range exprs {
		exprs[i] = r.expression(e)
	}
}

// optional rewrites an expression that may be missing.
func (r *rewriter) optional(e ast.Expr) ast.Expr {
	if e == nil {
		return nil
	}
	return r.expression(e)
}

// single rewrites an expression whose first value alone is wanted.
func (r *rewriter) single(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.Comma3Expr:
		e.AdjustRet = true
	case *ast.FuncCallExpr:
		e.AdjustRet = true
	}
	return r.expression(e)
}

func (r *rewriter) expression(e ast.Expr) ast.Expr {
	if !r.enter(e) {
		return e
	}
	defer r.leave()
	switch e := e.(type) {
	case *ast.IdentExpr:
		r.checkName(e, e.Value)
	case *ast.NumberExpr:
		e.Value = decimal(e.Value)
	case *ast.Comma3Expr:
		return r.variadic(e)
	case *ast.AttrGetExpr:
		return r.field(e)
	case *ast.TableExpr:
		return r.table(e)
	case *ast.FuncCallExpr:
		r.callExpression(e)
	case *ast.LogicalOpExpr:
		e.Lhs, e.Rhs = r.single(e.Lhs), r.single(e.Rhs)
	case *ast.RelationalOpExpr:
		return r.relation(e)
	case *ast.StringConcatOpExpr:
		return r.concat(e)
	case *ast.ArithmeticOpExpr:
		return r.arithmetic(e)
	case *ast.UnaryMinusOpExpr:
		e.Expr = r.single(e.Expr)
	case *ast.UnaryNotOpExpr:
		e.Expr = r.single(e.Expr)
	case *ast.UnaryLenOpExpr:
		return r.call(e, opLength, r.single(e.Expr))
	case *ast.FunctionExpr:
		r.functionBody(e)
	}
	return e
}

// decimal takes the zeros off the front of a number, which gopher-lua would read as octal.
func decimal(digits string) string {
	trimmed := strings.TrimLeft(digits, "0")
	if trimmed == "" || !strings.ContainsRune("123456789", rune(trimmed[0])) {
		return digits
	}
	return trimmed
}

func (r *rewriter) variadic(e *ast.Comma3Expr) ast.Expr {
	if e.AdjustRet {
		return e
	}
	c := r.call(e, opSpread, e)
	c.AdjustRet = false
	return c
}

// field rewrites object[key] unless the key is short and constant, or a number.
func (r *rewriter) field(e *ast.AttrGetExpr) ast.Expr {
	e.Object = r.single(e.Object)
	plain := r.isShort(e.Key) || r.isNumber(e.Key)
	e.Key = r.single(e.Key)
	if plain {
		return e
	}
	return r.call(e, opGet, e.Object, e.Key)
}

func (r *rewriter) table(e *ast.TableExpr) ast.Expr {
	for _, f := range e.Fields {
		if f.Key == nil {
			f.Value = r.expression(f.Value)
			continue
		}
		if constant := r.isShort(f.Key); !constant {
			f.Key = r.call(f.Key, opKey, r.single(f.Key))
		}
		f.Value = r.single(f.Value)
	}
	if len(e.Fields) == 0 {
		return e
	}
	return r.call(e, opTable, e)
}

func (r *rewriter) callExpression(e *ast.FuncCallExpr) {
	if e.Func != nil {
		e.Func = r.single(e.Func)
	} else {
		e.Receiver = r.single(e.Receiver)
		r.checkName(e, e.Method)
	}
	r.expressions(e.Args)
}

// relation rewrites a comparison unless one side is a number or a short text: then it ends early by itself.
func (r *rewriter) relation(e *ast.RelationalOpExpr) ast.Expr {
	plain := r.isNumber(e.Lhs) || r.isNumber(e.Rhs) || r.isShort(e.Lhs) || r.isShort(e.Rhs)
	e.Lhs, e.Rhs = r.single(e.Lhs), r.single(e.Rhs)
	if plain {
		return e
	}
	switch e.Operator {
	case "<":
		return r.call(e, opLess, e.Lhs, e.Rhs)
	case ">":
		return r.call(e, opLess, e.Rhs, e.Lhs)
	case "<=":
		return r.call(e, opLessEqual, e.Lhs, e.Rhs)
	case ">=":
		return r.call(e, opLessEqual, e.Rhs, e.Lhs)
	case "~=":
		return placed(&ast.UnaryNotOpExpr{Expr: r.call(e, opEqual, e.Lhs, e.Rhs)}, e)
	}
	return r.call(e, opEqual, e.Lhs, e.Rhs)
}

// concat rewrites a .. b .. c, which associates to the right, into one call.
func (r *rewriter) concat(e *ast.StringConcatOpExpr) ast.Expr {
	args := []ast.Expr{r.single(e.Lhs)}
	rest := e.Rhs
	for next, ok := rest.(*ast.StringConcatOpExpr); ok; next, ok = rest.(*ast.StringConcatOpExpr) {
		args = append(args, r.single(next.Lhs))
		rest = next.Rhs
	}
	return r.call(e, opConcat, append(args, r.single(rest))...)
}

func (r *rewriter) arithmetic(e *ast.ArithmeticOpExpr) ast.Expr {
	e.Lhs, e.Rhs = r.single(e.Lhs), r.single(e.Rhs)
	switch e.Operator {
	case "%":
		return r.call(e, opRemainder, e.Lhs, e.Rhs)
	case "^":
		return r.call(e, opPower, e.Lhs, e.Rhs)
	}
	return e
}

// isShort says whether an expression is a constant that no instruction takes long to look at.
func (r *rewriter) isShort(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.StringExpr:
		return len(e.Value) <= maxName
	case *ast.TrueExpr, *ast.FalseExpr, *ast.NilExpr:
		return true
	}
	return false
}

// isNumber says whether an expression gives a number whatever happens. It must be asked before rewriting.
func (r *rewriter) isNumber(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.NumberExpr, *ast.UnaryLenOpExpr:
		return true
	case *ast.IdentExpr:
		v, _ := r.scope.find(e.Value)
		return v.counter
	case *ast.UnaryMinusOpExpr:
		return r.isNumber(e.Expr)
	case *ast.ArithmeticOpExpr:
		return r.isNumber(e.Lhs) && r.isNumber(e.Rhs)
	}
	return false
}
