from celery import shared_task

from reports.export import archive
from reports.models import Report


@shared_task
def nightly(report_id):
    report = Report.objects.get(pk=report_id)
    return str(archive(report.pk, report.rows()))
