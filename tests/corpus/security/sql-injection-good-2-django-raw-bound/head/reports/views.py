from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse
from psycopg import sql

from reports.models import Sale
from reports.tables import EXPORT_TABLES

_GROUPINGS = {"month": "month", "week": "week", "day": "day"}


@login_required
def sale_detail(request: HttpRequest, pk: int) -> JsonResponse:
    sale = Sale.objects.values("id", "amount", "region").get(pk=pk)
    return JsonResponse(sale)


@login_required
def sales_by_period(request: HttpRequest) -> JsonResponse:
    period = _GROUPINGS.get(request.GET.get("period", "month"))
    if period is None:
        return HttpResponseBadRequest("unknown period")
    table = Sale._meta.db_table
    params: list[object] = [int(request.GET.get("year", "2024"))]
    query = f"SELECT date_trunc('{period}', sold_at), sum(amount) FROM {table} WHERE extract(year FROM sold_at) = %s"
    regions = request.GET.getlist("region")
    if regions:
        query += " AND region IN (" + ", ".join(["%s"] * len(regions)) + ")"
        params.extend(regions)
    with connection.cursor() as cursor:
        cursor.execute(query + " GROUP BY 1 ORDER BY 1", params)
        return JsonResponse({"rows": cursor.fetchall()})


@login_required
def export(request: HttpRequest) -> JsonResponse:
    name = request.GET.get("table", "")
    if name not in EXPORT_TABLES:
        return HttpResponseBadRequest("unknown table")
    statement = sql.SQL("SELECT * FROM {} ORDER BY id LIMIT 1000").format(sql.Identifier(name))
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return JsonResponse({"rows": cursor.fetchall()})
