import asyncio


async def warm(paths: list[str], read_page) -> list[str]:
    return list(await asyncio.gather(*(read_page(path) for path in paths)))


async def gently(paths: list[str], read_page) -> None:
    for path in paths:
        await read_page(path)
        await asyncio.sleep(0.2)


async def chain(steps, state):
    for step in steps:
        state = await step(state)
    return state
