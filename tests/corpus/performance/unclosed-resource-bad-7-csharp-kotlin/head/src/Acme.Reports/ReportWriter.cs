using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Microsoft.Data.SqlClient;

namespace Acme.Reports;

public sealed class ReportWriter
{
    private readonly string _connectionString;

    public ReportWriter(string connectionString) => _connectionString = connectionString;

    public async Task<int> CountAsync(string kind)
    {
        var connection = new SqlConnection(_connectionString);
        await connection.OpenAsync();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM reports WHERE kind = @kind";
        command.Parameters.AddWithValue("@kind", kind);
        return (int)await command.ExecuteScalarAsync();
    }

    public void Write(string path, IReadOnlyList<string> lines)
    {
        var writer = new StreamWriter(path);
        foreach (var line in lines)
        {
            writer.WriteLine(line);
        }
        writer.Close();
    }
}
