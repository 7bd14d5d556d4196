"""Written forms of what the room has."""

from banyan.practice.brokerage.formats.answer import answer_pdf

__all__ = ["answer_pdf"]
