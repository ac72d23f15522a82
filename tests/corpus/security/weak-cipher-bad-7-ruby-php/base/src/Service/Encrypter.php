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
}
