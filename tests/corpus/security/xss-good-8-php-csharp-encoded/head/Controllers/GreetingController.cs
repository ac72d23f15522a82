using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace Acme.Web;

[Route("greeting")]
public class GreetingController : Controller
{
    [HttpGet]
    public ContentResult Index([FromQuery] string name)
    {
        var page = $"<html><body><h1>Hello {HtmlEncoder.Default.Encode(name)}</h1></body></html>";
        return Content(page, "text/html");
    }

    [HttpGet("text")]
    public ContentResult Text([FromQuery] string name) => Content("Hello " + name, "text/plain");

    [HttpGet("json")]
    public IActionResult Data([FromQuery] string name) => Json(new { html = "<b>" + name + "</b>" });

    [HttpGet("rule")]
    public IActionResult Rule()
    {
        ViewData["Rule"] = new HtmlString("<hr class=\"rule\">");
        return View();
    }
}
