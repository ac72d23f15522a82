"""Examples of weak-hash in Java, C#, Ruby, PHP, Kotlin and Rust."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/shop/LinkSigner.java": """\
package shop;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

class LinkSigner {
    private final String secret;

    LinkSigner(String secret) {
        this.secret = secret;
    }

    String sign(String path) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");  // <-- here
        digest.update(path.getBytes(StandardCharsets.UTF_8));
        digest.update(secret.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    String resetToken(User user) {
        return DigestUtils.sha1Hex(user.getEmail() + System.currentTimeMillis());  // <-- here
    }

    byte[] license(byte[] body, java.security.PrivateKey key) throws Exception {
        Signature signature = Signature.getInstance("SHA1withRSA");  // <-- here
        signature.initSign(key);
        signature.update(body);
        return signature.sign();
    }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "Shop/Links.cs": """\
using System.Security.Cryptography;
using System.Text;

public class Links
{
    public string Sign(string path, string secret)
    {
        using var md5 = MD5.Create();  // <-- here
        var hash = md5.ComputeHash(Encoding.UTF8.GetBytes(path + secret));
        return Convert.ToHexString(hash);
    }

    public byte[] License(RSA rsa, byte[] body)
    {
        return rsa.SignData(body, HashAlgorithmName.SHA1, RSASignaturePadding.Pss);  // <-- here
    }
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "app/models/invite.rb": """\
class Invite < ApplicationRecord
  def unsubscribe_token
    Digest::MD5.hexdigest("#{email}#{Rails.application.secret_key_base}") # <-- here
  end

  def sign(payload, key)
    OpenSSL::HMAC.hexdigest("MD5", key, payload) # <-- here
  end
end
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/Security/Links.php": """\
<?php

class Links
{
    public function signature(string $path, string $secret): string
    {
        return md5($path . $secret);  // <-- here
    }

    public function apiToken(int $userId): string
    {
        return sha1($userId . time());  // <-- here
    }
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/main/kotlin/shop/Tokens.kt": """\
package shop

import java.security.MessageDigest

class Tokens(private val secret: String) {
    fun resetToken(email: String): String =
        MessageDigest.getInstance("SHA-1").digest((email + secret).toByteArray()).toHexString()  // <-- here
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/sign.rs": """\
use md5::{Digest, Md5};

pub fn signature(payload: &str, secret: &str) -> String {
    let mut hasher = Md5::new(); // <-- here
    hasher.update(payload.as_bytes());
    hasher.update(secret.as_bytes());
    hex::encode(hasher.finalize())
}
"""
        },
        sites=1,
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/shop/Etags.java": """\
package shop;

import java.security.MessageDigest;
import javax.crypto.Mac;
import org.apache.commons.codec.digest.DigestUtils;

class Etags {
    String etag(byte[] body) {
        return DigestUtils.md5Hex(body);
    }

    String gravatar(String email) {
        return DigestUtils.md5Hex(email.trim().toLowerCase());
    }

    String cacheKey(String token) throws Exception {
        return new String(MessageDigest.getInstance("SHA-1").digest(token.getBytes()));
    }

    byte[] sign(byte[] body) throws Exception {
        return Mac.getInstance("HmacSHA256").doFinal(body);
    }
}
"""
        },
        sites=4,
    ),
    Example(
        {
            "Shop/Etags.cs": """\
using System.Security.Cryptography;

public class Etags
{
    public string Etag(byte[] body) => Convert.ToHexString(MD5.HashData(body));

    public string ContentHash(Stream file)
    {
        using var sha1 = SHA1.Create();
        return Convert.ToHexString(sha1.ComputeHash(file));
    }

    public byte[] Sign(byte[] body, byte[] key) => HMACSHA256.HashData(key, body);
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "app/helpers/avatar_helper.rb": """\
module AvatarHelper
  def gravatar_url(user)
    "https://www.gravatar.com/avatar/#{Digest::MD5.hexdigest(user.email.downcase)}"
  end

  def cache_key_for(query)
    Digest::SHA1.hexdigest(query)
  end
end
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/Cache.php": """\
<?php

class Cache
{
    public function key(string $query): string
    {
        return 'q_' . md5($query);
    }

    public function etag(string $body): string
    {
        return sha1($body);
    }

    public function sign(string $body, string $key): string
    {
        return hash_hmac('sha256', $body, $key);
    }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/main/kotlin/shop/Etags.kt": """\
package shop

import java.security.MessageDigest

fun etag(body: ByteArray): String = MessageDigest.getInstance("MD5").digest(body).toHexString()

fun sign(body: ByteArray): ByteArray = MessageDigest.getInstance("SHA-256").digest(body)
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/etag.rs": """\
use sha1::{Digest, Sha1};

pub fn etag(body: &[u8]) -> String {
    hex::encode(Sha1::digest(body))
}

pub fn dedupe_key(document: &str) -> String {
    format!("{:x}", md5::compute(document))
}
"""
        },
        sites=2,
    ),
)
