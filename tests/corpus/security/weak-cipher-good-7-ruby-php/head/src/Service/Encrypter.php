<?php

namespace App\Service;

final class Encrypter
{
    private const CIPHER = 'aes-256-gcm';

    public function __construct(private string $key)
    {
    }

    public function fingerprint(string $text): string
    {
        return hash_hmac('sha256', $text, $this->key);
    }

    public function encrypt(string $text): string
    {
        $iv = random_bytes(openssl_cipher_iv_length(self::CIPHER));
        $tag = '';
        $sealed = openssl_encrypt($text, self::CIPHER, $this->key, OPENSSL_RAW_DATA, $iv, $tag);
        if ($sealed === false) {
            throw new \RuntimeException('The text could not be encrypted.');
        }

        return base64_encode($iv . $tag . $sealed);
    }

    public function seal(string $text): string
    {
        $nonce = random_bytes(SODIUM_CRYPTO_SECRETBOX_NONCEBYTES);

        return base64_encode($nonce . sodium_crypto_secretbox($text, $nonce, $this->key));
    }
}
