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
        $token = '';
        for ($i = 0; $i < 32; $i++) {
            $token .= dechex(mt_rand(0, 15));
        }
        $this->resets->add($userId, $token);

        return $token;
    }
}
