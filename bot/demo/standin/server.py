"""The stand-in's web application: which part answers which address."""

from __future__ import annotations

import threading

from flask import Flask, Response, jsonify, request
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from bot.demo.standin import graphql, oauth, rest, smart_http
from bot.demo.standin.pages import people
from bot.demo.standin.world import World

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


class _QuietHandler(WSGIRequestHandler):
    """No line a request on the terminal: the journal keeps them."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Drop the line."""


def application(world: World) -> Flask:
    """The WSGI application of one stand-in."""
    app = Flask("standin", static_folder=None)
    app.url_map.merge_slashes = False

    @app.route("/api/v3/", defaults={"path": ""}, methods=METHODS)
    @app.route("/api/v3/<path:path>", methods=METHODS)
    def rest_call(path: str) -> Response:
        return rest.answer(world, request, f"/{path}")

    @app.post("/api/graphql")
    def graphql_call() -> Response:
        return graphql.answer(world, request)

    @app.route("/<owner>/<name>/info/refs", methods=METHODS, defaults={"service": "info/refs"})
    @app.route("/<owner>/<name>/<any('git-upload-pack', 'git-receive-pack'):service>", methods=METHODS)
    def git_call(owner: str, name: str, service: str) -> Response:
        return smart_http.answer(world, request, owner, name.removesuffix(".git"), service)

    @app.get("/_standin/calls")
    def journal() -> Response:
        return jsonify(world.journal.as_json())

    @app.delete("/_standin/calls")
    def forget() -> Response:
        world.journal.reset()
        return Response(status=204)

    oauth.register(app, world)
    people.register(app, world)
    return app


class Server:
    """The application on a port, served from threads."""

    def __init__(self, host: str, port: int) -> None:
        self._server: BaseWSGIServer = make_server(
            host, port, _not_ready, threaded=True, request_handler=_QuietHandler
        )
        self._server.daemon_threads = True  # type: ignore[attr-defined]
        self.port: int = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, name="github-standin", daemon=True)

    def start(self, app: Flask) -> None:
        """Begin to serve."""
        self._server.app = app
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and free the port."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join(timeout=5)
        self._server.server_close()


def _not_ready(environ: object, start_response: object) -> list[bytes]:
    raise RuntimeError("the stand-in has not been started")
