"""Writes of the room, one file per verb: one transaction, one audit row, one outbox event each."""

from banyan.base.files import MOST_BYTES
from banyan.domain.listings.files import MOST_FILES
from banyan.domain.listings.services.attachment import attachment_add, attachment_remove
from banyan.domain.listings.services.create import LICENCE, listing_create
from banyan.domain.listings.services.due import (
    listing_archive_due,
    listing_expire_due,
    listing_forget_withdrawn,
    listing_remind_due,
)
from banyan.domain.listings.services.hearing import organisation_heard
from banyan.domain.listings.services.imports import SAMPLE_NODE, listing_import_draft
from banyan.domain.listings.services.samples import sample_remove, sample_remove_all
from banyan.domain.listings.services.texts import listing_translate
from banyan.domain.listings.services.transition import listing_confirm, listing_transition, listing_withdraw
from banyan.domain.listings.services.update import listing_update

__all__ = [
    "LICENCE",
    "MOST_BYTES",
    "MOST_FILES",
    "SAMPLE_NODE",
    "attachment_add",
    "attachment_remove",
    "listing_archive_due",
    "listing_confirm",
    "listing_create",
    "listing_expire_due",
    "listing_forget_withdrawn",
    "listing_import_draft",
    "listing_remind_due",
    "listing_transition",
    "listing_translate",
    "listing_update",
    "listing_withdraw",
    "organisation_heard",
    "sample_remove",
    "sample_remove_all",
]
