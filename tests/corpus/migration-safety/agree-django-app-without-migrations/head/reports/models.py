from django.db import models


class Daily(models.Model):
    day = models.DateField()
    total = models.IntegerField()

    class Meta:
        managed = False
