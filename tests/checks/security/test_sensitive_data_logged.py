"""Secrets in logs, and log lines that only speak of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RULE = "security/sensitive-data-logged"

PYTHON = {
    "bad": """
import logging, structlog
from loguru import logger as log
logger = logging.getLogger()
slog = structlog.get_logger()
def f(user, api_key, settings, card, config):
    logging.warning("key: " + api_key)  # <-- here
    logger.info("connecting with %s", settings.client_secret)  # <-- here
    log.info("reset {}", user.reset_token)  # <-- here
    logger.info("card %s", card.card_number)  # <-- here
    logger.info("db %s", config["password"])  # <-- here
    logger.debug("headers %s", request.headers)  # <-- here
    logger.info("login", extra={"password": user.password})  # <-- here
    print(f"token={api_key}")  # <-- here
""",
    "body bound by the framework": """
import logging
from fastapi import APIRouter
router = APIRouter()
logger = logging.getLogger()
@router.post("/login")
async def login(body: dict):
    logger.info(f"login attempt: {body}")  # <-- here
    logger.info("login of %s", body["email"])
@router.post("/orders")
async def create(body: dict):
    logger.info("order %s", body)
""",
    "fine": """
import logging
logger = logging.getLogger()
def f(user, token, password, tokens, tokenizer, csrf_token_name):
    logger.info("tokens: %s", tokens)
    logger.info("password ok: %s", password is not None)
    logger.info("token hash %s", hash_token(token))
    logger.info("secret name %s", settings.secret_name)
    logger.info("token id %s", token.id)
    logger.info("%s", redact({"password": password}))
    logger.info("key %s", cache_key)
    logger.info("primary key %s", user.primary_key)
    logger.info("next page token %s", page.next_page_token)
    logger.info("password_reset_url %s", password_reset_url)
    logger.info("unexpected token %s", unexpected_token)
    math.log(token_count)
    logger.info("expires %s", token_expires_at)
    logger.info("Token %s not valid" % token.kind)
    logger.info("password changed for %s", user.email)
""",
}
TYPESCRIPT = {
    "bad": """
export function f(req, user, config) {
  console.log('Authorization:', req.headers.authorization);  // <-- here
  this.logger.debug(`refresh ${user.refreshToken}`);  // <-- here
  logger.error('stripe', { apiKey: config.apiKey });  // <-- here
  console.error(`secret is ${process.env.JWT_SECRET}`);  // <-- here
}
""",
    "fine": """
export function f(req, token, password) {
  console.log('token valid', isValid(token));
  console.log(!!token, typeof password);
  logger.info('done', { tokenCount: 3, tokens: 5 });
  console.log(token ? 'yes' : 'no');
  console.log(token.slice(0, 4));
  logger.info({ token: '[redacted]' });
}
""",
}


@pytest.mark.parametrize("name", PYTHON)
def test_python_logs_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "app/thing.py", PYTHON[name])


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript_logs_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "src/thing.ts", TYPESCRIPT[name])


def test_fields_of_zap_and_zerolog_are_log_arguments(expect: Callable[..., None]) -> None:
    text = """\
package web

import (
	"github.com/rs/zerolog"
	"go.uber.org/zap"
)

func login(l *zap.Logger, zl zerolog.Logger, user string, token, password string) {
	l.Warn("wrong password", zap.String("password", password)) // <-- here
	l.Warn("wrong password", zap.String("user", user), zap.Bool("has_token", token != ""))
	zl.Info().Str("token", token).Msg("issued") // <-- here
	zl.Info().Str("user", user).Msg("issued token")
}
"""
    expect(RULE, "internal/web/login.go", text)


def test_names_that_tell_of_a_secret_and_the_names_of_fields_are_no_secret(
    expect: Callable[..., None],
) -> None:
    text = """\
import logging

from flask import request

log = logging.getLogger(__name__)


def login(user):
    body = request.get_json()
    log.debug("fields %s", sorted(body))
    log.debug("has a code: %s", "code" in body)
    log.info("changed at %s, token issued %s", user.password_changed_at, user.token_issued)
    log.info("body %s", body)  # <-- here
"""
    expect(RULE, "service/login.py", text)
