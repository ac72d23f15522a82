using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace Acme.Web;

[Route("greeting")]
public class GreetingController : Controller
{
    [HttpGet]
    public ContentResult Index([FromQuery] string name)
    {
        var page = $"<html><body><h1>Hello {name}</h1></body></html>";
        return Content(page, "text/html");
    }

    [HttpGet("box")]
    public IActionResult Box([FromQuery] string title)
    {
        ViewData["Box"] = new HtmlString("<div class=\"box\">" + title + "</div>");
        return View();
    }
}
