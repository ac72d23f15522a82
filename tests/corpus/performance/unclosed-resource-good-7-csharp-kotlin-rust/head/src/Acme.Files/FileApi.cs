using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.SqlClient;

namespace Acme.Files;

[ApiController]
[Route("files")]
public sealed class FileApi : ControllerBase
{
    private static readonly HttpClient Client = new();
    private readonly string _root;
    private readonly string _connectionString;

    public FileApi(string root, string connectionString)
    {
        _root = root;
        _connectionString = connectionString;
    }

    [HttpGet("{name}")]
    public IActionResult Get(string name)
    {
        var stream = new FileStream(Path.Combine(_root, Path.GetFileName(name)), FileMode.Open, FileAccess.Read);
        return File(stream, "application/octet-stream");
    }

    [HttpGet("count")]
    public async Task<int> CountAsync()
    {
        await using var connection = new SqlConnection(_connectionString);
        await connection.OpenAsync();
        using var command = new SqlCommand("SELECT count(*) FROM files", connection);
        return (int)await command.ExecuteScalarAsync();
    }

    public static byte[] Pack(string text)
    {
        var memory = new MemoryStream();
        using (var writer = new StreamWriter(memory, Encoding.UTF8))
        {
            writer.Write(text);
        }
        return memory.ToArray();
    }

    private SqlConnection Open()
    {
        var connection = new SqlConnection(_connectionString);
        connection.Open();
        return connection;
    }
}
