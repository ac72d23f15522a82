"""The application: every router hangs under /api/v1."""

from fastapi import FastAPI

from app.routes import customers, orders, products, shipments

app = FastAPI(title="Orders API")
app.include_router(customers.router, prefix="/api/v1")
app.include_router(orders.router, prefix="/api/v1")
app.include_router(products.router, prefix="/api/v1")
app.include_router(shipments.router, prefix="/api/v1")
