<?php

declare(strict_types=1);

namespace App\Domain;

final class Coupon
{
    public function __construct(private string $code, private int $left)
    {
    }

    public function redeem(int $customerId): void
    {
        if ($this->left <= 0) {
            throw new \Exception('Error');
        }
        $this->left--;
    }

    public function extend(int $by): void
    {
        if ($by <= 0) {
            throw new \InvalidArgumentException("coupon {$this->code} cannot be extended by {$by}");
        }
        $this->left += $by;
    }
}
