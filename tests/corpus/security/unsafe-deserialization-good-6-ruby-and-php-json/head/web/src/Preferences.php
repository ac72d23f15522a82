<?php

declare(strict_types=1);

namespace App;

final class Preferences
{
    public function __construct(private readonly PreferenceRepository $repository)
    {
    }

    public function openBoxes(): array
    {
        $boxes = json_decode($_COOKIE['boxes'] ?? '[]', true, 8, JSON_THROW_ON_ERROR);

        return is_array($boxes) ? array_map('strval', $boxes) : [];
    }

    /** Rows of the old table hold serialised lists of words. */
    public function oldTags(string $column): array
    {
        $tags = unserialize($column, ['allowed_classes' => false]);

        return is_array($tags) ? $tags : [];
    }

    public function theme(int $userId): string
    {
        return $this->repository->theme($userId) ?? 'light';
    }
}
