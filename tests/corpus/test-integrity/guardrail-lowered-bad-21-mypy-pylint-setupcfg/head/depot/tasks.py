import boto3
from celery import shared_task

from depot.stock import recount, snapshot

BUCKET = "depot-snapshots"


@shared_task
def recount_all() -> int:
    return recount()


@shared_task
def keep_snapshot(day: str) -> str:
    """Write the stock of a day to the bucket and say where it lies."""
    key = f"stock/{day}.json"
    client = boto3.client("s3")
    client.put_object(Bucket=BUCKET, Key=key, Body=snapshot(day).encode("utf-8"))
    return key
