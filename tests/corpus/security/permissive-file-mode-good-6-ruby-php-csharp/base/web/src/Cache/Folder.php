<?php

declare(strict_types=1);

namespace App\Cache;

final class Folder
{
    public function __construct(private readonly string $root)
    {
    }
}
