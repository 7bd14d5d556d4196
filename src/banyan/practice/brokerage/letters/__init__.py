"""The words of each letter, one file per entity."""

from banyan.practice.brokerage.letters.enquiry import LETTERS, PAGE, compose
from banyan.practice.brokerage.letters.letter import Letter, date_for, day_for, foot

__all__ = ["LETTERS", "PAGE", "Letter", "compose", "date_for", "day_for", "foot"]
