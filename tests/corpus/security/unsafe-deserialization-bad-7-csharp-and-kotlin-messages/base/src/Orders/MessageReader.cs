using System.IO;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Orders;

public sealed class MessageReader
{
    private readonly ILogger<MessageReader> _logger;

    public MessageReader(ILogger<MessageReader> logger) => _logger = logger;
}
