from django.utils import timezone
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from sales.models import Customer, Order
from sales.serializers import CustomerSerializer, OrderSerializer


class OrderViewSet(viewsets.ModelViewSet):
    queryset = Order.objects.select_related("customer").order_by("-created_at")
    serializer_class = OrderSerializer

    @action(detail=True, methods=["post"])
    def cancel(self, request, pk=None):
        order = self.get_object()
        if order.status == Order.SHIPPED:
            return Response({"detail": "Shipped orders cannot be cancelled."}, status=status.HTTP_409_CONFLICT)
        order.cancel()
        return Response(self.get_serializer(order).data)

    @action(detail=False, methods=["get"])
    def overdue(self, request):
        orders = Order.objects.filter(due_at__lt=timezone.now(), paid_at__isnull=True).order_by("due_at")
        return Response(OrderSerializer(orders, many=True).data)

    @action(detail=True, methods=["get"], url_path="mark-paid")
    def mark_paid(self, request, pk=None):
        order = self.get_object()
        if order.paid_at is not None:
            return Response({"detail": "The order is already paid."}, status=status.HTTP_409_CONFLICT)
        order.paid_at = timezone.now()
        order.save(update_fields=["paid_at"])
        return Response(self.get_serializer(order).data)


class CustomerViewSet(viewsets.ModelViewSet):
    queryset = Customer.objects.order_by("id")
    serializer_class = CustomerSerializer
