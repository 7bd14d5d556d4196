"""The words of each letter, one file per entity."""

from banyan.practice.brokerage.letters.enquiry import LETTERS, PAGE, compose

__all__ = ["LETTERS", "PAGE", "compose"]
