<?php

declare(strict_types=1);

namespace App\Security;


final class TokenReader
{
    public function __construct(private UserRepository $users)
    {
    }

    public function scheme(string $header): string
    {
        return strtolower(strtok($header, ' ') ?: '');
    }
}
