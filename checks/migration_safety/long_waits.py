"""Calls that may take long for reasons outside the database: the network, a sleep, a person."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.syntax import model as m
from checks.views import FileView

_SLEEP = re.compile(
    r"^(?:time\.sleep|asyncio\.sleep|trio\.sleep|anyio\.sleep|gevent\.sleep|sleep|time\.Sleep|Thread\.sleep|TimeUnit\.\w+\.sleep|Atomics\.wait|delay|timers/promises\.setTimeout"
    r"|setTimeout|wait|Kernel\.sleep)$"
)
_SLEEP_JS = re.compile(r"^(?:sleep|delay|wait|pause)$")
_PERSON = re.compile(
    r"^(?:input|click\.(?:confirm|prompt|pause)|getpass\.getpass|typer\.(?:confirm|prompt)|inquirer\.prompt|prompts|readline\.question)$"
)
_PYTHON = re.compile(
    r"^(?:requests\.(?:get|post|put|patch|delete|head|options|request)|requests\.(?:sessions\.)?[sS]ession\(\)\.(?:get|post|put|patch|delete|request|send)"
    r"|httpx\.(?:get|post|put|patch|delete|request|stream)|httpx\.(?:Async)?Client\(\)\.(?:get|post|put|patch|delete|request|send|stream)"
    r"|urllib\.request\.(?:urlopen|urlretrieve)|urllib3\.\w+(?:\(\))?\.request|aiohttp\.ClientSession\(\)\.(?:get|post|put|patch|delete|request)"
    r"|smtplib\.SMTP(?:_SSL)?(?:\(\)\.\w+)?|django\.core\.mail\.(?:send_mail|send_mass_mail|mail_admins|EmailMessage\(\)\.send|EmailMultiAlternatives\(\)\.send)"
    r"|send_mail|stripe\.(?!api_key|error)[\w.]+\.(?:create|retrieve|modify|capture|confirm|cancel|list|refund|delete)|stripe\.StripeClient\(\)[\w.()]+"
    r"|boto3\.(?:client|resource)\(\)\.\w+|openai\.\w+(?:\(\))?\.[\w.]+\.create|anthropic\.\w+\(\)\.[\w.]+\.create|twilio\.[\w.]+\(\)\.messages\.create"
    r"|paramiko\.SSHClient\(\)\.(?:connect|exec_command)|subprocess\.(?:run|call|check_call|check_output)|grpc\.\w+\(\)\.\w+)$"
)
_JS = re.compile(
    r"^(?:fetch|globalThis\.fetch|node-fetch(?:\.default)?|undici\.(?:fetch|request)|axios(?:\.(?:get|post|put|patch|delete|request|head))?|axios\.default(?:\.\w+)?"
    r"|axios\.create\(\)\.\w+|got(?:\.\w+)?|ky(?:\.\w+)?|superagent\.\w+|needle(?:\.\w+)?|request-promise(?:\.\w+)?)$"
)
_GO = re.compile(
    r"^(?:net/http\.(?:Get|Post|PostForm|Head)|(?:net/http\.DefaultClient|.*[hH]ttp(?:Client|C)?|.*\bclient)\.(?:Do|Get|Post|PostForm)|time\.Sleep|net/smtp\.SendMail)$"
)
_VERBS = (
    r"(?:get\w*|post\w*|put\w*|patch\w*|delete\w*|send\w*|fetch\w*|request\w*|call\w*|charge\w*|capture\w*|refund\w*|authorize\w*|create\w*|publish\w*|notify\w*|upload\w*|download\w*|"
    r"putObject|getObject|deliver\w*|execute|exchange|invoke\w*|verify\w*|lookup\w*|transfer\w*|retrieve|confirm|cancel|sendMail|chat|complete\w*|push\w*|Do)"
)
_REMOTE = re.compile(
    r"(?:^|[._])(?:stripe\w*|paypal\w*|braintree\w*|adyen\w*|twilio\w*|sendgrid\w*|sgMail|mailgun\w*|postmark\w*|slack\w*|openai\w*|anthropic\w*|"
    r"s3(?:_?[cC]lient)?|sqs(?:_?[cC]lient)?|sns(?:_?[cC]lient)?|ses(?:_?[cC]lient)?|lambda_?[cC]lient|http_?[cC]lient|http_?[sS]ervice|httpService|restTemplate|rest_?[cC]lient|webClient|rest|"
    r"mailer(?:_?[sS]ervice)?|mail_?[sS]ender|mail_?[sS]ervice|email_?[sS]ervice|email_?[cC]lient|email_?[sS]ender|smtp\w*|transporter|sms_?\w*|"
    r"\w*[gG]ateway|payment_?[cC]lient|payments_?[cC]lient|\w+_api|\w+_?api_?[cC]lient|\w+ApiClient|\w+HttpClient|\w*[wW]ebhook_?[cC]lient|(?:payment|billing|shipping|fraud|tax|inventory|notification|pricing|risk|ledger|search|warehouse|"
    r"carrier|courier|crm|erp|kyc|geo|fx|exchange_?[rR]ate)s?_?[cC]lient)"
    r"(?:\.\w+)*?\." + _VERBS + r"$",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\.(?:delay|apply_async|enqueue|perform_async|add|emit|publishEvent|deliver_later|on_commit|afterCommit)$"
)
_RUBY = re.compile(
    r"^(?:Net::HTTP[\w.:()]*\.(?:get|post|start|request|get_response|post_form)|HTTParty\.\w+|Faraday\.\w+|RestClient\.\w+|Stripe::\w+(?:::\w+)*\.\w+|sleep)$"
    r"|\.deliver_now!?$"
)


@dataclass(frozen=True, slots=True)
class Wait:
    """A call that may take long: what it waits for."""

    call: m.Call
    what: str


def wait_of(view: FileView, call: m.Call) -> Wait | None:
    """What a call itself waits for, if anything outside the database."""
    written = m.dotted(call.callee)
    if not written or _LATER.search(written):
        return None
    name = view.flow.resolve(call.callee) or written
    language = view.language
    if _PERSON.match(name) and language in ("python", "javascript", "typescript"):
        return Wait(call, "a person's answer")
    if language == "python":
        if _SLEEP.match(name) and name not in ("delay", "setTimeout", "wait"):
            return Wait(call, "a sleep")
        if _PYTHON.match(name):
            return Wait(call, _outside(name))
    elif language in ("javascript", "typescript", "tsx"):
        if _timer(call, written):
            return Wait(call, "a sleep")
        if _JS.match(name) and _awaited(call):
            return Wait(call, "the network")
    elif language == "go":
        if name == "time.Sleep" or written == "time.Sleep":
            return Wait(call, "a sleep")
        if _GO.match(name) and not re.search(r"redis|cache|store|repo", written, re.IGNORECASE):
            return Wait(call, "the network")
    elif language == "ruby":
        if _RUBY.search(written.replace("()", "")):
            return Wait(call, "a sleep" if written == "sleep" else "the network")
    elif written.endswith(("Thread.sleep", ".sleep", "Task.Delay", "Thread.Sleep")):
        return Wait(call, "a sleep")
    plain = written.replace("()", "")
    if (
        _REMOTE.search(plain)
        and (language not in ("javascript", "typescript", "tsx") or _awaited(call))
        and "." in plain
    ):
        if re.search(r"(?:^|\.)(?:repo|repository|dao|db|tx|trx|manager|session)\w*\.", plain, re.IGNORECASE):
            return None
        return Wait(call, "the network")
    return None


def _outside(name: str) -> str:
    if name.startswith("subprocess."):
        return "another program"
    return "a mail server" if "mail" in name.casefold() or "smtp" in name else "the network"


def _timer(call: m.Call, written: str) -> bool:
    """``await sleep(500)``, ``await new Promise((r) => setTimeout(r, 500))``."""
    if written == "Promise" and call.new:
        return _awaited(call) and any(
            isinstance(n, m.Call) and m.dotted(n.callee) == "setTimeout" for n in call.walk()
        )
    last = written.rpartition(".")[2]
    return bool(_SLEEP_JS.match(last)) and _awaited(call) and len(call.args) == 1


def _awaited(call: m.Call) -> bool:
    """Whether the code waits for the call: awaited, returned, or handed to something that is."""
    for parent in call.ancestors():
        if isinstance(parent, (m.Await, m.Return)):
            return True
        if isinstance(parent, (m.Stmt, m.Block)) and not isinstance(parent, m.Function):
            return False
    return False
