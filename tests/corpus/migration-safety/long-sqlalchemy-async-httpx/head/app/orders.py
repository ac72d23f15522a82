import httpx


async def place(session, client: httpx.AsyncClient, order):
    async with session.begin():
        session.add(order)
        await session.flush()
        reply = await client.post("https://stock.example.com/reserve", json={"order": str(order.id)})
        order.reservation = reply.json()["id"]
