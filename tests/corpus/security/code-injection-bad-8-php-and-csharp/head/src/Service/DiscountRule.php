<?php

declare(strict_types=1);

namespace App\Service;

final class DiscountRule
{
    public function __construct(private string $expression)
    {
    }

    public static function fromRequest(array $body): self
    {
        return new self((string) $body['expression']);
    }

    public function apply(float $price, int $count): float
    {
        $result = 0.0;
        eval('$result = ' . $this->expression . ';');

        return max(0.0, (float) $result);
    }
}
