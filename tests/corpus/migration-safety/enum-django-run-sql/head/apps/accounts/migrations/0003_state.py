from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_user_locale"),
    ]

    operations = [
        migrations.RunSQL("ALTER TYPE user_state ADD VALUE 'archived'", migrations.RunSQL.noop),
        migrations.RunSQL(
            "ALTER TABLE accounts_user ALTER COLUMN state SET DEFAULT 'archived'",
            "ALTER TABLE accounts_user ALTER COLUMN state DROP DEFAULT",
        ),
    ]
