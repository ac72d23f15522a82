import asyncio


class Bus:
    def __init__(self):
        self.handlers = []

    def publish(self, event):
        for handler in self.handlers:
            asyncio.create_task(handler(event))
