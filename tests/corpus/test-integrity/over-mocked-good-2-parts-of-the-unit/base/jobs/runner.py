import time


class Runner:
    def __init__(self, tries=3):
        self.tries = tries

    def _attempt(self, job):
        return job()

    def _now(self):
        return time.monotonic()

    def run(self, job):
        started = self._now()
        for number in range(1, self.tries + 1):
            try:
                return {"result": self._attempt(job), "tries": number, "took": self._now() - started}
            except ConnectionError:
                if number == self.tries:
                    raise
