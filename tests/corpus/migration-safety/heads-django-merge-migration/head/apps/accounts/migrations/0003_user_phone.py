from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_user_locale"),
    ]

    operations = [
        migrations.AddField("user", "phone", models.TextField(null=True)),
    ]
