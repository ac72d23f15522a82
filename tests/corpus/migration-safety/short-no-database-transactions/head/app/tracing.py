import requests

from app.apm import tracer


def load(url):
    with tracer.start_span("load"):
        return requests.get(url, timeout=5).json()
