<?php

declare(strict_types=1);

namespace App\Security;

use Lcobucci\JWT\Encoding\JoseEncoder;
use Lcobucci\JWT\Token\Parser;

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
