from app.http import session
from app.settings import SUPPLIER_URL


def ping() -> bool:
    return session.get(f"{SUPPLIER_URL}/ping", timeout=2).ok
