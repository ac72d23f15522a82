"""Examples of weak-cipher in Java, C#, Ruby, PHP, Kotlin and Rust."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/shop/Vault.java": """\
package shop;

import java.security.KeyPairGenerator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

class Vault {
    private static final byte[] NONCE = new byte[12];
    private final SecretKey key;

    byte[] card(byte[] number) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/ECB/PKCS5Padding");  // <-- here
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(number);
    }

    byte[] old(byte[] data) throws Exception {
        return Cipher.getInstance("DESede/CBC/PKCS5Padding").doFinal(data);  // <-- here
    }

    byte[] note(byte[] data) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, NONCE));  // <-- here
        return cipher.doFinal(data);
    }

    byte[] message(byte[] data, byte[] iv) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");  // <-- here
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
        return cipher.doFinal(data);
    }

    void keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);  // <-- here
    }

    byte[] wrap(byte[] data) throws Exception {
        return Cipher.getInstance("RSA/ECB/PKCS1Padding").doFinal(data);  // <-- here
    }
}
"""
        },
    ),
    Example(
        {
            "Shop/Vault.cs": """\
using System.Security.Cryptography;
using System.Text;

public class Vault
{
    public byte[] Old(byte[] key, byte[] data)
    {
        using var des = TripleDES.Create();  // <-- here
        return des.CreateEncryptor(key, null).TransformFinalBlock(data, 0, data.Length);
    }

    public byte[] Card(byte[] key, byte[] data)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        aes.Mode = CipherMode.ECB;  // <-- here
        return aes.CreateEncryptor().TransformFinalBlock(data, 0, data.Length);
    }

    public byte[] Note(byte[] key, byte[] data)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        aes.IV = Encoding.UTF8.GetBytes("1234567890123456");  // <-- here
        return aes.EncryptCbc(data, aes.IV);  // <-- here
    }

    public byte[] Wrap(byte[] data)
    {
        using var rsa = RSA.Create(1024);  // <-- here
        return rsa.Encrypt(data, RSAEncryptionPadding.Pkcs1);  // <-- here
    }
}
"""
        },
    ),
    Example(
        {
            "lib/vault.rb": """\
require "openssl"

class Vault
  IV = "1234567890123456"

  def card(key, data)
    cipher = OpenSSL::Cipher.new("aes-128-ecb") # <-- here
    cipher.encrypt
    cipher.key = key
    cipher.update(data) + cipher.final
  end

  def note(key, data)
    cipher = OpenSSL::Cipher.new("aes-256-gcm")
    cipher.encrypt
    cipher.key = key
    cipher.iv = IV # <-- here
    cipher.update(data) + cipher.final
  end

  def pair
    OpenSSL::PKey::RSA.new(1024) # <-- here
  end
end
"""
        },
    ),
    Example(
        {
            "src/Vault.php": """\
<?php

class Vault
{
    public function card(string $number, string $key): string
    {
        return openssl_encrypt($number, 'aes-128-ecb', $key);  // <-- here
    }

    public function note(string $text, string $key): string
    {
        return openssl_encrypt($text, 'aes-256-gcm', $key, 0, '123456789012', $tag);  // <-- here
    }

    public function old(string $text, string $key): string
    {
        return openssl_encrypt($text, 'des-ede3-cbc', $key, 0, random_bytes(8));  // <-- here
    }

    public function wrap(string $text, $publicKey): string
    {
        openssl_public_encrypt($text, $wrapped, $publicKey);  // <-- here
        return $wrapped;
    }
}
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/main/kotlin/shop/Vault.kt": """\
package shop

import javax.crypto.Cipher
import javax.crypto.SecretKey
import javax.crypto.spec.IvParameterSpec

class Vault(private val key: SecretKey) {
    fun card(number: ByteArray): ByteArray {
        val cipher = Cipher.getInstance("AES")  // <-- here
        cipher.init(Cipher.ENCRYPT_MODE, key)
        return cipher.doFinal(number)
    }

    fun counter(data: ByteArray): ByteArray {
        val cipher = Cipher.getInstance("AES/CTR/NoPadding")
        cipher.init(Cipher.ENCRYPT_MODE, key, IvParameterSpec(ByteArray(16)))  // <-- here
        return cipher.doFinal(data)
    }
}
"""
        },
    ),
    Example(
        {
            "src/vault.rs": """\
