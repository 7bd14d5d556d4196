"""Writes about cases, one file per subject."""

from banyan.practice.brokerage.services.cases.agreement import case_agreement_set, case_term_set
from banyan.practice.brokerage.services.cases.check import case_check_set
from banyan.practice.brokerage.services.cases.documents import case_document_add, case_document_withdraw
from banyan.practice.brokerage.services.cases.due import cases_due
from banyan.practice.brokerage.services.cases.moves import case_move, case_plan
from banyan.practice.brokerage.services.cases.opening import case_introduce, case_open
from banyan.practice.brokerage.services.cases.outcomes import case_outcome_answer, outcome_in
from banyan.practice.brokerage.services.cases.package import case_slot_set
from banyan.practice.brokerage.services.cases.parties import case_name, case_release, case_take
from banyan.practice.brokerage.services.cases.pilots import case_pilot_add, case_pilot_save
from banyan.practice.brokerage.services.cases.tasks import case_task_add, case_task_save, case_task_tick

__all__ = [
    "case_agreement_set",
    "case_check_set",
    "case_document_add",
    "case_document_withdraw",
    "case_introduce",
    "case_move",
    "case_name",
    "case_open",
    "case_outcome_answer",
    "case_pilot_add",
    "case_pilot_save",
    "case_plan",
    "case_release",
    "case_slot_set",
    "case_take",
    "case_task_add",
    "case_task_save",
    "case_task_tick",
    "case_term_set",
    "cases_due",
    "outcome_in",
]
