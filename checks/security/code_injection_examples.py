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
    Example(
        {
            "app/services/rule_engine.rb": """\
class RuleEngine
  def matches?(rule, row)
    eval("row.#{rule.field} #{rule.operator} #{rule.value}") # <-- here
  end

  def price(params)
    formula = params[:formula]
    binding.eval(formula) # <-- here
  end

  def run(params, report)
    report.public_send(params[:action]) # <-- here
    report.instance_eval(params[:script]) # <-- here
  end
end
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/Rules/Engine.php": """\
<?php

namespace App\\Rules;

use Illuminate\\Http\\Request;

class Engine
{
    public function price(Request $request): float
    {
        $formula = $request->input('formula');
        return eval("return $formula;"); // <-- here
    }

    public function matches(array $rule, array $row): bool
    {
        return eval('return $row["' . $rule['field'] . '"] ' . $rule['operator'] . ' 1;'); // <-- here
    }

    public function call(Request $request): mixed
    {
        return call_user_func($request->query('callback'), 1); // <-- here
    }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/Rules/PriceController.cs": """\
using System.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.CodeAnalysis.CSharp.Scripting;

namespace Shop.Rules;

[ApiController]
[Route("rules")]
public class PriceController : ControllerBase
{
    [HttpPost("price")]
    public async Task<object> Price([FromBody] PriceRequest request)
    {
        return await CSharpScript.EvaluateAsync(request.Formula); // <-- here
    }

    [HttpGet("total")]
    public object Total([FromQuery] string expression)
    {
        return new DataTable().Compute(expression, null); // <-- here
    }

    public object Matches(Rule rule, int total)
    {
        return CSharpScript.RunAsync($"{total} {rule.Operator} {rule.Limit}"); // <-- here
    }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/main/kotlin/shop/rules/PriceController.kt": """\
package shop.rules

import javax.script.ScriptEngineManager
import org.springframework.expression.spel.standard.SpelExpressionParser
import org.springframework.web.bind.annotation.*

@RestController
class PriceController {
    private val parser = SpelExpressionParser()

    @PostMapping("/price")
    fun price(@RequestParam formula: String): Any? {
        val engine = ScriptEngineManager().getEngineByExtension("kts")
        return engine.eval("val price = 10; $formula") // <-- here
    }

    @GetMapping("/match")
    fun matches(@RequestParam filter: String, row: Row): Boolean? {
        return parser.parseExpression(filter).getValue(row, Boolean::class.java) // <-- here
    }
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/rules.rs": """\
use axum::extract::Query;
use rhai::Engine;

#[derive(serde::Deserialize)]
struct Price {
    formula: String,
}

async fn price(Query(request): Query<Price>) -> String {
    let engine = Engine::new();
    let price = engine.eval::<i64>(&request.formula).unwrap_or(0); // <-- here
    price.to_string()
}
"""
        },
        sites=1,
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
    Example(
        {
            "app/services/rule_engine.rb": """\
class RuleEngine
  OPERATORS = { "<" => :<, ">" => :> }.freeze
  ACTIONS = %w[archive publish].freeze

  def matches?(rule, row)
    row.public_send(rule.field).public_send(OPERATORS.fetch(rule.operator), rule.value)
  end

  def run(params, report)
    raise ArgumentError, "no such action" unless ACTIONS.include?(params[:action])

    report.public_send(params[:action])
    report.instance_eval { publish }
    report.class.class_eval do
      attr_accessor :note
    end
  end

  %w[draft sent].each do |state|
    class_eval <<~RUBY, __FILE__, __LINE__ + 1
      def #{state}?
        state == "#{state}"
      end
    RUBY
  end
end
"""
        },
    ),
    Example(
        {
            "src/Rules/Engine.php": """\
<?php

namespace App\\Rules;

class Engine
{
    private const CALLBACKS = ['round', 'floor'];

    public function price(array $numbers): float
    {
        return array_sum($numbers);
    }

    public function call(string $name): mixed
    {
        if (!in_array($_GET['callback'], self::CALLBACKS, true)) {
            throw new \\InvalidArgumentException('no such callback');
        }
        call_user_func([$this, 'price'], [1, 2]);
        return call_user_func($_GET['callback'], 1.5);
    }

    public function evaluate(Evaluator $evaluator, string $text): mixed
    {
        assert($text !== '');
        return $evaluator->eval($text);
    }
}
"""
        },
    ),
    Example(
        {
            "src/Rules/PriceRules.cs": """\
using System.Data;
using Microsoft.CodeAnalysis.CSharp.Scripting;

namespace Shop.Rules;

public class PriceRules
{
    private static readonly Dictionary<string, Func<int, int, bool>> Operators = new()
    {
        ["<"] = (a, b) => a < b,
        [">"] = (a, b) => a > b,
    };

    public bool Matches(Rule rule, int total) => Operators[rule.Operator](total, rule.Limit);

    public object Sum(DataTable table) => table.Compute("SUM(Total)", "Total > 0");

    public Task<int> Answer() => CSharpScript.EvaluateAsync<int>("6 * 7");
}
"""
        },
    ),
    Example(
        {
            "src/main/kotlin/shop/rules/Rules.kt": """\
package shop.rules

import javax.script.ScriptEngine

private val operators = mapOf<String, (Int, Int) -> Boolean>("<" to { a, b -> a < b })

class Rules(private val engine: ScriptEngine) {
    fun matches(operator: String, total: Int, limit: Int) = operators.getValue(operator)(total, limit)

    fun discount(price: Int): Any? {
        engine.put("price", price)
        return engine.eval("price * 0.9")
    }
}
"""
        },
    ),
    Example(
        {
            "src/rules.rs": """\
use rhai::Engine;

fn discount(engine: &Engine, script: &str) -> i64 {
    let fixed = Engine::new().eval::<i64>("40 + 2").unwrap_or(0);
    fixed + engine.eval::<i64>(script).unwrap_or(0)
}
"""
        },
    ),
)
