using System.Collections.Generic;
using System.Data;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.SqlClient;

namespace Acme.Customers;

public sealed class CustomerStore
{
    private readonly string _connectionString;

    public CustomerStore(string connectionString) => _connectionString = connectionString;

    public async Task<Customer?> GetAsync(int id)
    {
        await using var connection = new SqlConnection(_connectionString);
        return await connection.QuerySingleOrDefaultAsync<Customer>(
            "SELECT Id, Name, Email FROM Customers WHERE Id = @id", new { id });
    }

    public async Task<IEnumerable<Customer>> SearchAsync(string name, string orderBy)
    {
        await using var connection = new SqlConnection(_connectionString);
        var sql = $"SELECT Id, Name, Email FROM Customers WHERE Name LIKE @pattern ORDER BY {orderBy}";
        return await connection.QueryAsync<Customer>(sql, new { pattern = name + "%" });
    }

    public async Task<int> CountAsync(string segment)
    {
        await using var connection = new SqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM Customers WHERE Segment = '" + segment + "'";
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
