class Notifier:
    def __init__(self, client, channel):
        self._client = client
        self._channel = channel

    def done(self, rows):
        if rows < 0:
            raise ValueError("rows")
        self._client.post(self._channel, f"{rows} rows loaded")
