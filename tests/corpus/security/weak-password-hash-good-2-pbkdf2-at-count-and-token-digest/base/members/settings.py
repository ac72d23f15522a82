INSTALLED_APPS = ["django.contrib.auth", "members"]
AUTH_USER_MODEL = "members.Member"
