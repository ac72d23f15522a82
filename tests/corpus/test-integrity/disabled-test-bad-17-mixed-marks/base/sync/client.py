import httpx


class Client:
    def __init__(self, url, tries=3):
        self.url = url
        self.tries = tries

    async def pull(self):
        async with httpx.AsyncClient(timeout=5) as http:
            return (await http.get(self.url)).json()

    async def push(self, item):
        async with httpx.AsyncClient(timeout=5) as http:
            await http.post(self.url, json=item)

    def ping(self):
        for number in range(self.tries):
            try:
                return httpx.get(self.url, timeout=5)
            except httpx.ConnectError as error:
                if number + 1 == self.tries:
                    raise ConnectionError(self.url) from error
