using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace Acme.Customers;

public sealed class CustomerStore
{
    private const string Columns = "Id, Name, Email";
    private readonly string _connectionString;
    private readonly CustomerContext _context;

    public CustomerStore(string connectionString, CustomerContext context)
    {
        _connectionString = connectionString;
        _context = context;
    }

    public async Task<IEnumerable<Customer>> SearchAsync(string name, string sort)
    {
        var order = sort switch
        {
            "name" => "Name",
            "newest" => "CreatedAt DESC",
            _ => "Id",
        };
        await using var connection = new SqlConnection(_connectionString);
        var sql = $"SELECT {Columns} FROM Customers WHERE Name LIKE @pattern ORDER BY {order}";
        return await connection.QueryAsync<Customer>(sql, new { pattern = name + "%" });
    }

    public Task<List<Customer>> InSegmentAsync(string segment) =>
        _context.Customers.FromSqlInterpolated($"SELECT * FROM Customers WHERE Segment = {segment}").ToListAsync();

    public async Task<int> CountAsync(string segment, Guid tenant)
    {
        await using var connection = new SqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM Customers WHERE Segment = @segment AND Tenant = @tenant";
        command.Parameters.AddWithValue("@segment", segment);
        command.Parameters.AddWithValue("@tenant", tenant);
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
