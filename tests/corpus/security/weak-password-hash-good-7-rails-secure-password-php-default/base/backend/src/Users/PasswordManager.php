<?php

declare(strict_types=1);

namespace App\Users;

final class PasswordManager
{
    private const MIN_LENGTH = 12;

    private function assertStrong(string $password): void
    {
        if (strlen($password) < self::MIN_LENGTH) {
            throw new \DomainException('The password is too short.');
        }
    }
}
