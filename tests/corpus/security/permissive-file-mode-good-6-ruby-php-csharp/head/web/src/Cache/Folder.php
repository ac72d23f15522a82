<?php

declare(strict_types=1);

namespace App\Cache;

final class Folder
{
    public function __construct(private readonly string $root)
    {
    }

    public function prepare(): void
    {
        if (!is_dir($this->root) && !mkdir($this->root, 0755, true)) {
            throw new \RuntimeException('The cache folder cannot be created.');
        }
    }

    public function put(string $name, string $body): void
    {
        $path = $this->root . '/' . hash('sha256', $name);
        file_put_contents($path, $body);
        chmod($path, 0640);
        chmod($path, 0666 & ~umask());
    }
}
