<?php

use Acme\Coupon;
use PHPUnit\Framework\TestCase;

final class CouponTest extends TestCase
{
    public function testTakesPercentOff(): void
    {
        $this->assertSame(80, (new Coupon(20))->apply(100));
    }

    public function testRefusesMoreThanNinety(): void
    {
        $this->expectException(InvalidArgumentException::class);
        new Coupon(91);
    }
}
