<?php

declare(strict_types=1);

namespace App\Pay;

final class Callback
{
    public function __construct(private readonly string $secret)
    {
    }
}
