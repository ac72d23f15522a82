from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0003_user_nick"),
        ("accounts", "0003_user_phone"),
    ]

    operations = []
