from __future__ import annotations

from django.conf import settings
from django.db import models

from banyan.base.clock import now
from banyan.base.ids import PublicIdField
from banyan.practice.brokerage.models.case import Case


class CaseDocument(models.Model):
    """One version of a document of a case; those of the same ``name`` are counted by ``number``.

    ``filename`` and ``content_type`` are what the bytes are, not what the sender said; ``digest`` is of the bytes as
    they came. One that was ``withdrawn`` has no file any more; the row stays, so that it is seen that there was one.
    """

    public_id = PublicIdField(prefix="doc")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=150)
    number = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to="documents/%Y/%m/", max_length=200, blank=True)
    filename = models.CharField(max_length=160)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now, editable=False)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "name", "number"], name="one_document_per_version"),
            models.CheckConstraint(
                condition=models.Q(withdrawn=None) | models.Q(file=""), name="withdrawn_document_has_no_file"
            ),
        )
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
