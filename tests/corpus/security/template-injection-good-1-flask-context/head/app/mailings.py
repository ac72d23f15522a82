"""Mailings of a shop."""

from string import Template
from pathlib import Path

from flask import Blueprint, jsonify, render_template, render_template_string, request
from jinja2 import Environment, FileSystemLoader, select_autoescape

from app.auth import login_required
from app.texts import FOOTER, GREETINGS

mailings = Blueprint("mailings", __name__)
environment = Environment(loader=FileSystemLoader(Path(__file__).parent / "mails"), autoescape=select_autoescape())

PREVIEW = "<h1>{{ subject }}</h1><p>{{ body }}</p>"
SMS = Template("Hello $name, your parcel $number is on its way.")


@mailings.post("/mailings/preview")
@login_required
def preview():
    data = request.get_json()
    return render_template_string(PREVIEW + FOOTER, subject=data["subject"], body=data["body"])


@mailings.post("/mailings/greeting")
@login_required
def greeting():
    source = GREETINGS.get(request.get_json().get("language"), GREETINGS["en"])
    return render_template_string(source, name=request.get_json()["name"])


@mailings.post("/mailings/sms")
@login_required
def sms():
    data = request.get_json()
    return jsonify({"text": SMS.safe_substitute(name=data["name"], number=data["number"])})


@mailings.get("/mailings/<int:mailing_id>/page")
@login_required
def page(mailing_id: int):
    inner = environment.get_template("mailing.html").render(mailing=mailing_id)
    return render_template("page.html", inner=inner)
