from django.db import migrations, models

def forwards(apps, schema_editor):
    Order = apps.get_model("orders", "Order")
    batch = []
    for order in Order.objects.filter(total__isnull=True).iterator(chunk_size=500):
        order.total = 1
        batch.append(order)
        if len(batch) >= 500:
            Order.objects.bulk_update(batch, ["total"])
            batch = []
    Order.objects.bulk_update(batch, ["total"])

class Migration(migrations.Migration):
    operations = [
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.RunSQL(["UPDATE orders_order SET a = 1 WHERE id < 100", ("DELETE FROM x WHERE y = %s", [1])], migrations.RunSQL.noop),
    ]
