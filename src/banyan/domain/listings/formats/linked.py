"""A listing in schema.org's terms. Give it the view of a visitor without an account: what goes out stays out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from banyan.domain.listings.types.enums import Kind
from banyan.domain.listings.types.fields import Json, Values, codes, day, number, text, whole
from banyan.domain.listings.types.views import ListingView
from banyan.domain.taxonomy.selectors import sdg

_TYPES: Mapping[Kind, str] = {
    Kind.NEED: "Demand",
    Kind.OFFER: "Offer",
    Kind.SERVICE: "Offer",
    Kind.FUNDING: "MonetaryGrant",
    Kind.FACILITY: "Offer",
    Kind.TRAINING: "Course",
}
_MODES = {"on_site": "onsite", "online": "online", "blended": "blended"}


def json_ld(view: ListingView, *, url: str, organisation_url: str = "") -> dict[str, Json]:
    """need → Demand, offer → Offer with Product, service and facility → Offer with Service, funding → MonetaryGrant,
    training → Course. Empty parts are left out; an anonymous listing names nobody.
    """
    said: dict[str, Json] = {
        "@context": "https://schema.org",
        "@type": _TYPES[view.kind],
        "@id": url,
        "url": url,
        "identifier": view.origin.id if view.origin else view.id,
        "name": view.title,
        "description": view.summary,
        "inLanguage": view.language,
        "license": _licence(text(view.values, "licence")),
        "isBasedOn": view.origin.url if view.origin else "",
        "about": [{"@type": "Thing", "@id": sdg(code).iri} for code in codes(view.values, "sdgs")],
        "areaServed": _places(codes(view.values, "territories") or codes(view.values, "places")),
        **_parts(view),
    }
    if view.organisation:
        role = {Kind.FUNDING: "funder", Kind.TRAINING: "provider"}.get(view.kind, "seller")
        role = "buyer" if view.kind is Kind.NEED else role
        organisation: dict[str, Json] = {"@type": "Organization", "name": view.organisation_name}
        if organisation_url:
            organisation["@id"] = organisation_url
        said["offeredBy" if role == "seller" else role] = organisation
    return {key: value for key, value in said.items() if value not in ("", None, [], {})}


def _parts(view: ListingView) -> dict[str, Json]:
    values = view.values
    dates: dict[str, Json] = {
        "validFrom": view.published.date().isoformat() if view.published else "",
        "validThrough": view.expires.isoformat() if view.expires else "",
    }
    match view.kind:
        case Kind.NEED:
            return {**dates, "itemOffered": _thing("Product", view), "priceSpecification": _range(values, "budget")}
        case Kind.OFFER:
            return {**dates, **_price(values), "itemOffered": _thing("Product", view)}
        case Kind.SERVICE | Kind.FACILITY:
            return {**dates, **_price(values), "itemOffered": _thing("Service", view)}
        case Kind.FUNDING:
            closes = day(values, "closes")
            amount = _range(values, "amount")
            return {"amount": amount, "endDate": closes.isoformat() if closes else ""}
        case Kind.TRAINING:
            return _course(values)


def _thing(kind: str, view: ListingView) -> dict[str, Json]:
    thing: dict[str, Json] = {"@type": kind, "name": view.title, "category": list(codes(view.values, "technologies"))}
    trl = whole(view.values, "trl")
    if trl is not None:
        thing["additionalProperty"] = [{"@type": "PropertyValue", "propertyID": "TRL", "value": trl}]
    return {key: value for key, value in thing.items() if value}


def _course(values: Values) -> dict[str, Json]:
    instance: dict[str, Json] = {
        "@type": "CourseInstance",
        "courseMode": _MODES.get(text(values, "mode"), ""),
        "inLanguage": list(codes(values, "taught_in")),
    }
    hours = number(values, "length_hours")
    if hours is not None:
        instance["courseWorkload"] = f"PT{_plain(hours)}H"
    return {
        "educationalLevel": text(values, "level"),
        "audience": {"@type": "Audience", "audienceType": text(values, "audience")},
        "hasCourseInstance": {key: value for key, value in instance.items() if value},
        "offers": {"@type": "Offer", "category": "Paid", **_price(values)} if _price(values) else {},
    }


def _price(values: Values) -> dict[str, Json]:
    price, currency = number(values, "cost_purchase"), text(values, "currency")
    return {"price": _plain(price), "priceCurrency": currency} if price is not None and currency else {}


def _range(values: Values, name: str) -> dict[str, Json]:
    """A range of money, or nothing when the reader may not see it."""
    low, high, currency = number(values, f"{name}_min"), number(values, f"{name}_max"), text(values, "currency")
    if (low is None and high is None) or not currency:
        return {}
    kind = "PriceSpecification" if name == "budget" else "MonetaryAmount"
    said: dict[str, Json] = {"@type": kind, "priceCurrency" if name == "budget" else "currency": currency}
    said.update({} if low is None else {"minPrice" if name == "budget" else "minValue": _plain(low)})
    said.update({} if high is None else {"maxPrice" if name == "budget" else "maxValue": _plain(high)})
    return said


def _places(found: tuple[str, ...]) -> list[Json]:
    return [{"@type": "Country" if len(code) == 2 else "Place", "identifier": code} for code in found]


def _licence(name: str) -> str:
    """The address of a Creative Commons licence; other licences stay as they are."""
    if not name.upper().startswith("CC-"):
        return name
    parts = name.upper().removeprefix("CC-").rsplit("-", 1)
    return f"https://creativecommons.org/licenses/{parts[0].lower()}/{parts[1]}/" if len(parts) == 2 else name


def _plain(number_: Decimal) -> int | float:
    return int(number_) if number_ == number_.to_integral_value() else float(number_)
