from django.db import models
class Order(models.Model):
    legacy_code = models.CharField(max_length=3)
class OrderItem(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
