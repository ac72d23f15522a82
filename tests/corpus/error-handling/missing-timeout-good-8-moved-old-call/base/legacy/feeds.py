import requests


def load_feed(url):
    response = requests.get(url)
    response.raise_for_status()
    return response.text
