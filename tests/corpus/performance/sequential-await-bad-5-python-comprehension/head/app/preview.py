"""Previews of links in a message."""
from app.fetching import load_preview


async def previews(links: list[str]) -> dict[str, str]:
    return {link: await load_preview(link) for link in links}
