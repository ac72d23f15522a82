"""What the Ruby adapter makes of Ruby."""

import random
import time

import pytest

from checks.syntax import model as m
from checks.syntax import parse
from checks.syntax.flow import Flow

CONTROLLER = """\
# frozen_string_literal: true

require "csv"
require_relative "../lib/exporter"

module Api
  class OrdersController < ApplicationController
    include Pagination

    SORTABLE = %w[created_at total].freeze
    LIMITS = { small: 10, "large" => 100, :huge => 1000 }

    before_action :authenticate_user!, only: %i[index show], if: -> { request.format.json? }
    attr_reader :gateway

    def initialize(gateway: Gateway.new, retries: 3)
      super()
      @gateway = gateway
      @retries ||= retries
    end

    # Lists the orders.
    def index
      orders = current_user.orders.where(status: params[:status])
      orders = orders.order("#{sort_column} desc") unless params[:sort].blank?
      label = if orders.empty?
                "none"
              elsif orders.size > 10
                "many"
              else
                "few"
              end
      orders.each do |order|
        next if order.hidden?
        order.items.each_with_index { |item, position| audit(item, position) }
      end
      render json: { orders: orders, label: label }, status: :ok
    rescue ActiveRecord::RecordNotFound, KeyError => e
      logger.warn("missing: #{e.message}")
      raise Api::NotFound, "no order" if e.fatal?
      head :not_found
    ensure
      @gateway&.close
    end

    def self.totals(orders) = orders.sum(&:total)

    def export
      sql = <<~SQL
        SELECT *
          FROM orders
        WHERE region = '#{params[:region]}'
      SQL
      sql << " AND paid" << " AND open"
      text, (first, *rest) = build(sql, *extra, **options, &block)
      case params[:format]
      when "csv", "tsv" then send_data(text)
      when :json
        render(plain: first) and return
      else
        head :bad_request
      end
    end

    private

    def sort_column
      SORTABLE.include?(params[:sort]) ? params[:sort] : "created_at"
    end

    def audit(item, position = 0, *rest, key:, **options, &block)
      loop do
        break if position > 3
        position += 1
      end
      while (line = gets)
        yield line, position
      end
      for a, b in pairs do puts a end
      value = Integer(item) rescue nil
      `ls #{value}`
      result = begin
        compute(value)
      rescue Timeout::Error
        retry
      else
        1
      end
      result || raise("nothing")
      callback = lambda { |x, (y, z)| x.call(y) }
      it_all = [1, 2].map { it + 1 }
      user.name = "x"
      values[:a] ||= 'it\\'s' "\\n"
    end
  end
end
"""


def module_of(text: str) -> m.Module:
    module = parse("app/a.rb", "ruby", text.encode())
    assert module is not None
    return module


@pytest.fixture(scope="module")
def controller() -> m.Module:
    return module_of(CONTROLLER)


def function(module: m.Module, name: str) -> m.Function:
    return next(f for f in module.every(m.Function) if f.name == name)


def calls(module: m.Module, name: str) -> list[m.Call]:
    return [c for c in module.every(m.Call) if m.dotted(c.callee).rpartition(".")[2] == name]


def first_statement(text: str) -> m.Stmt:
    return module_of(text).body.items[0]


def test_the_realistic_file_is_read_whole(controller):
    assert controller.broken_lines == []
    opaque = {n.what for n in controller.walk() if isinstance(n, (m.Opaque, m.OpaqueStmt))}
    assert opaque <= {"raise", "slice"}


def test_classes_and_modules_hold_their_members(controller):
    api, orders = controller.every(m.Class)
    assert (api.name, api.kind) == ("Api", "module")
    assert (orders.name, orders.kind) == ("OrdersController", "class")
    assert [m.dotted(b) for b in orders.bases] == ["ApplicationController"]
    names = [f.name for f in orders.body.items if isinstance(f, m.Function)]
    assert names == ["initialize", "index", "totals", "export", "sort_column", "audit"]


def test_what_follows_private_is_not_exported(controller):
    assert function(controller, "index").exported
    assert not function(controller, "sort_column").exported
    assert not function(controller, "audit").exported


def test_requires_are_imports(controller):
    assert [(i.module, i.level) for i in controller.every(m.Import)] == [("csv", 0), ("../lib/exporter", 1)]


