"""A small client for the API of a Banyan node. It needs ``httpx`` and nothing of the node's own program.

with Client("https://banyan.example", token="banyan_…") as banyan:
    for listing in banyan.listings(kinds=["offer"], places=["KE"]):
        print(listing["title"])
"""

from banyan.client.calls import Client
from banyan.client.errors import ApiError
from banyan.client.shapes import Listing, Match, Matches

__all__ = ["ApiError", "Client", "Listing", "Match", "Matches"]
