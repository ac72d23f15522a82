from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0011_user_age"),
    ]

    operations = [
        migrations.AddField("user", "nick", models.TextField(null=True)),
    ]