def test_parameters_of_all_kinds(controller):
    params = function(controller, "audit").params
    assert [(p.name, p.kind) for p in params] == [
        ("item", ""),
        ("position", ""),
        ("rest", "*"),
        ("key", ""),
        ("options", "**"),
        ("block", "&"),
    ]
    assert isinstance(params[1].default, m.Literal)


def test_the_last_expression_is_returned_in_every_branch():
    made = function(module_of("def f(x)\n  if x\n    1\n  else\n    log\n    2\n  end\nend\n"), "f")
    returned = [n.value.value for n in made.body.walk_scope() if isinstance(n, m.Return)]
    assert returned == [1, 2]


def test_initialize_and_setters_return_nothing(controller):
    body = function(controller, "initialize").body
    assert not [n for n in body.walk_scope() if isinstance(n, m.Return)]


def test_a_branching_assignment_assigns_in_its_branches(controller):
    index = function(controller, "index")
    given = [
        n.value.value
        for n in index.body.walk_scope()
        if isinstance(n, m.Assign) and isinstance(n.targets[0], m.Name) and n.targets[0].id == "label"
    ]
    assert given == ["none", "many", "few"]


def test_a_rescue_of_a_method_is_a_try_with_handlers(controller):
    tried = next(n for n in function(controller, "index").body.items if isinstance(n, m.Try))
    (handler,) = tried.handlers
    assert [m.dotted(t) for t in handler.types] == ["ActiveRecord.RecordNotFound", "KeyError"]
    assert handler.name == "e"
    assert tried.final is not None
    raised = next(n for n in handler.body.walk() if isinstance(n, m.Raise))
    assert isinstance(raised.value, m.Call)
    assert m.dotted(raised.value.callee) == "Api.NotFound"


def test_iterations_are_loops(controller):
    loops = function(controller, "index").body.walk_scope()
    outer, inner = [n for n in loops if isinstance(n, m.Loop)]
    assert (m.dotted(outer.target), m.dotted(outer.iterable)) == ("order", "orders")
    assert m.dotted(inner.iterable) == "order.items()"
    assert isinstance(inner.target, m.Sequence)
    kinds = [
        (n.kind, n.test is None) for n in function(controller, "audit").body.walk() if isinstance(n, m.Loop)
    ]
    assert kinds == [("while", True), ("while", False), ("for-each", True)]


def test_blocks_are_the_last_argument(controller):
    (mapped,) = Flow(controller).calls_named("map")
    block = mapped.args[-1].value
    assert isinstance(block, m.Function)
    assert [p.name for p in block.params] == ["it"]
    (total,) = calls(controller, "sum")
    assert [(a.name, a.value.value) for a in total.args] == [("&", "total")]


def test_keyword_arguments_and_hashes():
    call = module_of('f(1, a: 2, "b" => 3, :c => 4, **rest)').every(m.Call)[0]
    assert [a.name for a in call.args] == [None, "a", None, "c", None]
    assert isinstance(call.args[2].value, m.Mapping)
    assert call.args[4].spread == "**"


def test_lambdas_are_functions(controller):
    made = [
        n.value
        for n in function(controller, "audit").body.walk()
        if isinstance(n, m.Assign) and m.dotted(n.targets[0]) == "callback"
    ]
    assert isinstance(made[0], m.Function)
    assert isinstance(made[0].params[1].pattern, m.Sequence)


def test_heredocs_lose_the_indentation_that_their_lines_share(controller):
    assigned = next(
        n
        for n in function(controller, "export").body.walk()
        if isinstance(n, m.Assign) and m.dotted(n.targets[0]) == "sql"
    )
    assert isinstance(assigned.value, m.Template)
    assert assigned.value.parts[0].value == "SELECT *\n  FROM orders\nWHERE region = '"
    assert isinstance(assigned.value.parts[1], m.Index)
    assert assigned.value.parts[2].value == "'\n"


def test_two_heredocs_of_one_line_are_told_apart():
    call = module_of("f(<<~A, <<-'B')\n  one \\t\nA\n  two \\t\n  B\n").every(m.Call)[0]
    assert [a.value.value for a in call.args] == ["one \t\n", "  two \\t\n"]


