import json
import logging

from thumbs import ThumbnailError, make

logger = logging.getLogger(__name__)


def _answer(status, body):
    return {"statusCode": status, "body": json.dumps(body)}


def handler(event, context):
    try:
        key = make(event["pathParameters"]["key"])
    except ThumbnailError:
        logger.exception("no thumbnail")
        return _answer(502, {"error": "thumbnail failed"})
    except KeyError:
        return {"statusCode": 400, "body": json.dumps({"error": "key is missing"})}
    return _answer(201, {"key": key})
