from django.db import migrations


class Migration(migrations.Migration):
    contract = True
    dependencies = [("expanding", "0002_add_a_title")]
    operations = [migrations.RemoveField("Thing", "name")]
