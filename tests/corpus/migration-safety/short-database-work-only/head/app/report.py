from django.db import transaction


@transaction.atomic
def close_month(month):
    totals = Invoice.objects.filter(month=month).aggregate(total=Sum("total"))
    report = cache.get(month) or Report(month=month)
    report.total = totals["total"]
    report.save()
    client = Client.objects.get(pk=report.client_id)
    client.send_reports = True
    client.save()
