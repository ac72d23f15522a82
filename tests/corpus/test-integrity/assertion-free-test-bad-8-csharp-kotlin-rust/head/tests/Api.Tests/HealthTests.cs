using System.Net.Http;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Mvc.Testing;
using NUnit.Framework;

namespace Api.Tests;

[TestFixture]
public class HealthTests
{
    private WebApplicationFactory<Program> _factory = null!;

    [SetUp]
    public void SetUp() => _factory = new WebApplicationFactory<Program>();

    [Test]
    public async Task Ready_answers_ok()
    {
        var response = await _factory.CreateClient().GetAsync("/ready");
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task Live_answers_without_a_database()
    {
        using var client = _factory.CreateClient();
        var response = await client.GetAsync("/live");
        var body = await response.Content.ReadAsStringAsync();
    }
}
