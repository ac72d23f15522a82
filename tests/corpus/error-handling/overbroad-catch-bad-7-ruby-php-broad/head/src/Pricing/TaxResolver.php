<?php

declare(strict_types=1);

namespace App\Pricing;

use Psr\Log\LoggerInterface;

final class TaxResolver
{
    public function __construct(private TaxTable $table, private LoggerInterface $logger)
    {
    }

    public function rate(string $country, string $category): float
    {
        try {
            $rule = $this->table->ruleFor($country, $category);

            return $rule->rate();
        } catch (\Throwable $e) {
            $this->logger->debug('tax rule missing for ' . $country);

            return 0.0;
        }
    }
}
