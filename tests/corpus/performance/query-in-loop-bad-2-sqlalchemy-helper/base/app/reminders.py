from app.store import open_invoices


def due(session, account_id):
    return [invoice.id for invoice in open_invoices(session, account_id)]
