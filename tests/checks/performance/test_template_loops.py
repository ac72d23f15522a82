"""Templates that read relations of a list's rows, with the view or controller that renders them."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

DJANGO = """\
from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=50)


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="orders")
    number = models.CharField(max_length=9)

    @property
    def line_count(self):
        return self.lines.count()


class Product(models.Model):
    name = models.CharField(max_length=50)


class Line(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, on_delete=models.CASCADE)
"""
RAILS = {
    "app/models/order.rb": "class Order < ApplicationRecord\n  belongs_to :customer\n  has_many :lines\nend\n",
    "app/models/customer.rb": "class Customer < ApplicationRecord\nend\n",
    "app/models/line.rb": "class Line < ApplicationRecord\n  belongs_to :product\nend\n",
}
LARAVEL = {
    "app/Models/Order.php": "<?php\nnamespace App\\Models;\nclass Order extends Model {\n"
    "  public function customer() { return $this->belongsTo(Customer::class); }\n"
    "  public function lines() { return $this->hasMany(Line::class); }\n}\n",
}
ORDER_LIST = """\
{% extends "base.html" %}
{% block content %}
<ul>
  {% for order in orders %}
    <li>{{ order.number }}: {{ order.customer.name|title }}</li>
  {% empty %}
    <li>None</li>
  {% endfor %}
</ul>
{% endblock %}
"""
LINES = """\
{% for order in orders %}
  {{ order.number }}
  {% for line in order.lines.all %}{{ line.product.name }}{% endfor %}
{% endfor %}
"""
TEMPLATE = "shop/templates/shop/orders.html"


def function_view(query: str, context: str = "{'orders': orders}") -> str:
    return (
        "from django.core.paginator import Paginator\nfrom django.shortcuts import render\nfrom shop.models import Order\n\n\n"
        f"def orders(request):\n    orders = {query}\n    return render(request, 'shop/orders.html', {context})\n"
    )


def list_view(query: str) -> str:
    return (
        "from django.views.generic import ListView\nfrom shop.models import Order\n\n\n"
        "class OrderList(ListView):\n    model = Order\n    template_name = 'shop/orders.html'\n    context_object_name = 'orders'\n\n"
        f"    def get_queryset(self):\n        return super().get_queryset(){query}\n"
    )


def lines(files: dict[str, str], path: str) -> list[int]:
    report = review(in_memory(files), only={"performance/query-in-loop"})
    assert report.errors == ()
    return [f.line for f in report.findings if f.path == path]


def django(view: str, template: str = ORDER_LIST) -> list[int]:
    return lines({"shop/models.py": DJANGO, "shop/views.py": view, TEMPLATE: template}, TEMPLATE)


@pytest.mark.parametrize(
    "view",
    [
        function_view("Order.objects.filter(open=True)"),
        function_view("Order.objects.order_by('-id')[:50]"),
        function_view("Paginator(Order.objects.all(), 20).get_page(1)"),
        function_view("Order.objects.prefetch_related('lines')"),
        list_view(".filter(open=True)"),
    ],
)
def test_a_django_template_reads_what_the_view_did_not_load(view: str) -> None:
    assert django(view) == [5]


@pytest.mark.parametrize(
    "view",
    [
        function_view("Order.objects.select_related('customer')"),
        function_view("load_orders(request)"),
        function_view("Order.objects.values('number', 'customer__name')"),
        function_view("Order.objects.all()", "{'rows': orders}"),
        list_view(".select_related('customer')"),
        "def nothing():\n    pass\n",
    ],
)
def test_a_django_template_of_loaded_or_unknown_rows_is_left_alone(view: str) -> None:
    assert django(view) == []


def test_inner_loops_of_a_template_and_what_they_read_are_judged_each() -> None:
    assert django(function_view("Order.objects.all()"), LINES) == [3, 3]
    assert django(function_view("Order.objects.prefetch_related('lines')"), LINES) == [3]
    assert django(function_view("Order.objects.prefetch_related('lines__product')"), LINES) == []


def test_a_property_that_queries_is_seen_through_the_template() -> None:
    shown = "{% for order in orders %}\n{{ order.line_count }}\n{% endfor %}\n"
    assert django(function_view("Order.objects.all()"), shown) == [2]


def test_keys_and_own_columns_in_a_template_are_fine() -> None:
    shown = "{% for order in orders %}\n{{ order.customer_id }} {{ order.customer.pk }} {% url 'order' order.pk %}\n{% endfor %}\n"
    assert django(function_view("Order.objects.all()"), shown) == []


ERB = """\
<h1>Orders</h1>
<%# the newest first %>
<% @orders.each do |order| %>
  <td><%= order.number %></td>
  <td><%= link_to order.customer.name, order %></td>
<% end %>
"""


def rails(query: str, template: str = ERB) -> list[int]:
    controller = f"class OrdersController < ApplicationController\n  def index\n    @orders = {query}\n  end\n\n  def show\n    @order = Order.find(params[:id])\n  end\nend\n"
    path = "app/views/orders/index.html.erb"
    return lines({**RAILS, "app/controllers/orders_controller.rb": controller, path: template}, path)


def test_an_erb_view_reads_what_the_action_did_not_load() -> None:
    assert rails("Order.where(open: true).order(:id)") == [5]
    assert rails("current_user.orders.limit(50)") == [5]


def test_an_erb_view_of_loaded_or_unknown_records_is_left_alone() -> None:
    assert rails("Order.includes(:customer).where(open: true)") == []
    assert rails("OrderSearch.new(params).results") == []


BLADE = """\
<h1>Orders</h1>
{{-- the newest first --}}
@foreach ($orders as $order)
  @if ($order->open)
    <td>{{ $order->customer->name }}</td>
  @endif
@endforeach
"""


def laravel(query: str, handed: str = "compact('orders')") -> list[int]:
    controller = (
        "<?php\nnamespace App\\Http\\Controllers;\nuse App\\Models\\Order;\nclass OrderController extends Controller {\n"
        f"  public function index() {{\n    $orders = {query};\n    return view('orders.index', {handed});\n  }}\n}}\n"
    )
    path = "resources/views/orders/index.blade.php"
    return lines({**LARAVEL, "app/Http/Controllers/OrderController.php": controller, path: BLADE}, path)


def test_a_blade_view_reads_what_the_controller_did_not_load() -> None:
    assert laravel("Order::where('open', true)->get()") == [5]
    assert laravel("Order::latest()->paginate(20)", "['orders' => $orders]") == [5]


def test_a_blade_view_of_loaded_or_unknown_records_is_left_alone() -> None:
    assert laravel("Order::with('customer')->get()") == []
    assert laravel("$this->search->run()") == []
