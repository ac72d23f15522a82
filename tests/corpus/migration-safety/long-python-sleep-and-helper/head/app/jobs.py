import time

import stripe
from django.db import transaction


def refund_all(payments):
    with transaction.atomic():
        for payment in payments.select_for_update():
            _refund(payment)
            time.sleep(0.2)


def _refund(payment):
    refund = stripe.Refund.create(charge=payment.charge_id)
    payment.refund_id = refund.id
    payment.save()
