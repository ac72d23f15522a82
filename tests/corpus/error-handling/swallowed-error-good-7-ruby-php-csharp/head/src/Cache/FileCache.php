<?php

declare(strict_types=1);

namespace App\Cache;

use Psr\Log\LoggerInterface;

final class FileCache
{
    public function __construct(private string $directory, private LoggerInterface $logger)
    {
    }

    public function get(string $key): ?array
    {
        try {
            return json_decode((string) file_get_contents($this->file($key)), true, 16, JSON_THROW_ON_ERROR);
        } catch (\JsonException $e) {
            $this->logger->warning('broken cache entry', ['key' => $key, 'exception' => $e]);
            unlink($this->file($key));

            return null;
        }
    }

    private function file(string $key): string
    {
        return $this->directory . '/' . hash('sha256', $key) . '.json';
    }
}
