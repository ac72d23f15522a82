import logging

import boto3
from botocore.exceptions import ClientError

logger = logging.getLogger(__name__)
sns = boto3.client("sns")


def publish(topic, text):
    try:
        sns.publish(TopicArn=topic, Message=text)
    except ClientError:
        pass


def publish_quietly(topic, text):
    try:
        sns.publish(TopicArn=topic, Message=text)
    except ClientError as e:
        if e.response["Error"]["Code"] != "NotFound":
            raise
        logger.info("topic %s is gone", topic)


def audit(entry, store):
    try:
        store.write(entry)
    except Exception as e:
        # ignore errors here
        pass


def first_quote(providers, sku):
    for provider in providers:
        try:
            return provider.quote(sku)
        except Exception:
            continue
    return None


def config_value(settings, name):
    try:
        return settings[name]
    except KeyError:
        return None


def save_profile(session, profile):
    try:
        session.add(profile)
        session.commit()
        return True
    except Exception:
        session.rollback()
        return False


def _failed(entry, error):
    logger.exception("entry %s failed", entry)


def load(entry, store):
    try:
        store.load(entry)
    except Exception as error:
        _failed(entry, error)


def noop(error):
    pass


def unload(entry, store):
    try:
        store.unload(entry)
    except Exception as error:
        noop(error)
