"""Serializers that show relations in lists, with the views that use them."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

MODELS = """\
from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=50)


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)


class Line(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
"""
SERIALIZERS = """\
from rest_framework import serializers

from .models import Customer, Line, Order


class LineSerializer(serializers.ModelSerializer):
    class Meta:
        model = Line
        fields = ["id"]


class OrderSerializer(serializers.ModelSerializer):
    lines = LineSerializer(many=True, read_only=True)
    customer_name = serializers.CharField(source="customer.name", read_only=True)
    line_count = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = ["id", "lines", "customer_name", "line_count"]

    def get_line_count(self, obj):
        return obj.lines.count()
"""


def view(queryset: str, base: str = "viewsets.ModelViewSet") -> str:
    return (
        "from rest_framework import generics, viewsets\n\nfrom .models import Order\nfrom .serializers import OrderSerializer\n\n\n"
        f"class OrderViewSet({base}):\n    queryset = {queryset}\n    serializer_class = OrderSerializer\n"
    )


def lines(views: str) -> list[int]:
    files = {"shop/models.py": MODELS, "shop/serializers.py": SERIALIZERS, "shop/views.py": views}
    report = review(in_memory(files), only={"performance/query-in-loop"})
    assert report.errors == ()
    return [f.line for f in report.findings if f.path == "shop/serializers.py"]


def test_a_list_view_that_loads_no_relations_makes_its_serializer_query() -> None:
    assert lines(view("Order.objects.all()")) == [13, 14]


def test_what_the_view_loads_is_no_finding() -> None:
    assert lines(view('Order.objects.select_related("customer")')) == [13]
    assert lines(view('Order.objects.select_related("customer").prefetch_related("lines")')) == []


@pytest.mark.parametrize("base", ["generics.RetrieveAPIView", "BaseView"])
def test_a_serializer_of_one_object_is_left_alone(base: str) -> None:
    assert lines(view("Order.objects.all()", base)) == []


def test_a_serializer_whose_view_is_not_found_is_left_alone() -> None:
    assert lines("") == []
