<?php

declare(strict_types=1);

namespace App\Auth;

final class Reset
{
    public function __construct(private readonly ResetRepository $resets)
    {
    }

    public function start(int $userId): string
    {
        $token = bin2hex(random_bytes(32));
        $this->resets->add($userId, $token);
        if (mt_rand(1, 100) === 1) {
            $this->resets->removeExpired();
        }

        return $token . '.' . random_int(0, 9);
    }
}
