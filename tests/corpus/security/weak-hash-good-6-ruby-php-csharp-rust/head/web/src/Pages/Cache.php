<?php

declare(strict_types=1);

namespace App\Pages;

final class Cache
{
    public function __construct(private readonly \Redis $redis)
    {
    }

    public function get(string $url, array $query): ?string
    {
        $cacheKey = 'page:' . md5($url . '?' . http_build_query($query));
        $body = $this->redis->get($cacheKey);

        return $body === false ? null : $body;
    }

    public function etag(string $body): string
    {
        return '"' . sha1($body) . '"';
    }

    public function signature(string $body, string $secret): string
    {
        return hash_hmac('sha256', $body, $secret);
    }
}
