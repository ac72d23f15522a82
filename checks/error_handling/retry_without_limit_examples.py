"""Further examples of the rule retry without limit, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/orders/Sender.java": """\
package orders;

class Sender {
    void send(Order order) {
        while (true) {  // <-- here
            try {
                broker.send(order);
                return;
            } catch (IOException e) {
                log.warn("order {} was not sent", order.id(), e);
            }
        }
    }

    Answer quote(Order order) {
        for (int attempt = 0; attempt < 5; attempt++) {  // <-- here
            try {
                return broker.quote(order);
            } catch (IOException e) {
                log.warn("attempt {} failed", attempt, e);
            }
        }
        throw new BrokerException("five attempts failed");
    }
}
"""
        }
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/orders/Sender.java": """\
package orders;

class Sender {
    Answer quote(Order order) throws InterruptedException {
        for (int attempt = 0; attempt < 5; attempt++) {
            try {
                return broker.quote(order);
            } catch (IOException e) {
                log.warn("attempt {} failed", attempt, e);
                Thread.sleep(100L << attempt);
            }
        }
        throw new BrokerException("five attempts failed");
    }

    void work() throws InterruptedException {
        while (true) {
            Order order = queue.take();
            try {
                handle(order);
            } catch (RuntimeException e) {
                log.error("order {} failed", order.id(), e);
            }
        }
    }
}
"""
        }
    ),
)
