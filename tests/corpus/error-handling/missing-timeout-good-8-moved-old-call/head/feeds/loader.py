"""Loading of feeds, moved out of the legacy package."""
import requests


def load_feed(url):
    response = requests.get(url)
    response.raise_for_status()
    return response.text


def load_all(urls):
    return [load_feed(url) for url in urls]
