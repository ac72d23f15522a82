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

    /** The user named by the token. */
    public function user(string $token): ?User
    {
        $parsed = (new Parser(new JoseEncoder()))->parse($token);
        $id = $parsed->claims()->get('sub');
        if (!is_string($id)) {
            throw new TokenException('The token has no subject.');
        }

        return $this->users->find($id);
    }
}
