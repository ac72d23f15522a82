"""The HTTP service."""

from fastapi import FastAPI

from service.routers import orders, customers, invoices, warehouses, price_lists

app = FastAPI(title="Depot")

app.include_router(orders.router, prefix="/v2")
app.include_router(customers.router, prefix="/v2")
app.include_router(invoices.router, prefix="/v2")
app.include_router(warehouses.router, prefix="/v2")
app.include_router(price_lists.router, prefix="/v2")


@app.get("/healthz")
def healthz() -> dict[str, str]:
    return {"status": "ok"}
