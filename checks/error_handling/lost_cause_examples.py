"""Further examples of the rule lost cause, by language."""

from checks.rules import Example

BAD = (
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
