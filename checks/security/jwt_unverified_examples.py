"""Examples of jwt-unverified in Java, C#, Ruby, PHP, Kotlin and Rust."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/shop/Tokens.java": """\
package shop;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.nimbusds.jwt.SignedJWT;
import io.jsonwebtoken.Jwts;

class Tokens {
    String subject(String token) {
        return JWT.decode(token).getSubject();  // <-- here
    }

    Object claims(String token) {
        return Jwts.parser().unsecured().build().parseUnsecuredClaims(token).getPayload();  // <-- here
    }

    Object lax(String token) {
        return JWT.require(Algorithm.none()).build().verify(token);  // <-- here
    }

    String nimbus(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        return jwt.getJWTClaimsSet().getSubject();  // <-- here
    }
}
"""
        },
    ),
    Example(
        {
            "Shop/Tokens.cs": """\
using System.IdentityModel.Tokens.Jwt;

public class Tokens
{
    public string Subject(string token)
    {
        var jwt = new JwtSecurityTokenHandler().ReadJwtToken(token);  // <-- here
        return jwt.Subject;
    }

    public TokenValidationParameters Parameters() => new TokenValidationParameters
    {
        ValidateIssuer = true,
        SignatureValidator = (token, parameters) => new JwtSecurityToken(token),  // <-- here
    };
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "app/services/tokens.rb": """\
class Tokens
  def subject(token)
    payload, = JWT.decode(token, nil, false) # <-- here
    payload["sub"]
  end

  def lax(token)
    JWT.decode(token, nil, true, algorithms: ["HS256", "none"]) # <-- here
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

use Firebase\\JWT\\JWT;
use Lcobucci\\JWT\\Configuration;

class Tokens
{
    public function claims(string $token)
    {
        return JWT::decode($token, $this->key, ['HS256', 'none']);  // <-- here
    }

    public function config(): Configuration
    {
        return Configuration::forUnsecuredSigner();  // <-- here
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

import com.auth0.jwt.JWT

class Tokens {
    fun subject(token: String): String {
        val decoded = JWT.decode(token)  // <-- here
        return decoded.subject
    }
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/tokens.rs": """\
use jsonwebtoken::{decode, decode_header, Algorithm, DecodingKey, Validation};

pub fn claims(token: &str, key: &DecodingKey) -> Claims {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.insecure_disable_signature_validation(); // <-- here
    decode::<Claims>(token, key, &validation).unwrap().claims
}

pub fn chosen(token: &str, key: &DecodingKey) -> Claims {
    let header = decode_header(token).unwrap();
    decode::<Claims>(token, key, &Validation::new(header.alg)).unwrap().claims // <-- here
}
"""
        },
        sites=3,
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/shop/Tokens.java": """\
package shop;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import io.jsonwebtoken.Jwts;

class Tokens {
    Object claims(String token) {
        return Jwts.parser().verifyWith(key).build().parseSignedClaims(token).getPayload();
    }

    String tenant(String token) {
        String keyId = JWT.decode(token).getKeyId();
        return JWT.require(Algorithm.RSA256(keys.get(keyId))).build().verify(token).getSubject();
    }

    boolean expired(String ownToken) {
        return JWT.decode(ownToken).getExpiresAt().before(new Date());
    }
}
"""
        },
    ),
    Example(
        {
            "Shop/Tokens.cs": """\
using System.IdentityModel.Tokens.Jwt;

public class Tokens
{
    public ClaimsPrincipal Principal(string token)
    {
        var handler = new JwtSecurityTokenHandler();
        return handler.ValidateToken(token, _parameters, out _);
    }

    public DateTime Expiry(string token) => new JwtSecurityTokenHandler().ReadJwtToken(token).ValidTo;
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "app/services/tokens.rb": """\
class Tokens
  def claims(token)
    JWT.decode(token, key, true, algorithm: "HS256").first
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

use Firebase\\JWT\\JWT;
use Firebase\\JWT\\Key;

class Tokens
{
    public function claims(string $token)
    {
        return JWT::decode($token, new Key($this->key, 'HS256'));
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

import com.auth0.jwt.JWT
import com.auth0.jwt.algorithms.Algorithm

class Tokens(private val secret: String) {
    fun subject(token: String): String = JWT.require(Algorithm.HMAC256(secret)).build().verify(token).subject
}
"""
        },
    ),
    Example(
        {
            "src/tokens.rs": """\
use jsonwebtoken::{decode, Algorithm, DecodingKey, Validation};

pub fn claims(token: &str, key: &DecodingKey) -> Claims {
    decode::<Claims>(token, key, &Validation::new(Algorithm::RS256)).unwrap().claims
}
"""
        },
        sites=1,
    ),
)
