from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("matchmaking", "0004_standing_alerts")]

    operations = [
        migrations.CreateModel(
            name="Twin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("listing", models.CharField(help_text="Public id.", max_length=40, unique=True)),
                ("group", models.CharField(help_text="Public id of the listing at place 0.", max_length=40)),
                ("place", models.PositiveSmallIntegerField()),
            ],
            options={"indexes": [models.Index(fields=["group", "place"], name="twin_group")]},
        ),
    ]
