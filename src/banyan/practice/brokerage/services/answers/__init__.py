"""Writes about answers, one file per verb: one transaction, one audit row, one outbox event each."""

from banyan.practice.brokerage.services.answers.draft import answer_draft
from banyan.practice.brokerage.services.answers.replies import answer_hear, answer_reply
from banyan.practice.brokerage.services.answers.writing import answer_save, answer_send, answer_withdraw

__all__ = ["answer_draft", "answer_hear", "answer_reply", "answer_save", "answer_send", "answer_withdraw"]
