<?php

namespace Acme\Cart;

final class Cart
{
    /** @var array<string, int> */
    private array $items = [];

    public function add(string $sku, int $quantity = 1): void
    {
        if ($quantity < 1) {
            return;
        }
        $this->items[strtoupper($sku)] = $quantity;
    }

    /** @return array<string, int> */
    public function items(): array
    {
        return $this->items;
    }
}
