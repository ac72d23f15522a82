"""Places of addresses."""
from app.geocoder import Geocoder


async def locate(geocoder: Geocoder, addresses: list[str]) -> list[tuple[float, float]]:
    """Coordinates of each address, in order."""
    places = []
    for address in addresses:
        place = await geocoder.lookup(address)
        places.append((place.lat, place.lon))
    return places
