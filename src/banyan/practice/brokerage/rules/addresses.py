"""Blotting out mail addresses, web addresses and telephone numbers, while years, dates and amounts stay.

People mean no harm: this catches what somebody writes by habit (also ``amina (at) example.org``, ``example.org/x``,
full-width and Arabic digits, dashes of all lengths), not what somebody hides on purpose.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

BLOT = "[…]"

#: Country endings in use, then general ones; a bare name counts as an address only with one of them, or with a path.
_COUNTRIES = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd "
    "cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge "
    "gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh "
    "ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw "
    "mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb "
    "sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk "
    "us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
_GENERAL = (
    "com org net edu gov int mil info biz name pro coop mobi aero asia africa app dev online site website shop store "
    "tech cloud page link blog space xyz world global earth eco green energy solar bio farm garden agency company "
    "group network foundation ngo ong center institute academy school community services solutions systems technology "
    "engineering consulting ventures capital fund house life live news today tools works zone club city land "
    "example test рф рус укр бел срб қаз сайт онлайн орг"
)
_OTHER_SCRIPTS = "中国|中國|公司|网络|网址|在线|香港|台灣|台湾|भारत|مصر|السعودية|امارات|المغرب|الجزائر|تونس|قطر|عمان"
_ENDINGS = "|".join(sorted(f"{_COUNTRIES} {_GENERAL}".split(), key=len, reverse=True))
_PART = r"[a-z0-9\u00c0-\u024f\u0400-\u04ff](?:[a-z0-9\u00c0-\u024f\u0400-\u04ff-]*[a-z0-9\u00c0-\u024f\u0400-\u04ff])?"
_EDGE = r"a-z0-9\u00c0-\u024f\u0400-\u04ff"
_DOT = r"(?:\.|\s*[(\[{]\s*(?:dot|point|punto|punkt|точка|\.)\s*[)\]}]\s*)"
_AT = r"(?:\s*@\s*|\s*[(\[{]\s*(?:at|@|arroba|arobase|ät|собака)\s*[)\]}]\s*)"
_ADDRESS = re.compile(
    rf"(?<![\w.+%'-])[\w.+%'-]++{_AT}[\w-]+(?:{_DOT}[\w-]+)+"  # a mail address, also with the signs in words
    rf"|(?<![\w.+-])[\w.+-]++@[^\W\d]\w+"
    rf"|(?<![\w.+-])[\w.+-]++\s+at\s+[\w-]+(?:\s+dot\s+[\w-]+)+"
    rf"|(?<![\w@])@[^\W\d]\w{{2,}}"  # a name in some network
    rf"|(?:https?|ftp)\s*:\s*//\s*\S+|(?<![{_EDGE}])www\.\S+"
    rf"|(?<![{_EDGE}@.-])(?:{_PART}\.){{1,8}}[^\W\d_]{{2,24}}(?::\d+)?/\S*"  # example.org/x, whatever its ending
    rf"|(?<![{_EDGE}@.-])(?P<bare>(?:{_PART}{_DOT}){{1,8}}(?P<ending>{_ENDINGS}))(?![{_EDGE}])(?![.-][{_EDGE}])(?:[:?#]\S+)?"
    rf"|(?<![\w-])[\w-]++\.(?:{_OTHER_SCRIPTS})(?!\w)(?:/\S*)?"
    rf"|(?<![\w.,])(?P<number>(?:\+\s*)?\(?\d[\d\s().\-/]*\d)(?!\w)",
    re.IGNORECASE,
)
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATES = re.compile(
    rf"(?<!\d)(?:{_YEAR}\s*([-/. ])\s*{_MONTH}\s*\1\s*{_DAY}|{_DAY}\s*([-/. ])\s*{_MONTH}\s*\2\s*{_YEAR}"
    rf"|{_MONTH}/{_DAY}/{_YEAR}|{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|{_MONTH}[-/.]{_YEAR}"
    rf"|{_YEAR}\s?[-/]\s?\d\d|{_YEAR})(?!\d)"
)
_CALLED = re.compile(
    r"(?:tel|phone|call|whats\s?app|mobile|cell|fax|sms|telegram|viber|signal|тел|телефон|tél|móvil|celular|هاتف|واتساب|"
    r"جوال|电话|電話|手机|微信|☎|📞|📱)\w*\W{0,3}$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s?(?:[%$€£¥₹₦₵°]|(?-i:[A-Z]{3})\b|(?:k?g|t|tons?|tonnes?|k?l|lit(?:er|re)s?|[ckm]?m[23²³]?|ha|acres?|[km]?wh?|[kmg]?w"
    r"|hz|v|volts?|euros?|dollars?|francs?|shillings?|pesos?|rupees?|rubles?|yuan|households?|families|people|persons?|"
    r"farmers?|users?|units?|pieces?|bags?|hours?|days?|years?|ménages|personnes|personas|familias|元|人|吨|公斤)\b)",
    re.IGNORECASE,
)
_COSTS = re.compile(r"(?:[$€£¥₹₦₵]|\b[A-Z]{3}|\b(?:ISO|IEC|EN|DIN|ASTM|ISBN|ISSN))[\s:]{0,2}$")
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:([ .])\d{3})(?:\1\d{3})*(?:[.]\d{1,2})?|[1-9]\d*(?:\.\d{1,2})?")
_LEAST_DIGITS, _CALLED_DIGITS = 8, 5
#: Of what is left of a number without its dates, so much may be a time or a count.
_BESIDE_DATES = 4
_ROUND = re.compile(r"[1-9]\d{0,3}000+$")


def without_addresses(text: str) -> str:
    """The text with mail addresses, web addresses and telephone numbers blotted out."""
    plain, places = _plain(text)
    pieces, at = [], 0
    for start, end in _spans(plain, text, places):
        pieces += [text[at : places[start]], BLOT]
        at = places[end - 1] + 1
    return "".join((*pieces, text[at:]))


def _spans(plain: str, text: str, places: list[int]) -> Iterator[tuple[int, int]]:
    at = 0
    while found := _ADDRESS.search(plain, at):
        start, end = found.span()
        at = max(end, at + 1)
        if found["number"] is not None:
            end = start + len(found["number"].rstrip("( "))
            if not _calls(plain, start, end):
                continue
        elif found["bare"] is not None and _sentence_ends(text, places[found.start("ending")]):
            at = found.start("ending")
            continue
        end -= len(plain[start:end]) - len(plain[start:end].rstrip(".,;:!?)]}»”\"'"))
        if end > start:
            yield start, end


def _sentence_ends(text: str, at: int) -> bool:
    """Whether a full stop without its space stands here (``in the rain.It dries``), not the ending of an address."""
    word = text[at : at + 2]
    return word[:1].isupper() and not word.isupper()


def _calls(plain: str, start: int, end: int) -> bool:
    """Whether these digits can be called: not when they are dates, years or an amount."""
    run, before, after = plain[start:end], plain[:start], plain[end:]
    digits = re.sub(r"\D", "", run)
    if _CALLED.search(before[-24:]):
        return len(digits) >= _CALLED_DIGITS
    if run.startswith("+") or digits.startswith("00"):
        return len(digits) >= _LEAST_DIGITS - 1
    if len(digits) < _LEAST_DIGITS:
        return False
    left = re.sub(r"\D", "", _DATES.sub(" ", run))
    if len(left) <= _BESIDE_DATES and len(left) < len(digits):
        return False
    return not _counts(run, before, after)


def _counts(run: str, before: str, after: str) -> bool:
    """Whether the run is an amount, or two with a dash between: of money, of something, or a round one."""
    parts = [part.strip() for part in run.split("-")]
    if len(parts) > 2 or not all(_AMOUNT.fullmatch(part) for part in parts):
        return False
    if _COSTS.search(before[-8:]) or _COUNTED.match(after):
        return True
    return all(
        _ROUND.match(re.sub(r"\D", "", part.split(".")[0] if re.search(r"\.\d{1,2}$", part) else part))
        or re.search(r"\.\d{1,2}$", part)
        for part in parts
    )


def _plain(text: str) -> tuple[str, list[int]]:
    """The text as it is meant, sign by sign (half width, plain digits, hyphens, spaces), and where each sign stands."""
    signs, places = [], []
    for place, sign in enumerate(text):
        category = unicodedata.category(sign)
        if category in {"Cf", "Mn"}:  # invisible, or a mark on the letter before
            continue
        if category == "Nd":
            meant = str(unicodedata.digit(sign))
        elif category == "Pd" or sign == "−":
            meant = "-"
        elif category == "Zs":
            meant = " "
        else:
            meant = unicodedata.normalize("NFKC", sign) if unicodedata.east_asian_width(sign) == "F" else sign
            meant = {"﹫": "@", "。": ".", "·": ".", "•": "."}.get(meant, meant)
        if len(meant) == 1:
            signs.append(meant)
            places.append(place)
    return "".join(signs), places
