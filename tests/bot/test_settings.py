"""Settings: defaults, derived addresses, secrets three ways, and errors that name the variable and the mend."""

from __future__ import annotations

import stat

import pytest

from bot.settings import Settings, SettingsError, write_secrets

KEY = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"


@pytest.fixture
def make(tmp_path):
    def made(**env: str) -> Settings:
        return Settings.from_env({"EVENHAND_DATA_DIR": str(tmp_path), **env})

    return made


def test_defaults_are_github_com_and_an_embedded_service(make, tmp_path):
    settings = make()
    assert settings.public_url == "http://127.0.0.1:8000"
    assert (settings.listen_host, settings.listen_port) == ("127.0.0.1", 8000)
    assert settings.github_api_url == "https://api.github.com"
    assert settings.github_graphql_url == "https://api.github.com/graphql"
    assert settings.embedded
    assert settings.database == f"sqlite:///{tmp_path}/evenhand.sqlite3"
    assert settings.workers == 1


def test_without_a_data_directory_the_platforms_is_used():
    assert "evenhand" in str(Settings.from_env({}).data_dir)


def test_an_enterprise_server_gives_its_own_api_addresses(make):
    settings = make(EVENHAND_GITHUB_URL="https://git.example.com/")
    assert settings.github_api_url == "https://git.example.com/api/v3"
    assert settings.github_graphql_url == "https://git.example.com/api/graphql"


def test_the_api_addresses_may_be_given_by_themselves(make):
    settings = make(EVENHAND_GITHUB_API_URL="http://127.0.0.1:9000/api")
    assert settings.github_api_url == "http://127.0.0.1:9000/api"


def test_a_secret_comes_from_its_variable_its_file_or_what_was_written(make, tmp_path):
    write_secrets(tmp_path, {"EVENHAND_WEBHOOK_SECRET": "written"})
    assert make().webhook_secret == "written"
    named = tmp_path / "secret"
    named.write_text("from a file\n")
    assert make(EVENHAND_WEBHOOK_SECRET_FILE=str(named)).webhook_secret == "from a file"
    assert make(EVENHAND_WEBHOOK_SECRET="given").webhook_secret == "given"


def test_written_secrets_are_for_the_owner_alone_and_survive_any_text(make, tmp_path):
    write_secrets(tmp_path, {"EVENHAND_GITHUB_PRIVATE_KEY": KEY, "EVENHAND_SESSION_SECRET": "a\\nb=c # d"})
    write_secrets(tmp_path, {"EVENHAND_GITHUB_APP_ID": "7"})
    assert stat.S_IMODE((tmp_path / "secrets.env").stat().st_mode) == 0o600
    settings = make()
    assert settings.private_key == KEY + "\n"
    assert settings.session_secret == "a\\nb=c # d"
    assert settings.app_id == "7"


def test_secrets_that_others_may_read_are_refused(make, tmp_path):
    write_secrets(tmp_path, {"EVENHAND_GITHUB_APP_ID": "7"})
    (tmp_path / "secrets.env").chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        make()


def test_a_key_with_spelt_out_line_breaks_is_mended(make):
    assert make(EVENHAND_GITHUB_PRIVATE_KEY=KEY.replace("\n", "\\n")).private_key == KEY + "\n"


def test_no_secret_is_in_the_repr(make):
    settings = make(
        EVENHAND_GITHUB_PRIVATE_KEY=KEY,
        EVENHAND_WEBHOOK_SECRET="hush-hush",
        EVENHAND_DATABASE_URL="postgresql://u:hush-hush@db/x",
    )
    assert "hush" not in repr(settings)
    assert "MIIE" not in repr(settings)
    assert "hush-hush" in settings.secrets()


def test_postgresql_uses_the_installed_driver(make):
    settings = make(EVENHAND_DATABASE_URL="postgres://u@db/x")
    assert settings.database == "postgresql+psycopg://u@db/x"
    assert not settings.embedded


def test_a_child_process_sees_the_same_settings(make, tmp_path):
    settings = make(
        EVENHAND_LISTEN="[::1]:9000",
        EVENHAND_GITHUB_PRIVATE_KEY=KEY,
        EVENHAND_GITHUB_APP_ID="7",
        EVENHAND_OPERATORS="ada, grace",
        EVENHAND_REDIS_URL="redis://:pw@h/0",
        EVENHAND_WORKERS="3",
    )
    env = settings.to_env({"PATH": "/bin", "EVENHAND_WEBHOOK_SECRET_FILE": "/gone"})
    assert Settings.from_env(env) == settings
    assert env["PATH"] == "/bin"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EVENHAND_LISTEN", "8000"),
        ("EVENHAND_LISTEN", "localhost:99999"),
        ("EVENHAND_PUBLIC_URL", "example.com"),
        ("EVENHAND_PUBLIC_URL", "https://u:p@example.com"),
        ("EVENHAND_GITHUB_URL", "ftp://example.com"),
        ("EVENHAND_GITHUB_API_URL", "https://x/?a=b"),
        ("EVENHAND_REDIS_URL", "http://x"),
        ("EVENHAND_DATABASE_URL", "mysql://x"),
        ("EVENHAND_GITHUB_APP_ID", "my-app"),
        ("EVENHAND_GITHUB_PRIVATE_KEY", "secret"),
        ("EVENHAND_WEBHOOK_SECRET_FILE", "/nonexistent/file"),
        ("EVENHAND_OPERATORS", "ada;grace"),
        ("EVENHAND_WORKERS", "0"),
        ("EVENHAND_WORKERS", "two"),
    ],
)
def test_an_unusable_setting_is_named(make, name, value):
    with pytest.raises(SettingsError, match=name):
        make(**{name: value})


def test_two_sources_of_one_secret_are_refused(make):
    with pytest.raises(SettingsError, match="keep one"):
        make(EVENHAND_WEBHOOK_SECRET="a", EVENHAND_WEBHOOK_SECRET_FILE="/b")


def test_an_unknown_line_in_the_written_secrets_is_pointed_at(make, tmp_path):
    path = tmp_path / "secrets.env"
    path.write_text("# ours\nEVENHAND_REDIS_URL=redis://x\n")
    path.chmod(0o600)
    with pytest.raises(SettingsError, match="line 2"):
        make()
