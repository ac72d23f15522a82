"""Further examples of the rule process exit in library, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/billing/Gateway.java": """\
package billing;

class Gateway {
    Connection open(String url) {
        if (url == null) {
            log.error("no address of the gateway");
            System.exit(1);  // <-- here
        }
        return connect(url);
    }
}
"""
        }
    ),
    Example(
        {
            "src/gateway.rs": """\
pub fn open(url: &str) -> Connection {
    match connect(url) {
        Ok(connection) => connection,
        Err(error) => {
            eprintln!("no gateway: {error}");
            std::process::exit(1);  // <-- here
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/Billing/Gateway.cs": """\
namespace Billing;

public sealed class Gateway
{
    public Connection Open(string? url)
    {
        if (url is null)
        {
            _logger.LogCritical("no address of the gateway");
            Environment.Exit(1);  // <-- here
        }
        return Connect(url);
    }
}
""",
            "src/main/kotlin/billing/Ledger.kt": """\
package billing

import kotlin.system.exitProcess

class Ledger(private val path: String) {
    fun open(): Book {
        val book = read(path)
        if (book == null) {
            println("no ledger")
            exitProcess(1)  // <-- here
        }
        return book
    }
}
""",
        }
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/billing/Gateway.java": """\
package billing;

class Gateway {
    Connection open(String url) {
        if (url == null) {
            throw new IllegalStateException("no address of the gateway");
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0)));
        return connect(url);
    }
}
"""
        }
    ),
    Example(
        {
            "src/main.rs": """\
fn main() {
    if let Err(error) = gateway::run() {
        eprintln!("no gateway: {error}");
        std::process::exit(1);
    }
}
"""
        }
    ),
    Example(
        {
            "src/Program.cs": """\
var app = WebApplication.CreateBuilder(args).Build();
if (app.Configuration["Gateway"] is null)
{
    Environment.Exit(1);
}
app.Run();
""",
            "src/main/kotlin/billing/Main.kt": """\
package billing

import kotlin.system.exitProcess

fun main(args: Array<String>) {
    if (args.isEmpty()) {
        exitProcess(64)
    }
    Ledger(args[0]).open()
}
""",
        }
    ),
)
