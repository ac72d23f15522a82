"""Reads the answers of the identity provider."""
from __future__ import annotations

import base64

NAMESPACES = {"saml": "urn:oasis:names:tc:SAML:2.0:assertion"}
