<?php

use PHPUnit\Framework\TestCase;

final class StockTest extends TestCase
{
    public function testLevel(): void
    {
        $stock = $this->createMock(Stock::class);
        $stock->method('level')->willReturn(3);
        $this->assertSame(3, $stock->level('mug'));
    }
}
