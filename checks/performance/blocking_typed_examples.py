"""Examples of :mod:`checks.performance.blocking_in_async` in C#, Kotlin and Java."""

from __future__ import annotations

from checks.rules import Example

TYPED_BAD = (
    Example(
        {
            "src/Mailer.cs": """\
public class Mailer
{
    public async Task SendAsync(Message message)
    {
        var body = _renderer.RenderAsync(message).Result; // <-- here
        _client.ConnectAsync(_host).Wait(); // <-- here
        Thread.Sleep(200); // <-- here
        await _client.SendAsync(body);
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/Reports.kt": """\
class Reports(private val jdbcTemplate: JdbcTemplate) {
    suspend fun totals(): List<Long> {
        Thread.sleep(100) // <-- here
        return jdbcTemplate.queryForList("select total from days", Long::class.java) // <-- here
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/java/shop/Quotes.java": """\
public class Quotes {
    public Mono<Quote> quote(String id) {
        Rate rate = client.get().uri("/rate").retrieve().bodyToMono(Rate.class).block(); // <-- here
        return store.findById(id).map(quote -> quote.in(rate));
    }
}
"""
        }
    ),
)

TYPED_GOOD = (
    Example(
        {
            "src/Mailer.cs": """\
public class Mailer
{
    public static void Main() => new Mailer().SendAsync(null).GetAwaiter().GetResult();

    public async Task SendAsync(Message message)
    {
        var body = _renderer.RenderAsync(message);
        var checkedBody = _validator.Check(message).Result;
        await Task.WhenAll(body, _client.ConnectAsync(_host));
        await Task.Run(() => Thread.Sleep(200));
        await _client.SendAsync(body.Result, checkedBody);
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/Reports.kt": """\
class Reports(private val jdbcTemplate: JdbcTemplate) {
    suspend fun totals(): List<Long> = withContext(Dispatchers.IO) {
        jdbcTemplate.queryForList("select total from days", Long::class.java)
    }

    fun totalsNow() = runBlocking { totals() }
}
"""
        }
    ),
    Example(
        {
            "src/main/java/shop/Quotes.java": """\
public class Quotes {
    public Quote quote(String id) {
        return client.get().uri("/quotes/" + id).retrieve().bodyToMono(Quote.class).block();
    }

    public Mono<byte[]> file(Path path) {
        return Mono.fromCallable(() -> Files.readAllBytes(path)).subscribeOn(Schedulers.boundedElastic());
    }
}
"""
        }
    ),
)
