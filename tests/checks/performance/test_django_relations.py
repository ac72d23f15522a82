"""Related objects of Django rows that are read in loops."""

from __future__ import annotations

import textwrap

import pytest

from checks.changes import in_memory
from checks.engine import review

MODELS = "from django.db import models\n\nclass Customer(models.Model):\n    name = models.CharField(max_length=50)\n    region = models.ForeignKey(\"Region\", on_delete=models.CASCADE)\n\nclass Region(models.Model):\n    name = models.CharField(max_length=50)\n\nclass Order(models.Model):\n    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name=\"orders\")\n    tags = models.ManyToManyField(\"Tag\")\n\n    @property\n    def buyer(self):\n        return self.customer.name\n\n    @property\n    def line_count(self):\n        return self.lines.count()\n\n    def total(self):\n        return sum(l.amount for l in self.lines.all())\n\n    def label(self):\n        return f\"{self.pk}\"\n\nclass Tag(models.Model):\n    name = models.CharField(max_length=9)\n\nclass Line(models.Model):\n    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name=\"lines\")\n"  # fmt: skip

BAD = [
    "for o in Order.objects.all():\n    print(o.customer.name)",
    "orders = Order.objects.filter(x=1)\nreturn [o.customer.name for o in orders]",
    "for o in Order.objects.all():\n    n = o.lines.count()",
    "for o in Order.objects.all():\n    for l in o.lines.all():\n        print(l)",
    "for o in Order.objects.all():\n    print(o.buyer)",
    "return [o.line_count for o in Order.objects.filter(x=1)]",
    "return [o.total() for o in Order.objects.filter(x=1)]",
    "for c in Customer.objects.select_related('region'):\n    x = c.orders.filter(a=1).count()",
    "for o in Order.objects.select_related('customer'):\n    print(o.customer.region.name)",
    "for o in Order.objects.prefetch_related('lines'):\n    x = o.lines.filter(a=1)\n    print(list(x))",
    "for o in Order.objects.all():\n    print([t.name for t in o.tags.all()])",
    "for o in Order.objects.order_by('-id')[:50]:\n    d = {'c': o.customer.name}",
    "for c in Customer.objects.all():\n    last = c.orders.order_by('-id').first()",
    "orders = Order.objects.filter(x=1)\nif limit:\n    orders = orders[:limit]\nfor o in orders:\n    print(o.customer.name)",
    "orders = Order.objects.all()\norders = orders.filter(x=1)\nfor o in orders:\n    print(o.customer.name)",
    "for o in Order.objects.iterator():\n    print(o.customer.name)",
    "for o in Order.objects.all():\n    c = o.customer\n    print(c.name)",
    "for o in Order.objects.all():\n    send(o.customer)",
    "page = Paginator(Order.objects.all(), 25).get_page(1)\nfor o in page:\n    print(o.customer.name)",
]  # fmt: skip
GOOD = [
    "for o in Order.objects.prefetch_related(*RELATED):\n    print(o.customer.name)",
    "for o in Order.objects.for_dashboard(3):\n    print(o.customer.name)",
    "for o in Order.objects.filter(x=1):\n    o.customer = limit[o.customer_id]\n    print(o.customer.name)",
    "for o in Order.objects.select_related('customer'):\n    print(o.customer.name)",
    "for o in Order.objects.all():\n    print(o.customer_id)",
    "for o in Order.objects.all():\n    print(o.customer.id)",
    "for o in Order.objects.prefetch_related('lines'):\n    print(o.total(), o.lines.count())",
    "for o in Order.objects.select_related('customer__region'):\n    print(o.customer.region.name, o.buyer)",
    "for o in Order.objects.all():\n    print(o.label())",
    "orders = Order.objects.all()\norders = orders.select_related('customer')\nfor o in orders:\n    print(o.customer.name)",
    "orders = Order.objects.all()\nprefetch_related_objects(orders, 'customer')\nfor o in orders:\n    print(o.customer.name)",
    "for o in Order.objects.prefetch_related(Prefetch('lines', queryset=Line.objects.all(), to_attr='xs')):\n    print([x for x in o.xs])",
    "for o in Order.objects.annotate(n=Count('lines')):\n    print(o.n)",
    "for o in Order.objects.all():\n    o.lines.create(a=1)\n    o.tags.add(3)",
    "for o in Order.objects.values('customer'):\n    print(o.customer.name)",
    "for o in customer.orders.all():\n    print(o.customer.name)",
    "for x in items:\n    print(x.customer.name)",
]  # fmt: skip


def findings(code: str) -> list[str]:
    head = "from shop.models import Order, Customer\ndef f(request, limit=None):\n"
    files = {"shop/models.py": MODELS, "shop/report.py": head + textwrap.indent(code, "    ") + "\n"}
    report = review(in_memory(files), only={"performance/query-in-loop"})
    assert report.errors == ()
    return [f.message for f in report.findings if f.path == "shop/report.py"]


@pytest.mark.parametrize("code", BAD)
def test_a_related_object_that_the_query_did_not_load_is_reported(code: str) -> None:
    assert findings(code)


@pytest.mark.parametrize("code", GOOD)
def test_related_objects_that_are_loaded_or_no_rows_are_left_alone(code: str) -> None:
    assert findings(code) == []
