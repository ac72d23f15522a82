from django.contrib.auth import get_user_model
from django.test import TestCase
from django.urls import reverse

from billing.models import Account, Invoice


class InvoiceViewTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.account = Account.objects.create(name="Acme")
        cls.user = get_user_model().objects.create_user("ann", account=cls.account)
        cls.invoice = Invoice.objects.create(account=cls.account, total="12.00", status="open")

    def setUp(self):
        self.client.force_login(self.user)

    def test_detail_shows_total(self):
        response = self.client.get(reverse("invoice-detail", args=[self.invoice.pk]))
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.json()["total"], "12.00")

    def test_foreign_invoice_is_not_found(self):
        other = Invoice.objects.create(account=Account.objects.create(name="Other"), total="1.00")
        response = self.client.get(reverse("invoice-detail", args=[other.pk]))
        self.assertEqual(response.status_code, 404)
