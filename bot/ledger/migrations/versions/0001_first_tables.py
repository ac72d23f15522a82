"""The first tables: facts, outbox, roll-ups.

Revision ID: 0001
Revises: nothing
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "installation",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("suspended_at", TIME, nullable=True),
        sa.Column("deleted_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_installation"),
    )
    op.create_table(
        "organisation",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("login", sa.String(length=100), nullable=False),
        sa.Column("login_key", sa.String(length=100), nullable=False),
        sa.Column("installation_id", BIG_ID, nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["installation_id"], ["installation.id"], name="fk_organisation_installation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
        sa.UniqueConstraint("login_key", name="uq_organisation_login_key"),
    )
    op.create_index("ix_organisation_installation_id", "organisation", ["installation_id"])

    op.create_table(
        "repository",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("org_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("full_name", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organisation.id"], name="fk_repository_org_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_repository"),
    )
    op.create_index("ix_repository_org_id", "repository", ["org_id"])

    op.create_table(
        "summary_issue",
        sa.Column("org_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("repo", sa.String(length=255), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("body_digest", sa.String(length=64), nullable=False),
        sa.Column("posted_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organisation.id"], name="fk_summary_issue_org_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("org_id", "week", name="pk_summary_issue"),
    )
    op.create_table(
        "daily_adherence",
        sa.Column("org_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("repo_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("agent", sa.String(length=100), nullable=False),
        sa.Column("agent_state", sa.String(length=10), nullable=False),
        sa.Column("rule", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("sites_first", sa.BigInteger(), nullable=False),
        sa.Column("findings_first", sa.BigInteger(), nullable=False),
        sa.Column("sites_last", sa.BigInteger(), nullable=False),
        sa.Column("findings_last", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organisation.id"], name="fk_daily_adherence_org_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["repo_id"], ["repository.id"], name="fk_daily_adherence_repo_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "org_id", "day", "repo_id", "agent", "agent_state", "rule", "language", name="pk_daily_adherence"
        ),
    )
    op.create_index("ix_daily_adherence_repo_id", "daily_adherence", ["repo_id"])

    op.create_table(
        "daily_pulls",
        sa.Column("org_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("repo_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("agent", sa.String(length=100), nullable=False),
        sa.Column("agent_state", sa.String(length=10), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("merged", sa.BigInteger(), nullable=False),
        sa.Column("closed", sa.BigInteger(), nullable=False),
        sa.Column("reviewed", sa.BigInteger(), nullable=False),
        sa.Column("clean_first", sa.BigInteger(), nullable=False),
        sa.Column("findings_first", sa.BigInteger(), nullable=False),
        sa.Column("findings_last", sa.BigInteger(), nullable=False),
        sa.Column("fixed_before_merge", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organisation.id"], name="fk_daily_pulls_org_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["repo_id"], ["repository.id"], name="fk_daily_pulls_repo_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("org_id", "day", "repo_id", "agent", "agent_state", name="pk_daily_pulls"),
    )
    op.create_index("ix_daily_pulls_repo_id", "daily_pulls", ["repo_id"])

    op.create_table(
        "pull_request",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("org_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("repo_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("author_type", sa.String(length=20), nullable=False),
        sa.Column("base_ref", sa.Text(), nullable=False),
        sa.Column("head_ref", sa.Text(), nullable=False),
        sa.Column("head_sha", sa.String(length=64), nullable=False),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("from_fork", sa.Boolean(), nullable=False),
        sa.Column("labels", DOCUMENT, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("closed_at", TIME, nullable=True),
        sa.Column("additions", sa.Integer(), nullable=False),
        sa.Column("deletions", sa.Integer(), nullable=False),
        sa.Column("changed_files", sa.Integer(), nullable=False),
        sa.Column("agent", sa.String(length=100), nullable=True),
        sa.Column("agent_state", sa.String(length=10), nullable=False),
        sa.Column("runs", sa.Integer(), nullable=False),
        sa.Column("first_head", sa.String(length=64), nullable=False),
        sa.Column("last_head", sa.String(length=64), nullable=False),
        sa.Column("findings_first", sa.Integer(), nullable=False),
        sa.Column("findings_last", sa.Integer(), nullable=False),
        sa.Column("fixed_before_merge", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organisation.id"], name="fk_pull_request_org_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["repo_id"], ["repository.id"], name="fk_pull_request_repo_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_pull_request"),
        sa.UniqueConstraint("repo_id", "number", name="uq_pull_request_repo_id_number"),
    )
    op.create_index("ix_pull_request_org_id_opened_at", "pull_request", ["org_id", "opened_at"])

    op.create_table(
        "attribution",
        sa.Column("pull_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("agent", sa.String(length=100), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("evidence", DOCUMENT, nullable=False),
        sa.Column("decided_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["pull_id"], ["pull_request.id"], name="fk_attribution_pull_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pull_id", name="pk_attribution"),
    )
    op.create_table(
        "comment",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("pull_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("comment_id", sa.String(length=40), nullable=False),
        sa.Column("node_id", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["pull_id"], ["pull_request.id"], name="fk_comment_pull_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
        sa.UniqueConstraint("pull_id", "fingerprint", name="uq_comment_pull_id_fingerprint"),
    )
    op.create_table(
        "finding",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("pull_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(length=120), nullable=False),
        sa.Column("family", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("cwe", sa.String(length=20), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("fix", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pull_id"], ["pull_request.id"], name="fk_finding_pull_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
        sa.UniqueConstraint("pull_id", "fingerprint", name="uq_finding_pull_id_fingerprint"),
    )
    op.create_table(
        "run",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("pull_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("base_sha", sa.String(length=64), nullable=False),
        sa.Column("head_sha", sa.String(length=64), nullable=False),
        sa.Column("rule_set", sa.Text(), nullable=False),
        sa.Column("conclusion", sa.String(length=30), nullable=False),
        sa.Column("delivery_id", sa.Text(), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("ended_at", TIME, nullable=False),
        sa.Column("files_reviewed", sa.Integer(), nullable=False),
        sa.Column("skipped", DOCUMENT, nullable=False),
        sa.Column("errors", DOCUMENT, nullable=False),
        sa.Column("timings_ms", DOCUMENT, nullable=False),
        sa.ForeignKeyConstraint(["pull_id"], ["pull_request.id"], name="fk_run_pull_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
        sa.UniqueConstraint("pull_id", "head_sha", name="uq_run_pull_id_head_sha"),
    )
    op.create_table(
        "plan_step",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("pull_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("run_id", BIG_ID, nullable=True),
        sa.Column("head_sha", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("marker", sa.Text(), nullable=False),
        sa.Column("body", DOCUMENT, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("planned_at", TIME, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["pull_id"], ["pull_request.id"], name="fk_plan_step_pull_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_plan_step_run_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_step"),
    )
    op.create_index("ix_plan_step_pull_id_state", "plan_step", ["pull_id", "state"])
    op.create_index("ix_plan_step_run_id", "plan_step", ["run_id"])

    op.create_table(
        "sighting",
        sa.Column("run_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("finding_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("end_line", sa.Integer(), nullable=False),
        sa.Column("silenced_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name="fk_sighting_finding_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_sighting_run_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "finding_id", name="pk_sighting"),
    )
    op.create_index("ix_sighting_finding_id", "sighting", ["finding_id"])

    op.create_table(
        "site_count",
        sa.Column("run_id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("rule", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_site_count_run_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "rule", "language", name="pk_site_count"),
    )


def downgrade() -> None:
    op.drop_table("site_count")
    op.drop_table("sighting")
    op.drop_table("plan_step")
    op.drop_table("run")
    op.drop_table("finding")
    op.drop_table("comment")
    op.drop_table("attribution")
    op.drop_table("pull_request")
    op.drop_table("daily_pulls")
    op.drop_table("daily_adherence")
    op.drop_table("summary_issue")
    op.drop_table("repository")
    op.drop_table("organisation")
    op.drop_table("installation")
