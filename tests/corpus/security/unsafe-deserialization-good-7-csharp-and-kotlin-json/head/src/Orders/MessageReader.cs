using System.Text.Json;
using Newtonsoft.Json;
using Microsoft.Extensions.Logging;

namespace Orders;

public sealed class MessageReader
{
    private readonly ILogger<MessageReader> _logger;

    public MessageReader(ILogger<MessageReader> logger) => _logger = logger;

    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    private static readonly JsonSerializerSettings OldSettings = new()
    {
        TypeNameHandling = TypeNameHandling.None,
        NullValueHandling = NullValueHandling.Ignore,
    };

    public Command? Read(byte[] body)
    {
        _logger.LogDebug("message of {Length} bytes", body.Length);
        return System.Text.Json.JsonSerializer.Deserialize<Command>(body, Options);
    }

    public Command? ReadOld(string text) => JsonConvert.DeserializeObject<Command>(text, OldSettings);
}
