import nox


@nox.session
def tests(session):
    session.install(".[test]")
    session.run("pytest", "--cov=svc")


@nox.session
def types(session):
    session.install("mypy")
    session.run("mypy", "svc")
