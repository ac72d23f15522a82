"""Copies contacts from the sales system into ours, once an hour."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from crm.models import Contact
from crm.remote import RemoteContact, SalesClient

logger = logging.getLogger(__name__)


class ContactSync:
    """One pass over all remote contacts."""

    def __init__(self, client: SalesClient) -> None:
        self.client = client
        self.failed = 0

    def apply(self, remote: RemoteContact) -> None:
        contact, _ = Contact.objects.update_or_create(
            external_id=remote.id, defaults={"name": remote.name, "email": remote.email}
        )
        contact.tags.set(remote.tags)

    def run(self, contacts: Iterable[RemoteContact]) -> int:
        done = 0
        for remote in contacts:
            try:
                self.apply(remote)
                done += 1
            except Exception as e:
                self.failed += 1
                logger.error(f"Failed to sync contact {remote.id}: {e}")
        return done

    def main(self) -> None:
        try:
            total = self.run(self.client.contacts())
            logger.info("%d contacts, %d failed", total, self.failed)
        except Exception as exc:
            logger.error(str(exc))
            raise SystemExit(1)
