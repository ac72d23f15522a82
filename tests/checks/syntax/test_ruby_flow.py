"""Data flow in Ruby: what is tainted, built, typed, constant, checked."""

import pytest

from checks.syntax import model as m
from checks.syntax import parse
from checks.syntax.flow import Flow
from checks.syntax.values import Value

AROUND = """\
class C < ApplicationController
  ALLOWED = %w[name total].freeze
  MAP = {{ "a" => "x.a", "b" => "x.b" }}.freeze
  TABLE = "orders"

  def f(arg, list)
{body}
  end

  private

  def column
    ALLOWED.include?(params[:sort]) ? params[:sort] : "name"
  end

  def raw_column
    params[:sort]
  end

  def wrap(text)
    "<" + text + ">"
  end

  def current_db
    @db ||= PG.connect
  end
end
"""


def value_of(body: str) -> Value:
    """Value of the argument of ``sink``."""
    text = AROUND.format(body="\n".join("    " + line for line in body.strip("\n").split("\n")))
    module = parse("app/controllers/c.rb", "ruby", text.encode())
    assert module is not None
    assert module.broken_lines == []
    flow = Flow(module)
    (call,) = [c for c in module.every(m.Call) if m.dotted(c.callee) == "sink"]
    return flow.value(call.args[0].value)


TAINTED = [
    "sink(params[:x])",
    "sink(params.require(:o)[:x])",
    "sink(params.fetch(:x, 'd'))",
    "sink(request.headers['X-A'])",
    "sink(cookies[:x])",
    "x = params[:x]\nsink(x.to_s.strip)",
    "x = params[:x] || 'd'\nsink(x)",
    "x = if arg\n  params[:x]\nelse\n  'd'\nend\nsink(x)",
    "sink(raw_column)",
    "sink(self.raw_column)",
    "@x = params[:x]\nsink(@x)",
    "x = 'd'\nlist.each do |i|\n  x = params[:x]\nend\nsink(x)",
    "x = 'd'\nORM.transaction do\n  x = params[:x]\nend\nsink(x)",
    "params[:ids].each do |id|\n  sink(id)\nend",
    "sink(params[:ids].map { |i| i.strip })",
    "x ||= params[:x]\nsink(x)",
    "if params[:x] =~ /^[a-z]+$/\n  sink(params[:x])\nend",
]


@pytest.mark.parametrize("body", TAINTED)
def test_request_data_is_tainted(body):
    assert value_of(body).taint is not None


BUILT = [
    'sink("a #{params[:x]}")',
    'sink("a " + params[:x])',
    'x = "a "\nx += params[:x]\nsink(x)',
    'x = +"a "\nx << params[:x]\nsink(x)',
    'x = "a "\nx << " b" << params[:x]\nsink(x)',
    'sink("a %s" % params[:x])',
    'sink("a %s %d" % [params[:x], 1])',
    'sink(format("a %s", params[:x]))',
    'sink(format("a %{b}", b: params[:x]))',
    'sink([params[:x], params[:y]].join(","))',
    "x = <<~T\n  a #{params[:x]}\nT\nsink(x)",
    "sink(wrap(params[:x]))",
    'x = []\nx << "a = #{params[:x]}"\nsink(x.join(" "))',
    'x = ["a"]\nx.push("b #{params[:x]}")\nsink(x.join(" "))',
    'sink("a" "b #{params[:x]}")',
]


@pytest.mark.parametrize("body", BUILT)
def test_text_put_together_is_built(body):
    found = value_of(body)
    assert found.built
    assert found.taint is not None


CLEAN = [
    'sink("a")',
    'sink("a #{TABLE}")',
    'sink("a #{MAP["a"]}")',
    'sink("a #{MAP.fetch(params[:x], "d")}")',
    'sink("a #{params[:x].to_i}")',
    'sink("a #{Integer(params[:x])}")',
    'sink("a #{Date.parse(params[:x])}")',
    'sink("a #{params[:ids].map(&:to_i).join(",")}")',
    'sink("a #{column}")',
    'sink("a #{list.size}")',
    'sink("a #{Order.quoted_table_name}")',
    'sink(format("a %d", params[:x]))',
    'x = params[:x]\nreturn unless ALLOWED.include?(x)\nsink("a #{x}")',
    'x = params[:x]\nraise "no" unless x.in?(ALLOWED)\nsink("a #{x}")',
    'if %w[a b].include?(params[:x])\n  sink("a #{params[:x]}")\nend',
    'x = params[:x] == "desc" ? "desc" : "asc"\nsink("a #{x}")',
    'case params[:x]\nwhen "a", "b"\n  sink("a #{params[:x]}")\nend',
    'return unless params[:x].match?(/\\A[a-z_]+\\z/)\nsink("a #{params[:x]}")',
    'x = case params[:x]\n    when "a" then "b"\n    else "c"\n    end\nsink("a #{x}")',
    'sink("a #{params[:x].gsub(/[^a-z_]/, "")}")',
    'x = params[:x]\nx = "b"\nsink("a #{x}")',
    "sink(params.key?(:x))",
]


@pytest.mark.parametrize("body", CLEAN)
def test_constants_numbers_and_checked_values_are_not_dynamic(body):
    assert not value_of(body).dynamic


def test_a_function_and_a_variable_of_one_name_are_told_apart():
    assert not value_of('format = format("%d", arg)\nsink(format)').dynamic


def test_data_of_a_caller_reaches_the_parameter():
    module = parse(
        "a.rb",
        "ruby",
        b"class A\n  def go\n    find(params[:q])\n  end\n  def find(term)\n    sink(term)\n  end\nend\n",
    )
    assert module is not None
    flow = Flow(module)
    (call,) = [c for c in module.every(m.Call) if m.dotted(c.callee) == "sink"]
    assert flow.value(call.args[0].value).taint is not None
