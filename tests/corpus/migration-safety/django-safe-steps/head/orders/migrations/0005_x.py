from django.db import migrations, models
from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint

class Migration(migrations.Migration):
    atomic = False
    operations = [
        migrations.AddField("order", "notes", models.TextField(blank=True, null=True)),
        AddIndexConcurrently("order", models.Index(fields=["status"], name="ix")),
        migrations.RunSQL(
            sql="CREATE UNIQUE INDEX CONCURRENTLY uq ON orders_order (number)",
            reverse_sql="DROP INDEX uq",
        ),
        migrations.AlterModelOptions(name="order", options={"ordering": ["id"]}),
        migrations.AlterField("order", "status", models.CharField(max_length=10, choices=[("a", "A")])),
        migrations.AddField("order", "tags", models.ManyToManyField("orders.Tag")),
    ]
