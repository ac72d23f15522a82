"""Relations of ActiveRecord and Eloquent records that are read in loops."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

MODELS = {
    "app/models/order.rb": "class Order < ApplicationRecord\n  belongs_to :customer\n  belongs_to :shop, class_name: \"Store\"\n  has_many :lines, dependent: :destroy\n  scope :recent, -> { order(created_at: :desc) }\n  scope :full, -> { includes(:customer) }\n  delegate :name, to: :customer, prefix: true\n  def total\n    lines.sum(&:amount)\n  end\nend\n",
    "app/models/line.rb": "class Line < ApplicationRecord\n belongs_to :order\n belongs_to :product\nend\n",
    "app/models/customer.rb": "class Customer < ApplicationRecord\n belongs_to :region\n has_many :orders\nend\n",
    "app/models/region.rb": "class Region < ApplicationRecord\nend\n",
    "app/Models/Order.php": "<?php\nnamespace App\\Models;\nclass Order extends Model {\n  public function customer(): BelongsTo { return $this->belongsTo(Customer::class); }\n  public function lines() { return $this->hasMany(Line::class); }\n}\n",
    "app/Models/Customer.php": "<?php\nnamespace App\\Models;\nclass Customer extends Model {\n  public function region() { return $this->belongsTo(Region::class); }\n  public function orders() { return $this->hasMany(Order::class); }\n}\n",
    "app/Models/Line.php": "<?php\nclass Line extends Model { public function product() { return $this->belongsTo(Product::class); } }\n",
}  # fmt: skip

RUBY_BAD = [
    "Order.where(x: 1).each { |o| puts o.customer.name }",
    "orders = Order.recent\norders.find_each do |o|\n  o.lines.count\nend",
    "@orders = current_user.orders.recent.page(params[:page])\n@orders.map { |o| { c: o.customer&.name } }",
    "Order.all.map(&:customer)",
    "Order.recent.each { |o| o.customer_name }",
    "Order.recent.each { |o| o.total }",
    "Order.includes(:customer).each { |o| o.customer.region.name }",
    "Order.includes(:lines).each { |o| o.lines.each { |l| l.product.name } }",
    "Order.preload(:lines).each { |o| o.lines.where(a: 1).first }",
    "Order.all.each do |o|\n  next if o.lines.empty?\nend",
    "Order.where(a: 1).in_batches do |batch|\n  batch.each { |o| o.customer.name }\nend",
]  # fmt: skip
RUBY_GOOD = [
    "Order.includes(*RELATIONS).each { |o| o.customer.name }",
    "Order.joins(:customer).select('orders.*, customers.name AS customer').each { |o| o.customer }",
    "params.each { |p| Encoding.find(p.name) }",
    "Order.includes(:customer).each { |o| puts o.customer.name }",
    "Order.full.each { |o| o.customer.name }",
    "Order.all.each { |o| o.customer_id }",
    "orders.each { |o| o.customer.name }",
    "Order.includes(lines: :product).each { |o| o.lines.each { |l| l.product.name } }",
    "Order.all.each { |o| o.lines.create!(a: 1) }",
    "Order.all.each { |o| o.customer = x }",
    "Order.includes(:lines).each { |o| o.total }",
    "Order.with_all.each { |o| o.customer.name }",
    "Order.limit(3).each { |o| o.customer.name }",
    "o = Order.find(1)\no.lines.each { |l| l.order_id }",
    "Order.includes(:customer).find_each { |o| o.customer_name }",
    "orders = Order.all\norders = orders.includes(:customer)\norders.each { |o| o.customer.name }",
    "customer.orders.each { |o| o.customer.name }",
]  # fmt: skip
PHP_BAD = [
    "foreach (Order::where('a', 1)->get() as $o) { echo $o->customer->name; }",
    "$os = Order::all();\nreturn $os->map(fn ($o) => $o->customer->name);",
    "foreach ($user->orders as $o) { $n = $o->lines()->count(); }",
    "foreach (Order::with('customer')->get() as $o) { echo $o->customer->region->name; }",
    "foreach (Order::query()->latest()->paginate(50) as $o) { foreach ($o->lines as $l) { echo $l->x; } }",
    "Order::where('a', 1)->chunk(100, function ($orders) {\n foreach ($orders as $o) { echo $o->customer->name; }\n});",
    "$orders = $customer->orders()->get();\nforeach ($orders as $o) { foreach ($o->lines as $l) { echo $l->product->name; } }",
]  # fmt: skip
PHP_GOOD = [
    "foreach (Order::all() as $o) { if ($o->relationLoaded('customer')) { echo $o->customer->name; } }",
    "foreach (Order::with(self::LIST)->get() as $o) { echo $o->customer->name; }",
    "foreach (Order::with('customer')->get() as $o) { echo $o->customer->name; }",
    "$os = Order::all();\n$os->load(['customer']);\nforeach ($os as $o) { echo $o->customer->name; }",
    "foreach (Order::all() as $o) { $o->lines()->create(['a' => 1]); }",
    "foreach (Order::withCount('lines')->get() as $o) { echo $o->lines_count; }",
    "foreach ($orders as $o) { echo $o->customer->name; }",
    "foreach (Order::with(['lines.product', 'customer:id,name'])->get() as $o) { foreach ($o->lines as $l) { echo $l->product->name . $o->customer->name; } }",
    "foreach (Order::all() as $o) { echo $o->customer_id; }",
]  # fmt: skip


def findings(path: str, code: str) -> list[str]:
    report = review(in_memory({**MODELS, path: code}), only={"performance/query-in-loop"})
    assert report.errors == ()
    return [f.message for f in report.findings]


def ruby(code: str) -> list[str]:
    return findings("app/services/report.rb", f"class Report\n  def rows\n{code}\n  end\nend\n")


def php(code: str) -> list[str]:
    head = "<?php\nnamespace App\\Services;\nuse App\\Models\\Order;\nclass Report {\n  public function rows($user, $orders, $customer) {\n"
    return findings("app/Services/Report.php", f"{head}{code}\n  }}\n}}\n")


@pytest.mark.parametrize("code", RUBY_BAD)
def test_a_record_relation_that_the_query_did_not_load_is_reported(code: str) -> None:
    assert len(ruby(code)) == 1


@pytest.mark.parametrize("code", RUBY_GOOD)
def test_record_relations_that_are_loaded_or_unknown_are_left_alone(code: str) -> None:
    assert ruby(code) == []


@pytest.mark.parametrize("code", PHP_BAD)
def test_an_eloquent_relation_that_the_query_did_not_load_is_reported(code: str) -> None:
    assert php(code)


@pytest.mark.parametrize("code", PHP_GOOD)
def test_eloquent_relations_that_are_loaded_or_unknown_are_left_alone(code: str) -> None:
    assert php(code) == []


def test_an_application_that_loads_relations_by_itself_is_left_alone() -> None:
    code = "class Report\n  def rows\n    Order.all.each { |o| o.customer.name }\n  end\nend\n"
    files = {**MODELS, "Gemfile": "gem 'goldiloader'\n", "app/services/report.rb": code}
    assert review(in_memory(files), only={"performance/query-in-loop"}).findings == ()
