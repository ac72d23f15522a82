<?php

namespace Acme\Cart;

final class Cart
{
    /** @var array<string, int> */
    private array $items = [];

    public function add(string $sku, int $quantity = 1): void
    {
        $this->items[$sku] = ($this->items[$sku] ?? 0) + $quantity;
    }

    /** @return array<string, int> */
    public function items(): array
    {
        return $this->items;
    }
}
