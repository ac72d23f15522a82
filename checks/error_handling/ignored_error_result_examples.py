"""Further examples of the rule ignored error result, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/shop/Reindex.java": """\
package shop;

import java.io.File;
import java.util.concurrent.*;

class Reindex {
    private final ExecutorService executor = Executors.newFixedThreadPool(4);

    void start(File next, File current) {
        executor.submit(() -> index.rebuild(next));  // <-- here
        next.renameTo(current);  // <-- here
    }

    void notifyAll(List<User> users) {
        CompletableFuture.runAsync(() -> mailer.send(users));  // <-- here
    }
}
"""
        }
    ),
    Example(
        {
            "src/Shop/OrderService.cs": """\
public class OrderService
{
    public async Task<Order> Confirm(Order order)
    {
        await _orders.SaveAsync(order);
        _mailer.SendConfirmationAsync(order);  // <-- here
        Task.Run(() => _index.Update(order));  // <-- here
        return order;
    }
}
"""
        }
    ),
    Example(
        {
            "src/store.rs": """\
use std::fs::File;
use std::io::Write;

pub fn save(path: &str, order: &Order) -> Result<(), StoreError> {
    let mut file = File::create(path).unwrap();  // <-- here
    let count = order.lines.parse::<u32>().unwrap();  // <-- here
    file.write_all(&order.bytes()).ok();  // <-- here
    let _ = std::fs::rename(path, "orders.bin");  // <-- here
    publish(count)
}
"""
        }
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/shop/Reindex.java": """\
package shop;

import java.nio.file.*;
import java.util.concurrent.*;

class Reindex {
    private final ExecutorService executor = Executors.newFixedThreadPool(4);

    void start(Path next, Path current) throws Exception {
        Future<?> done = executor.submit(() -> index.rebuild(next));
        done.get(5, TimeUnit.MINUTES);
        Files.move(next, current);
        executor.execute(() -> index.warm(current));
    }

    void notifyAll(List<User> users) {
        CompletableFuture.runAsync(() -> mailer.send(users)).exceptionally(this::mailFailed);
    }
}
"""
        }
    ),
    Example(
        {
            "src/Shop/OrderService.cs": """\
public class OrderService
{
    public async Task<Order> Confirm(Order order)
    {
        await _orders.SaveAsync(order);
        _ = _metrics.PublishAsync(order);
        var mail = _mailer.SendConfirmationAsync(order);
        await Task.WhenAll(mail, Task.Run(() => _index.Update(order)));
        return order;
    }

    public Task Cancel(Order order) => _orders.DeleteAsync(order);
}
"""
        }
    ),
    Example(
        {
            "src/store.rs": """\
use std::fs::File;
use std::io::Write;
use std::sync::Mutex;

pub fn save(path: &str, order: &Order, seen: &Mutex<Vec<u32>>) -> Result<(), StoreError> {
    let mut file = File::create(path)?;
    let count = order.lines.parse::<u32>().map_err(StoreError::Lines)?;
    seen.lock().unwrap().push(count);
    file.write_all(&order.bytes())?;
    let pattern = Regex::new("^[a-z]+$").unwrap();
    let _ = std::fs::remove_file("orders.tmp");
    publish(count, pattern)
}

#[cfg(test)]
mod tests {
    #[test]
    fn saves() {
        super::save("a", &order(), &seen()).unwrap();
    }
}
"""
        }
    ),
)
