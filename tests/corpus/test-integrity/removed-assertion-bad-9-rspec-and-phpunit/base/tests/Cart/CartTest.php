<?php

namespace Acme\Tests\Cart;

use Acme\Cart\Cart;
use PHPUnit\Framework\TestCase;

final class CartTest extends TestCase
{
    public function testAddsUpQuantities(): void
    {
        $cart = new Cart();
        $cart->add('mug', 2);
        $cart->add('mug');
        $this->assertSame(['mug' => 3], $cart->items());
    }
}
