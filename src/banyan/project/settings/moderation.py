"""How careful posting and signing up are with people nobody knows, and with programs."""

from __future__ import annotations

from banyan.project.settings import readers

BANYAN_FIRST_POSTS_HELD = readers.flag(
    "BANYAN_FIRST_POSTS_HELD",
    help="Whether the chapter reads the first listing of somebody nobody knows before others see it.",
    default=True,
)
BANYAN_FORM_SECONDS = readers.whole(
    "BANYAN_FORM_SECONDS",
    help="Seconds in which nobody reads a form: one to sign up or publish that is sent sooner is asked for once more.",
    default=2,
    most=60,
)
