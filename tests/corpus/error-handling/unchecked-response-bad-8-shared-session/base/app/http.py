import requests

session = requests.Session()
session.headers["User-Agent"] = "stock/1.0"
