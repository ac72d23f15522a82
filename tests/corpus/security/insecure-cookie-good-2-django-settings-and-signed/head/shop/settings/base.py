import os

SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = os.environ["ALLOWED_HOSTS"].split(",")
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = True
# The form script reads the token from the cookie, as Django's documentation shows.
CSRF_COOKIE_HTTPONLY = False
LANGUAGE_COOKIE_NAME = "lang"
