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
)
