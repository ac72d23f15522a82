from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from reports.models import Sale


@login_required
def sale_detail(request: HttpRequest, pk: int) -> JsonResponse:
    sale = Sale.objects.values("id", "amount", "region").get(pk=pk)
    return JsonResponse(sale)


def _rows(cursor) -> list[dict]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor.fetchall()]


def _region_filter(region: str) -> str:
    """Optional part of the WHERE clause."""
    if not region:
        return ""
    return " AND s.region = '%s'" % region


@login_required
@require_GET
def sales_by_month(request: HttpRequest) -> JsonResponse:
    """Sums per month for the chart on the dashboard."""
    year = int(request.GET.get("year", "2024"))
    region = request.GET.get("region", "")
    sql = """
        SELECT date_trunc('month', s.sold_at) AS month, sum(s.amount) AS total
        FROM reports_sale s
        WHERE extract(year FROM s.sold_at) = %s
    """
    sql += _region_filter(region)
    sql += " GROUP BY 1 ORDER BY 1"
    with connection.cursor() as cursor:
        cursor.execute(sql, [year])
        return JsonResponse({"months": _rows(cursor)})


@login_required
@require_GET
def top_sellers(request: HttpRequest) -> JsonResponse:
    order = request.GET.get("order", "total")
    sellers = Sale.objects.raw(
        "SELECT seller_id AS id, sum(amount) AS total FROM reports_sale GROUP BY seller_id ORDER BY {}".format(order)
    )
    return JsonResponse({"sellers": [{"id": s.id, "total": s.total} for s in sellers[:20]]})
