"""Pull requests, reviews, commits, files and check-runs as GitHub's JSON."""

from __future__ import annotations

from typing import Any

from bot.demo.standin import git
from bot.demo.standin.shapes import Json, Shapes, stamp
from bot.demo.standin.state import CheckRun, CheckSuite, Pull, Repository, Review, ReviewComment, node_id


class PullShapes(Shapes):
    """Adds to the plain shapes those that git has a part in."""

    def merge_base(self, repo: Repository, pull: Pull) -> str:
        """Where the pull request left its base; the base's tip when they share no history."""
        return git.merge_base(repo.git_dir, pull.base_sha, pull.head_sha) or pull.base_sha

    def files(self, repo: Repository, pull: Pull) -> tuple[git.ChangedFile, ...]:
        """Changed files of a pull request against its merge base."""
        return git.changed_files(repo.git_dir, self.merge_base(repo, pull), pull.head_sha)

    def _side(self, repo: Repository | None, owner_login: str, ref: str, sha: str) -> Json:
        owner = self.state.account(owner_login)
        return {
            "label": f"{owner_login}:{ref}",
            "ref": ref,
            "sha": sha,
            "user": self.account(owner),
            "repo": None if repo is None else self.repository(repo),
        }

    def simple_pull(self, repo: Repository, pull: Pull) -> Json:
        """``pull-request-simple``, as lists give it."""
        issue = pull.issue
        api = f"{self.api}/repos/{repo.full_name}"
        url = f"{api}/pulls/{pull.number}"
        page = f"{self.url}/{repo.full_name}/pull/{pull.number}"
        links = {
            "self": url,
            "html": page,
            "issue": f"{api}/issues/{pull.number}",
            "comments": f"{api}/issues/{pull.number}/comments",
            "review_comments": f"{url}/comments",
            "review_comment": f"{api}/pulls/comments{{/number}}",
            "commits": f"{url}/commits",
            "statuses": f"{api}/statuses/{pull.head_sha}",
        }
        head_repo = None if pull.head_repo.deleted else pull.head_repo
        return {
            "url": url,
            "id": pull.id,
            "node_id": node_id("PR", pull.id),
            "html_url": page,
            "diff_url": f"{page}.diff",
            "patch_url": f"{page}.patch",
            "issue_url": links["issue"],
            "number": pull.number,
            "state": issue.state,
            "locked": False,
            "title": issue.title,
            "user": self.account(issue.user),
            "body": issue.body or None,
            "created_at": stamp(issue.created_at),
            "updated_at": stamp(issue.updated_at),
            "closed_at": stamp(issue.closed_at),
            "merged_at": stamp(pull.merged_at),
            "merge_commit_sha": pull.merge_commit_sha,
            "assignee": self.account(issue.assignees[0]) if issue.assignees else None,
            "assignees": [self.account(account) for account in issue.assignees],
            "requested_reviewers": [],
            "requested_teams": [],
            # Here GitHub's description allows no null.
            "labels": [
                {**self.label(repo, label), "description": label.description or ""} for label in issue.labels
            ],
            "milestone": None,
            "draft": pull.draft,
            "commits_url": links["commits"],
            "review_comments_url": links["review_comments"],
            "review_comment_url": links["review_comment"],
            "comments_url": links["comments"],
            "statuses_url": links["statuses"],
            "head": self._side(head_repo, pull.head_repo.owner.login, pull.head_ref, pull.head_sha),
            "base": self._side(repo, repo.owner.login, pull.base_ref, pull.base_sha),
            "_links": {name: {"href": href} for name, href in links.items()},
            "author_association": self.association(repo, issue.user),
            "auto_merge": None,
            "active_lock_reason": None,
        }

    def pull(self, repo: Repository, pull: Pull) -> Json:
        """``pull-request``."""
        files = self.files(repo, pull)
        merged = pull.merged_at is not None
        clean = merged or git.merged_tree(repo.git_dir, pull.base_sha, pull.head_sha) is not None
        return {
            **self.simple_pull(repo, pull),
            "merged": merged,
            "mergeable": None if merged else clean,
            "rebaseable": None if merged else clean,
            "mergeable_state": "unknown" if merged else "clean" if clean else "dirty",
            "merged_by": self.account(pull.merged_by) if pull.merged_by else None,
            "comments": len(pull.issue.comments),
            "review_comments": len(pull.comments),
            "maintainer_can_modify": False,
            "commits": git.count_between(repo.git_dir, self.merge_base(repo, pull), pull.head_sha),
            "additions": sum(file.additions for file in files),
            "deletions": sum(file.deletions for file in files),
            "changed_files": len(files),
        }

    def file(self, repo: Repository, head_sha: str, file: git.ChangedFile) -> Json:
        """``diff-entry``. Binary files have no patch, as on GitHub."""
        page = f"{self.url}/{repo.full_name}"
        shape: Json = {
            "sha": file.sha,
            "filename": file.path,
            "status": file.status,
            "additions": file.additions,
            "deletions": file.deletions,
            "changes": file.additions + file.deletions,
            "blob_url": f"{page}/blob/{head_sha}/{file.path}",
            "raw_url": f"{page}/raw/{head_sha}/{file.path}",
            "contents_url": f"{self.api}/repos/{repo.full_name}/contents/{file.path}?ref={head_sha}",
        }
        if file.patch is not None:
            shape["patch"] = file.patch
        if file.previous_path is not None:
            shape["previous_filename"] = file.previous_path
        return shape

    def commit(self, repo: Repository, commit: git.Commit) -> Json:
        """``commit``; author and committer accounts are not looked up from e-mail addresses."""
        api = f"{self.api}/repos/{repo.full_name}"
        page = f"{self.url}/{repo.full_name}/commit"
        return {
            "sha": commit.sha,
            "node_id": node_id("C", int(commit.sha[:12], 16)),
            "commit": {
                "author": {
                    "name": commit.author_name,
                    "email": commit.author_email,
                    "date": stamp(commit.authored_at),
                },
                "committer": {
                    "name": commit.committer_name,
                    "email": commit.committer_email,
                    "date": stamp(commit.committed_at),
                },
                "message": commit.message,
                "tree": {"sha": commit.tree, "url": f"{api}/git/trees/{commit.tree}"},
                "url": f"{api}/git/commits/{commit.sha}",
                "comment_count": 0,
                "verification": {
                    "verified": False,
                    "reason": "unsigned",
                    "signature": None,
                    "payload": None,
                    "verified_at": None,
                },
            },
            "url": f"{api}/commits/{commit.sha}",
            "html_url": f"{page}/{commit.sha}",
            "comments_url": f"{api}/commits/{commit.sha}/comments",
            "author": None,
            "committer": None,
            "parents": [
                {"sha": sha, "url": f"{api}/commits/{sha}", "html_url": f"{page}/{sha}"}
                for sha in commit.parents
            ],
        }

    def review(self, repo: Repository, pull: Pull, review: Review) -> Json:
        """``pull-request-review``; a pending one has no ``submitted_at``."""
        page = f"{self.url}/{repo.full_name}/pull/{pull.number}#pullrequestreview-{review.id}"
        url = f"{self.api}/repos/{repo.full_name}/pulls/{pull.number}"
        shape = {
            "id": review.id,
            "node_id": node_id("PRR", review.id),
            "user": self.account(review.user),
            "body": review.body,
            "state": review.state,
            "html_url": page,
            "pull_request_url": url,
            "author_association": self.association(repo, review.user),
            "_links": {"html": {"href": page}, "pull_request": {"href": url}},
            "commit_id": review.commit_id,
        }
        if review.submitted_at is not None:
            shape["submitted_at"] = stamp(review.submitted_at)
        return shape

    def review_comment(self, repo: Repository, pull: Pull, comment: ReviewComment) -> Json:
        """``pull-request-review-comment``."""
        api = f"{self.api}/repos/{repo.full_name}/pulls"
        url = f"{api}/comments/{comment.id}"
        page = f"{self.url}/{repo.full_name}/pull/{pull.number}#discussion_r{comment.id}"
        pull_url = f"{api}/{pull.number}"
        shape = {
            "url": url,
            "pull_request_review_id": comment.review.id,
            "id": comment.id,
            "node_id": node_id("PRRC", comment.id),
            "diff_hunk": comment.diff_hunk,
            "path": comment.path,
            "commit_id": comment.commit_id,
            "original_commit_id": comment.original_commit_id,
            "user": self.account(comment.user),
            "body": comment.body,
            "created_at": stamp(comment.created_at),
            "updated_at": stamp(comment.updated_at),
            "html_url": page,
            "pull_request_url": pull_url,
            "author_association": self.association(repo, comment.user),
            "_links": {"self": {"href": url}, "html": {"href": page}, "pull_request": {"href": pull_url}},
            "reactions": self.reactions(url, comment.reactions),
            "start_line": comment.start_line,
            "original_start_line": comment.original_start_line,
            "start_side": comment.start_side,
            "line": comment.line,
            "original_line": comment.original_line,
            "side": comment.side,
            "position": comment.position,
            "original_position": comment.original_position,
            "subject_type": comment.subject_type,
        }
        if comment.in_reply_to_id is not None:
            shape["in_reply_to_id"] = comment.in_reply_to_id
        return shape

    def minimal_pulls(self, repo: Repository, head_sha: str) -> list[Json]:
        """``pull-request-minimal`` of the open pull requests at a head; those of forks are left out, as on GitHub."""
        return [
            {
                "url": f"{self.api}/repos/{repo.full_name}/pulls/{pull.number}",
                "id": pull.id,
                "number": pull.number,
                "head": {"ref": pull.head_ref, "sha": pull.head_sha, "repo": self._bare(pull.head_repo)},
                "base": {"ref": pull.base_ref, "sha": pull.base_sha, "repo": self._bare(repo)},
            }
            for pull in repo.pulls.values()
            if pull.head_sha == head_sha and pull.issue.state == "open" and pull.head_repo is repo
        ]

    def _bare(self, repo: Repository) -> Json:
        return {"id": repo.id, "url": f"{self.api}/repos/{repo.full_name}", "name": repo.name}

    def check_run(self, run: CheckRun) -> Json:
        """``check-run``."""
        api = f"{self.api}/repos/{run.repo.full_name}"
        url = f"{api}/check-runs/{run.id}"
        return {
            "id": run.id,
            "name": run.name,
            "node_id": node_id("CR", run.id),
            "head_sha": run.head_sha,
            "external_id": run.external_id,
            "url": url,
            "html_url": f"{self.url}/{run.repo.full_name}/runs/{run.id}",
            "details_url": run.details_url,
            "status": run.status,
            "conclusion": run.conclusion,
            "started_at": stamp(run.started_at),
            "completed_at": stamp(run.completed_at),
            "output": {
                "title": run.output.get("title"),
                "summary": run.output.get("summary"),
                "text": run.output.get("text"),
                "annotations_count": len(run.annotations),
                "annotations_url": f"{url}/annotations",
            },
            "check_suite": {"id": run.suite.id},
            "app": self.app(),
            "pull_requests": self.minimal_pulls(run.repo, run.head_sha),
        }

    def annotation(self, run: CheckRun, annotation: dict[str, Any]) -> Json:
        """``check-annotation``."""
        return {
            "path": annotation["path"],
            "blob_href": f"{self.url}/{run.repo.full_name}/blob/{run.head_sha}/{annotation['path']}",
            "start_line": annotation["start_line"],
            "start_column": annotation.get("start_column"),
            "end_line": annotation["end_line"],
            "end_column": annotation.get("end_column"),
            "annotation_level": annotation["annotation_level"],
            "title": annotation.get("title"),
            "message": annotation["message"],
            "raw_details": annotation.get("raw_details"),
        }

    def check_suite(self, suite: CheckSuite) -> Json:
        """``check-suite``."""
        runs = [run for run in self.state.check_runs.values() if run.suite is suite]
        done = bool(runs) and all(run.status == "completed" for run in runs)
        worst = ("failure", "timed_out", "action_required", "cancelled", "success", "neutral")
        conclusion = next((name for name in worst if any(run.conclusion == name for run in runs)), None)
        url = f"{self.api}/repos/{suite.repo.full_name}/check-suites/{suite.id}"
        head = git.log(suite.repo.git_dir, suite.head_sha, 1)[0]
        return {
            "id": suite.id,
            "node_id": node_id("CS", suite.id),
            "head_branch": suite.head_branch,
            "head_sha": suite.head_sha,
            "status": "completed" if done else "in_progress" if runs else "queued",
            "conclusion": conclusion if done else None,
            "url": url,
            "before": None,
            "after": None,
            "pull_requests": self.minimal_pulls(suite.repo, suite.head_sha),
            "app": self.app(),
            "repository": self.short_repository(suite.repo),
            "created_at": stamp(suite.created_at),
            "updated_at": stamp(suite.created_at),
            "head_commit": {
                "id": head.sha,
                "tree_id": head.tree,
                "message": head.message,
                "timestamp": stamp(head.committed_at),
                "author": {"name": head.author_name, "email": head.author_email},
                "committer": {"name": head.committer_name, "email": head.committer_email},
            },
            "latest_check_runs_count": len(runs),
            "check_runs_url": f"{url}/check-runs",
        }
