from django.db import migrations, models
import django.db.models.deletion


def fill_locale(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    User.objects.filter(locale="", country="de").update(locale="de")


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_user_locale"),
    ]

    operations = [
        migrations.RunPython(fill_locale, reverse_code=migrations.RunPython.noop),
        migrations.RunSQL("CREATE VIEW active_users AS SELECT id FROM accounts_user", "DROP VIEW active_users"),
    ]
