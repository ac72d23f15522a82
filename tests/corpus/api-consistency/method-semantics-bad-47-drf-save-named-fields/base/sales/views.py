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


class CustomerViewSet(viewsets.ModelViewSet):
    queryset = Customer.objects.order_by("id")
    serializer_class = CustomerSerializer
