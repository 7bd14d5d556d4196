"""Written forms of an organisation."""

from __future__ import annotations

from banyan.domain.organisations.types import OrganisationView


def json_ld(view: OrganisationView, *, url: str) -> dict[str, object]:
    """The organisation in schema.org's terms; a ROR id becomes ``identifier`` and ``sameAs``."""
    said: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": url,
        "name": view.name,
        "description": view.about,
        "url": view.website,
        "knowsLanguage": list(view.languages),
        "address": {"@type": "PostalAddress", "addressCountry": view.country},
    }
    if view.ror:
        said["identifier"] = {"@type": "PropertyValue", "propertyID": "ROR", "value": view.ror}
        said["sameAs"] = view.ror
    return {key: value for key, value in said.items() if value}
