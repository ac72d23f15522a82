"""Examples of the rule lost cause, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "payments/client.py": """\
import requests


class PaymentError(RuntimeError):
    pass


def charge(session: requests.Session, amount_cents: int, card: str) -> str:
    try:
        answer = session.post("https://pay.example/charges", json={"amount": amount_cents, "card": card}, timeout=10)
        answer.raise_for_status()
        return answer.json()["id"]
    except requests.HTTPError as error:
        raise PaymentError(f"charge of {amount_cents} refused: {error}")  # <-- here
    except KeyError:
        raise PaymentError("the answer has no id")  # <-- here
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/payments.ts": """\
import { gateway } from './gateway';

export class PaymentError extends Error {}

export async function charge(amountCents: number, card: string): Promise<string> {
  try {
    const answer = await gateway.charge({ amountCents, card });
    return answer.id;
  } catch (err) {
    throw new PaymentError(`charge of ${amountCents} failed: ${(err as Error).message}`);  // <-- here
  }
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "internal/payments/charge.go": """\
package payments

import (
	"context"
	"errors"
	"fmt"
)

func (s *Service) Charge(ctx context.Context, id string, cents int64) error {
	account, err := s.accounts.Load(ctx, id)
	if err != nil {
		return fmt.Errorf("load account %s: %v", id, err)  // <-- here
	}
	if err := s.gateway.Charge(ctx, account.Token, cents); err != nil {
		return errors.New("charge failed: " + err.Error())  // <-- here
	}
	if err := s.ledger.Book(ctx, account, cents); err != nil {
		return fmt.Errorf("could not book %d cents", cents)  // <-- here
	}
	return nil
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/main/java/payments/Client.java": """\
package payments;

class Client {
    String charge(Card card, long cents) {
        try {
            return gateway.charge(card.token(), cents);
        } catch (IOException e) {
            throw new PaymentException("charge of " + cents + " failed: " + e.getMessage());  // <-- here
        }
    }

    Rate rate(String base) {
        try {
            return rates.load(base);
        } catch (SQLException e) {
            log.error("no rate for {}", base, e);
            throw new IllegalStateException("no rate for " + base);  // <-- here
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/payments/Client.kt": """\
package payments

class Client(private val gateway: Gateway) {
    fun charge(card: Card, cents: Long): String =
        try {
            gateway.charge(card.token, cents)
        } catch (e: IOException) {
            throw PaymentException("charge of $cents failed: ${e.message}")  // <-- here
        }
}
"""
        }
    ),
    Example(
        {
            "src/Payments/Client.cs": """\
public class Client
{
    public async Task<string> Charge(Card card, long cents)
    {
        try
        {
            return await _gateway.Charge(card.Token, cents);
        }
        catch (HttpRequestException ex)
        {
            throw new PaymentException($"charge of {cents} failed: {ex.Message}");  // <-- here
        }
        catch (GatewayException ex)
        {
            _logger.LogError(ex, "charge of {Cents} failed", cents);
            throw ex;  // <-- here
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/Payments/Client.php": """\
<?php

class Client
{
    public function charge(Card $card, int $cents): string
    {
        try {
            return $this->gateway->charge($card->token, $cents);
        } catch (GatewayException $e) {
            throw new PaymentException('charge failed: ' . $e->getMessage());  // <-- here
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/config.rs": """\
pub fn load(path: &str) -> Result<Config, ConfigError> {
    let text = std::fs::read_to_string(path)  // <-- here
        .map_err(|_| ConfigError::Other("cannot read the file".to_string()))?;
    toml::from_str(&text).map_err(|_| anyhow!("the file is no TOML"))  // <-- here
}
"""
        }
    ),
)

GOOD = (
    Example(
        {
            "payments/client.py": """\
import logging

from fastapi import HTTPException

logger = logging.getLogger(__name__)


class PaymentError(RuntimeError):
    pass


def charge(gateway, amount_cents, card):
    try:
        return gateway.charge(amount_cents, card)
    except ConnectionError as error:
        raise PaymentError(f"charging {amount_cents} failed") from error
    except TimeoutError:
        raise
    except ValueError:
        # the cause repeats the card number, which is secret
        raise PaymentError("the card was refused") from None


def find(payments, payment_id):
    try:
        return payments[payment_id]
    except KeyError:
        raise HTTPException(status_code=404, detail="no such payment")
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/payments.ts": """\
import { BadRequestException, NotFoundException } from '@nestjs/common';
import { gateway } from './gateway';

export async function charge(amountCents: number): Promise<string> {
  try {
    return (await gateway.charge({ amountCents })).id;
  } catch (err) {
    throw new Error(`charge of ${amountCents} failed`, { cause: err });
  }
}

export async function find(id: string) {
  try {
    return await gateway.find(id);
  } catch (err) {
    if (err instanceof RangeError) {
      throw new NotFoundException(`payment ${id} does not exist`);
    }
    throw err;
  }
}
"""
        },
    ),
    Example(
        {
            "internal/payments/charge.go": """\
package payments

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
)

var ErrHeld = errors.New("payments: account is held")

func (s *Service) Charge(ctx context.Context, id, cents string) error {
	amount, err := strconv.ParseInt(cents, 10, 64)
	if err != nil {
		return fmt.Errorf("amount %q is not a number", cents)
	}
	account, err := s.accounts.Load(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("account %s does not exist", id)
	}
	if err != nil {
		return fmt.Errorf("load account %s: %w", id, err)
	}
	if err := s.gateway.Charge(ctx, account.Token, amount); err != nil {
		return fmt.Errorf("%w: %v", ErrHeld, err)
	}
	return nil
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/main/java/payments/Client.java": """\
package payments;

class Client {
    String charge(Card card, long cents) {
        try {
            return gateway.charge(card.token(), cents);
        } catch (IOException e) {
            throw new PaymentException("charge of " + cents + " failed", e);
        } catch (ExecutionException e) {
            throw new PaymentException("charge of " + cents + " failed", e.getCause());
        }
    }

    Rate rate(String base) {
        try {
            return rates.load(base);
        } catch (EmptyResultDataAccessException e) {
            throw new RateNotFoundException(base);
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/payments/Client.kt": """\
package payments

class Client(private val gateway: Gateway) {
    fun charge(card: Card, cents: Long): String =
        try {
            gateway.charge(card.token, cents)
        } catch (e: IOException) {
            throw PaymentException("charge of $cents failed", e)
        }
}
"""
        }
    ),
    Example(
        {
            "src/Payments/Client.cs": """\
public class Client
{
    public async Task<string> Charge(Card card, long cents)
    {
        try
        {
            return await _gateway.Charge(card.Token, cents);
        }
        catch (HttpRequestException ex)
        {
            throw new PaymentException($"charge of {cents} failed", ex);
        }
        catch (GatewayException ex)
        {
            _logger.LogError(ex, "charge of {Cents} failed", cents);
            throw;
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/Payments/Client.php": """\
<?php

class Client
{
    public function charge(Card $card, int $cents): string
    {
        try {
            return $this->gateway->charge($card->token, $cents);
        } catch (TransferException $e) {
            throw new PaymentException('charge failed', 0, $e);
        } catch (GatewayException $e) {
            throw new PaymentException('charge failed', previous: $e);
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/config.rs": """\
pub fn load(path: &str) -> Result<Config, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Read { source })?;
    let port = env_port().map_err(|_| ConfigError::Port)?;
    toml::from_str(&text).context("the file is no TOML").map(|c: Config| c.with(port))
}
"""
        }
    ),
)
