import requests


def main():
    for path in ("/", "/about"):
        requests.get("https://example.org" + path, timeout=5)
