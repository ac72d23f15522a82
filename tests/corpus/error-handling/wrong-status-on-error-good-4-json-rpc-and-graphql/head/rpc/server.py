"""JSON-RPC 2.0 over HTTP: the transport answers 200, errors live in the envelope."""

import json
import logging

from flask import Blueprint, jsonify, request

from rpc.methods import METHODS, RpcError

bp = Blueprint("rpc", __name__)
log = logging.getLogger(__name__)


def _failure(request_id, code, message):
    return jsonify({"jsonrpc": "2.0", "id": request_id, "error": {"code": code, "message": message}})


@bp.post("/rpc")
def call():
    body = json.loads(request.data)
    method = METHODS.get(body.get("method"))
    if method is None:
        return _failure(body.get("id"), -32601, "Method not found")
    try:
        result = method(**body.get("params", {}))
    except RpcError as refused:
        log.info("rpc %s refused: %s", body["method"], refused)
        return jsonify(
            {"jsonrpc": "2.0", "id": body.get("id"), "error": {"code": refused.code, "message": refused.public}}
        )
    return jsonify({"jsonrpc": "2.0", "id": body.get("id"), "result": result})
