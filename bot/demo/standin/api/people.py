"""Users, organisations, what a signed-in user may see, limits."""

from __future__ import annotations

from bot.demo.standin.answers import Answer, not_found
from bot.demo.standin.api.apps import covered
from bot.demo.standin.limits import overview
from bot.demo.standin.state import Account, Installation, Repository
from bot.demo.standin.world import Call, handles


@handles("users/get-authenticated")
def me(call: Call) -> Answer:
    """The signed-in user (the public form: no private permission is asked for)."""
    return Answer(body=call.shapes.public_account(call.author))


@handles("users/get-by-username")
def user(call: Call) -> Answer:
    """An account by login."""
    account = call.state.accounts.get(call.params["username"].lower())
    if account is None:
        raise not_found()
    return Answer(body=call.shapes.public_account(account))


def _org(call: Call) -> Account:
    account = call.state.accounts.get(call.params["org"].lower())
    if account is None or account.type != "Organization":
        raise not_found()
    return account


@handles("orgs/get")
def org(call: Call) -> Answer:
    """An organisation."""
    return Answer(body=call.shapes.full_organisation(_org(call)))


@handles("repos/list-for-org")
def org_repositories(call: Call) -> Answer:
    """Repositories of an organisation that the caller may see."""
    account = _org(call)
    repos = [repo for repo in call.state.repositories.values() if repo.owner is account and _sees(call, repo)]
    return call.listed(repos, call.shapes.repository)


def _sees(call: Call, repo: Repository) -> bool:
    if repo.deleted:
        return False
    return not repo.private or call.state.permission(repo, call.author.login) != "none"


def _my_orgs(call: Call) -> list[Account]:
    login = call.author.login.lower()
    return [call.state.accounts[org] for org, members in call.state.members.items() if login in members]


@handles("orgs/list-for-authenticated-user")
def my_orgs(call: Call) -> Answer:
    """Organisations of the signed-in user."""
    return call.listed(_my_orgs(call), call.shapes.organisation)


@handles("orgs/get-membership-for-authenticated-user")
def my_membership(call: Call) -> Answer:
    """The signed-in user's membership of an organisation."""
    account = _org(call)
    if account not in _my_orgs(call):
        raise not_found()
    return Answer(
        body={
            "url": f"{call.shapes.api}/orgs/{account.login}/memberships/{call.author.login}",
            "state": "active",
            "role": "member",
            "organization_url": f"{call.shapes.api}/orgs/{account.login}",
            "user": call.shapes.account(call.author),
            "organization": call.shapes.organisation(account),
        }
    )


def _permissions(call: Call, repo: Repository) -> dict[str, bool]:
    order = ("pull", "triage", "push", "maintain", "admin")
    names = ("read", "triage", "write", "maintain", "admin")
    held = call.state.permission(repo, call.author.login)
    reach = names.index(held) if held in names else -1
    return {name: index <= reach for index, name in enumerate(order)}


@handles("repos/list-for-authenticated-user")
def my_repositories(call: Call) -> Answer:
    """Repositories that the signed-in user has a part in."""
    repos = [
        repo
        for repo in call.state.repositories.values()
        if not repo.deleted
        and (repo.owner is call.author or repo.owner in _my_orgs(call) or _collaborates(call, repo))
    ]
    return call.listed(repos, lambda repo: call.shapes.repository(repo, _permissions(call, repo)))


def _collaborates(call: Call, repo: Repository) -> bool:
    return call.author.login.lower() in repo.collaborators


def _visible(call: Call, installation: Installation) -> list[Repository]:
    return [
        repo
        for repo in covered(call, installation)
        if repo.owner is call.author or repo.owner in _my_orgs(call) or _collaborates(call, repo)
    ]


@handles("apps/list-installations-for-authenticated-user")
def my_installations(call: Call) -> Answer:
    """Installations of the App that the signed-in user may see."""
    mine = [
        installation
        for installation in call.state.installations.values()
        if installation.account is call.author
        or installation.account in _my_orgs(call)
        or _visible(call, installation)
    ]
    return call.counted("installations", mine, call.shapes.installation)


@handles("apps/list-installation-repos-for-authenticated-user")
def my_installation_repositories(call: Call) -> Answer:
    """Repositories of an installation that the signed-in user may see."""
    installation = call.state.installations.get(call.number("installation_id"))
    if installation is None:
        raise not_found()
    return call.counted(
        "repositories",
        _visible(call, installation),
        lambda repo: call.shapes.repository(repo, _permissions(call, repo)),
        repository_selection="all" if installation.repository_ids is None else "selected",
    )


@handles("repos/get-collaborator-permission-level")
def permission(call: Call) -> Answer:
    """A person's right on a repository."""
    account = call.state.accounts.get(call.params["username"].lower())
    if account is None:
        raise not_found()
    role = call.state.permission(call.repo, account.login)
    plain = {"maintain": "write", "triage": "read"}.get(role, role)
    user = {**call.shapes.account(account), "role_name": role}
    return Answer(body={"permission": plain, "role_name": role, "user": user})


@handles("rate-limit/get")
def rate_limit(call: Call) -> Answer:
    """What remains of the hour."""
    return Answer(body=overview(call.world.limits, str(call.actor)))


@handles("meta/get")
def meta(call: Call) -> Answer:
    """About this server."""
    return Answer(body={"verifiable_password_authentication": False})
