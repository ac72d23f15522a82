<?php

declare(strict_types=1);

namespace App\Service;

use App\Repository\ProductRepository;
use Psr\Log\LoggerInterface;

final class StockImporter
{
    public function __construct(
        private readonly ProductRepository $products,
        private readonly LoggerInterface $logger,
    ) {
    }

    /** @param iterable<array{sku: string, stock: int}> $rows */
    public function import(iterable $rows): int
    {
        $updated = 0;
        foreach ($rows as $row) {
            try {
                $this->products->setStock($row['sku'], $row['stock']);
                $updated++;
            } catch (\Throwable $e) {
            }
        }
        $this->logger->info('stock imported', ['rows' => $updated]);

        return $updated;
    }
}
