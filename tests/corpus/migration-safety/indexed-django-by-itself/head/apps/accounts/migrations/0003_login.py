from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_user_locale"),
    ]

    operations = [
        migrations.CreateModel(
            name="Login",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="accounts.user")),
                ("team", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to="accounts.team")),
            ],
            options={"unique_together": {("team", "user")}},
        ),
    ]
