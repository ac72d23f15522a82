"""Text run as code, and look-alikes."""

from __future__ import annotations

from collections.abc import Callable

RULE = "security/code-injection"

PYTHON = """
import ast, re
import pandas as pd
from flask import request
LIMIT = "1 + 1"
def f(expr, path, df, model, conn, tree):
    a = eval(expr)  # <-- here
    exec(open(path).read())  # <-- here
    code = compile(expr, "<rule>", "eval")  # <-- here
    b = eval(code)
    c = pd.eval(request.args["q"])  # <-- here
    d = eval("lambda x: x * " + expr)  # <-- here
    eval(LIMIT)
    exec(compile(ast.parse("x = 1"), "<a>", "exec"))
    re.compile(expr)
    df.eval(expr)
    model.eval()
    conn.exec(expr)
    ast.literal_eval(expr)
    cursor.execute(expr)
    return a, b, c, d
"""

TYPESCRIPT = """
import vm from 'vm';
export function f(expr, ms, cb) {
  const g = new Function('a', 'b', expr);  // <-- here
  eval('(' + expr + ')');  // <-- here
  setTimeout(`run(${expr})`, 10);  // <-- here
  vm.runInThisContext(expr);  // <-- here
  new vm.Script(expr);  // <-- here
  setTimeout(cb, ms);
  setTimeout(cb.bind(null, expr), ms);
  regex.exec(expr);
  redis.eval(script, 1, expr);
  page.eval(expr);
  eval('1 + 1');
  runner.run(expr);
}
"""


def test_python_code_injection_is_judged_rightly(expect: Callable[..., None]) -> None:
    expect(RULE, "app/thing.py", PYTHON)


def test_typescript_code_injection_is_judged_rightly(expect: Callable[..., None]) -> None:
    expect(RULE, "src/thing.ts", TYPESCRIPT)


def test_a_script_of_a_limited_request_body_reaches_an_interpreter_in_go(expect: Callable[..., None]) -> None:
    expect(
        RULE,
        "internal/rules/handler.go",
        """
package rules

import (
	"encoding/json"
	"net/http"

	"github.com/dop251/goja"
)

func DryRun(w http.ResponseWriter, r *http.Request) {
	var body struct{ Script string }
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&body); err != nil {
		return
	}
	vm := goja.New()
	vm.RunString("var now = 1")
	vm.RunString(body.Script) // <-- here
}
""",
    )
