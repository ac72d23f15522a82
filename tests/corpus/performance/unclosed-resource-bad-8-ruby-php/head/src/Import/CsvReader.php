<?php

declare(strict_types=1);

namespace App\Import;

use RuntimeException;

final class CsvReader
{
    /** @return list<array<string, string>> */
    public function read(string $path): array
    {
        $handle = fopen($path, 'rb');
        if ($handle === false) {
            throw new RuntimeException('cannot open ' . $path);
        }
        $header = fgetcsv($handle);
        if ($header === false) {
            return [];
        }
        $rows = [];
        while (($row = fgetcsv($handle)) !== false) {
            if (count($row) !== count($header)) {
                throw new RuntimeException('row ' . count($rows) . ' has ' . count($row) . ' fields');
            }
            $rows[] = array_combine($header, $row);
        }
        fclose($handle);
        return $rows;
    }
}
