<?php

declare(strict_types=1);

namespace App\Pages;

final class Cache
{
    public function __construct(private readonly \Redis $redis)
    {
    }
}
