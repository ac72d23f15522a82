"""Places of addresses."""
import asyncio

from app.geocoder import Geocoder


async def locate(geocoder: Geocoder, addresses: list[str]) -> list[tuple[float, float]]:
    places = await asyncio.gather(*(geocoder.lookup(address) for address in addresses))
    return [(place.lat, place.lon) for place in places]
