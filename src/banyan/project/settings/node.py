"""Who this node is and where it keeps its files."""

from __future__ import annotations

from pathlib import Path

from banyan.project.settings import readers

PACKAGE = Path(__file__).resolve().parents[2]


def home() -> Path:
    """The repository when Banyan runs from one, else the working directory."""
    root = PACKAGE.parents[1]
    return root if (root / "pyproject.toml").is_file() and PACKAGE.parent.name == "src" else Path.cwd()


BANYAN_MODE = readers.choice(
    "BANYAN_MODE",
    help="How careful to be. `dev` fills in what is missing; `prod` refuses to start without it and insists on HTTPS.",
    among=("dev", "prod"),
    default="dev",
)
BANYAN_VAR = readers.path(
    "BANYAN_VAR",
    help="Folder for everything that grows: the embedded database, the index, uploaded files, mail in development.",
    default=home() / "var",
    shown="`var` in the repository, or in the working directory",
)
BANYAN_URL = readers.url(
    "BANYAN_URL",
    help="The address people type, without a path. Links in mail, feeds and between nodes start with it.",
    schemes=("http", "https"),
    default="http://localhost:8000",
).rstrip("/")
BANYAN_NODE_NAME = readers.text(
    "BANYAN_NODE_NAME",
    help="Name of this node, shown in the head of each page, in mail and to other nodes.",
    default="Banyan",
)
BANYAN_CONTACT = readers.text(
    "BANYAN_CONTACT",
    help="E-mail address of the people who run this node; shown to visitors and to harvesting partners.",
    default="",
)
BANYAN_REPLY_DAYS = readers.whole(
    "BANYAN_REPLY_DAYS",
    help="Within how many days an enquiry is to be answered by those who promise nothing themselves.",
    default=7,
    least=1,
    most=60,
)
BANYAN_STUCK_DAYS = readers.whole(
    "BANYAN_STUCK_DAYS",
    help="After how many days without a move or a next step a case comes to the desk of its chapter.",
    default=14,
    least=1,
    most=365,
)
BANYAN_OUTCOME_AGAIN_DAYS = readers.whole(
    "BANYAN_OUTCOME_AGAIN_DAYS",
    help="After how many days the question whether something is in use is asked once more when nobody answers.",
    default=21,
    least=1,
    most=180,
)
BANYAN_FEWEST = readers.whole(
    "BANYAN_FEWEST",
    help="The smallest number that is told in public counts of why offers fail; smaller ones are kept back.",
    default=5,
    least=5,
)
BANYAN_SEEN_DAYS = readers.whole(
    "BANYAN_SEEN_DAYS",
    help="How many days the log is kept of who saw what is not open to everybody: fields kept back, names told.",
    default=365,
    least=1,
)
BANYAN_PRIVATE_HOSTS = readers.words(
    "BANYAN_PRIVATE_HOSTS",
    help=(
        "Hosts inside your own network (`name` or `name:port`) that this node may read records from. All others must "
        "be open to the whole internet, so that nobody reaches your network through the node."
    ),
)
BANYAN_HARVEST_RECORDS = readers.whole(
    "BANYAN_HARVEST_RECORDS",
    help="How many records are read from one source in one go; a longer list is taken for one without an end.",
    default=500_000,
    least=100,
)
BANYAN_DEBUG = readers.flag(
    "BANYAN_DEBUG",
    help="Show faults with their source code in the browser. Only for developers, never on an open network.",
    default=False,
)
