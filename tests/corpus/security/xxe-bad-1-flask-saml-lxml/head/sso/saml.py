"""Reads the answers of the identity provider."""
from __future__ import annotations

import base64
from dataclasses import dataclass

from flask import Blueprint, abort, jsonify, request
from lxml import etree

bp = Blueprint("saml", __name__)
NAMESPACES = {"saml": "urn:oasis:names:tc:SAML:2.0:assertion"}
PARSER = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False)


@dataclass(frozen=True)
class Assertion:
    """Who signed in, and what the provider says of them."""

    subject: str
    attributes: dict[str, str]


def parse_assertion(document: bytes) -> Assertion:
    root = etree.fromstring(document, parser=PARSER)
    subject = root.findtext(".//saml:NameID", namespaces=NAMESPACES) or ""
    attributes = {
        node.get("Name", ""): node.findtext("saml:AttributeValue", namespaces=NAMESPACES) or ""
        for node in root.iterfind(".//saml:Attribute", NAMESPACES)
    }
    return Assertion(subject, attributes)


@bp.post("/saml/acs")
def consume():
    encoded = request.form.get("SAMLResponse")
    if not encoded:
        abort(400)
    assertion = parse_assertion(base64.b64decode(encoded))
    return jsonify(subject=assertion.subject, attributes=assertion.attributes)
