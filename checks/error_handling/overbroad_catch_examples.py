"""Further examples of the rule overbroad catch, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/catalog/Prices.java": """\
package catalog;

class Prices {
    BigDecimal refresh(Product product) {
        BigDecimal price = product.price();
        try {
            price = feed.quote(product.sku()).amount();
        } catch (Exception e) {  // <-- here
            log.warn("no quote for {}: {}", product.sku(), e.getMessage());
        }
        return price;
    }

    void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {  // <-- here
            log.warn("woken early", e);
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/catalog/Prices.kt": """\
package catalog

class Prices(private val feed: Feed) {
    fun refresh(product: Product): Money {
        var price = product.price
        try {
            price = feed.quote(product.sku).amount
        } catch (e: Exception) {  // <-- here
            log.warn("no quote for ${product.sku}: ${e.message}")
        }
        return price
    }
}
"""
        }
    ),
    Example(
        {
            "src/Catalog/Prices.cs": """\
public class Prices
{
    public decimal Refresh(Product product)
    {
        var price = product.Price;
        try
        {
            price = _feed.Quote(product.Sku).Amount;
        }
        catch (Exception ex)  // <-- here
        {
            _logger.LogWarning("no quote for {Sku}: {Message}", product.Sku, ex.Message);
        }
        return price;
    }
}
"""
        }
    ),
    Example(
        {
            "src/Catalog/Prices.php": """\
<?php

use Psr\\Log\\LoggerInterface;

class Prices
{
    private LoggerInterface $logger;

    public function refresh(Product $product): int
    {
        $price = $product->price;
        try {
            $price = $this->feed->quote($product->sku)->amount;
        } catch (\\Throwable $e) {  // <-- here
            $this->logger->warning('no quote: ' . $e->getMessage());
        }

        return $price;
    }
}
"""
        }
    ),
    Example(
        {
            "app/services/prices.rb": """\
class Prices
  def refresh(product)
    product.price = feed.quote(product.sku).amount
  rescue => e  # <-- here
    Rails.logger.warn("no quote for #{product.sku}: #{e.message}")
  end
end
"""
        }
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/catalog/Prices.java": """\
package catalog;

class Prices implements Runnable {
    @Override
    public void run() {
        try {
            refreshAll();
        } catch (Exception e) {
            log.error("refresh failed", e);
        }
    }

    BigDecimal refresh(Product product) {
        try {
            return feed.quote(product.sku()).amount();
        } catch (FeedException e) {
            log.warn("no quote for {}", product.sku(), e);
            return product.price();
        }
    }

    void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/catalog/Prices.kt": """\
package catalog

class Prices(private val feed: Feed) {
    @Scheduled(fixedDelay = 60_000)
    fun poll() {
        try {
            refreshAll()
        } catch (e: Exception) {
            log.error("refresh failed", e)
        }
    }

    fun store(price: Money) {
        try {
            prices.save(price)
        } catch (e: Exception) {
            throw PriceException("price was not saved", e)
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/Catalog/Prices.cs": """\
public class Prices : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            try
            {
                await RefreshAll(token);
            }
            catch (Exception ex) when (ex is not OperationCanceledException)
            {
                _logger.LogError(ex, "refresh failed");
            }
        }
    }

    public decimal Refresh(Product product)
    {
        try
        {
            return _feed.Quote(product.Sku).Amount;
        }
        catch (FeedException ex)
        {
            _logger.LogWarning(ex, "no quote for {Sku}", product.Sku);
            return product.Price;
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/Catalog/Prices.php": """\
<?php

use Psr\\Log\\LoggerInterface;

class Prices
{
    private LoggerInterface $logger;

    public function refresh(Product $product): int
    {
        try {
            return $this->feed->quote($product->sku)->amount;
        } catch (FeedException $e) {
            $this->logger->warning('no quote', ['exception' => $e]);

            return $product->price;
        }
    }

    public function handle(Message $message): void
    {
        try {
            $this->refresh($message->product);
        } catch (\\Throwable $e) {
            $this->logger->error('refresh failed', ['exception' => $e]);
        }
    }
}
"""
        }
    ),
    Example(
        {
            "app/services/prices.rb": """\
class Prices
  def refresh(product)
    product.price = feed.quote(product.sku).amount
  rescue Faraday::TimeoutError => e
    Rails.logger.warn("no quote for #{product.sku}: #{e.message}")
  end

  def store(price)
    price.save!
  rescue => e
    Sentry.capture_exception(e)
    raise
  end
end
"""
        }
    ),
)
