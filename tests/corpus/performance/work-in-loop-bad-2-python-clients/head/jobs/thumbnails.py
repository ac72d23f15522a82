"""Copies of product pictures in the sizes that the shop needs."""
import boto3


def upload_all(bucket: str, files: dict[str, bytes]) -> list[str]:
    """Put all files into the bucket and return their keys."""
    keys = []
    for name, body in files.items():
        client = boto3.client("s3")
        key = f"thumbs/{name}"
        client.put_object(Bucket=bucket, Key=key, Body=body)
        keys.append(key)
    return keys
