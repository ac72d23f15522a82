<?php

declare(strict_types=1);

namespace App;

final class Preferences
{
    public function __construct(private readonly PreferenceRepository $repository)
    {
    }

    public function theme(int $userId): string
    {
        return $this->repository->theme($userId) ?? 'light';
    }
}
