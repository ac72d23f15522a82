public class Startup
{
    private readonly string password = Environment.GetEnvironmentVariable("SHOP_PASSWORD");
}
