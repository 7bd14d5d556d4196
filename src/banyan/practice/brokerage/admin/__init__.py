"""What those who run the node may look at, one file per entity."""

from banyan.practice.brokerage.admin.enquiry import EnquiryAdmin

__all__ = ["EnquiryAdmin"]
