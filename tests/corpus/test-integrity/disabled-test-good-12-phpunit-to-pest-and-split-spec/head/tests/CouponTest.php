<?php

use Acme\Coupon;

it('takes percent off', function () {
    expect((new Coupon(20))->apply(100))->toBe(80);
});

it('refuses more than ninety', function () {
    new Coupon(91);
})->throws(InvalidArgumentException::class);
