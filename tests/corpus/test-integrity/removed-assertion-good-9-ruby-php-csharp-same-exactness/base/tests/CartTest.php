<?php

use Acme\Cart\Cart;
use PHPUnit\Framework\TestCase;

final class CartTest extends TestCase
{
    public function testAddsUp(): void
    {
        $cart = new Cart();
        $cart->add('mug', 2);
        $this->assertEquals(2, $cart->count());
        $this->assertTrue($cart->has('mug'));
    }
}
