"""Examples of weak-random in Java, C#, Ruby, PHP, Kotlin and Rust."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/shop/Tokens.java": """\
package shop;

import java.util.Random;
import org.apache.commons.lang3.RandomStringUtils;

class Tokens {
    private static final String CHARS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private final Random random = new Random();

    String generateResetToken() {
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < 32; i++) {
            token.append(CHARS.charAt(random.nextInt(CHARS.length())));  // <-- here
        }
        return token.toString();
    }

    void startLogin(User user) {
        user.setOtp(String.valueOf(100000 + random.nextInt(900000)));  // <-- here
        String sessionId = Long.toHexString(Double.doubleToLongBits(Math.random()));  // <-- here
        user.open(sessionId);
    }

    User invite(String email) {
        String password = RandomStringUtils.randomAlphanumeric(12);  // <-- here
        return new User(email, password);
    }

    byte[] salt() {
        byte[] salt = new byte[16];
        random.nextBytes(salt);  // <-- here
        return salt;
    }
}
"""
        },
        sites=5,
    ),
    Example(
        {
            "Shop/Tokens.cs": """\
public class Tokens
{
    private readonly Random _random = new Random();

    public string GenerateOtp()
    {
        return _random.Next(100000, 999999).ToString();  // <-- here
    }

    public string ApiKey()
    {
        var apiKey = new string(Enumerable.Range(0, 32).Select(_ => Chars[Random.Shared.Next(Chars.Length)]).ToArray());  // <-- here
        return apiKey;
    }
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "app/models/user.rb": """\
class User < ApplicationRecord
  def start_reset
    self.reset_token = Array.new(20) { [*"a".."z", *"0".."9"].sample }.join # <-- here
    self.otp = rand(100_000..999_999) # <-- here
    save!
  end
end
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/Tokens.php": """\
<?php

class Tokens
{
    public function generateToken(): string
    {
        return md5(uniqid((string) mt_rand(), true));  // <-- here
    }

    public function verificationCode(User $user): void
    {
        $code = mt_rand(100000, 999999);  // <-- here
        $user->verification_code = $code;
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

import kotlin.random.Random

private val ALPHABET = ('a'..'z') + ('0'..'9')

fun generateToken(): String {
    return (1..32).map { ALPHABET.random() }.joinToString("")  // <-- here
}

fun startLogin(user: User) {
    user.otp = Random.nextInt(100000, 999999).toString()  // <-- here
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/tokens.rs": """\
pub fn session_token() -> String {
    let token = format!("{:x}{:x}", fastrand::u64(..), fastrand::u64(..)); // <-- here
    token
}
"""
        },
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/shop/Tokens.java": """\
package shop;

import java.security.SecureRandom;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

class Tokens {
    private final SecureRandom random = new SecureRandom();

    String generateToken() {
        byte[] token = new byte[32];
        random.nextBytes(token);
        return encode(token);
    }

    long delay(int attempt) {
        return 100L * attempt + ThreadLocalRandom.current().nextInt(100);
    }

    String pick(java.util.List<String> names) {
        return names.get(new Random().nextInt(names.size()));
    }

    void refreshToken() throws InterruptedException {
        Thread.sleep(100 + (long) (Math.random() * 100));
    }
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "Shop/Tokens.cs": """\
using System.Security.Cryptography;

public class Tokens
{
    private readonly Random _jitter = new Random();

    public string ApiKey() => Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    public TimeSpan Delay(int attempt) => TimeSpan.FromMilliseconds(attempt * 100 + _jitter.Next(100));
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "app/models/user.rb": """\
class User < ApplicationRecord
  def start_reset
    self.reset_token = SecureRandom.urlsafe_base64(32)
    save!
  end

  def backoff
    sleep(1 + rand)
  end

  def banner
    BANNERS.sample
  end

  def api_key
    API_KEYS.sample
  end
end
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/Tokens.php": """\
<?php

class Tokens
{
    public function generateToken(): string
    {
        return bin2hex(random_bytes(32));
    }

    public function color(): int
    {
        return mt_rand(0, 255);
    }
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/kotlin/shop/Tokens.kt": """\
package shop

import java.security.SecureRandom
import kotlin.random.Random

private val secure = SecureRandom()

fun generateToken(): ByteArray {
    val token = ByteArray(32)
    secure.nextBytes(token)
    return token
}

fun jitter(): Long = Random.nextLong(100)
"""
        },
    ),
    Example(
        {
            "src/tokens.rs": """\
use rand::Rng;

pub fn session_token() -> String {
    let token: [u8; 32] = rand::thread_rng().gen();
    hex::encode(token)
}

pub fn jitter() -> u64 {
    fastrand::u64(0..100)
}
"""
        },
    ),
)
