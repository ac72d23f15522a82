<?php

namespace App\Service;

final class Encrypter
{
    public function __construct(private string $key)
    {
    }

    public function fingerprint(string $text): string
    {
        return hash_hmac('sha256', $text, $this->key);
    }

    public function encrypt(string $text): string
    {
        $sealed = openssl_encrypt($text, 'DES-EDE3-CBC', $this->key, OPENSSL_RAW_DATA, random_bytes(8));
        if ($sealed === false) {
            throw new \RuntimeException('The text could not be encrypted.');
        }

        return base64_encode($sealed);
    }
}
