<?php

declare(strict_types=1);

namespace Acme;

final class Feed
{
    public function __construct(private readonly string $url)
    {
    }

    /** @return list<array{title: string}> */
    public function items(): array
    {
        $body = file_get_contents($this->url);
        if ($body === false) {
            throw new \RuntimeException('feed is away');
        }
        /** @phpstan-ignore-next-line */
        return json_decode($body, true, 16, JSON_THROW_ON_ERROR);
    }
}
