<?php

declare(strict_types=1);

namespace Acme\Tests;

use Acme\TaxTable;
use PHPUnit\Framework\TestCase;

final class TaxTableTest extends TestCase
{
    public function testReducedRateForBooks(): void
    {
        $table = new TaxTable('DE');
        self::assertSame(7, $table->rateFor('book'));
    }

    public function testUnknownCountryIsRefused(): void
    {
        $this->expectException(\InvalidArgumentException::class);
        new TaxTable('XX');
    }
}
