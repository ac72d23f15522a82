"""Examples of the rule template injection, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "app/pages.py": """\
from flask import Blueprint, render_template_string, request
from jinja2 import Environment, Template

bp = Blueprint("pages", __name__)
env = Environment(autoescape=True)


@bp.get("/hello")
def hello():
    name = request.args.get("name", "you")
    return render_template_string(f"<h1>Hello {name}</h1>")  # <-- here


@bp.post("/preview")
def preview():
    return env.from_string(request.json["template"]).render(user="Ada")  # <-- here


def greeting(customer):
    source = "Dear " + customer.name + ", your order {{ order.number }} is on its way."
    return Template(source).render(order=customer.order)  # <-- here
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/mail.ts": """\
import ejs from 'ejs';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';

app.post('/preview', (req, res) => {
  res.send(ejs.render(req.body.template, { user: 'Ada' }));  // <-- here
});

app.get('/hello', (req, res) => {
  const page = nunjucks.renderString('<h1>Hello ' + req.query.name + '</h1>', {});  // <-- here
  res.send(page);
});

export function mail(name: string, order: Order) {
  const template = Handlebars.compile(`Dear ${name}, order {{number}} is on its way.`);  // <-- here
  return template(order);
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "internal/web/preview.go": """\
package web

import (
	"net/http"
	"text/template"
)

func Preview(w http.ResponseWriter, r *http.Request) {
	t, err := template.New("preview").Parse(r.FormValue("template")) // <-- here
	if err != nil {
		http.Error(w, "bad template", http.StatusBadRequest)
		return
	}
	t.Execute(w, nil)
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/java/shop/mail/PreviewController.java": """\
package shop.mail;

import freemarker.template.Configuration;
import freemarker.template.Template;
import java.io.StringReader;
import java.io.StringWriter;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.Velocity;
import org.springframework.web.bind.annotation.*;

@RestController
class PreviewController {
    private final Configuration config = new Configuration(Configuration.VERSION_2_3_32);

    @PostMapping("/preview")
    String preview(@RequestBody String source) throws Exception {
        Template template = new Template("preview", new StringReader(source), config); // <-- here
        StringWriter out = new StringWriter();
        template.process(new Object(), out);
        return out.toString();
    }

    @GetMapping("/hello")
    String hello(@RequestParam String name) {
        StringWriter out = new StringWriter();
        Velocity.evaluate(new VelocityContext(), out, "hello", "Hello " + name + ", welcome to $shop"); // <-- here
        return out.toString();
    }
}
"""
        },
        sites=2,
    ),
)

GOOD = (
    Example(
        {
            "app/pages.py": """\
import string
from pathlib import Path

from flask import Blueprint, render_template, render_template_string, request
from jinja2 import Template
from jinja2.sandbox import SandboxedEnvironment

bp = Blueprint("pages", __name__)
HELLO = "<h1>Hello {{ name }}</h1>"
sandbox = SandboxedEnvironment()


@bp.get("/hello")
def hello():
    return render_template_string(HELLO, name=request.args.get("name", "you"))


@bp.get("/page")
def page():
    return render_template("page.html", name=request.args["name"])


@bp.post("/preview")
def preview():
    return sandbox.from_string(request.json["template"]).render()


def mail(path, order):
    return Template(Path(path).read_text()).render(order=order)


def short(name):
    return string.Template("Hello $name").substitute(name=name)
"""
        },
    ),
    Example(
        {
            "src/mail.ts": """\
import ejs from 'ejs';
import fs from 'node:fs';
import Handlebars from 'handlebars';

const template = Handlebars.compile('Dear {{name}}, order {{number}} is on its way.');
const invoice = Handlebars.compile(fs.readFileSync('templates/invoice.hbs', 'utf8'));

app.get('/hello', (req, res) => {
  res.send(ejs.render('<h1>Hello <%= name %></h1>', { name: req.query.name }));
});

export const mail = (name: string, number: number) => template({ name, number }) + invoice({ number });
"""
        },
    ),
    Example(
        {
            "src/main/java/shop/mail/Mails.java": """\
package shop.mail;

import freemarker.template.Configuration;
import freemarker.template.Template;
import java.io.StringReader;
import java.util.Map;
import org.springframework.web.bind.annotation.*;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

@RestController
class Mails {
    private static final String HELLO = "Hello ${name}";
    private SpringTemplateEngine engine;
    private Configuration config;

    @GetMapping("/hello")
    String hello(@RequestParam String name) throws Exception {
        Template template = new Template("hello", new StringReader(HELLO), config);
        template.process(Map.of("name", name), out);
        Context context = new Context();
        context.setVariable("name", name);
        return engine.process("mail/hello", context);
    }
}
"""
        },
        sites=2,
    ),
)
