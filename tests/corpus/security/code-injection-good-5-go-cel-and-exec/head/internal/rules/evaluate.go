package rules

import (
	"context"
	"fmt"

	"github.com/google/cel-go/cel"
	"github.com/jmoiron/sqlx"
)

// Evaluator evaluates conditions in CEL, which has neither loops nor side effects.
type Evaluator struct {
	env *cel.Env
	db  *sqlx.DB
}

// New makes an evaluator over one variable.
func New(db *sqlx.DB) (*Evaluator, error) {
	env, err := cel.NewEnv(cel.Variable("event", cel.MapType(cel.StringType, cel.DynType)))
	if err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	return &Evaluator{env: env, db: db}, nil
}

// Eval says whether the condition holds.
func (e *Evaluator) Eval(condition string, event map[string]any) (bool, error) {
	ast, issues := e.env.Compile(condition)
	if issues != nil && issues.Err() != nil {
		return false, issues.Err()
	}
	program, err := e.env.Program(ast)
	if err != nil {
		return false, fmt.Errorf("rules: program: %w", err)
	}
	out, _, err := program.Eval(map[string]any{"event": event})
	if err != nil {
		return false, fmt.Errorf("rules: eval: %w", err)
	}
	matched, ok := out.Value().(bool)
	return ok && matched, nil
}

// Touch marks a rule as used.
func (e *Evaluator) Touch(ctx context.Context, id int64) error {
	_, err := e.db.ExecContext(ctx, "UPDATE rules SET used_at = now() WHERE id = $1", id)
	return err
}
