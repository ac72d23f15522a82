import requests


def call(x):
    return requests.post("https://billing.example.com", json=x, timeout=5).json()
