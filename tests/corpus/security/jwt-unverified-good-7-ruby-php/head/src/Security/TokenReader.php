<?php

declare(strict_types=1);

namespace App\Security;

use Firebase\JWT\JWT;
use Firebase\JWT\Key;
use Lcobucci\JWT\Configuration;
use Lcobucci\JWT\Validation\Constraint\SignedWith;

final class TokenReader
{
    public function __construct(
        private UserRepository $users,
        private Configuration $configuration,
        private string $linkKey,
    ) {
    }

    public function scheme(string $header): string
    {
        return strtolower(strtok($header, ' ') ?: '');
    }

    /** The user named by the token. */
    public function user(string $token): ?User
    {
        $parsed = $this->configuration->parser()->parse($token);
        $constraint = new SignedWith($this->configuration->signer(), $this->configuration->verificationKey());
        $this->configuration->validator()->assert($parsed, $constraint);

        return $this->users->find((string) $parsed->claims()->get('sub'));
    }

    public function link(string $token): \stdClass
    {
        return JWT::decode($token, new Key($this->linkKey, 'HS256'));
    }
}
