"""Examples of the rule code injection, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "app/rules.py": """\
from flask import Blueprint, request

bp = Blueprint("rules", __name__)


@bp.post("/price")
def price():
    formula = request.json["formula"]
    return {"price": eval(formula, {"__builtins__": {}})}  # <-- here


def matches(rule, row) -> bool:
    return eval(f"row.{rule.field} {rule.operator} {rule.value!r}")  # <-- here


def run_plugin(source: str) -> None:
    exec(source)  # <-- here
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/rules.ts": """\
import vm from 'node:vm';

export function evaluate(rule: string, row: Row): boolean {
  const test = new Function('row', `return ${rule};`);  // <-- here
  return test(row);
}

export function price(req: Request, res: Response) {
  res.json({ price: eval(req.body.formula) });  // <-- here
  vm.runInNewContext(req.body.script);  // <-- here
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/main/java/shop/rules/PriceController.java": """\
package shop.rules;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import org.springframework.expression.ExpressionParser;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/rules")
class PriceController {
    private final ExpressionParser parser = new SpelExpressionParser();

    @PostMapping("/price")
    Object price(@RequestParam String formula) throws Exception {
        ScriptEngine engine = new ScriptEngineManager().getEngineByName("javascript");
        return engine.eval("(" + formula + ")"); // <-- here
    }

    @GetMapping("/match")
    boolean matches(@RequestParam("filter") String filter, Row row) {
        return parser.parseExpression(filter).getValue(row, Boolean.class); // <-- here
    }
}
"""
        },
        sites=2,
    ),
)

GOOD = (
    Example(
        {
            "app/rules.py": """\
import ast
import operator
import re

OPERATORS = {"<": operator.lt, ">": operator.gt}
PATTERN = re.compile(r"^[a-z]+$")


def matches(rule, row) -> bool:
    return OPERATORS[rule.operator](row[rule.field], ast.literal_eval(rule.value))


def version() -> str:
    scope: dict = {}
    exec("x = 1", scope)
    return scope["x"]


def run(frame, model, session):
    model.eval()
    session.exec(frame)
    return frame.eval("a + b")
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/rules.ts": """\
const RULES = { adult: (row: Row) => row.age >= 18 };

export function evaluate(name: keyof typeof RULES, row: Row) {
  setTimeout(() => console.log('done'), 10);
  setTimeout(callback, 10);
  return RULES[name](row);
}

export const global = new Function('return this')();
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/java/shop/rules/PriceAspect.java": """\
package shop.rules;

import javax.script.ScriptEngine;
import org.springframework.expression.ExpressionParser;
import org.springframework.expression.spel.standard.SpelExpressionParser;

class PriceAspect {
    private static final String DISCOUNT = "price * 0.9";
    private final ExpressionParser parser = new SpelExpressionParser();

    Object key(Cached cached, Object context) {
        return parser.parseExpression(cached.key()).getValue(context);
    }

    Object discount(ScriptEngine engine, int price) throws Exception {
        engine.put("price", price);
        return engine.eval(DISCOUNT);
    }
}
"""
        },
        sites=2,
    ),
)
