from django.conf import settings
from django.core.mail import get_connection


def connection():
    return get_connection(host=settings.EMAIL_HOST, password=settings.EMAIL_HOST_PASSWORD)
