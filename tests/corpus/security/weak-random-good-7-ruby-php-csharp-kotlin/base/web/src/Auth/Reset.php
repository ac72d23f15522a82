<?php

declare(strict_types=1);

namespace App\Auth;

final class Reset
{
    public function __construct(private readonly ResetRepository $resets)
    {
    }
}
