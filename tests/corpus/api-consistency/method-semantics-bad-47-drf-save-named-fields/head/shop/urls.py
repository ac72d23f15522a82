from django.urls import include, path
from rest_framework.routers import DefaultRouter

from catalog.views import BrandViewSet, CategoryViewSet, ProductViewSet
from sales.views import CustomerViewSet, OrderViewSet

router = DefaultRouter()
router.register("products", ProductViewSet)
router.register("categories", CategoryViewSet)
router.register("brands", BrandViewSet)
router.register("orders", OrderViewSet)
router.register("customers", CustomerViewSet)

urlpatterns = [path("api/v1/", include(router.urls))]
