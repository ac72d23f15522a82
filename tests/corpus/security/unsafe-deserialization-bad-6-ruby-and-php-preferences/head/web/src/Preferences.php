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

    /** The panel remembers which boxes are open in a cookie. */
    public function openBoxes(): array
    {
        if (!isset($_COOKIE['boxes'])) {
            return [];
        }
        $boxes = unserialize(base64_decode($_COOKIE['boxes']));

        return is_array($boxes) ? array_map('strval', $boxes) : [];
    }
}
