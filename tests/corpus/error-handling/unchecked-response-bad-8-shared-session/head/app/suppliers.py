from app.http import session
from app.settings import SUPPLIER_URL


def ping() -> bool:
    return session.get(f"{SUPPLIER_URL}/ping", timeout=2).ok


def order(sku: str, count: int) -> str:
    """Order from the supplier and give the order's number."""
    answer = session.post(f"{SUPPLIER_URL}/orders", json={"sku": sku, "count": count}, timeout=10)
    return answer.json()["number"]


def cancel(number: str) -> None:
    answer = session.delete(f"{SUPPLIER_URL}/orders/{number}", timeout=10)
    if answer.status_code not in (204, 404):
        raise RuntimeError(f"order {number} was not cancelled: HTTP {answer.status_code}")
