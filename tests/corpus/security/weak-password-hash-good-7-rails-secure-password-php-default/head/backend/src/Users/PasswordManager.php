<?php

declare(strict_types=1);

namespace App\Users;

final class PasswordManager
{
    private const MIN_LENGTH = 12;
    private const OPTIONS = ['memory_cost' => 65536, 'time_cost' => 4, 'threads' => 1];

    public function hash(string $password): string
    {
        $this->assertStrong($password);

        return password_hash($password, PASSWORD_ARGON2ID, self::OPTIONS);
    }

    public function verify(string $password, string $hash): bool
    {
        return password_verify($password, $hash);
    }

    public function needsRehash(string $hash): bool
    {
        return password_needs_rehash($hash, PASSWORD_ARGON2ID, self::OPTIONS);
    }

    /** Legacy code hashed with the default. */
    public function hashDefault(string $password): string
    {
        return password_hash($password, PASSWORD_DEFAULT);
    }

    private function assertStrong(string $password): void
    {
        if (strlen($password) < self::MIN_LENGTH) {
            throw new \DomainException('The password is too short.');
        }
    }
}
