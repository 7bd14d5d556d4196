"""Listings that were published before there were alerts stand by themselves like those that come after."""

from django.db import migrations


def stand(apps, schema_editor):
    listings = apps.get_model("listings", "Listing")
    alerts = apps.get_model("matchmaking", "Alert")
    rows = listings.objects.filter(state="published", follows_source=False, is_sample=False)
    wanted = [
        alerts(person_id=contact or owner, about="listing", key=f"listing:{listing}", listing=listing, standing=True)
        for listing, contact, owner in rows.values_list("public_id", "contact_id", "owner_id").iterator()
        if contact or owner
    ]
    alerts.objects.bulk_create(wanted, batch_size=500, ignore_conflicts=True)


class Migration(migrations.Migration):

    dependencies = [
        ("matchmaking", "0003_alerts"),
        ("listings", "0001_initial"),
    ]

    operations = [migrations.RunPython(stand, migrations.RunPython.noop)]