use aes_gcm::{aead::Aead, Aes256Gcm, KeyInit, Nonce};
use des::TdesEde3;

pub fn note(key: &[u8], data: &[u8]) -> Vec<u8> {
    let cipher = Aes256Gcm::new_from_slice(key).unwrap();
    let nonce = Nonce::from_slice(b"unique nonce"); // <-- here
    cipher.encrypt(nonce, data).unwrap()
}

pub fn old(key: &[u8]) -> TdesEde3 {
    TdesEde3::new_from_slice(key).unwrap() // <-- here
}
"""
        },
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/shop/Vault.java": """\
package shop;

import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

class Vault {
    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;

    byte[] seal(byte[] data) throws Exception {
        byte[] nonce = new byte[12];
        random.nextBytes(nonce);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
        return cipher.doFinal(data);
    }

    byte[] decryptOld(byte[] data, byte[] iv) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv));
        return cipher.doFinal(data);
    }

    void keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
    }

    byte[] wrap(byte[] data) throws Exception {
        return Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding").doFinal(data);
    }
}
"""
        },
        sites=3,
    ),
    Example(
        {
            "Shop/Vault.cs": """\
using System.Security.Cryptography;

public class Vault
{
    public byte[] Seal(byte[] key, byte[] data)
    {
        var nonce = RandomNumberGenerator.GetBytes(12);
        var tag = new byte[16];
        var sealedData = new byte[data.Length];
        using var gcm = new AesGcm(key, 16);
        gcm.Encrypt(nonce, data, sealedData, tag);
        return sealedData;
    }

    public byte[] Wrap(byte[] data)
    {
        using var rsa = RSA.Create(3072);
        return rsa.Encrypt(data, RSAEncryptionPadding.OaepSHA256);
    }
}
"""
        },
    ),
    Example(
        {
            "lib/vault.rb": """\
require "openssl"

class Vault
  def seal(key, data)
    cipher = OpenSSL::Cipher.new("aes-256-gcm").encrypt
    cipher.key = key
    iv = cipher.random_iv
    iv + cipher.update(data) + cipher.final + cipher.auth_tag
  end

  def open(key, iv, data)
    cipher = OpenSSL::Cipher.new("aes-256-gcm").decrypt
    cipher.key = key
    cipher.iv = iv
    cipher.update(data) + cipher.final
  end
end
"""
        },
    ),
    Example(
        {
            "src/Vault.php": """\
<?php

class Vault
{
    public function seal(string $text, string $key): string
    {
        $iv = random_bytes(12);
        $sealed = openssl_encrypt($text, 'aes-256-gcm', $key, OPENSSL_RAW_DATA, $iv, $tag);
        return $iv . $tag . $sealed;
    }
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/kotlin/shop/Vault.kt": """\
package shop

import java.security.SecureRandom
import javax.crypto.Cipher
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

class Vault(private val key: SecretKey) {
    fun seal(data: ByteArray): ByteArray {
        val nonce = ByteArray(12).also { SecureRandom().nextBytes(it) }
        val cipher = Cipher.getInstance("AES/GCM/NoPadding")
        cipher.init(Cipher.ENCRYPT_MODE, key, GCMParameterSpec(128, nonce))
        return nonce + cipher.doFinal(data)
    }
}
"""
        },
    ),
    Example(
        {
            "src/vault.rs": """\
use aes_gcm::{aead::{Aead, OsRng}, AeadCore, Aes256Gcm, KeyInit, Nonce};

pub fn seal(key: &[u8], data: &[u8]) -> Vec<u8> {
    let cipher = Aes256Gcm::new_from_slice(key).unwrap();
    let nonce = Aes256Gcm::generate_nonce(&mut OsRng);
    cipher.encrypt(&nonce, data).unwrap()
}

pub fn open(key: &[u8], data: &[u8]) -> Vec<u8> {
    let cipher = Aes256Gcm::new_from_slice(key).unwrap();
    let (nonce, sealed) = data.split_at(12);
    cipher.decrypt(Nonce::from_slice(nonce), sealed).unwrap()
}
"""
        },
    ),
)
