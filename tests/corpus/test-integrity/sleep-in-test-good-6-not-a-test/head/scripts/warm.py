import time

import requests

PAUSE_S = 0.5


def main():
    for path in ("/", "/about"):
        requests.get("https://example.org" + path, timeout=5)
        time.sleep(PAUSE_S)
