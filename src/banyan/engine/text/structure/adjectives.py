"""Forms of the names of places, and of adjectives made of them: "kényan" also as "kényane", "kényans", "kényanes"."""

from __future__ import annotations

from typing import Final

_RUSSIAN: Final = tuple("ий ая ое ие ого ой ому ую им их ими ом".split())
_ARABIC: Final = ("", "ة", "ون", "ين", "ات", "ا")
_ARTICLE: Final = "ال"
#: Masculine endings and what becomes of them: feminine, plural, feminine plural; the longest that fits is taken.
_FRENCH: Final = {
    "ien": ("ienne", "iens", "iennes"), "yen": ("yenne", "yens", "yennes"), "éen": ("éenne", "éens", "éennes"),
    "ais": ("aise", "ais", "aises"), "ois": ("oise", "ois", "oises"), "an": ("ane", "ans", "anes"),
    "ol": ("ole", "ols", "oles"), "ec": ("ecque", "ecs", "ecques"), "urc": ("urque", "urcs", "urques"),
    "on": ("onne", "ons", "onnes"), "e": ("e", "es", "es"), "é": ("ée", "és", "ées"), "i": ("ie", "is", "ies"),
    "": ("e", "s", "es"),
}  # fmt: skip
_SPANISH: Final = {
    "o": ("a", "os", "as"), "és": ("esa", "eses", "esas"), "án": ("ana", "anes", "anas"),
    "ol": ("ola", "oles", "olas"), "í": ("í", "íes", "ís"), "e": ("e", "es", "es"), "a": ("a", "as", "as"),
    "": ("", "es", "es"),
}  # fmt: skip
_PORTUGUESE: Final = {
    "o": ("a", "os", "as"), "ês": ("esa", "eses", "esas"), "ão": ("ã", "ães", "ãs"), "eu": ("eia", "eus", "eias"),
    "ol": ("ola", "óis", "olas"), "e": ("e", "es", "es"), "a": ("a", "as", "as"), "": ("", "s", "s"),
}  # fmt: skip
_ENDINGS: Final = {"fr": _FRENCH, "es": _SPANISH, "pt": _PORTUGUESE}
#: Endings of Russian names in the nominative and in the other cases of the singular.
_CASES: Final = {
    "ия": ("ии", "ию", "ией"), "ея": ("еи", "ею", "ее"), "я": ("и", "е", "ю", "ей"),
    "ка": ("ки", "ке", "ку", "кой"), "га": ("ги", "ге", "гу", "гой"), "ша": ("ши", "ше", "шу", "шей"),
    "а": ("ы", "е", "у", "ой"), "ай": ("ая", "аю", "аем", "ае"), "ей": ("ея", "ею", "еем", "ее"),
    "ь": ("и", "ю", "е", "ем", "я", "ью"),
}  # fmt: skip
_HARD: Final = ("а", "у", "ом", "е")
_CONSONANTS: Final = frozenset("бвгджзклмнпрстфхцчшщ")
_SHORTEST_NAME: Final = 3


def inflected(base: str, language: str) -> tuple[str, ...]:
    """Forms of an adjective in French, Spanish, Portuguese, Russian (given without its ending) and Arabic (with and
    without the article); in other languages the word itself and its plural in "s"."""
    if language == "ru":
        return tuple(base + ending for ending in _RUSSIAN)
    if language == "ar":
        forms = [base + ending for ending in _ARABIC]
        return tuple(forms + [_ARTICLE + form for form in forms])
    endings = _ENDINGS.get(language)
    if endings is None:
        return base, f"{base}s"
    cut = max((ending for ending in endings if base.endswith(ending)), key=len)
    stem = base[: len(base) - len(cut)]
    return tuple(dict.fromkeys((base, *(stem + ending for ending in endings[cut]))))


def declined(name: str) -> tuple[str, ...]:
    """Cases of a Russian name of one word, as far as its ending tells; none for names that stay as they are."""
    if len(name) < _SHORTEST_NAME or " " in name or "-" in name:
        return ()
    cut = next((ending for ending in _CASES if name.endswith(ending)), None)
    if cut is None:
        return tuple(name + ending for ending in _HARD) if name[-1] in _CONSONANTS else ()
    return tuple(name[: len(name) - len(cut)] + ending for ending in _CASES[cut])
