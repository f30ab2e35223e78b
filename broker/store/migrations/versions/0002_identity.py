"""Each database has an identity: by it devices know one that was put in the place of another.

A random number of 64 bits, made once. A copy has the identity of what it is a copy of.
"""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Give it its identity."""
    op.execute("INSERT INTO meta (key, value) VALUES ('identity', lower(hex(randomblob(8))))")
