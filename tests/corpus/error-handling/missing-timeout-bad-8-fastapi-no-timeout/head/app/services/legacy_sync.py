"""Push tickets to the old desk, which speaks plain HTTP."""
import http.client
import json
import os

import requests


def push_ticket(ticket: dict) -> int:
    """Sends one ticket, answers the desk's id of it."""
    connection = http.client.HTTPSConnection(os.environ["DESK_HOST"])
    try:
        connection.request("POST", "/tickets", body=json.dumps(ticket), headers={"Content-Type": "application/json"})
        answer = connection.getresponse()
        if answer.status != 201:
            raise RuntimeError(f"the desk answered {answer.status} for ticket {ticket['id']}")
        return int(json.load(answer)["id"])
    finally:
        connection.close()


def pull_users(since: str) -> list[dict]:
    with requests.Session() as session:
        session.headers.update({"Accept": "application/json"})
        response = session.get(f"{os.environ['DESK_URL']}/users", params={"since": since})
        response.raise_for_status()
        return response.json()
