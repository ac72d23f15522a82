def paid(request, invoice):
    return invoice.paid_at is not None
