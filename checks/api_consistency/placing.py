"""Where the family's sites stand."""

from __future__ import annotations

from checks.api_consistency.api import Api
from checks.api_consistency.model import Operation, Place
from checks.languages import language_of, reported
from checks.rules import Defect, Site


def route_site(operation: Operation, defect: Defect | None = None) -> Site:
    """At the registration: the decorator or the registering call. The rule vouches that the route is new."""
    return place_site(operation.place, defect)


def place_site(place: Place, defect: Defect | None = None, *, always: bool = False) -> Site:
    """At any place."""
    language = reported(language_of(place.path))
    return Site(place.path, place.line, place.end_line, language, defect, always_touched=always)


def touched_mount(api: Api, operation: Operation, *, innermost: bool) -> Place | None:
    """The mount or prefixed router on the way to the operation that the change wrote."""
    touched = [p for p in operation.mounts if api.touched(p)]
    if not touched:
        return None
    return touched[-1] if innermost else touched[0]


def one_per_place(sites: list[Site]) -> list[Site]:
    """One site a place; the one with a defect wins."""
    found: dict[tuple[str, int, int], Site] = {}
    for site in sites:
        key = (site.path, site.line, site.end_line)
        if key not in found or (found[key].defect is None and site.defect is not None):
            found[key] = site
    return list(found.values())
