<?php

declare(strict_types=1);

namespace App\Export;

use RuntimeException;

final class Writer
{
    /** @param iterable<list<string>> $rows */
    public function write(string $path, iterable $rows): void
    {
        $handle = fopen($path, 'wb');
        if ($handle === false) {
            throw new RuntimeException('cannot open ' . $path);
        }
        try {
            foreach ($rows as $row) {
                fputcsv($handle, $row);
            }
        } finally {
            fclose($handle);
        }
    }

    public function text(array $rows): string
    {
        $memory = fopen('php://memory', 'r+b');
        foreach ($rows as $row) {
            fputcsv($memory, $row);
        }
        rewind($memory);
        return (string) stream_get_contents($memory);
    }

    /** @return resource */
    public function open(string $path)
    {
        $handle = fopen($path, 'rb');
        if ($handle === false) {
            throw new RuntimeException('cannot open ' . $path);
        }
        return $handle;
    }
}
