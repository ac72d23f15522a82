"""The stand-in's records as GitHub's JSON: accounts, repositories, Apps, installations, labels, issues, comments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from bot.demo.standin.state import (
    Account,
    Installation,
    Issue,
    IssueComment,
    Label,
    Reaction,
    Repository,
    State,
    node_id,
)

Json = dict[str, Any]

_REPOSITORY_URLS = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}

_ACCOUNT_URLS = {
    "events_url": "/events{/privacy}",
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "organizations_url": "/orgs",
    "received_events_url": "/received_events",
    "repos_url": "/repos",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
}

_REACTIONS = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")


def stamp(at: datetime | None) -> str | None:
    """A time as GitHub writes it: UTC, whole seconds, ``Z``."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Shapes:
    """Builds GitHub's JSON under the stand-in's own addresses."""

    def __init__(
        self, state: State, url: str, app_id: int, app_slug: str, client_id: str, app_owner: str
    ) -> None:
        self.state = state
        self.url = url
        self.api = f"{url}/api/v3"
        self.app_id = app_id
        self.app_slug = app_slug
        self.client_id = client_id
        self._app_owner = app_owner
        self.app_permissions: dict[str, str] = {}
        self.app_events: list[str] = []
        self.app_created_at = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)

    def account(self, account: Account) -> Json:
        """``simple-user``."""
        prefix = {"Bot": "BOT", "Organization": "O"}.get(account.type, "U")
        page = f"apps/{account.login.removesuffix('[bot]')}" if account.type == "Bot" else account.login
        api = f"{self.api}/users/{account.login.replace('[', '%5B').replace(']', '%5D')}"
        return {
            "login": account.login,
            "id": account.id,
            "node_id": node_id(prefix, account.id),
            "avatar_url": f"{self.url}/_standin/avatar/{account.id}.svg",
            "gravatar_id": "",
            "url": api,
            "html_url": f"{self.url}/{page}",
            **{name: api + tail for name, tail in _ACCOUNT_URLS.items()},
            "type": account.type,
            "user_view_type": "public",
            "site_admin": False,
        }

    def public_account(self, account: Account) -> Json:
        """``public-user``."""
        return {
            **self.account(account),
            "name": account.name or None,
            "company": None,
            "blog": "",
            "location": None,
            "email": None,
            "hireable": None,
            "bio": None,
            "public_repos": 0,
            "public_gists": 0,
            "followers": 0,
            "following": 0,
            "created_at": stamp(account.created_at),
            "updated_at": stamp(account.created_at),
        }

    def organisation(self, account: Account) -> Json:
        """``organization-simple``."""
        api = f"{self.api}/orgs/{account.login}"
        return {
            "login": account.login,
            "id": account.id,
            "node_id": node_id("O", account.id),
            "url": api,
            "repos_url": f"{api}/repos",
            "events_url": f"{api}/events",
            "hooks_url": f"{api}/hooks",
            "issues_url": f"{api}/issues",
            "members_url": f"{api}/members{{/member}}",
            "public_members_url": f"{api}/public_members{{/member}}",
            "avatar_url": f"{self.url}/_standin/avatar/{account.id}.svg",
            "description": None,
        }

    def full_organisation(self, account: Account) -> Json:
        """``organization-full``."""
        return {
            **self.organisation(account),
            "html_url": f"{self.url}/{account.login}",
            "has_organization_projects": True,
            "has_repository_projects": True,
            "public_repos": 0,
            "public_gists": 0,
            "followers": 0,
            "following": 0,
            "type": "Organization",
            "created_at": stamp(account.created_at),
            "updated_at": stamp(account.created_at),
            "archived_at": None,
        }

    def short_repository(self, repo: Repository) -> Json:
        """The members that every form of a repository has (``minimal-repository``)."""
        api = f"{self.api}/repos/{repo.full_name}"
        page = f"{self.url}/{repo.full_name}"
        return {
            "id": repo.id,
            "node_id": node_id("R", repo.id),
            "name": repo.name,
            "full_name": repo.full_name,
            "private": repo.private,
            "owner": self.account(repo.owner),
            "html_url": page,
            "description": repo.description or None,
            "fork": repo.fork_of is not None,
            "url": api,
            **{name: api + tail for name, tail in _REPOSITORY_URLS.items()},
        }

    def repository(self, repo: Repository, permissions: dict[str, bool] | None = None) -> Json:
        """``repository``; with what ``full-repository`` wants besides."""
        page = f"{self.url}/{repo.full_name}"
        forks = sum(
            1 for other in self.state.repositories.values() if other.fork_of is repo and not other.deleted
        )
        open_issues = sum(1 for issue in repo.issues.values() if issue.state == "open")
        shape = {
            **self.short_repository(repo),
            "created_at": stamp(repo.created_at),
            "updated_at": stamp(repo.created_at),
            "pushed_at": stamp(repo.created_at),
            "git_url": page.replace("http", "git", 1) + ".git",
            "ssh_url": f"git@{self.url.split('//')[1].split(':')[0]}:{repo.full_name}.git",
            "clone_url": f"{page}.git",
            "svn_url": page,
            "homepage": None,
            "size": 1,
            "stargazers_count": 0,
            "watchers_count": 0,
            "language": None,
            "has_issues": True,
            "has_projects": True,
            "has_downloads": True,
            "has_wiki": False,
            "has_pages": False,
            "has_discussions": False,
            "forks_count": forks,
            "mirror_url": None,
            "archived": False,
            "disabled": False,
            "open_issues_count": open_issues,
            "license": None,
            "allow_forking": True,
            "is_template": False,
            "web_commit_signoff_required": False,
            "topics": [],
            "visibility": "private" if repo.private else "public",
            "forks": forks,
            "open_issues": open_issues,
            "watchers": 0,
            "default_branch": repo.default_branch,
        }
        if permissions is not None:
            shape["permissions"] = permissions
        return shape

    def full_repository(self, repo: Repository) -> Json:
        """``full-repository``."""
        shape = {**self.repository(repo), "network_count": 0, "subscribers_count": 0}
        if repo.fork_of is not None:
            shape |= {"parent": self.repository(repo.fork_of), "source": self.repository(repo.fork_of)}
        return shape

    def app(self) -> Json:
        """``integration``."""
        return {
            "id": self.app_id,
            "client_id": self.client_id,
            "slug": self.app_slug,
            "node_id": node_id("A", self.app_id),
            "owner": self.account(self.state.account(self._app_owner, "Organization")),
            "name": self.app_slug.replace("-", " ").title(),
            "description": "",
            "external_url": self.url,
            "html_url": f"{self.url}/apps/{self.app_slug}",
            "created_at": stamp(self.app_created_at),
            "updated_at": stamp(self.app_created_at),
            "permissions": dict(self.app_permissions),
            "events": list(self.app_events),
        }

    def full_app(self) -> Json:
        """``integration`` as the App itself reads it."""
        return {**self.app(), "installations_count": len(self.state.installations)}

    def installation(self, installation: Installation) -> Json:
        """``installation``."""
        account = installation.account
        org = account.type == "Organization"
        settings = f"organizations/{account.login}/settings" if org else "settings"
        return {
            "id": installation.id,
            "client_id": self.client_id,
            "account": self.account(account),
            "repository_selection": "all" if installation.repository_ids is None else "selected",
            "access_tokens_url": f"{self.api}/app/installations/{installation.id}/access_tokens",
            "repositories_url": f"{self.api}/installation/repositories",
            "html_url": f"{self.url}/{settings}/installations/{installation.id}",
            "app_id": self.app_id,
            "app_slug": self.app_slug,
            "target_id": account.id,
            "target_type": account.type,
            "permissions": dict(installation.permissions),
            "events": list(self.app_events),
            "created_at": stamp(installation.created_at),
            "updated_at": stamp(installation.created_at),
            "single_file_name": None,
            "has_multiple_single_files": False,
            "single_file_paths": [],
            "suspended_by": self.account(account) if installation.suspended_at else None,
            "suspended_at": stamp(installation.suspended_at),
        }

    def label(self, repo: Repository, label: Label) -> Json:
        """``label``."""
        return {
            "id": label.id,
            "node_id": node_id("LA", label.id),
            "url": f"{self.api}/repos/{repo.full_name}/labels/{label.name.replace(' ', '%20')}",
            "name": label.name,
            "color": label.color,
            "default": False,
            "description": label.description,
        }

    def reactions(self, url: str, reactions: Iterable[Reaction]) -> Json:
        """``reaction-rollup``."""
        counts = dict.fromkeys(_REACTIONS, 0)
        for reaction in reactions:
            counts[reaction.content] += 1
        return {"url": f"{url}/reactions", "total_count": sum(counts.values()), **counts}

    def reaction(self, reaction: Reaction) -> Json:
        """``reaction``."""
        return {
            "id": reaction.id,
            "node_id": node_id("REA", reaction.id),
            "user": self.account(reaction.user),
            "content": reaction.content,
            "created_at": stamp(reaction.created_at),
        }

    def association(self, repo: Repository, account: Account) -> str:
        """``author_association`` of an account."""
        if account is repo.owner:
            return "OWNER"
        if account.login.lower() in self.state.members.get(repo.owner.login.lower(), set()):
            return "MEMBER"
        return "COLLABORATOR" if account.login.lower() in repo.collaborators else "CONTRIBUTOR"

    def issue_comment(self, repo: Repository, comment: IssueComment) -> Json:
        """``issue-comment``."""
        api = f"{self.api}/repos/{repo.full_name}"
        url = f"{api}/issues/comments/{comment.id}"
        kind = "pull" if comment.number in repo.pulls else "issues"
        return {
            "url": url,
            "html_url": f"{self.url}/{repo.full_name}/{kind}/{comment.number}#issuecomment-{comment.id}",
            "issue_url": f"{api}/issues/{comment.number}",
            "id": comment.id,
            "node_id": node_id("IC", comment.id),
            "user": self.account(comment.user),
            "created_at": stamp(comment.created_at),
            "updated_at": stamp(comment.updated_at),
            "body": comment.body,
            "author_association": self.association(repo, comment.user),
            "reactions": self.reactions(url, comment.reactions),
            "performed_via_github_app": self.app() if comment.by_app else None,
        }

    def issue(self, repo: Repository, issue: Issue) -> Json:
        """``issue``; a pull request's issue side carries ``pull_request``."""
        api = f"{self.api}/repos/{repo.full_name}"
        url = f"{api}/issues/{issue.number}"
        pull = repo.pulls.get(issue.number)
        kind = "issues" if pull is None else "pull"
        shape: Json = {
            "url": url,
            "repository_url": api,
            "labels_url": f"{url}/labels{{/name}}",
            "comments_url": f"{url}/comments",
            "events_url": f"{url}/events",
            "timeline_url": f"{url}/timeline",
            "html_url": f"{self.url}/{repo.full_name}/{kind}/{issue.number}",
            "id": issue.id,
            "node_id": node_id("I", issue.id),
            "number": issue.number,
            "title": issue.title,
            "user": self.account(issue.user),
            "labels": [self.label(repo, label) for label in issue.labels],
            "state": issue.state,
            "locked": False,
            "assignee": self.account(issue.assignees[0]) if issue.assignees else None,
            "assignees": [self.account(account) for account in issue.assignees],
            "milestone": None,
            "comments": len(issue.comments),
            "created_at": stamp(issue.created_at),
            "updated_at": stamp(issue.updated_at),
            "closed_at": stamp(issue.closed_at),
            "closed_by": self.account(issue.closed_by) if issue.closed_by else None,
            "author_association": self.association(repo, issue.user),
            "active_lock_reason": None,
            "body": issue.body or None,
            "reactions": self.reactions(url, issue.reactions),
            "performed_via_github_app": self.app() if issue.by_app else None,
            "state_reason": issue.state_reason,
        }
        if pull is not None:
            page = f"{self.url}/{repo.full_name}/pull/{issue.number}"
            shape |= {
                "draft": pull.draft,
                "pull_request": {
                    "url": f"{api}/pulls/{issue.number}",
                    "html_url": page,
                    "diff_url": f"{page}.diff",
                    "patch_url": f"{page}.patch",
                    "merged_at": stamp(pull.merged_at),
                },
            }
        return shape
