"""The forms in which listings are written, all built from the one list of questions."""

from banyan.doors.web.posting.forms.changes import Merge, merge, seen_in, seen_of
from banyan.doors.web.posting.forms.listing import Circle, Errors, Guesses, ListingForm, Part, asked_of
from banyan.doors.web.posting.forms.naming import name_of, suggestions
from banyan.doors.web.posting.forms.reading import ADD, Answers, answers_of, answers_posted, readable, unknown_in
from banyan.doors.web.posting.forms.sections import SECTIONS, Section
from banyan.doors.web.posting.forms.showing import shown_answer
from banyan.doors.web.posting.forms.widgets import Box, Heard

__all__ = [
    "ADD",
    "SECTIONS",
    "Answers",
    "Box",
    "Circle",
    "Errors",
    "Guesses",
    "Heard",
    "ListingForm",
    "Merge",
    "Part",
    "Section",
    "answers_of",
    "answers_posted",
    "asked_of",
    "merge",
    "name_of",
    "readable",
    "seen_in",
    "seen_of",
    "shown_answer",
    "suggestions",
    "unknown_in",
]
