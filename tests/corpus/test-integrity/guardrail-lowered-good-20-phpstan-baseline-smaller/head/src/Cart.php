<?php

declare(strict_types=1);

namespace App;

final class Cart
{
    /** @var list<int> */
    private array $lines = [];

    public function add(int $cents): void
    {
        $this->lines[] = $cents;
    }

    public function sum(): int
    {
        return array_sum($this->lines);
    }
}
