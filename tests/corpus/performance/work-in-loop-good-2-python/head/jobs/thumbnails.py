"""Copies of product pictures in the sizes that the shop needs."""
import re

import boto3

CODE = re.compile(r"^[A-Z]{2}-(\d{4,8})$")


def upload_all(bucket: str, files: dict[str, bytes]) -> list[str]:
    client = boto3.client("s3")
    keys = []
    for name, body in files.items():
        key = f"thumbs/{name}"
        client.put_object(Bucket=bucket, Key=key, Body=body)
        keys.append(key)
    return keys


def codes(rows: list[dict]) -> list[str]:
    return [found.group(1) for row in rows if (found := CODE.match(row["code"]))]


def buckets_by_region(regions: list[str]) -> dict[str, list[str]]:
    """Each region has its own client."""
    return {r: [b["Name"] for b in boto3.client("s3", region_name=r).list_buckets()["Buckets"]] for r in regions}
