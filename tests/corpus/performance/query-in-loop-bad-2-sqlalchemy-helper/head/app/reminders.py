from app.store import last_payment, open_invoices


def due(session, account_id):
    return [invoice.id for invoice in open_invoices(session, account_id)]


def reminders(session, account_id):
    """What to remind the account of, with the time of its last payment."""
    result = []
    for invoice in open_invoices(session, account_id):
        payment = last_payment(session, invoice.id)
        result.append({"invoice": invoice.id, "last": payment.paid_at if payment else None})
    return result
