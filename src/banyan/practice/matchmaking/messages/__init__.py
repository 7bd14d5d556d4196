"""The engine's messages in the reader's language, with codes named by the taxonomy and by CLDR."""

from banyan.practice.matchmaking.messages.facts import said_on
from banyan.practice.matchmaking.messages.naming import criterion_label, feature_label, field_label, name_of
from banyan.practice.matchmaking.messages.saying import say

__all__ = ["criterion_label", "feature_label", "field_label", "name_of", "said_on", "say"]
