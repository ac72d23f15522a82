"""Imports product feeds of suppliers."""
import logging

log = logging.getLogger(__name__)
