"""Names of codes within a sentence, as the engine's English has them; places, languages and taxonomies: ``naming``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Final[Mapping[str, Promise]] = {
    # power
    "power:none": _("no power"),
    "power:solar_or_battery": _("solar or batteries"),
    "power:weak_grid": _("grid power, even if weak"),
    "power:stable_grid": _("stable grid power"),
    # water
    "water:none": _("no water"),
    "water:seasonal": _("water in some seasons"),
    "water:limited": _("limited water"),
    "water:reliable": _("reliable water"),
    # connectivity
    "connectivity:none": _("no connection"),
    "connectivity:sms": _("text messages (SMS)"),
    "connectivity:mobile_data": _("mobile data"),
    "connectivity:broadband": _("broadband"),
    # skills
    "skills:none": _("no special skills"),
    "skills:basic": _("basic skills"),
    "skills:technician": _("a technician"),
    "skills:engineer": _("an engineer"),
    # spare_parts
    "spare_parts:none": _("no spare parts"),
    "spare_parts:imported": _("imported spare parts"),
    "spare_parts:regional": _("spare parts from the region"),
    "spare_parts:local": _("spare parts nearby"),
    # climate
    "climate:hot_humid": _("hot and humid"),
    "climate:hot_dry": _("hot and dry"),
    "climate:temperate": _("temperate"),
    "climate:cold": _("cold"),
    "climate:high_altitude": _("high-altitude"),
    "climate:coastal": _("coastal"),
    "climate:flood_prone": _("flood-prone"),
    "climate:dusty": _("dusty"),
    # site
    "site:power": _("power"),
    "site:water": _("water"),
    "site:connectivity": _("connection"),
    "site:skills": _("skills"),
    "site:spare_parts": _("spare parts"),
    "site:climate": _("climate"),
    # cooperation
    "cooperation:licence": _("a licence"),
    "cooperation:purchase": _("a purchase"),
    "cooperation:manufacturing": _("manufacturing"),
    "cooperation:joint_venture": _("a joint venture"),
    "cooperation:joint_research": _("joint research"),
    "cooperation:service_contract": _("a service contract"),
    "cooperation:adaptation": _("adaptation"),
    "cooperation:technical_assistance": _("technical assistance"),
    "cooperation:open_source": _("open source"),
    "cooperation:equity": _("equity"),
    # support
    "support:technology": _("technology"),
    "support:money": _("money"),
    "support:training": _("training"),
    "support:testing": _("testing"),
    "support:advice": _("advice"),
    "support:partner": _("a partner"),
    # place
    "place:WORLD": _("the whole world"),
    "place:LDC": _("the least developed countries"),
    "place:LLDC": _("the landlocked developing countries"),
    "place:SIDS": _("the small island developing states"),
}
