from django.db import models


class Invoice(models.Model):
    number = models.CharField(max_length=20, verbose_name="No.", help_text="As printed")
    total = models.DecimalField(max_digits=10, decimal_places=2)

    class Meta:
        ordering = ["number"]

    def __str__(self):
        return self.number

    @property
    def net(self):
        return self.total
