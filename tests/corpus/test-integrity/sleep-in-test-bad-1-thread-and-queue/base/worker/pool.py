import queue
import threading


class Pool:
    def __init__(self, size=2):
        self.jobs = queue.Queue()
        self.done = []
        for _ in range(size):
            threading.Thread(target=self._work, daemon=True).start()

    def submit(self, job):
        self.jobs.put(job)

    def _work(self):
        while True:
            job = self.jobs.get()
            self.done.append(job())
            self.jobs.task_done()
