from urllib.parse import urlparse
from flask import Flask, make_response, redirect, request, session

app = Flask(__name__)


@app.route("/sso")
def sso():
    relay = request.values.get("RelayState")
    if relay and urlparse(relay).scheme in ("http", "https"):
        return redirect(relay, code=302)
    return redirect("/")


@app.route("/go")
def go():
    response = make_response("", 302)
    response.headers["Location"] = request.args["to"]
    return response
