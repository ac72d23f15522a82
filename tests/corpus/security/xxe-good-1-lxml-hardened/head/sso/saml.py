"""Reads the answers of the identity provider."""
from __future__ import annotations

import base64
import binascii

from flask import Blueprint, abort, jsonify, request
from lxml import etree, objectify

bp = Blueprint("saml", __name__)
NAMESPACES = {"saml": "urn:oasis:names:tc:SAML:2.0:assertion"}
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def subject_of(document: bytes) -> str:
    root = etree.fromstring(document, parser=PARSER)
    return root.findtext(".//saml:NameID", namespaces=NAMESPACES) or ""


def build_request(issuer: str) -> bytes:
    """The request that we send; nothing is parsed here."""
    root = etree.Element("AuthnRequest")
    etree.SubElement(root, "Issuer").text = issuer
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


@bp.post("/saml/acs")
def consume():
    try:
        document = base64.b64decode(request.form.get("SAMLResponse", ""), validate=True)
        return jsonify(subject=subject_of(document))
    except (binascii.Error, etree.XMLSyntaxError):
        abort(400)
