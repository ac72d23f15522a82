import urllib.request


def test_front_page(server):
    with urllib.request.urlopen(server + "/", timeout=5) as response:
        assert response.status == 200
