import httpx

BASE_CENTS = 500


def quote(weight, carrier=None):
    """Price in cents; a carrier's own price wins."""
    if carrier is not None:
        answer = httpx.get(f"https://{carrier}.example.com/price", params={"weight": weight}, timeout=5)
        answer.raise_for_status()
        return int(answer.json()["cents"])
    return BASE_CENTS + weight * 2
