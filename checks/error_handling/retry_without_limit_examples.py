"""Examples of the rule retry without limit, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "feeds/fetch.py": """\
import time

from tenacity import retry, stop_after_attempt


def fetch(client, url):
    while True:  # <-- here
        try:
            return client.get(url)
        except ConnectionError:
            time.sleep(1)


def push(client, batch):
    for attempt in range(5):  # <-- here
        try:
            client.push(batch)
            break
        except Exception:
            continue


@retry(stop=stop_after_attempt(3))  # <-- here
def sync(client):
    client.sync()
""",
            "src/fetch.ts": """\
export async function fetchFeed(url: string): Promise<Feed> {
  while (true) {  // <-- here
    try {
      return await client.get(url);
    } catch (err) {
      logger.warn({ err }, 'feed failed, trying again');
    }
  }
}

export async function push(batch: Item[]): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {  // <-- here
    try {
      return await client.push(batch);
    } catch (err) {
      logger.warn({ err, attempt }, 'push failed');
    }
  }
  throw new Error('push failed five times');
}
""",
            "internal/feeds/fetch.go": """\
package feeds

func (c *Client) Fetch(url string) (*Feed, error) {
	for {  // <-- here
		feed, err := c.load(url)
		if err == nil {
			return feed, nil
		}
		c.log.Warn("feed failed")
	}
}
""",
        },
        sites=6,
    ),
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
            "feeds/fetch.py": """\
import time

from tenacity import retry, stop_after_attempt, wait_random_exponential


def fetch(client, url):
    for attempt in range(5):
        try:
            return client.get(url)
        except ConnectionError:
            time.sleep(2**attempt)
    raise TimeoutError(url)


def bounded(client, url, attempts):
    while True:
        try:
            return client.get(url)
        except ConnectionError:
            attempts -= 1
            if attempts == 0:
                raise
            time.sleep(1)


@retry(stop=stop_after_attempt(3), wait=wait_random_exponential(max=30))
def sync(client):
    client.sync()


def work(queue, handle):
    while True:
        try:
            handle(queue.get())
        except Exception:
            logger.exception("message failed")


def mirror(hosts, path):
    for host in hosts:
        try:
            return host.get(path)
        except ConnectionError:
            continue
    raise LookupError(path)


def slug(base, posts):
    for number in range(100):
        try:
            return posts.create(f"{base}-{number}")
        except IntegrityError:
            continue
""",
            "src/fetch.ts": """\
export async function fetchFeed(url: string): Promise<Feed> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await client.get(url);
    } catch (err) {
      if (attempt >= 5) throw err;
      await sleep(2 ** attempt * 100);
    }
  }
}
""",
            "internal/feeds/fetch.go": """\
package feeds

import "time"

func (c *Client) Fetch(url string) (feed *Feed, err error) {
	for attempt := 0; attempt < 5; attempt++ {
		feed, err = c.load(url)
		if err == nil {
			return feed, nil
		}
		time.Sleep(time.Second << attempt)
	}
	return nil, err
}
""",
        },
    ),
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
