from django.conf import settings
from django.db import models


class Currency(models.Model):
    """Reference data: the currencies we bill in."""

    code = models.CharField(max_length=3, primary_key=True)
    name = models.CharField(max_length=40)
    digits = models.PositiveSmallIntegerField(default=2)


class Charge(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    currency = models.ForeignKey(Currency, on_delete=models.PROTECT)
    amount = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
