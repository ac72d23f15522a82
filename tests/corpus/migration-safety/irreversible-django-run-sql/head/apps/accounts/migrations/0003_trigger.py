from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_user_locale"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE VIEW active_users AS SELECT id FROM accounts_user",
        ),
    ]
