from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_user_locale"),
    ]

    operations = [
        migrations.AddField("user", "region", models.TextField(null=True)),
        migrations.AddField("team", "region", models.TextField(null=True)),
        migrations.AddField("invite", "region", models.TextField(null=True)),
    ]
