using System.Threading.Tasks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace Acme.Rules;

[ApiController]
[Route("rules")]
public class RuleRunner : ControllerBase
{
    public record RuleRequest(string Expression, int Amount);

    [HttpGet("try")]
    public async Task<IActionResult> Try([FromQuery] string expression, [FromQuery] int amount)
    {
        var options = ScriptOptions.Default.WithImports("System");
        var value = await CSharpScript.EvaluateAsync<decimal>(expression, options, new Inputs(amount));
        return Ok(new { value });
    }

    public sealed record Inputs(int Amount);
}
