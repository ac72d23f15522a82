<?php

declare(strict_types=1);

namespace App\Pay;

final class Callback
{
    public function __construct(private readonly string $secret)
    {
    }

    public function isGenuine(array $fields): bool
    {
        ksort($fields);
        $given = (string) ($fields['signature'] ?? '');
        unset($fields['signature']);
        $signature = sha1(implode('|', $fields) . $this->secret);

        return hash_equals($signature, $given);
    }
}
