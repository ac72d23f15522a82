<?php

use PHPUnit\Framework\TestCase;

final class WarehouseTest extends TestCase
{
    public function testReorders(): void
    {
        $stock = $this->createMock(Stock::class);
        $stock->method('level')->willReturn(3);
        $this->assertTrue((new Warehouse($stock))->needsReorder('mug'));
    }
}
