import requests


def announce(label):
    return requests.post("https://carrier.example.com/labels", json=label, timeout=5).json()
