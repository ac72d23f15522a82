<?php

declare(strict_types=1);

namespace App\Import;

final class FeedImporter
{
    public function accepts(string $type): bool
    {
        return $type === 'application/xml';
    }
}
