from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matchmaking', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='judgement',
            name='judgement_verdict_known',
        ),
        migrations.AlterField(
            model_name='judgement',
            name='verdict',
            field=models.CharField(choices=[('accepted', 'accepted'), ('met', 'met'), ('piloted', 'piloted'), ('adopted', 'adopted'), ('in_use', 'in_use'), ('declined', 'declined'), ('given_up', 'given_up')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='judgement',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['accepted', 'met', 'piloted', 'adopted', 'in_use', 'declined', 'given_up'])), name='judgement_verdict_known'),
        ),
    ]
