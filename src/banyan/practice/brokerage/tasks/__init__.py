"""Jobs of the room, which workers find by themselves; one file per entity."""

from banyan.practice.brokerage.tasks.answer import write_answer
from banyan.practice.brokerage.tasks.case import write_case
from banyan.practice.brokerage.tasks.desk import write_desk
from banyan.practice.brokerage.tasks.enquiry import write
from banyan.practice.brokerage.tasks.message import write_message

__all__ = ["write", "write_answer", "write_case", "write_desk", "write_message"]
