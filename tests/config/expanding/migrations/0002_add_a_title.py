from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("expanding", "0001_keep_a_name")]
    operations = [migrations.AddField("Thing", "title", models.TextField(default=""))]
