using Microsoft.Extensions.Logging;

namespace Shop.Api.Auth;

public sealed class TokenService(ILogger<TokenService> logger, ITokenStore store)
{
    public Task RevokeAsync(int userId, CancellationToken cancellation) => store.RevokeAsync(userId, cancellation);
}
