"""The tables as release 0.1.0 made them, in one database.

That release kept no version and made its tables from the code of its day. `store/first_release.py` takes such a
store in, table by table as it finds them, and calls the result 0001; so there is nothing to do here.
"""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: this is where the upgrades begin."""
