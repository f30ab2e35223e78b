"""The tables of version 1.0."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text()),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("command_id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )


def _snapshots() -> None:
    op.create_table(
        "snapshots",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )


def _legs() -> None:
    op.create_table(
        "legs",
        sa.Column("ticket", sa.Text(), primary_key=True),
        sa.Column("leg", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("class_id", sa.Text(), nullable=False),
        sa.Column("kiosk", sa.Text(), nullable=False),
        sa.Column("training", sa.Boolean(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("began", sa.Integer(), nullable=False),
        sa.Column("printed", sa.Integer()),
        sa.Column("first_call", sa.Integer()),
        sa.Column("last_call", sa.Integer()),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer()),
        sa.Column("end", sa.Integer()),
        sa.Column("counter", sa.Text()),
        sa.Column("clerk", sa.Text()),
        sa.Column("outcome", sa.Text()),
        sa.Column("last", sa.Boolean(), nullable=False),
        sa.Column("dossiers", sa.Integer(), nullable=False),
        sa.Column("hold_ms", sa.Integer(), nullable=False),
        sa.Column("wait_clock_ms", sa.Integer()),
        sa.Column("wait_work_ms", sa.Integer()),
        sa.Column("marks", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )


def _tallies() -> None:
    op.create_table(
        "tallies",
        sa.Column("dimension", sa.Text(), primary_key=True),
        sa.Column("day", sa.Text(), primary_key=True),
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("legs", sa.Integer(), nullable=False),
        sa.Column("called", sa.Integer(), nullable=False),
        sa.Column("in_target", sa.Integer(), nullable=False),
        sa.Column("served", sa.Integer(), nullable=False),
        sa.Column("no_show", sa.Integer(), nullable=False),
        sa.Column("given_up", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("voided", sa.Integer(), nullable=False),
        sa.Column("transferred", sa.Integer(), nullable=False),
        sa.Column("dossiers", sa.Integer(), nullable=False),
        sa.Column("marked", sa.Integer(), nullable=False),
        sa.Column("histograms", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("request_id", sa.Text(), primary_key=True),
        sa.Column("ticket", sa.Text(), nullable=False, unique=True),
        sa.Column("day", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )


def _days() -> None:
    op.create_table(
        "days",
        sa.Column("day", sa.Text(), primary_key=True),
        sa.Column("opened", sa.Integer()),
        sa.Column("closed", sa.Integer()),
        sa.Column("first_seq", sa.Integer()),
        sa.Column("last_seq", sa.Integer()),
        sa.Column("row_count", sa.Integer()),
        sa.Column("digest", sa.Text()),
        sa.Column("previous", sa.Text()),
        sa.Column("has_office", sa.Boolean()),
        sa.Column("removed", sa.Boolean(), nullable=False, server_default="0"),
    )


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )


def upgrade() -> None:
    """All tables."""
    _journal()
    _snapshots()
    _legs()
    _tallies()
    _requests()
    _days()
    _meta()
