import os

SECRET_KEY = os.environ["SECRET_KEY"]
MAX_CONTENT_LENGTH = 4 * 1024 * 1024
