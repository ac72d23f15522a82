using Microsoft.Extensions.Logging;

namespace Shop.Api.Auth;

public sealed class TokenService(ILogger<TokenService> logger, ITokenStore store)
{
    public async Task<string> RefreshAsync(string refreshToken, CancellationToken cancellation)
    {
        logger.LogInformation("Refreshing with a token of {Length} characters", refreshToken.Length);
        var session = await store.FindAsync(refreshToken, cancellation)
            ?? throw new InvalidTokenException();
        var accessToken = await store.IssueAsync(session.UserId, cancellation);
        logger.LogDebug("Issued an access token for {UserId}", session.UserId);
        return accessToken;
    }

    public Task RevokeAsync(int userId, CancellationToken cancellation) => store.RevokeAsync(userId, cancellation);
}
