"""Examples of timing-unsafe-compare in Java, C#, Ruby, PHP, Kotlin and Rust."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/shop/Webhooks.java": """\
package shop;

import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import org.springframework.web.bind.annotation.*;

@RestController
class Webhooks {
    private final WebhookProperties properties;

    @PostMapping("/hooks")
    void receive(@RequestBody String body, @RequestHeader("X-Signature") String signature) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        String expected = HexFormat.of().formatHex(mac.doFinal(body.getBytes()));
        if (!expected.equals(signature)) {  // <-- here
            throw new ForbiddenException();
        }
    }

    boolean sameTag(byte[] body, byte[] tag) throws Exception {
        return Arrays.equals(Mac.getInstance("HmacSHA256").doFinal(body), tag);  // <-- here
    }

    boolean authorized(HttpServletRequest request) {
        String apiKey = request.getHeader("X-Api-Key");
        return apiKey != null && apiKey.equals(properties.getApiKey());  // <-- here
    }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "Shop/Webhooks.cs": """\
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;

public class WebhooksController : ControllerBase
{
    [HttpPost("hooks")]
    public IActionResult Receive([FromBody] string body)
    {
        var signature = Request.Headers["X-Signature"].ToString();
        var expected = Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(body)));
        if (signature != expected)  // <-- here
        {
            return Unauthorized();
        }
        return Ok();
    }

    private bool Authorized() => Request.Headers["X-Api-Key"] == _options.ApiKey;  // <-- here
}
""",
        },
        sites=2,
    ),
    Example(
        {
            "app/controllers/webhooks_controller.rb": """\
class WebhooksController < ApplicationController
  def receive
    expected = OpenSSL::HMAC.hexdigest("sha256", ENV["WEBHOOK_SECRET"], request.raw_post)
    return head :forbidden unless request.headers["X-Signature"] == expected # <-- here

    head :ok
  end

  def authorized?
    params[:api_token] == ENV.fetch("API_TOKEN") # <-- here
  end
end
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/Webhooks.php": """\
<?php

class Webhooks
{
    public function receive(Request $request): void
    {
        $expected = 'sha256=' . hash_hmac('sha256', $request->getContent(), $this->secret);
        if ($request->header('X-Hub-Signature-256') !== $expected) {  // <-- here
            abort(403);
        }
    }

    public function authorized(Request $request): bool
    {
        return $request->header('X-Api-Key') === config('services.partner.api_key');  // <-- here
    }
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/main/kotlin/shop/Webhooks.kt": """\
package shop

import javax.crypto.Mac

class Webhooks(private val mac: Mac) {
    fun verify(body: ByteArray, signature: String): Boolean {
        val expected = mac.doFinal(body).toHexString()
        return expected == signature  // <-- here
    }
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/webhooks.rs": """\
use ring::hmac;

pub fn verify(key: &hmac::Key, body: &[u8], signature: &str) -> bool {
    let expected = hex::encode(hmac::sign(key, body));
    expected == signature // <-- here
}

pub fn authorize(headers: &HeaderMap, config: &Config) -> bool {
    let api_key = headers.get("x-api-key").unwrap();
    api_key == config.api_key // <-- here
}
"""
        },
        sites=2,
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/shop/Webhooks.java": """\
package shop;

import java.security.MessageDigest;
import javax.crypto.Mac;

class Webhooks {
    boolean verify(byte[] body, byte[] signature) throws Exception {
        return MessageDigest.isEqual(Mac.getInstance("HmacSHA256").doFinal(body), signature);
    }

    boolean isAccess(Token token) {
        return "access".equals(token.getTokenType()) && token.getValue() != null;
    }

    boolean sameCursor(Page page, String pageToken) {
        return pageToken.equals(page.getNextPageToken());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Session session && token.equals(session.token);
    }

    boolean matching(RegisterRequest form) {
        return form.getPassword().equals(form.getPasswordConfirmation());
    }
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "Shop/Webhooks.cs": """\
using System.Security.Cryptography;

public class Webhooks
{
    public bool Verify(byte[] key, byte[] body, byte[] signature) =>
        CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, body), signature);

    public Task<User> Find(string apiToken) => _db.Users.FirstOrDefaultAsync(u => u.ApiToken == apiToken);

    public bool Stopped(CancellationToken token) => token == CancellationToken.None;

    public bool HasToken(string accessToken) => accessToken != null && accessToken != "";
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "app/controllers/webhooks_controller.rb": """\
class WebhooksController < ApplicationController
  def receive
    expected = OpenSSL::HMAC.hexdigest("sha256", ENV["WEBHOOK_SECRET"], request.raw_post)
    return head :forbidden unless ActiveSupport::SecurityUtils.secure_compare(expected, signature)

    head :ok if params[:token_type] == "bearer"
  end
end
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/Webhooks.php": """\
<?php

class Webhooks
{
    public function verify(string $body, string $signature): bool
    {
        return hash_equals(hash_hmac('sha256', $body, $this->secret), $signature);
    }

    public function changed(string $oldChecksum, string $newChecksum): bool
    {
        return $oldChecksum !== $newChecksum;
    }
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/kotlin/shop/Webhooks.kt": """\
package shop

import java.security.MessageDigest

class Webhooks {
    fun verify(expected: ByteArray, signature: ByteArray) = MessageDigest.isEqual(expected, signature)

    fun isRefresh(token: Token) = token.tokenType == TokenType.REFRESH
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/webhooks.rs": """\
use subtle::ConstantTimeEq;

pub fn verify(expected: &[u8], signature: &[u8]) -> bool {
    expected.ct_eq(signature).into()
}

pub fn at_end(parser: &Parser, token: Token) -> bool {
    token == parser.end_token
}
"""
        },
        sites=1,
    ),
)
