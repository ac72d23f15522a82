import json
import logging

from thumbs import ThumbnailError, make

logger = logging.getLogger(__name__)


def handler(event, context):
    """Make a thumbnail of an uploaded image."""
    try:
        key = make(event["pathParameters"]["key"])
    except ThumbnailError:
        logger.exception("no thumbnail")
        return {"statusCode": 200, "body": json.dumps({"error": "thumbnail failed"})}
    return {"statusCode": 201, "body": json.dumps({"key": key})}