def test_text_added_by_shovel_is_an_augmented_assignment(controller):
    added = [n for n in function(controller, "export").body.items if isinstance(n, m.Assign) and n.op == "<<"]
    assert [n.value.value for n in added] == [" AND paid", " AND open"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (r"'it\'s \n'", "it's \\n"),
        (r'"a\tb\u{41 42}\x43"', "a\tbABC"),
        ("%q(a 'b')", "a 'b'"),
        ("%Q[a]", "a"),
        (":sym", "sym"),
        (':"a b"', "a b"),
        ('"a" "b"', "ab"),
        ("?x", "x"),
        ("1_000", 1000),
        ("0xff", 255),
        ("-3", -3),
        ("1.5e3", 1500.0),
        ("nil", None),
        ("true", True),
    ],
)
def test_literals_have_their_value(written, value):
    statement = module_of(f"x = {written}").body.items[0]
    assert isinstance(statement, m.Assign)
    assert isinstance(statement.value, m.Literal)
    assert statement.value.value == value


def test_conditions_that_leave_are_ifs():
    statement = first_statement("render(x) and return\n")
    assert isinstance(statement, m.If)
    assert isinstance(statement.body.items[0], m.Return)
    other = first_statement("ok?(x) or raise Denied\n")
    assert isinstance(other, m.If)
    assert isinstance(other.test, m.Unary)
    assert isinstance(other.body.items[0], m.Raise)


def test_case_is_a_switch_with_its_tests(controller):
    switch = next(n for n in function(controller, "export").body.walk() if isinstance(n, m.Switch))
    assert [[t.value for t in c.tests] for c in switch.cases] == [["csv", "tsv"], ["json"], []]


def test_pattern_matching_binds_names():
    switch = first_statement("case h\nin {name: String => n, age:} if age > 3\n  n\nin 'a' | 'b'\n  1\nend\n")
    assert isinstance(switch, m.Switch)
    guard = switch.cases[0].tests[0]
    assert isinstance(guard, m.Binary)
    assert isinstance(guard.left, m.Assign)
    assert [t.value for t in switch.cases[1].tests] == ["a", "b"]


def test_instance_variables_are_members_of_self():
    statement = first_statement("@a = @@b\n")
    assert isinstance(statement, m.Assign)
    assert m.dotted(statement.targets[0]) == "self.a"
    assert m.dotted(statement.value) == "self.b"


def test_new_and_constants_resolve():
    module = module_of("client = Mysql2::Client.new(host: 'x')\nclient.query(sql)\n")
    flow = Flow(module)
    query = next(c for c in module.every(m.Call) if m.dotted(c.callee) == "client.query")
    assert flow.resolve(query.callee) == "Mysql2.Client().query"
    assert module.every(m.Call)[0].new


def test_a_memoized_connection_resolves_through_its_method():
    module = module_of(
        "class R\n  def conn\n    @conn ||= PG.connect(dbname: 'x')\n  end\n  def f\n    @conn.exec(sql)\n  end\nend\n"
    )
    call = next(c for c in module.every(m.Call) if m.dotted(c.callee) == "self.conn.exec")
    assert Flow(module).resolve(call.callee) == "PG.connect().exec"


def test_comments_lose_their_marks(controller):
    assert [c.text for c in controller.comments] == ["frozen_string_literal: true", "Lists the orders."]
    module = module_of("=begin\nLong\n=end\nx = 1 # short\n")
    assert [(c.text, c.alone) for c in module.comments] == [("Long", True), ("short", False)]


def test_every_node_has_lines_within_the_file(controller):
    for node in controller.walk():
        assert 1 <= node.line <= node.end_line <= CONTROLLER.count("\n") + 1


def test_broken_syntax_costs_little():
    module = module_of("def a\n  x = (1\nend\n\ndef b\n  safe(2)\nend\n")
    assert module.broken_lines
    assert calls(module, "safe")


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "if x\n" * 100_000,
        "a." * 100_000 + "b",
        "1+" * 100_000 + "1",
        '"#{' * 100_000,
        "x = " * 50_000 + "1",
        "if a\n1\n" + "elsif b\n2\n" * 50_000 + "end",
        "foo(<<~A)\nx\nA\n" * 10_000,
        "begin\n" * 50_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_nesting_ends_soon(text):
    start = time.perf_counter()
    module = module_of(text)
    assert sum(1 for _ in module.walk()) >= 2
    assert time.perf_counter() - start < 20


def test_torn_files_are_read():
    dice = random.Random(7)
    source = CONTROLLER.encode()
    for _ in range(60):
        start, end = sorted((dice.randrange(len(source)), dice.randrange(len(source))))
        for torn in (source[:start], source[:start] + source[end:]):
            module = parse("a.rb", "ruby", torn)
            assert module is not None
            assert all(node.end >= node.start for node in module.walk())
