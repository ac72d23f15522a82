"""Examples of the rule about SQL text, in C# and Kotlin."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "Api/OrdersController.cs": """\
using Dapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.SqlClient;

[ApiController]
[Route("api/orders")]
public class OrdersController(ShopContext db, string connectionString) : ControllerBase
{
    [HttpGet("search")]
    public async Task<IActionResult> Search([FromQuery] string name, string status)
    {
        await using var connection = new SqlConnection(connectionString);
        var sql = $"SELECT id, total FROM orders WHERE name = '{name}'";
        var rows = await connection.QueryAsync<Order>(sql);  // <-- here
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM drafts WHERE name = '" + name + "'";  // <-- here
        await command.ExecuteNonQueryAsync();
        var open = await db.Orders.FromSqlRaw("SELECT * FROM orders WHERE status = '" + status + "'").ToListAsync();  // <-- here
        return Ok(new { rows, open });
    }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/main/kotlin/shop/OrderController.kt": """\
package shop

import org.springframework.jdbc.core.JdbcTemplate
import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.RequestParam
import org.springframework.web.bind.annotation.RestController

@RestController
class OrderController(private val jdbc: JdbcTemplate) {
    @GetMapping("/orders")
    fun search(@RequestParam name: String, @RequestParam sort: String): List<Order> {
        val sql = "SELECT * FROM orders WHERE name = '$name' ORDER BY $sort"
        return jdbc.query(sql, OrderMapper())  // <-- here
    }
}
"""
        },
        sites=1,
    ),
)

GOOD = (
    Example(
        {
            "Api/OrderStore.cs": """\
using System.Text;
using Dapper;
using Npgsql;

public class OrderStore(NpgsqlDataSource source, ShopContext db)
{
    private const string Table = "orders";
    private static readonly HashSet<string> Sortable = new() { "name", "total" };

    public async Task<List<Order>> Find(string name, string sort, int page)
    {
        if (!Sortable.Contains(sort))
        {
            throw new ArgumentException("sort");
        }
        await using var connection = await source.OpenConnectionAsync();
        var sql = new StringBuilder($"SELECT * FROM {Table} WHERE name = @name");
        sql.Append($" ORDER BY {sort} LIMIT 20 OFFSET {page * 20}");
        var found = await connection.QueryAsync<Order>(sql.ToString(), new { name });
        var open = await db.Orders.FromSql($"SELECT * FROM orders WHERE name = {name}").ToListAsync();
        var late = db.Orders.FromSqlRaw("SELECT * FROM orders WHERE name = {0}", name);
        return found.Concat(open).Concat(late).ToList();
    }
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/main/kotlin/shop/OrderStore.kt": """\
package shop

import java.sql.Connection

private val SORTABLE = setOf("name", "total")

class OrderStore(private val connection: Connection) {
    companion object {
        const val TABLE = "orders"
    }

    fun find(name: String, sort: String, limit: Int, ids: List<Long>): List<Order> {
        require(sort in SORTABLE)
        val marks = ids.joinToString(",") { "?" }
        val direction = if (name.isEmpty()) "ASC" else "DESC"
        val sql = "SELECT * FROM $TABLE WHERE name = ? AND id IN ($marks) ORDER BY $sort $direction LIMIT $limit"
        return connection.prepareStatement(sql).use { statement ->
            statement.setString(1, name)
            statement.executeQuery().toOrders()
        }
    }
}
"""
        },
        sites=1,
    ),
)
