using System.IO;
using System.Runtime.Serialization.Formatters.Binary;
using Newtonsoft.Json;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Orders;

public sealed class MessageReader
{
    private readonly ILogger<MessageReader> _logger;

    public MessageReader(ILogger<MessageReader> logger) => _logger = logger;

    private static readonly JsonSerializerSettings Settings = new()
    {
        TypeNameHandling = TypeNameHandling.All,
        NullValueHandling = NullValueHandling.Ignore,
    };

    public Command ReadJson(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        return JsonConvert.DeserializeObject<Command>(text, Settings)!;
    }

    public object ReadLegacy(Stream body)
    {
        var formatter = new BinaryFormatter();
        _logger.LogInformation("reading a message of the old format");
        return formatter.Deserialize(body);
    }
}
