"""Examples of weak-password-hash in Java, C#, Ruby, PHP, Kotlin and Rust."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/shop/Accounts.java": """\
package shop;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.web.bind.annotation.*;

@RestController
class Accounts {
    private final UserRepository users;

    @Bean
    PasswordEncoder encoder() {
        return new BCryptPasswordEncoder(4);  // <-- here
    }

    byte[] derive(char[] password, byte[] salt) throws Exception {
        PBEKeySpec spec = new PBEKeySpec(password, salt, 10000, 256);  // <-- here
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    }

    String hash(String password) {
        return DigestUtils.sha256Hex(password);  // <-- here
    }

    boolean login(String email, String password) {
        User user = users.findByEmail(email);
        return user != null && user.getPassword().equals(password);  // <-- here
    }

    @PostMapping("/users")
    User register(@RequestBody RegisterRequest body) {
        User user = new User();
        user.setEmail(body.getEmail());
        user.setPassword(body.getPassword());  // <-- here
        return users.save(user);
    }
}
"""
        },
        sites=5,
    ),
    Example(
        {
            "Shop/Accounts.cs": """\
using System.Security.Cryptography;
using System.Text;

public class Accounts
{
    public byte[] Derive(string password, byte[] salt)
    {
        using var kdf = new Rfc2898DeriveBytes(password, salt, 1000, HashAlgorithmName.SHA256);  // <-- here
        return kdf.GetBytes(32);
    }

    public string HashPassword(string password)
    {
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(password)));  // <-- here
    }

    public string Bcrypt(string password) => BCrypt.Net.BCrypt.HashPassword(password, 6);  // <-- here

    public bool Login(User user, string password)
    {
        return user.Password == password;  // <-- here
    }
}
"""
        },
        sites=4,
    ),
    Example(
        {
            "app/models/account.rb": """\
class Account < ApplicationRecord
  def password=(password)
    self.password_digest = Digest::SHA256.hexdigest(password) # <-- here
  end

  def self.hashed(password)
    BCrypt::Password.create(password, cost: 4) # <-- here
  end

  def self.login(email, params)
    account = find_by(email: email)
    account if account && account.password == params[:password] # <-- here
  end
end
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/Accounts.php": """\
<?php

class Accounts
{
    public function register(string $email, string $password): void
    {
        $this->db->insert('users', ['email' => $email, 'password' => md5($password)]);  // <-- here
    }

    public function hashed(string $password): string
    {
        return password_hash($password, PASSWORD_BCRYPT, ['cost' => 5]);  // <-- here
    }

    public function login(User $user, string $password): bool
    {
        return $user->password === $password;  // <-- here
    }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/main/kotlin/shop/Accounts.kt": """\
package shop

import java.security.MessageDigest
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder

class Accounts(private val users: UserRepository) {
    val encoder = BCryptPasswordEncoder(5)  // <-- here

    fun hashPassword(password: String): ByteArray {
        return MessageDigest.getInstance("SHA-256").digest(password.toByteArray())  // <-- here
    }

    fun login(email: String, password: String): Boolean {
        val user = users.findByEmail(email) ?: return false
        return user.password == password  // <-- here
    }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/accounts.rs": """\
use pbkdf2::pbkdf2_hmac;
use sha2::{Digest, Sha256};

pub fn derive(password: &str, salt: &[u8], key: &mut [u8]) {
    pbkdf2_hmac::<Sha256>(password.as_bytes(), salt, 1000, key); // <-- here
}

pub fn hash_password(password: &str) -> String {
    hex::encode(Sha256::digest(password.as_bytes())) // <-- here
}

pub fn bcrypt_hash(password: &str) -> String {
    bcrypt::hash(password, 4).unwrap() // <-- here
}
"""
        },
        sites=3,
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/shop/Accounts.java": """\
package shop;

import javax.crypto.spec.PBEKeySpec;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

class Accounts {
    private final PasswordEncoder encoder = new BCryptPasswordEncoder();
    private final UserRepository users;

    boolean login(String email, String password) {
        User user = users.findByEmail(email);
        return user != null && encoder.matches(password, user.getPassword());
    }

    User register(RegisterRequest body) {
        if (!body.getPassword().equals(body.getPasswordConfirmation())) {
            throw new IllegalArgumentException("passwords differ");
        }
        User user = new User();
        user.setPassword(encoder.encode(body.getPassword()));
        return users.save(user);
    }

    PBEKeySpec spec(char[] password, byte[] salt) {
        return new PBEKeySpec(password, salt, 600_000, 256);
    }

    void connect(DataSource source, Settings settings) {
        source.setPassword(settings.getPassword());
    }
}
""",
        },
        sites=4,
    ),
    Example(
        {
            "Shop/Accounts.cs": """\
using System.Security.Cryptography;

public class Accounts
{
    public byte[] Derive(string password, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, 600_000, HashAlgorithmName.SHA256, 32);

    public string Hash(string password) => BCrypt.Net.BCrypt.HashPassword(password, workFactor: 12);

    public bool Login(User user, string password) => BCrypt.Net.BCrypt.Verify(password, user.PasswordHash);

    public bool Same(RegisterModel model) => model.Password == model.ConfirmPassword;
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "app/models/account.rb": """\
class Account < ApplicationRecord
  has_secure_password

  def self.hashed(password)
    BCrypt::Password.create(password)
  end

  def login(params)
    authenticate(params[:password])
  end

  def breached?(password)
    prefix = Digest::SHA1.hexdigest(password)[0, 5]
    Pwned.range(prefix)
  end
end
"""
        },
    ),
    Example(
        {
            "src/Accounts.php": """\
<?php

class Accounts
{
    public function login(User $user, string $password): bool
    {
        return password_verify($password, $user->password);
    }

    public function hashed(string $password): string
    {
        return password_hash($password, PASSWORD_DEFAULT);
    }

    public function matching(array $form): bool
    {
        return $form['password'] === $form['password_confirmation'];
    }
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "src/main/kotlin/shop/Accounts.kt": """\
package shop

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder

class Accounts(private val users: UserRepository) {
    private val encoder = BCryptPasswordEncoder(12)

    fun login(email: String, password: String): Boolean {
        val user = users.findByEmail(email) ?: return false
        return encoder.matches(password, user.password)
    }
}
"""
        },
    ),
    Example(
        {
            "src/accounts.rs": """\
use bcrypt::{hash, verify, DEFAULT_COST};

pub fn hash_password(password: &str) -> String {
    hash(password, DEFAULT_COST).unwrap()
}

pub fn login(user: &User, password: &str) -> bool {
    verify(password, &user.password_hash).unwrap_or(false)
}
"""
        },
        sites=2,
    ),
)
