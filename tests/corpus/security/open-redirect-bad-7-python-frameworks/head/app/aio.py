from aiohttp import web

routes = web.RouteTableDef()


@routes.get("/go")
async def go(request: web.Request) -> web.Response:
    target = request.query.get("to", "/")
    raise web.HTTPFound(location=target)
